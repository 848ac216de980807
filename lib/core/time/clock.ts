import type { Transaction } from '../../db/client';
import type { Call } from '../call';
import { readByIds } from '../work/bulk';

// Every organization has its own clock, and so has every account outside an organization:
// lib/decisions/042-a-clock-per-organization.md.

/** The most that a clock can be ahead of real time, in days. */
export const MOST_AHEAD_DAYS = 400;
/**
 * The largest difference between clocks that count as equal. Two people who jump to the end of a month differ by some minutes.
 */
export const SAME_CLOCK_MS = 5 * 60_000;

/** The stored facts that set an account's clock. */
export type ClockFacts = { clockAhead: number; organization: { clockAhead: number } | null };

/** The Prisma selection of `ClockFacts` from an account. */
export const CLOCK = Object.freeze({ clockAhead: true, organization: { select: { clockAhead: true } } } as const);

/**
 * Returns how far an account's clock is ahead of real time, in milliseconds: its organization's clock, or its own outside one.
 */
export function aheadOf({ clockAhead, organization }: ClockFacts): number {
  return (organization?.clockAhead ?? clockAhead) * 1000;
}

/** Returns the time by an account's clock. Every caller gets the time here. */
export function nowOf(account: ClockFacts, realTime: Date): Date {
  return later(realTime, aheadOf(account));
}

/** Returns a call that came at a real time, moved to the clock of its caller's account. */
export function atClockOf<C extends Pick<Call, 'now' | 'aheadMs'>>(account: ClockFacts, call: C): C {
  const realTime = realTimeOf(call);
  const aheadMs = aheadOf(account);
  return { ...call, now: later(realTime, aheadMs), aheadMs };
}

/**
 * Returns the real time of a call, which no account can move. Signatures, one-time passwords, foreign tokens and the limits on
 * guesses use it.
 */
export function realTimeOf({ now, aheadMs = 0 }: Pick<Call, 'now' | 'aheadMs'>): Date {
  return later(now, -aheadMs);
}

export function later(time: Date, ms: number): Date {
  return ms === 0 ? time : new Date(time.getTime() + ms);
}

/** Reads an account's clock and returns its time, or the real time if there is no such account. */
export async function findNow(db: Transaction, accountId: string, realTime: Date): Promise<Date> {
  const account = await db.account.findUnique({ where: { id: accountId }, select: CLOCK });
  return account ? nowOf(account, realTime) : realTime;
}

/** Reads the times of many accounts. Accounts that do not exist are absent. */
export async function findTimes(db: Transaction, accountIds: Iterable<string>, realTime: Date): Promise<Map<string, Date>> {
  const rows = await readByIds([...new Set(accountIds)], (ids) =>
    db.account.findMany({ where: { id: { in: ids } }, select: { id: true, ...CLOCK } }),
  );
  return new Map(rows.map((row) => [row.id, nowOf(row, realTime)]));
}
