import type { Database, Transaction } from './client';
import { heldAlone, type Locks } from './locks';

const MAX_ATTEMPTS = 12;
/** A name that is taken is there to be seen when the work runs again. */
const MAX_ATTEMPTS_FOR_NAMES = 3;
/** Milliseconds a transaction may take before the database gives up on it. */
const TIMEOUT_MS = 30_000;

/**
 * Runs `work` in one transaction and returns what it returns; an exception rolls everything back and is passed on.
 *
 * On SQLite transactions wait in line, and each sees and holds everything. On PostgreSQL those that hold nothing in common run side by side,
 * in this process and in others, and each statement sees what was committed before it: `locks` names what `work` reads and then relies on.
 * What conflicts all the same is repeated there, so `work` may run several times and must not have effects outside the database.
 */
export function transaction<T>(database: Database, work: (tx: Transaction) => Promise<T>, locks: Locks = {}): Promise<T> {
  const run = () => database.runTransaction(work, locks, TIMEOUT_MS);
  if (database.provider === 'sqlite') return inLine(database, ['everything'], run);
  return inLine(database, heldAlone(locks), () => withRetries(run));
}

/** Whoever is to hold the same waits here, in the order of coming, and takes no connection from others meanwhile. */
function inLine<T>({ lines }: Database, places: readonly string[], work: () => Promise<T>): Promise<T> {
  const turn = Promise.all(places.map((place) => lines.get(place))).then(work);
  const over = turn
    .catch(() => undefined)
    .then(() => {
      for (const place of places) if (lines.get(place) === over) lines.delete(place);
    });
  for (const place of places) lines.set(place, over);
  return turn;
}

async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const attempts = isConflict(error) ? MAX_ATTEMPTS : isUniqueViolation(error) ? MAX_ATTEMPTS_FOR_NAMES : 0;
      if (attempt >= attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2 ** Math.min(attempt, 6) * (0.5 + Math.random())));
    }
  }
}

/** A serialization failure or deadlock: nothing was written and the same work may be tried again. */
function isConflict(error: unknown): boolean {
  if (
    error instanceof Error &&
    /TransactionWriteConflict|could not serialize|deadlock detected|Code: `40001`/i.test(error.message)
  )
    return true;
  return codeOf(error) === 'P2034';
}

/** True for a violated unique constraint. Operations check names first; this is the answer to a race lost after the check. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === 'P2002';
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
