import type { Database, Transaction } from '../db/client';
import { transaction } from '../db/transaction';
import { log } from './log';

/** What is kept of the history: no event older than so many days, and in the whole installation no more than so many. */
export type Retention = { days: number; events: number };

/** How many rows went. */
export type Pruned = { events: number; traces: number; sessions: number };

const DAY_MS = 86_400_000;
// A session that has ended is still told apart from one that never was.
const SESSION_DAYS = 1;
// Few enough that whoever calls meanwhile does not notice, and fewer than SQLite takes values in a statement.
const ROWS_AT_ONCE = 500;
const PAUSE_MS = 20;
const EVERY_MS = 10 * 60_000;

/**
 * Deletes events that are too old or too many with the evaluations behind them, and sessions that are over. In small pieces, each a
 * transaction of its own: when it is stopped, what is left goes the next time.
 */
export async function prune(database: Database, { days, events }: Retention, now: Date): Promise<Pruned> {
  const pruned = { events: 0, traces: 0, sessions: await pruneSessions(database, now) };
  const before = new Date(now.getTime() - days * DAY_MS);
  const newest = await database.reader.event.findFirst({ orderBy: { id: 'desc' }, select: { id: true } });
  // Events are numbered as they come, so the oldest have the smallest numbers.
  const first = (newest?.id ?? 0) - events + 1;
  for (let more = true; more; ) {
    const oldest = await database.reader.event.findMany({
      orderBy: { id: 'asc' },
      take: ROWS_AT_ONCE,
      select: { id: true, time: true, authorizationId: true },
    });
    const over = oldest.filter(({ id, time }) => id < first || time < before);
    more = over.length === ROWS_AT_ONCE;
    if (over.length === 0) break;
    const traceIds = over.flatMap(({ authorizationId }) => authorizationId ?? []);
    const work = async (tx: Transaction) => {
      const { count } = await tx.event.deleteMany({ where: { id: { in: over.map(({ id }) => id) } } });
      const traces = await tx.decisionTrace.deleteMany({ where: { id: { in: traceIds } } });
      return { count, traces: traces.count };
    };
    const { count, traces } = await transaction(database, work);
    pruned.events += count;
    pruned.traces += traces;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return pruned;
}

async function pruneSessions(database: Database, now: Date): Promise<number> {
  const over = { expiresAt: { lt: new Date(now.getTime() - SESSION_DAYS * DAY_MS) } };
  return transaction(database, async (tx) => {
    const { count } = await tx.temporaryCredential.deleteMany({ where: over });
    return count + (await tx.consoleSession.deleteMany({ where: over })).count;
  });
}

/** Prunes now and then for as long as the process runs. @returns how to end it */
export function startPruning(database: Database, retention: Retention): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const run = () => {
    running = prune(database, retention, new Date()).then(
      (pruned) => {
        if (pruned.events + pruned.sessions > 0) log.info(pruned, 'old events and sessions were deleted');
      },
      (error: unknown) => log.warn({ err: error }, 'old events could not be deleted'),
    );
  };
  const timer = setInterval(run, EVERY_MS).unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
