import pg from 'pg';
import { modelsOf } from '../direct-columns';
import type { Insertion } from '../direct-queries';
import { PrismaClient as PostgresClient } from '../generated/postgresql/client';
import type { Prisma, PrismaClient } from '../generated/sqlite/client';
import type { HotQueries, QueryKind } from '../hot-queries';
import { beginSql, type Locks } from '../locks';
import { madeWhenAsked } from '../made-when-asked';
import { runInOneProcess } from '../one-process';
import { memberOf, type RunTogether, type WriteGroup } from '../write-groups';
import { openPipeline } from './postgres-pipeline';
import { insertAtOnce as insertIntoPostgres, withPostgresQueries } from './postgres-queries';
import { adoptingAdapter, runPostgresTransactions } from './postgres-transaction';

// Connections for reads and for transactions each, so that waiting writers never block readers.
const CONNECTIONS = 10;
/** Connections for single-row look-ups, which are frequent and short. */
const LOOK_UP_CONNECTIONS = 2;
const LOOK_UPS: ReadonlySet<QueryKind> = new Set(['findUnique', 'findUniqueOrThrow', 'findFirst', 'findFirstOrThrow']);

/** Opens a PostgreSQL database. The caller must close it. */
export function openPostgres(url: string, hot: HotQueries) {
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
    provider: 'postgresql' as const,
    reader: withPostgresQueries(prisma, models, hot, (kind) => (LOOK_UPS.has(kind) ? lookUps : pool)),
    writer: prisma,
    runTransaction: <T>(work: (tx: Prisma.TransactionClient) => Promise<T>, locks: Locks, timeoutMs: number) =>
      runAlone(runTogether, work, locks, timeoutMs),
    runTogether,
    runInOneProcess: (name: string, work: () => Promise<void>) => runInOneProcess(pool, name, work),
    insertAtOnce: (insertions: readonly Insertion[]) => insertIntoPostgres(hot, pool, insertions),
    lines: new Map<string, Promise<unknown>>(),
    inARow: { since: 0 },
    groups: new Map<string, WriteGroup>(),
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
  work: (tx: Prisma.TransactionClient) => Promise<T>,
  locks: Locks,
  timeoutMs: number,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const runAgain = () => reject(new Error('the connection broke before the transaction began'));
    const waiting = [memberOf(work, { resolve, reject, runAgain })];
    void runTogether({ next: () => waiting.shift(), rest: () => waiting.splice(0) }, locks, timeoutMs).catch(reject);
  });
}
