import type { z } from 'zod';
import { type List, readListPage, type Seen } from '../core/list/list';
import { ListInput, type ListPage } from '../core/list/schema';
import type { Resource } from '../core/module/resource';
import { type Check, defineOperation, type Scope } from '../core/operation';

/** The differences of a list from the plain list of a resource type. */
type Narrowed<Row, Input extends z.ZodType<ListInput>> = {
  /** The operation's name; the default follows from the noun. */
  name?: string;
  /** The schema with additional members. */
  input: Input;
  /** Returns additional authorization checks. */
  checks?: (asked: z.output<Input>, scope: Scope) => Promise<Check[]>;
  /** Returns a filter of the rows. */
  among: (asked: z.output<Input>, scope: Scope) => Promise<((row: Row) => boolean) | undefined>;
};

/**
 * Defines the console's paged list of a resource type, such as `ListUserOverviews`. It needs the permission to list the type, and
 * each part of a row needs its own.
 * @param show returns the answer for the rows of a page
 * @throws Error for a resource type that can't be listed
 */
export function listOperation<Noun extends string, Row, Parts, Shown, Input extends z.ZodType<ListInput> = typeof ListInput>(
  // biome-ignore lint/suspicious/noExplicitAny: whatever the table is.
  { service, noun, search }: Resource<Noun, any, any, any, any>,
  list: List<Row, Parts>,
  show: (scope: Scope, page: readonly Seen<Row, Parts>[]) => Shown[] | Promise<Shown[]>,
  narrowed?: Narrowed<Row, Input>,
) {
  if (!search) throw new Error(`${noun} cannot be listed`);
  return defineOperation({
    service,
    name: narrowed?.name ?? `List${noun}Overviews`,
    access: 'List',
    // Without it, the input is that of every list.
    input: narrowed?.input ?? (ListInput as unknown as Input),
    checks: async (asked, scope) => [search.listing(scope), ...((await narrowed?.checks?.(asked, scope)) ?? [])],
    run: async (asked, scope): Promise<ListPage<Shown>> => {
      const { Rows, ...page } = await readListPage(scope, list, asked, await narrowed?.among(asked, scope));
      return { ...page, Rows: await show(scope, Rows) };
    },
  });
}
