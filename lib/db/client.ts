import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient as PostgresClient } from './generated/postgresql/client';
import { type Prisma, PrismaClient } from './generated/sqlite/client';
import { isPostgresUrl } from './is-postgres-url';

/** What operations read and write with: the client of the running transaction, or of the reading connection. */
export type Transaction = Prisma.TransactionClient;

export type Database = {
  provider: 'sqlite' | 'postgresql';
  /** For reads outside a transaction. On SQLite its own connection, so that a read never sees an uncommitted write. */
  reader: Transaction;
  /** The connection that transactions run on. Use `transaction()`; only transaction.ts touches this. */
  writer: PrismaClient;
  close(): Promise<void>;
};

/**
 * Opens the database that a URL names. The caller closes it.
 *
 * SQLite gets two connections in WAL mode: one for reads, one for transactions. `synchronous=NORMAL` keeps every
 * acknowledged write when the process dies (see lib/decisions/003-sqlite-durability.md for power loss).
 */
export async function openDatabase(url: string): Promise<Database> {
  return isPostgresUrl(url) ? openPostgres(url) : openSqlite(url);
}

async function openSqlite(url: string): Promise<Database> {
  const connect = async () => {
    const client = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url }) });
    for (const pragma of ['journal_mode = WAL', 'synchronous = NORMAL', 'foreign_keys = ON', 'busy_timeout = 10000']) {
      await client.$queryRawUnsafe(`PRAGMA ${pragma}`);
    }
    return client;
  };
  const writer = await connect();
  const reader = await connect();
  return {
    provider: 'sqlite',
    reader,
    writer,
    close: async () => {
      await reader.$disconnect();
      await writer.$disconnect();
    },
  };
}

async function openPostgres(url: string): Promise<Database> {
  const client = new PostgresClient({ adapter: new PrismaPg({ connectionString: url, max: 20 }) });
  await client.$connect();
  // Both clients come from the one schema.prisma, so their models are the same; only the provider's SQL differs.
  const writer = client as unknown as PrismaClient;
  return { provider: 'postgresql', reader: writer, writer, close: () => client.$disconnect() };
}
