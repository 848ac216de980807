import type { Database, Transaction } from '../db/client';
import { transaction } from '../db/transaction';
import { AwsError } from './errors';
import { digest } from './secrets';

// Five guesses at somebody are free. An address has more: it may be a whole class behind one router, and those who are being answered
// right now are counted too.
const FREE_AT_SUBJECT = 5;
const FREE_FROM_ADDRESS = 30;
const LONGEST_WAIT_MS = 15 * 60 * 1000;
const FORGET_AFTER_MS = 60 * 60 * 1000;

/** What a guess is counted for: whom it is about (see `passwordOf`, `mfaCodeOf`), and the address that guesses. */
export type Guess = { subject: string; sourceIp?: string };

type Counter = { key: string; free: number };
type Counted = Counter & { lockedUntil: Date | null };

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
  { subject, sourceIp }: Guess,
  now: Date,
  evaluate: () => Promise<boolean>,
): Promise<boolean> {
  const bySubject = { key: digest('throttle', `subject:${subject}`), free: FREE_AT_SUBJECT };
  const byAddress = sourceIp === undefined ? [] : [{ key: digest('throttle', `ip:${sourceIp}`), free: FREE_FROM_ADDRESS }];
  const locks = { names: [bySubject, ...byAddress].map(({ key }) => key) };
  const counted = await transaction(database, (tx) => count(tx, [bySubject, ...byAddress], now), locks);
  if (!(await evaluate())) return false;
  const forgive = async (tx: Transaction) => {
    await tx.signInThrottle.deleteMany({ where: { key: bySubject.key } });
    for (const counter of counted) if (counter.key !== bySubject.key) await giveBack(tx, counter);
  };
  await transaction(database, forgive, locks);
  return true;
}

async function count(tx: Transaction, counters: readonly Counter[], now: Date): Promise<Counted[]> {
  const rows = await tx.signInThrottle.findMany({ where: { key: { in: counters.map(({ key }) => key) } } });
  const until = Math.max(0, ...rows.map((row) => row.lockedUntil?.getTime() ?? 0));
  if (until > now.getTime()) throw tooMany(Math.ceil((until - now.getTime()) / 1000));
  const counted: Counted[] = [];
  for (const { key, free } of counters) {
    const row = rows.find((known) => known.key === key);
    const recent = row && now.getTime() - row.updatedAt.getTime() < FORGET_AFTER_MS;
    const failures = (recent ? row.failures : 0) + 1;
    const waitMs = failures < free ? 0 : Math.min(1000 * 2 ** (failures - free), LONGEST_WAIT_MS);
    const lockedUntil = waitMs > 0 ? new Date(now.getTime() + waitMs) : null;
    const data = { failures, lockedUntil, updatedAt: now };
    await tx.signInThrottle.upsert({ where: { key }, create: { key, ...data }, update: data });
    counted.push({ key, free, lockedUntil });
  }
  return counted;
}

async function giveBack(tx: Transaction, { key, lockedUntil }: Counted): Promise<void> {
  await tx.signInThrottle.updateMany({ where: { key, failures: { gt: 0 } }, data: { failures: { decrement: 1 } } });
  // The wait that this guess began; one that a later guess began stays.
  if (lockedUntil) await tx.signInThrottle.updateMany({ where: { key, lockedUntil }, data: { lockedUntil: null } });
}

function tooMany(wait: number): AwsError {
  return new AwsError('Throttling', `Too many attempts. Try again in ${wait} second${wait === 1 ? '' : 's'}.`);
}
