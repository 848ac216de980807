import type { Database, Transaction } from './client';

const MAX_ATTEMPTS = 12;
/** Milliseconds a transaction may take before the database gives up on it. */
const TIMEOUT_MS = 30_000;

/**
 * Runs `work` in one transaction and returns what it returns; an exception rolls everything back and is passed on.
 *
 * Transactions of this process wait in line: SQLite allows one writer, and on PostgreSQL nearly all of them would conflict over the
 * revision of an account. There they are serializable and those that lose a conflict with another process are repeated, so `work` may run
 * several times and must not have effects outside the database.
 */
export function transaction<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const run = () => database.runTransaction(work, TIMEOUT_MS);
  return inLine(database, database.provider === 'sqlite' ? run : () => withRetries(run));
}

function inLine<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const turn = database.line.last.then(work);
  database.line.last = turn.catch(() => undefined);
  return turn;
}

async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isConflict(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2 ** Math.min(attempt, 6) * (0.5 + Math.random())));
    }
  }
}

/** A serialization failure or deadlock: nothing was written and the same work may be tried again. */
function isConflict(error: unknown): boolean {
  if (error instanceof Error && /TransactionWriteConflict|could not serialize|deadlock detected/i.test(error.message))
    return true;
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'P2034';
}

/** True for a violated unique constraint. Operations check names first; this is the answer to a race lost after the check. */
export function isUniqueViolation(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'P2002';
}
