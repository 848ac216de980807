import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import { log } from '../log';

/** The errors of a database without space, or on a disk that refuses writes. */
const NO_ROOM =
  /database or disk is full|disk I\/O error|readonly database|unable to open database|no space left|\b53100\b|disk_full/i;

/** Returns whether an error means that nothing can be written for now, whatever the cause. */
export function isStorageFailure(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (NO_ROOM.test(cause.message) || ('code' in cause && NO_ROOM.test(String(cause.code)))) return true;
  }
  return false;
}

/** The number of records lost for lack of space. Empty while there is space. */
const lost = new WeakMap<Database, number>();

/**
 * Waits until a record is stored, or continues without it if there is no space, since the caller's answer matters more. The log
 * says so once, and once more with the number of missing records when there is space again.
 * @throws any other error
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
// The size of the evaluation behind a denial, which is the largest record of one call.
const LENGTH = 16_384;

type Found = { at: number; problem: Promise<string | null> };
const found = new WeakMap<Database, Found>();

/**
 * Tests a read and a write, at most every five seconds.
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
    // If another process tests at the same moment, writing works.
    if (error instanceof Error && 'code' in error && error.code === 'P2002') return null;
    if (isStorageFailure(error))
      return 'Nothing can be written: the disk is full or read-only. Reads are answered, and are not recorded.';
    log.error({ err: error }, 'the database does not answer');
    return 'The database does not answer.';
  }
}
