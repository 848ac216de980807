import { z } from 'zod';
import { MAX_PAGE_SIZE } from './page-size';

/** What the console asks of a list: filter, order and page, as the URL of its table has them. */
export const ListInput = z.object({
  /** Conditions, each as `serializeToken` writes it. */
  Filters: z.array(z.string().min(1).max(2048)).max(20).optional(),
  /** The way to combine conditions: a row meets all of them or any. Default: all. */
  Join: z.enum(['and', 'or']).optional(),
  /** The field to sort by, after a `-` in descending order. Default: the list's own order. */
  Sort: z
    .string()
    .regex(/^-?[a-zA-Z]{1,64}$/)
    .optional(),
  /** From 1. Past the last page is the last page. */
  Page: z.number().int().min(1).max(1_000_000).optional(),
  /** Rows to leave out, by what the list calls them. */
  Except: z.array(z.string().min(1).max(2048)).max(200).optional(),
  PageSize: z.number().int().min(1).max(MAX_PAGE_SIZE).optional(),
});

export type ListInput = z.infer<typeof ListInput>;

/**
 * A page of a list. `Matches` counts the rows that meet the conditions, `Total` all there are. `Sort` is the order they are in, as it is asked
 * for; absent where that is no field's.
 */
export type ListPage<Row> = { Rows: Row[]; Page: number; Matches: number; Total: number; Sort?: string };
