import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { AwsError } from '../errors';
import { digest } from './secrets';

// Five guesses per subject are free. An address has more, since a whole class may share a router, and guesses in progress count
// too.
const FREE_AT_SUBJECT = 5;
const FREE_FROM_ADDRESS = 30;
// A whole room types the class code from a board: thirty students who each mistype it five times. There are 31^6 = 887,503,681
// codes. An address that starts again each hour makes 24 * 150 = 3,600 guesses a day. Against a hundred codes, it would find one
// in 887,503,681 / (3,600 * 100) = 2,465 days.
const FREE_FROM_ROOM = 150;
const LONGEST_WAIT_MS = 15 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
const FORGET_AFTER_MS = HOUR_MS;
/** The largest clock difference between two processes on one database. */
const CLOCKS_DIFFER_MS = 5_000;

/**
 * The counters of a guess: its subject (see `passwordOf`, `mfaCodeOf`) and the guessing address. A `device` that the subject has
 * signed in with before has its own counter instead of both. Guesses by others then cannot lock the subject out of a known
 * device. If `subject` is null, only the address counts.
 */
export type Guess = { subject: string | null; sourceIp?: string; device?: string; room?: Room };

/** Set if a whole room guesses from one address. `browser` is the number of the guessing browser, which counts as well. */
export type Room = { browser: string | undefined };

/** `isAddress` is true for a counter that a right guess does not reset. */
type Counter = { key: string; free: number; isAddress: boolean };
type Counted = Counter & { lockedUntil: Date | null };
type ThrottleRow = NonNullable<Awaited<ReturnType<Transaction['signInThrottle']['findUnique']>>>;

/** Returns the subject of guesses at a user's password, or at the root user's for null: at sign-in and at a password change. */
export function passwordOf(accountId: string, userId: string | null): string {
  return `password:${accountId}/${userId ?? 'root'}`;
}

/**
 * Returns the subject of guesses at a user's MFA codes, or at the root user's for null. They count separately, since such a guess
 * requires the password.
 */
export function mfaCodeOf(accountId: string, userId: string | null): string {
  return `mfa:${accountId}/${userId ?? 'root'}`;
}

/**
 * Evaluates a guess after counting it. When many come at once, only the free ones are evaluated. A refusal reveals nothing.
 * Each further failure doubles the wait. There is no lockout: AWS has none, and attackers could use one to lock people out. A
 * right guess resets the subject's counter. It takes only itself off the address's counter, since the address may be guessing at
 * others.
 *
 * Writes in its own transactions: the count survives a failure of the call.
 * @param evaluate whether the guess is right; a guess that throws stays counted
 * @throws AwsError Throttling if the subject or the address has to wait
 */
export async function countedGuess(
  database: Database,
  guess: Guess,
  now: Date,
  evaluate: () => Promise<boolean>,
): Promise<boolean> {
  const counters = countersOf(guess);
  const locks = { names: counters.map(({ key }) => key) };
  const outcome = await transaction(database, (tx) => count(tx, counters, now), locks);
  if ('waitMs' in outcome) throw tooMany(Math.ceil(outcome.waitMs / 1000));
  if (!(await evaluate())) return false;
  const forgive = async (tx: Transaction) => {
    for (const counter of outcome.counted)
      if (counter.isAddress) await giveBack(tx, counter);
      else await tx.signInThrottle.deleteMany({ where: { key: counter.key } });
  };
  await transaction(database, forgive, locks);
  return true;
}

function countersOf({ subject, sourceIp, device, room }: Guess): Counter[] {
  const ofSubject = (text: string) => ({ key: digest('throttle', text), free: FREE_AT_SUBJECT, isAddress: false });
  if (device !== undefined) return [ofSubject(`device:${device}:${subject}`)];
  const counters: Counter[] = subject === null ? [] : [ofSubject(`subject:${subject}`)];
  if (room?.browser !== undefined) counters.push(ofSubject(`browser:${room.browser}`));
  if (sourceIp !== undefined && room)
    counters.push({ key: digest('throttle', `room:${sourceIp}`), free: FREE_FROM_ROOM, isAddress: true });
  else if (sourceIp !== undefined)
    counters.push({ key: digest('throttle', `ip:${sourceIp}`), free: FREE_FROM_ADDRESS, isAddress: true });
  return counters;
}

async function count(
  tx: Transaction,
  counters: readonly Counter[],
  now: Date,
): Promise<{ counted: Counted[] } | { waitMs: number }> {
  const stored = await tx.signInThrottle.findMany({ where: { key: { in: counters.map(({ key }) => key) } } });
  const known: (ThrottleRow | undefined)[] = [];
  for (const counter of counters) {
    const row = stored.find(({ key }) => key === counter.key);
    known.push(row && (await beginAgainNow(tx, counter, row, now)));
  }
  const until = Math.max(0, ...known.map((row) => row?.lockedUntil?.getTime() ?? 0));
  if (until > now.getTime()) return { waitMs: until - now.getTime() };
  const counted: Counted[] = [];
  for (const [index, { key, free, isAddress }] of counters.entries()) {
    const row = known[index];
    const recent = row && now.getTime() - row.updatedAt.getTime() < FORGET_AFTER_MS;
    const failures = (recent ? row.failures : 0) + 1;
    const lockedUntil = lockAfter(failures, free, now);
    const data = { failures, lockedUntil, updatedAt: now };
    await tx.signInThrottle.upsert({ where: { key }, create: { key, ...data }, update: data });
    counted.push({ key, free, isAddress, lockedUntil });
  }
  return { counted };
}

function lockAfter(failures: number, free: number, now: Date): Date | null {
  return failures < free ? null : new Date(now.getTime() + Math.min(1000 * 2 ** (failures - free), LONGEST_WAIT_MS));
}

/** Restarts the wait of a row from the future: after a clock was set back, minutes would become hours. */
async function beginAgainNow(tx: Transaction, { key, free }: Counter, row: ThrottleRow, now: Date): Promise<ThrottleRow> {
  if (row.updatedAt.getTime() - now.getTime() <= CLOCKS_DIFFER_MS) return row;
  return tx.signInThrottle.update({
    where: { key },
    data: { updatedAt: now, lockedUntil: row.lockedUntil && lockAfter(row.failures, free, now) },
  });
}

async function giveBack(tx: Transaction, { key, lockedUntil }: Counted): Promise<void> {
  await tx.signInThrottle.updateMany({ where: { key, failures: { gt: 0 } }, data: { failures: { decrement: 1 } } });
  // Only the wait that this guess began ends. A later guess's wait stays.
  if (lockedUntil) await tx.signInThrottle.updateMany({ where: { key, lockedUntil }, data: { lockedUntil: null } });
}

function tooMany(wait: number): AwsError {
  return new AwsError('Throttling', `Too many attempts. Try again in ${wait} second${wait === 1 ? '' : 's'}.`);
}

/**
 * Counts a request before anything else is done. `updatedAt` is the start of the hour.
 * @param what the requests that count together
 * @returns the number of such requests in this hour
 */
export async function countInHour(database: Database, what: string, now: Date): Promise<number> {
  const key = digest('throttle', what);
  return transaction(
    database,
    async (tx) => {
      const row = await tx.signInThrottle.findUnique({ where: { key } });
      const age = row ? now.getTime() - row.updatedAt.getTime() : HOUR_MS;
      // An hour in the future began before the clock was set back.
      const isNew = age < 0 || age >= HOUR_MS;
      const failures = isNew || !row ? 1 : row.failures + 1;
      const data = { failures, lockedUntil: null, updatedAt: isNew || !row ? now : row.updatedAt };
      await tx.signInThrottle.upsert({ where: { key }, create: { key, ...data }, update: data });
      return failures;
    },
    { names: [key] },
  );
}
