import type { Database, Transaction } from './client';
import { heldAlone, type Locks } from './locks';

const MAX_ATTEMPTS = 12;
/** On the next attempt, the taken name is visible to the work. */
const MAX_ATTEMPTS_FOR_NAMES = 3;
/** The time limit of a transaction in milliseconds. */
const TIMEOUT_MS = 30_000;

/**
 * Runs `work` in one transaction and returns its result; an exception rolls everything back and is rethrown.
 *
 * On SQLite, transactions run one after the other and lock everything. On PostgreSQL, transactions without common locks run
 * concurrently, and each statement sees what was committed before it: `locks` names what `work` reads and relies on. A conflict
 * is retried there, so `work` may run several times and must have no effects outside the database.
 */
export function transaction<T>(database: Database, work: (tx: Transaction) => Promise<T>, locks: Locks = {}): Promise<T> {
  const run = () => database.runTransaction(work, locks, TIMEOUT_MS);
  if (database.provider === 'sqlite') return inLine(database, ['everything'], run);
  return inLine(database, heldAlone(locks), () => withRetries(run));
}

/** Queues transactions of this process that need the same lock, without taking a connection. */
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

/** Returns whether an error is a serialization failure or deadlock: nothing was written, and the work may be retried. */
function isConflict(error: unknown): boolean {
  if (
    error instanceof Error &&
    /TransactionWriteConflict|could not serialize|deadlock detected|Code: `40001`/i.test(error.message)
  )
    return true;
  return codeOf(error) === 'P2034';
}

/** Returns whether an error is a violated unique constraint. Operations check names first; this handles races after the check. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === 'P2002';
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
