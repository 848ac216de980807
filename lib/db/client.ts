import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import { type Connection, type Insertion, insertAtOnce, withDirectQueries } from './direct-queries';
import { PrismaClient as PostgresClient } from './generated/postgresql/client';
import { Prisma, PrismaClient } from './generated/sqlite/client';
import { HOT_QUERIES, type HotQueries, NO_QUERIES } from './hot-queries';
import { isPostgresUrl } from './is-postgres-url';
import { nestTransactions, runSqliteTransaction } from './sqlite-transaction';

/** What operations read and write with: the client of the running transaction, or of the reading connection. */
export type Transaction = Prisma.TransactionClient;

export type Database = {
  provider: 'sqlite' | 'postgresql';
  /** For reads outside a transaction. On SQLite its own connection, so that a read never sees an uncommitted write. */
  reader: Transaction;
  /** Prisma's client of the connection that transactions run on. Use `transaction()`. */
  writer: PrismaClient;
  /** Runs work in one transaction. Only transaction.ts calls it. */
  runTransaction<T>(work: (tx: Transaction) => Promise<T>, timeoutMs: number): Promise<T>;
  /** Writes rows at once in a transaction of their own; false where that cannot be done now and `transaction()` has to. */
  insertAtOnce(insertions: readonly Insertion[]): boolean;
  /** The last transaction in line. It hangs here since Next bundles transaction.ts several times. */
  line: { last: Promise<unknown> };
  close(): Promise<void>;
};

/**
 * Opens the database that a URL names. The caller closes it.
 *
 * SQLite gets two connections in WAL mode: one for reads, one for transactions. `synchronous=NORMAL` keeps every
 * acknowledged write when the process dies (see lib/decisions/003-sqlite-durability.md for power loss).
 * @param directQueries false: also hot queries on SQLite go through Prisma
 */
export async function openDatabase(url: string, { directQueries = true } = {}): Promise<Database> {
  return isPostgresUrl(url) ? openPostgres(url) : openSqlite(url, directQueries ? HOT_QUERIES : NO_QUERIES);
}

async function openSqlite(url: string, hot: HotQueries): Promise<Database> {
  const connect = async () => {
    const { adapter, connection } = await connectAdapter(url);
    const client = new PrismaClient({ adapter });
    for (const pragma of [
      'journal_mode = WAL',
      'synchronous = NORMAL',
      'foreign_keys = ON',
      'busy_timeout = 10000',
      'wal_autocheckpoint = 4000',
      'cache_size = -32000',
    ]) {
      await client.$queryRawUnsafe(`PRAGMA ${pragma}`);
    }
    return { client, connection };
  };
  const writer = await connect();
  const reader = await connect();
  return {
    provider: 'sqlite',
    // While nothing is being written, reads use the writer's connection: a connection that did not write a commit itself throws away all
    // it had in memory after it.
    reader: withDirectQueries(reader.client, hot, () =>
      writer.connection.inTransaction ? reader.connection : writer.connection,
    ),
    writer: writer.client,
    runTransaction: (work, timeoutMs) => runSqliteTransaction(writer.client, writer.connection, hot, work, timeoutMs),
    insertAtOnce: (insertions) => insertAtOnce(writer.client, hot, writer.connection, insertions),
    line: { last: Promise.resolve() },
    close: async () => {
      await reader.client.$disconnect();
      await writer.client.$disconnect();
    },
  };
}

/** An adapter that is connected already, with the better-sqlite3 connection inside it. */
async function connectAdapter(url: string) {
  const factory = new PrismaBetterSqlite3({ url });
  const connected = await factory.connect();
  const { client: connection } = connected as unknown as { client: Connection };
  nestTransactions(connected, connection);
  factory.connect = async () => connected;
  return { adapter: factory, connection };
}

async function openPostgres(url: string): Promise<Database> {
  const client = new PostgresClient({ adapter: new PrismaPg({ connectionString: url, max: 20 }) });
  await client.$connect();
  // Both clients come from the one schema.prisma, so their models are the same; only the provider's SQL differs.
  const writer = client as unknown as PrismaClient;
  return {
    provider: 'postgresql',
    reader: writer,
    writer,
    runTransaction: (work, timeout) =>
      writer.$transaction(work, { timeout, maxWait: timeout, isolationLevel: Prisma.TransactionIsolationLevel.Serializable }),
    insertAtOnce: () => false,
    line: { last: Promise.resolve() },
    close: () => client.$disconnect(),
  };
}
