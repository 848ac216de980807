import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import pg from 'pg';
import { modelsOf } from './direct-columns';
import type { Insertion } from './direct-queries';
import { PrismaClient as PostgresClient } from './generated/postgresql/client';
import { type Prisma, PrismaClient } from './generated/sqlite/client';
import { HOT_QUERIES, type HotQueries, NO_QUERIES, type QueryKind } from './hot-queries';
import { isPostgresUrl } from './is-postgres-url';
import { beginSql, type Locks } from './locks';
import { madeWhenAsked } from './made-when-asked';
import { runInOneProcess } from './one-process';
import { openPipeline } from './postgres-pipeline';
import { insertAtOnce as insertIntoPostgres, withPostgresQueries } from './postgres-queries';
import { adoptingAdapter, runPostgresTransactions } from './postgres-transaction';
import { type Connection, insertAtOnce, withSqliteQueries } from './sqlite-queries';
import { nestTransactions, runSqliteTransaction } from './sqlite-transaction';
import { memberOf, type RunTogether, type WriteGroup } from './write-groups';

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
  const opened = await (isPostgresUrl(url) ? openPostgres(url, hot) : openSqlite(url, hot));
  return { ...opened, url, directQueries };
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
    const { factory, adapter, connection } = await connectAdapter(url);
    await adapter.executeScript(PRAGMAS.map((pragma) => `PRAGMA ${pragma};`).join(' '));
    const prisma = madeWhenAsked(() => new PrismaClient({ adapter: factory }));
    const close = async () => {
      await prisma.made()?.$disconnect();
      await adapter.dispose();
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

/** Returns a connected adapter with its better-sqlite3 connection. */
async function connectAdapter(url: string) {
  const factory = new PrismaBetterSqlite3({ url });
  const connected = await factory.connect();
  const { client: connection } = connected as unknown as { client: Connection };
  nestTransactions(connected, connection);
  factory.connect = async () => connected;
  return { factory, adapter: connected, connection };
}

// Connections for reads and for transactions each, so that waiting writers never block readers.
const CONNECTIONS = 10;
/** Connections for single-row look-ups, which are frequent and short. */
const LOOK_UP_CONNECTIONS = 2;
const LOOK_UPS: ReadonlySet<QueryKind> = new Set(['findUnique', 'findUniqueOrThrow', 'findFirst', 'findFirstOrThrow']);

async function openPostgres(url: string, hot: HotQueries): Promise<Opened> {
  const openPool = () => {
    const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, pipeline: true });
    // The error concerns an idle connection, which the pool has already discarded.
    return pool.on('error', () => undefined);
  };
  const [pool, transactions] = [openPool(), openPool()];
  const lookUps = openPipeline(url, LOOK_UP_CONNECTIONS);
  // Both clients are generated from the same schema.prisma and differ only in the provider's SQL.
  const made = madeWhenAsked(() => new PostgresClient({ adapter: adoptingAdapter(pool) }) as unknown as PrismaClient);
  const prisma = made.whenAsked;
  const models = modelsOf('postgresql');
  const runTogether: RunTogether = (members, locks, timeoutMs) =>
    runPostgresTransactions({ pool: transactions, prisma, models, hot }, beginSql(locks, timeoutMs), members, timeoutMs);
  return {
    provider: 'postgresql',
    reader: withPostgresQueries(prisma, models, hot, (kind) => (LOOK_UPS.has(kind) ? lookUps : pool)),
    writer: prisma,
    runTransaction: (work, locks, timeoutMs) => runAlone(runTogether, work, locks, timeoutMs),
    runTogether,
    runInOneProcess: (name, work) => runInOneProcess(pool, name, work),
    insertAtOnce: (insertions) => insertIntoPostgres(hot, pool, insertions),
    lines: new Map(),
    groups: new Map(),
    warmUp: () => prisma.$connect(),
    close: async () => {
      await made.made()?.$disconnect();
      await Promise.all([pool.end(), transactions.end(), lookUps.end()]);
    },
  };
}

/** Runs one transaction as the only member of its group. */
function runAlone<T>(
  runTogether: RunTogether,
  work: (tx: Transaction) => Promise<T>,
  locks: Locks,
  timeoutMs: number,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const runAgain = () => reject(new Error('the connection broke before the transaction began'));
    const waiting = [memberOf(work, { resolve, reject, runAgain })];
    void runTogether({ next: () => waiting.shift(), rest: () => waiting.splice(0) }, locks, timeoutMs).catch(reject);
  });
}
