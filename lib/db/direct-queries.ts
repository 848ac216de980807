import type { Model } from './direct-columns';
import type { Args, Models } from './direct-plans';
import type { IfThere } from './direct-sql';
import type { Prisma } from './generated/sqlite/client';
import type { HotQueries, QueryKind } from './hot-queries';

/** How a connection answers hot queries without Prisma. */
export type DirectWay = {
  /**
   * Checks the connection.
   * @throws if the client may no longer be used
   */
  check(): void;
  /**
   * Answers a query.
   * @param prisma runs the query with Prisma, if it is not plain or fails
   */
  answer(kind: QueryKind, model: Model, args: Args, prisma: () => Promise<unknown>): Promise<unknown>;
};

/**
 * Rows for one table, by delegate name. With `ifThere`, a writer may wait for a row of another transaction, so rows have one
 * order within and among insertions, which prevents deadlocks.
 */
export type Insertion = { model: string; rows: readonly object[]; ifThere?: IfThere };

/**
 * Returns the client with hot plain queries (columns of one table, equalities and comparisons) run as prepared statements without
 * Prisma, in a twentieth of the time. Other queries go to Prisma. See lib/decisions/005-direct-queries.md; direct-queries.test.ts
 * compares both ways.
 * @param hot the queries that may be answered directly, listed in hot-queries.ts
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
      // Prisma's delegate is created only when needed, because that costs more than a direct query.
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
