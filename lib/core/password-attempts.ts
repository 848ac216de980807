import type { Database, Transaction } from '../db/client';
import { transaction } from '../db/transaction';
import { AwsError } from './errors';
import { digest } from './secrets';

// Five guesses at somebody are free. An address has more: it may be a whole class behind one router, and those who are being answered
// right now are counted too.
const FREE_AT_SUBJECT = 5;
const FREE_FROM_ADDRESS = 30;
// The code of a class is typed off a board by a whole room: thirty students who each mistype it five times. There are 31^6 = 887,503,681 codes. An
// address that begins again each hour makes 24 * 150 = 3,600 guesses a day; where a hundred classes have a code, it would find one of them once in
// 887,503,681 / (3,600 * 100) = 2,465 days.
const FREE_FROM_ROOM = 150;
const LONGEST_WAIT_MS = 15 * 60 * 1000;
const FORGET_AFTER_MS = 60 * 60 * 1000;
/** By how much the clocks of two processes on one database may differ. */
const CLOCKS_DIFFER_MS = 5_000;

/**
 * What a guess is counted for: whom it is about (see `passwordOf`, `mfaCodeOf`), and the address that guesses. A `device` that whoever it is
 * about has signed in with before is counted by itself and in place of both: what others guess keeps nobody out of where they always sign in.
 * Where `subject` is null the guess is about nobody in particular, and the address alone counts.
 */
export type Guess = { subject: string | null; sourceIp?: string; device?: string; room?: Room };

/** Set where a whole room guesses from one address. `browser`: the number of the one that was guessed in, which is counted as well. */
export type Room = { browser: string | undefined };

/** `isAddress`: a right guess does not empty it. */
type Counter = { key: string; free: number; isAddress: boolean };
type Counted = Counter & { lockedUntil: Date | null };
type ThrottleRow = NonNullable<Awaited<ReturnType<Transaction['signInThrottle']['findUnique']>>>;

/** The guesses at a user's password, or with null at the root user's: at sign-in and where it is changed. */
export function passwordOf(accountId: string, userId: string | null): string {
  return `password:${accountId}/${userId ?? 'root'}`;
}

/** The guesses at the MFA codes of a user, or with null of the root user. Counted apart: whoever guesses those has the password. */
export function mfaCodeOf(accountId: string, userId: string | null): string {
  return `mfa:${accountId}/${userId ?? 'root'}`;
}

/**
 * Evaluates a guess after counting it, so that of many at once only as many are evaluated as are free; what is refused tells nothing.
 * Each further failure doubles the wait. There is no lockout: AWS has none, and one could shut people out.
 * A right guess forgives those before it at the subject. To the address it gives back only itself: that one may be guessing at others.
 *
 * Writes in transactions of its own: the count outlives whatever the guess was a part of.
 * @param evaluate whether the guess is right; a guess that could not be evaluated (it throws) stays counted
 * @throws AwsError Throttling where the subject or the address has to wait
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

/** A clock that was set back would make a wait of minutes one of hours: a row of the future begins its wait again. */
async function beginAgainNow(tx: Transaction, { key, free }: Counter, row: ThrottleRow, now: Date): Promise<ThrottleRow> {
  if (row.updatedAt.getTime() - now.getTime() <= CLOCKS_DIFFER_MS) return row;
  return tx.signInThrottle.update({
    where: { key },
    data: { updatedAt: now, lockedUntil: row.lockedUntil && lockAfter(row.failures, free, now) },
  });
}

async function giveBack(tx: Transaction, { key, lockedUntil }: Counted): Promise<void> {
  await tx.signInThrottle.updateMany({ where: { key, failures: { gt: 0 } }, data: { failures: { decrement: 1 } } });
  // The wait that this guess began; one that a later guess began stays.
  if (lockedUntil) await tx.signInThrottle.updateMany({ where: { key, lockedUntil }, data: { lockedUntil: null } });
}

function tooMany(wait: number): AwsError {
  return new AwsError('Throttling', `Too many attempts. Try again in ${wait} second${wait === 1 ? '' : 's'}.`);
}
