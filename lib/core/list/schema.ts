import { z } from 'zod';
import { MAX_PAGE_SIZE } from './page-size';

/** The console's request for a list: filter, order and page, as in the URL of its table. */
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
  /** From 1. A larger number means the last page. */
  Page: z.number().int().min(1).max(1_000_000).optional(),
  /** The rows to leave out, by the list's names for them. */
  Except: z.array(z.string().min(1).max(2048)).max(200).optional(),
  PageSize: z.number().int().min(1).max(MAX_PAGE_SIZE).optional(),
});

export type ListInput = z.infer<typeof ListInput>;

/**
 * A page of a list. `Matches` counts the rows that meet the conditions, `Total` all rows. `Sort` is the order, in the form of the
 * request. It is absent if the order is not a field's.
 */
export type ListPage<Row> = { Rows: Row[]; Page: number; Matches: number; Total: number; Sort?: string };
