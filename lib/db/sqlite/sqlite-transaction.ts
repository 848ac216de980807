import type { Prisma } from '../generated/sqlite/client';
import type { HotQueries } from '../hot-queries';
import type { Connection } from './sqlite-driver';
import { statementOf, withSqliteQueries } from './sqlite-queries';

/**
 * Runs `work` in one transaction on the writing connection, which must be free. Prisma's own interactive transactions cost
 * several times as much.
 * @param client the Prisma client of the connection
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
