import type { Insertion } from './direct-queries';
import { type Prisma, PrismaClient } from './generated/sqlite/client';
import { HOT_QUERIES, type HotQueries, NO_QUERIES } from './hot-queries';
import { isPostgresUrl } from './is-postgres-url';
import type { Locks } from './locks';
import { madeWhenAsked } from './made-when-asked';
import { SqliteAdapter, sqliteAdapterFactory } from './sqlite/sqlite-adapter';
import { openSqliteFile } from './sqlite/sqlite-driver';
import { insertAtOnce, withSqliteQueries } from './sqlite/sqlite-queries';
import { runSqliteTransaction } from './sqlite/sqlite-transaction';
import type { RunTogether, WriteGroup } from './write-groups';

/** The client of operations: that of the running transaction, or of the reading connection. */
export type Transaction = Prisma.TransactionClient;

export type Database = {
  provider: 'sqlite' | 'postgresql';
  /** How it was opened, so that a thread can open it too. */
  url: string;
  directQueries: boolean;
  /** For reads outside a transaction. On SQLite it has its own connection, so that reads never see uncommitted writes. */
  reader: Transaction;
  /** Prisma's client of the transaction connection. Use `transaction()` instead. */
  writer: PrismaClient;
  /** Runs work in one transaction. Only transaction.ts calls it. */
  runTransaction<T>(work: (tx: Transaction) => Promise<T>, locks: Locks, timeoutMs: number): Promise<T>;
  /** Absent if each transaction has its own commit. Only transaction.ts calls it. */
  runTogether?: RunTogether;
  /**
   * Runs work unless another process is running work of that name, and returns whether it ran. Absent if only one process can use
   * the database.
   */
  runInOneProcess?: (name: string, work: () => Promise<void>) => Promise<boolean>;
  /**
   * Inserts rows immediately in their own transaction. Returns false if that is not possible now and `transaction()` must do it.
   */
  insertAtOnce(insertions: readonly Insertion[]): boolean | Promise<boolean>;
  /** The last waiter for each lock. Stored here because Next bundles transaction.ts several times. */
  lines: Map<string, Promise<unknown>>;
  /** When the transactions on SQLite that run in a row began, as `performance.now()` has it. */
  inARow: { since: number };
  /** The last group for each set of locks. */
  groups: Map<string, WriteGroup>;
  /** Prepares Prisma for queries that are not hot. Otherwise the first one would block the process for a moment. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens the database of a URL. The caller must close it.
 *
 * SQLite has two connections in WAL mode: one for reads, one for transactions. `synchronous=NORMAL` preserves every acknowledged
 * write if the process dies (see lib/decisions/003-sqlite-durability.md for power loss).
 * @param directQueries false to run hot queries through Prisma too
 */
export async function openDatabase(url: string, { directQueries = true } = {}): Promise<Database> {
  const hot = directQueries ? HOT_QUERIES : NO_QUERIES;
  return { ...(await open(url, hot)), url, directQueries };
}

async function open(url: string, hot: HotQueries): Promise<Opened> {
  if (!isPostgresUrl(url)) return openSqlite(url, hot);
  // Its client and driver take 5 MB, which a process on SQLite does not need.
  const { openPostgres } = await import('./postgres/open-postgres');
  return openPostgres(url, hot);
}

const PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = NORMAL',
  'foreign_keys = ON',
  'busy_timeout = 10000',
  'wal_autocheckpoint = 4000',
  'cache_size = -32000',
];

type Opened = Omit<Database, 'url' | 'directQueries'>;

async function openSqlite(url: string, hot: HotQueries): Promise<Opened> {
  const connect = async () => {
    const connection = await openSqliteFile(url.replace(/^file:/, ''));
    connection.exec(PRAGMAS.map((pragma) => `PRAGMA ${pragma};`).join(' '));
    const connect = async () => new SqliteAdapter(connection);
    const prisma = madeWhenAsked(() => new PrismaClient({ adapter: { ...sqliteAdapterFactory(url), connect } }));
    const close = async () => {
      await prisma.made()?.$disconnect();
      connection.close();
    };
    return { client: prisma.whenAsked, connection, warmUp: () => prisma.whenAsked.$connect(), close };
  };
  const writer = await connect();
  const reader = await connect();
  return {
    provider: 'sqlite',
    // While nothing is being written, reads use the writer's connection: another connection would drop its whole cache after each
    // commit.
    reader: withSqliteQueries(reader.client, hot, () =>
      writer.connection.inTransaction ? reader.connection : writer.connection,
    ),
    writer: writer.client,
    runTransaction: (work, _locks, timeoutMs) => runSqliteTransaction(writer.client, writer.connection, hot, work, timeoutMs),
    insertAtOnce: (insertions) => insertAtOnce(hot, writer.connection, insertions),
    lines: new Map(),
    inARow: { since: 0 },
    groups: new Map(),
    warmUp: async () => {
      await writer.warmUp();
      await reader.warmUp();
    },
    close: async () => {
      await reader.close();
      await writer.close();
    },
  };
}
