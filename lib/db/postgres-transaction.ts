import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import type { Models } from './direct-plans';
import type { Prisma, PrismaClient } from './generated/sqlite/client';
import type { HotQueries } from './hot-queries';
import { sendTogether } from './postgres-pipeline';
import { toPrismaFailure, withPostgresQueries } from './postgres-queries';

const adopted = new AsyncLocalStorage<PoolClient>();

/** Returns an adapter whose transactions run inside the one of an adopted connection. */
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

/** Returns a connection on which beginning and ending a transaction do nothing. */
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
 * Runs `work` in one transaction on its own connection. Prisma's transaction starts inside it when a query first needs Prisma,
 * which most writes never do.
 * @param begin the SQL that begins the transaction
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
      // A statement may still be running, so the connection can't be used any more.
      broken = new Error(`a transaction took longer than ${timeoutMs} ms`);
      reject(broken);
    }, timeoutMs);
  });
  const check = () => {
    // After the end, the connection belongs to another transaction.
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
    // The server answers COMMIT this way if a statement has failed, even if the failure was caught.
    if (command !== 'COMMIT') throw new Error('a transaction went on after a query in it had failed');
    return result;
  } catch (error) {
    open = false;
    // The rest of Prisma's transaction fails with the connection.
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

/** Returns Prisma's interactive transaction on a connection, started on demand. */
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
      // Its own limit exceeds every other, because this transaction only follows the outer one.
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

/** Returns a client that starts when something is first called on it. */
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
