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
import { openPipeline } from './postgres-pipeline';
import { insertAtOnce as insertIntoPostgres, withPostgresQueries } from './postgres-queries';
import { adoptingAdapter, runPostgresTransaction } from './postgres-transaction';
import { type Connection, insertAtOnce, withSqliteQueries } from './sqlite-queries';
import { nestTransactions, runSqliteTransaction } from './sqlite-transaction';

/** What operations read and write with: the client of the running transaction, or of the reading connection. */
export type Transaction = Prisma.TransactionClient;

export type Database = {
  provider: 'sqlite' | 'postgresql';
  /** What it was opened by: a thread opens it again. */
  url: string;
  directQueries: boolean;
  /** For reads outside a transaction. On SQLite its own connection, so that a read never sees an uncommitted write. */
  reader: Transaction;
  /** Prisma's client of the connection that transactions run on. Use `transaction()`. */
  writer: PrismaClient;
  /** Runs work in one transaction. Only transaction.ts calls it. */
  runTransaction<T>(work: (tx: Transaction) => Promise<T>, locks: Locks, timeoutMs: number): Promise<T>;
  /** Writes rows at once in a transaction of their own; false where that cannot be done now and `transaction()` has to. */
  insertAtOnce(insertions: readonly Insertion[]): boolean | Promise<boolean>;
  /** By what transactions hold: the last one in line for it. They hang here since Next bundles transaction.ts several times. */
  lines: Map<string, Promise<unknown>>;
  /** Makes what queries that are not hot need, which is otherwise made when the first one comes and holds the process for a moment. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens the database that a URL names. The caller closes it.
 *
 * SQLite gets two connections in WAL mode: one for reads, one for transactions. `synchronous=NORMAL` keeps every
 * acknowledged write when the process dies (see lib/decisions/003-sqlite-durability.md for power loss).
 * @param directQueries false: also hot queries go through Prisma
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
    // While nothing is being written, reads use the writer's connection: a connection that did not write a commit itself throws away all
    // it had in memory after it.
    reader: withSqliteQueries(reader.client, hot, () =>
      writer.connection.inTransaction ? reader.connection : writer.connection,
    ),
    writer: writer.client,
    runTransaction: (work, _locks, timeoutMs) => runSqliteTransaction(writer.client, writer.connection, hot, work, timeoutMs),
    insertAtOnce: (insertions) => insertAtOnce(hot, writer.connection, insertions),
    lines: new Map(),
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

/** An adapter that is connected already, with the better-sqlite3 connection inside it. */
async function connectAdapter(url: string) {
  const factory = new PrismaBetterSqlite3({ url });
  const connected = await factory.connect();
  const { client: connection } = connected as unknown as { client: Connection };
  nestTransactions(connected, connection);
  factory.connect = async () => connected;
  return { factory, adapter: connected, connection };
}

// For reads, and for transactions: writers who wait for one another never keep a reader waiting.
const CONNECTIONS = 10;
/** For look-ups of one row, which are many and short. */
const LOOK_UP_CONNECTIONS = 2;
const LOOK_UPS: ReadonlySet<QueryKind> = new Set(['findUnique', 'findUniqueOrThrow', 'findFirst', 'findFirstOrThrow']);

async function openPostgres(url: string, hot: HotQueries): Promise<Opened> {
  const openPool = () => {
    const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, pipeline: true });
    // Of a connection that nobody uses: the pool has put it aside already.
    return pool.on('error', () => undefined);
  };
  const [pool, transactions] = [openPool(), openPool()];
  const lookUps = openPipeline(url, LOOK_UP_CONNECTIONS);
  // Both clients come from the one schema.prisma, so their models are the same; only the provider's SQL differs.
  const made = madeWhenAsked(() => new PostgresClient({ adapter: adoptingAdapter(pool) }) as unknown as PrismaClient);
  const prisma = made.whenAsked;
  const models = modelsOf('postgresql');
  return {
    provider: 'postgresql',
    reader: withPostgresQueries(prisma, models, hot, (kind) => (LOOK_UPS.has(kind) ? lookUps : pool)),
    writer: prisma,
    runTransaction: (work, locks, timeoutMs) =>
      runPostgresTransaction({ pool: transactions, prisma, models, hot }, beginSql(locks, timeoutMs), work, timeoutMs),
    insertAtOnce: (insertions) => insertIntoPostgres(hot, pool, insertions),
    lines: new Map(),
    warmUp: () => prisma.$connect(),
    close: async () => {
      await made.made()?.$disconnect();
      await Promise.all([pool.end(), transactions.end(), lookUps.end()]);
    },
  };
}
