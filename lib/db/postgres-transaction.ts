import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import type { Models } from './direct-plans';
import type { Prisma, PrismaClient } from './generated/sqlite/client';
import type { HotQueries } from './hot-queries';
import { sendTogether } from './postgres-pipeline';
import { toPrismaFailure, withPostgresQueries } from './postgres-queries';

const adopted = new AsyncLocalStorage<PoolClient>();

/** An adapter whose transactions, started while a connection is adopted, run inside the one that is running on it. */
export function adoptingAdapter(pool: Pool): PrismaPg {
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const { startTransaction } = adapter;
    adapter.startTransaction = (isolationLevel) => {
      const connection = adopted.getStore();
      if (!connection) return startTransaction.call(adapter, isolationLevel);
      const lent = Object.create(adapter, { client: { value: { connect: async () => withoutEnds(connection) } } });
      return startTransaction.call(lent);
    };
    return adapter;
  };
  return factory;
}

const ENDS: ReadonlySet<unknown> = new Set(['BEGIN', 'COMMIT', 'ROLLBACK']);

/** A connection for somebody who neither begins nor ends its transaction, though they may think so. */
function withoutEnds(connection: PoolClient): object {
  return {
    query: (config: { text: string }) =>
      ENDS.has(config.text) ? Promise.resolve({ fields: [], rows: [], rowCount: 0 }) : connection.query(config as never),
    on: () => undefined,
    removeListener: () => undefined,
    release: () => undefined,
  };
}

export type PostgresClient = { pool: Pool; prisma: PrismaClient; models: Models; hot: HotQueries };

/**
 * Runs `work` in one transaction on a connection of its own. Prisma's own transaction is started inside it when a query first needs
 * Prisma, which most writes never do.
 * @param begin SQL that begins the transaction
 */
export async function runPostgresTransaction<T>(
  client: PostgresClient,
  begin: string,
  work: (tx: Prisma.TransactionClient) => Promise<T>,
  timeoutMs: number,
): Promise<T> {
  const connection = await client.pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  connection.on('error', onError);
  let open = true;
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      // A statement may be running, so there is nothing to be said on this connection any more.
      broken = new Error(`a transaction took longer than ${timeoutMs} ms`);
      reject(broken);
    }, timeoutMs);
  });
  const check = () => {
    // Once it has ended, the connection is another transaction's.
    if (!open) throw new Error('this transaction has ended');
  };
  const inside = prismaInside(client.prisma, connection);
  const query = (sql: string) => {
    sendTogether(connection);
    return connection.query(sql);
  };
  try {
    const runner = { query: ((config: QueryConfig) => query(config as never)) as PoolClient['query'] };
    const lazy = lazyClient(inside.start, check);
    const tx = withPostgresQueries(lazy, client.models, client.hot, () => runner, check);
    const result = await Promise.race([query(begin).then(() => work(tx)), expired]);
    open = false;
    await inside.end();
    const { command } = await query('COMMIT');
    // The server ends a transaction in which something failed so, even where nobody minded.
    if (command !== 'COMMIT') throw new Error('a transaction went on after a query in it had failed');
    return result;
  } catch (error) {
    open = false;
    // What is left of Prisma's transaction fails with the connection.
    if (broken) void inside.end();
    else {
      await inside.end();
      await query('ROLLBACK').catch(onError);
    }
    throw toPrismaFailure(broken ?? error);
  } finally {
    clearTimeout(timer);
    connection.removeListener('error', onError);
    connection.release(broken);
  }
}

/** Prisma's interactive transaction on a connection, once it is asked for. */
function prismaInside(prisma: PrismaClient, connection: PoolClient) {
  let started: Promise<Prisma.TransactionClient> | undefined;
  let ended: Promise<unknown> | undefined;
  let finish: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const start = (): Promise<Prisma.TransactionClient> => {
    started ??= new Promise((resolve, reject) => {
      const hold = (tx: Prisma.TransactionClient) => {
        resolve(tx);
        return held;
      };
      // Its own limit is beyond every other: this one only ever follows.
      ended = adopted.run(connection, () => prisma.$transaction(hold, { timeout: 2 ** 30, maxWait: 60_000 })).catch(reject);
    });
    return started;
  };
  return {
    start,
    end: async () => {
      finish();
      await ended;
    },
  };
}

/** A client that is asked for only when something is called on it. */
function lazyClient(start: () => Promise<Prisma.TransactionClient>, check: () => void): Prisma.TransactionClient {
  type Callable = Record<string, (...args: unknown[]) => unknown>;
  const call =
    (name: string, kind?: string) =>
    async (...args: unknown[]): Promise<unknown> => {
      check();
      const client = (await start()) as unknown as Callable & Record<string, Callable>;
      return kind === undefined ? client[name]?.(...args) : client[name]?.[kind]?.(...args);
    };
  const named = (get: (name: string) => unknown) =>
    new Proxy({}, { get: (_, name) => (typeof name === 'string' && name !== 'then' ? get(name) : undefined) });
  return named((name) => (name.startsWith('$') ? call(name) : named((kind) => call(name, kind)))) as Prisma.TransactionClient;
}
