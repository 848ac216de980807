import type { Database, Transaction } from './client';
import { heldAlone, type Locks } from './locks';
import { type Member, memberOf, type RunTogether, type WriteGroup } from './write-groups';

const MAX_ATTEMPTS = 12;
/** On the next attempt, the taken name is visible to the work. */
const MAX_ATTEMPTS_FOR_NAMES = 3;
/** The time limit of a transaction in milliseconds. */
const TIMEOUT_MS = 30_000;
/** Each member has a savepoint, and a server that knows of more than 64 in one transaction answers all others more slowly. */
const MOST_TOGETHER = 48;
/** The time after which a group takes no further member, so that another process gets the locks. */
const LONGEST_TOGETHER_MS = 40;

/**
 * Runs `work` in one transaction and returns its result; an exception rolls everything back and is rethrown.
 *
 * On SQLite, transactions run one after the other and lock everything. On PostgreSQL, transactions without common locks run
 * concurrently, and each statement sees what was committed before it: `locks` names what `work` reads and relies on. Writes that
 * wait for the same locks can share a commit (lib/decisions/064-waiting-writes-share-a-commit.md). A conflict is retried there, so
 * `work` may run several times and must have no effects outside the database.
 */
export function transaction<T>(database: Database, work: (tx: Transaction) => Promise<T>, locks: Locks = {}): Promise<T> {
  const { runTogether } = database;
  if (!runTogether) {
    const waits = database.lines.has('everything');
    const run = () => database.runTransaction(work, locks, TIMEOUT_MS);
    return inLine(database, ['everything'], waits ? () => inTurns(database, run) : run).turn;
  }
  return withRetries(() => inGroup(database, runTogether, work, locks));
}

/** The time after which waiting transactions on SQLite let the event loop turn. */
const LONGEST_IN_A_ROW_MS = 20;

/**
 * Runs a transaction that waited. On SQLite none waits for anything else, so those of a line would run in one turn of the event loop.
 * Several run in each turn, because turns are long when pages are rendered.
 */
async function inTurns<T>({ inARow }: Database, run: () => Promise<T>): Promise<T> {
  if (performance.now() - inARow.since > LONGEST_IN_A_ROW_MS) {
    await new Promise((resolve) => setImmediate(resolve));
    inARow.since = performance.now();
  }
  return run();
}

/** Queues transactions of this process that need the same lock, without taking a connection. */
function inLine<T>({ lines }: Database, places: readonly string[], work: () => Promise<T>) {
  const turn = Promise.all(places.map((place) => lines.get(place))).then(work);
  const over = turn
    .catch(() => undefined)
    .then(() => {
      for (const place of places) if (lines.get(place) === over) lines.delete(place);
    });
  for (const place of places) lines.set(place, over);
  return { turn, over };
}

/**
 * Runs `work` in the last group of the line if that group needs the same locks, and otherwise in a new group. A group that nobody
 * can join, because its locks are all shared, has one member.
 */
function inGroup<T>(
  database: Database,
  runTogether: RunTogether,
  work: (tx: Transaction) => Promise<T>,
  locks: Locks,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const runAgain = () => void inGroup(database, runTogether, work, locks).then(resolve, reject);
    join(database, runTogether, memberOf(work, { resolve, reject, runAgain }), locks);
  });
}

function join(database: Database, runTogether: RunTogether, member: Member, locks: Locks): void {
  const places = heldAlone(locks);
  const key = JSON.stringify(locks);
  const last = database.groups.get(key);
  const isLast = last?.joinable && places.length > 0 && places.every((place) => database.lines.get(place) === last.over);
  if (last && isLast && locks.together) {
    last.members.push(member);
    last.joined += 1;
    last.joinable = last.joined < MOST_TOGETHER;
    return;
  }
  const members = [member];
  const group: WriteGroup = { members, joined: 1, joinable: locks.together === true, over: Promise.resolve() };
  let since: number | undefined;
  const next = () => {
    since ??= performance.now();
    const member = performance.now() - since > LONGEST_TOGETHER_MS ? undefined : members.shift();
    if (member === undefined) close();
    return member;
  };
  const close = () => {
    group.joinable = false;
    if (database.groups.get(key) === group) database.groups.delete(key);
  };
  const rest = () => {
    close();
    return members.splice(0);
  };
  const { turn, over } = inLine(database, places, () => runTogether({ next, rest }, locks, TIMEOUT_MS));
  group.over = over;
  database.groups.set(key, group);
  turn.then(
    () => {
      // These joined a group that ended before their turn.
      for (const member of rest()) join(database, runTogether, member, locks);
    },
    (error: unknown) => {
      for (const member of rest()) member.fail(error);
    },
  );
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
