import type { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type { Prisma } from './generated/sqlite/client';
import type { HotQueries } from './hot-queries';
import { type Connection, statementOf, withSqliteQueries } from './sqlite-queries';

type Adapter = Awaited<ReturnType<PrismaBetterSqlite3['connect']>>;
type AdapterTransaction = Awaited<ReturnType<Adapter['startTransaction']>>;

/**
 * Runs `work` in one transaction on the writing connection, which must be free. Prisma's own interactive transactions cost
 * several times as much.
 * @param client the connection's Prisma client, with `nestTransactions` applied to its adapter
 * @param hot the queries that skip Prisma
 */
export async function runSqliteTransaction<T>(
  client: Prisma.TransactionClient,
  connection: Connection,
  hot: HotQueries,
  work: (tx: Prisma.TransactionClient) => Promise<T>,
  timeoutMs: number,
): Promise<T> {
  statementOf(connection, 'BEGIN IMMEDIATE').run();
  let open = true;
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`a transaction took longer than ${timeoutMs} ms`)), timeoutMs);
  });
  const pick = () => {
    // After the end, the connection belongs to another transaction.
    if (!open) throw new Error('this transaction has ended');
    return connection;
  };
  try {
    const result = await Promise.race([work(withSqliteQueries(client, hot, pick)), expired]);
    open = false;
    statementOf(connection, 'COMMIT').run();
    return result;
  } catch (error) {
    open = false;
    if (connection.inTransaction) statementOf(connection, 'ROLLBACK').run();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Makes an adapter nest its transactions inside the running one: Prisma starts one for a query with several statements, and
 * SQLite allows only one at a time. Concurrent ones run one after the other, because savepoints end with whatever was begun
 * before them.
 */
export function nestTransactions(adapter: Adapter, connection: Connection): void {
  const startOutermost = adapter.startTransaction.bind(adapter);
  let count = 0;
  let last: Promise<void> = Promise.resolve();
  adapter.startTransaction = async (isolationLevel) => {
    const before = last;
    let end = () => {};
    last = new Promise((resolve) => {
      end = resolve;
    });
    await before;
    try {
      return endingWith(end, connection.inTransaction ? await startNested() : await startOutermost(isolationLevel));
    } catch (error) {
      end();
      throw error;
    }
  };

  async function startNested(): Promise<AdapterTransaction> {
    const name = `nested_${++count}`;
    await adapter.executeScript(`SAVEPOINT ${name}`);
    const nested: AdapterTransaction = Object.create(adapter);
    return Object.assign(nested, {
      options: { usePhantomQuery: true },
      commit: () => adapter.executeScript(`RELEASE ${name}`),
      rollback: () => adapter.executeScript(`ROLLBACK TO ${name}; RELEASE ${name}`),
    });
  }
}

/** Returns the transaction with `end` called after its commit or rollback. */
function endingWith(end: () => void, transaction: AdapterTransaction): AdapterTransaction {
  const ending: AdapterTransaction = Object.create(transaction);
  return Object.assign(ending, {
    commit: () => transaction.commit().finally(end),
    rollback: () => transaction.rollback().finally(end),
  });
}
