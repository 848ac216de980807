import type { z } from 'zod';
import { type List, readListPage, type Seen } from '../core/list/list';
import { ListInput, type ListPage } from '../core/list/schema';
import { type Check, defineOperation, type Scope } from '../core/operation';
import type { Resource } from '../core/resource';

/** How the console's list of a resource type differs from all of them for whoever may list them. */
type Narrowed<Row, Input extends z.ZodType<ListInput>> = {
  /** Of the operation. Default: by the noun. */
  name?: string;
  /** With what is asked besides. */
  input: Input;
  /** What the caller must be allowed to besides. */
  checks?: (asked: z.output<Input>, scope: Scope) => Promise<Check[]>;
  /** Which rows there are. */
  among: (asked: z.output<Input>, scope: Scope) => Promise<((row: Row) => boolean) | undefined>;
};

/**
 * The console's list of a resource type, page by page, e.g. `ListUserOverviews`: for whoever may list it, and each part of a row for
 * whoever may see that.
 * @param show the rows of a page as they are answered
 * @throws Error for a resource type that cannot be listed
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
    // Without more it is asked what every list is.
    input: narrowed?.input ?? (ListInput as unknown as Input),
    checks: async (asked, scope) => [search.listing(scope), ...((await narrowed?.checks?.(asked, scope)) ?? [])],
    run: async (asked, scope): Promise<ListPage<Shown>> => {
      const { Rows, ...page } = await readListPage(scope, list, asked, await narrowed?.among(asked, scope));
      return { ...page, Rows: await show(scope, Rows) };
    },
  });
}
