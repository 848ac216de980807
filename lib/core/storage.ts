import type { Database } from '../db/client';
import { transaction } from '../db/transaction';
import { log } from './log';

/** The errors of a database without space, or on a disk that refuses writes. */
const NO_ROOM =
  /SQLITE_FULL|SQLITE_IOERR|SQLITE_READONLY|SQLITE_CANTOPEN|database or disk is full|disk I\/O error|readonly database|no space left|\b53100\b|disk_full/i;

/** Returns whether an error says that nothing can be written for now, whatever it is. */
export function isStorageFailure(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (NO_ROOM.test(cause.message) || ('code' in cause && NO_ROOM.test(String(cause.code)))) return true;
  }
  return false;
}

/** The number of records lost for lack of space. Empty while there is space. */
const lost = new WeakMap<Database, number>();

/**
 * Goes on without a record where it cannot be stored because there is no room: an answer that was read is worth more to its caller than to
 * nobody. Said once in the log, and once more with the number of records that are missing when there is room again.
 * @throws whatever else kept it from being stored
 */
export async function recordedIfThereIsRoom(database: Database, recorded: Promise<unknown>): Promise<void> {
  try {
    await recorded;
    const missing = lost.get(database);
    if (missing === undefined) return;
    lost.delete(database);
    log.warn({ lost: missing }, 'there is room again: events are recorded, and those of the reads since are missing');
  } catch (error) {
    if (!isStorageFailure(error)) throw error;
    const before = lost.get(database);
    lost.set(database, (before ?? 0) + 1);
    if (before === undefined) log.warn({ err: error }, 'nothing can be written: reads go on without their events');
  }
}

/** The lifetime of a result, since health checks come often. */
const HOLDS_MS = 5_000;
// As long as the evaluation behind a denial, which is the longest that is written for one call.
const LENGTH = 16_384;

type Found = { at: number; problem: Promise<string | null> };
const found = new WeakMap<Database, Found>();

/**
 * Returns whether something can be read and written now, found out by doing it, at most every five seconds.
 * @returns a sentence for the operator, or null
 */
export function storageProblem(database: Database, now = Date.now()): Promise<string | null> {
  const known = found.get(database);
  if (known && now - known.at < HOLDS_MS) return known.problem;
  const problem = tryStorage(database);
  found.set(database, { at: now, problem });
  return problem;
}

async function tryStorage(database: Database): Promise<string | null> {
  try {
    await transaction(database, async (tx) => {
      const data = { id: 'health', accountId: '', action: '', createdAt: new Date(0), trace: '.'.repeat(LENGTH) };
      await tx.decisionTrace.create({ data });
      await tx.decisionTrace.deleteMany({ where: { id: data.id } });
    });
    return null;
  } catch (error) {
    // Where another process of the installation is trying at the same moment, it is there to be written.
    if (error instanceof Error && 'code' in error && error.code === 'P2002') return null;
    if (isStorageFailure(error))
      return 'Nothing can be written: the disk is full or read-only. Reads are answered, and are not recorded.';
    log.error({ err: error }, 'the database does not answer');
    return 'The database does not answer.';
  }
}
