import type { Model } from './direct-columns';
import type { Args, Models } from './direct-plans';
import type { IfThere } from './direct-sql';
import type { Prisma } from './generated/sqlite/client';
import type { HotQueries, QueryKind } from './hot-queries';

/** How a connection answers hot queries without Prisma. */
export type DirectWay = {
  /** @throws when the client may be used no more */
  check(): void;
  /** @param prisma asks Prisma, for a query that is not plain or fails */
  answer(kind: QueryKind, model: Model, args: Args, prisma: () => Promise<unknown>): Promise<unknown>;
};

/**
 * Rows for one table, by the name of its delegate. With `ifThere`, whoever writes may have to wait for a row that another transaction is
 * writing: those rows come in one order, within an insertion and among insertions, so that no two ever wait for each other.
 */
export type Insertion = { model: string; rows: readonly object[]; ifThere?: IfThere };

/**
 * The same client, except that hot queries which are plain (columns of one table, equalities and comparisons) run as prepared statements
 * without Prisma, which takes a twentieth of the time. Everything else goes to Prisma.
 * See lib/decisions/005-direct-queries.md; direct-queries.test.ts holds both ways against each other.
 * @param hot the queries that may be answered so; hot-queries.ts has the list
 */
export function withDirectQueries(
  client: Prisma.TransactionClient,
  models: Models,
  hot: HotQueries,
  way: DirectWay,
): Prisma.TransactionClient {
  const delegates = new Map<string | symbol, object>();
  return new Proxy(client, {
    get(target, name) {
      const known = delegates.get(name);
      if (known) return known;
      const kinds = typeof name === 'string' && Object.hasOwn(hot, name) ? hot[name] : undefined;
      const model = kinds && models.get(name as string);
      if (!kinds || !model) {
        way.check();
        return Reflect.get(target, name);
      }
      // Prisma's own delegate is made only when something needs it: making it costs more than a direct query.
      const delegate = directDelegate(() => Reflect.get(target, name) as object, model, kinds, way);
      delegates.set(name, delegate);
      return delegate;
    },
  });
}

function directDelegate(delegate: () => object, model: Model, kinds: readonly QueryKind[], way: DirectWay): object {
  const queries = new Map<string | symbol, unknown>();
  return new Proxy(Object.prototype, {
    get(_, name) {
      const known = queries.get(name);
      if (known) return known;
      const kind = kinds.find((one) => one === name);
      if (!kind) {
        way.check();
        return Reflect.get(delegate(), name);
      }
      const query = (args: Args = {}) =>
        way.answer(kind, model, args, () => (Reflect.get(delegate(), name) as (args: Args) => Promise<unknown>)(args));
      queries.set(name, query);
      return query;
    },
  });
}
