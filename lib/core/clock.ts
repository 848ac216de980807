import type { Transaction } from '../db/client';
import { readByIds } from './bulk';
import type { Call } from './call';

// Every organization has a clock of its own, and so has every account that is in none: lib/decisions/042-a-clock-per-organization.md.

/** No clock is further ahead of the real time than this. */
export const MOST_AHEAD_DAYS = 400;
/** Two clocks that are no further apart count as one: to the end of a month, two people jump by some minutes more or less. */
export const SAME_CLOCK_MS = 5 * 60_000;

/** What a clock is told by. */
export type ClockFacts = { clockAhead: number; organization: { clockAhead: number } | null };

/** The same, as Prisma selects it of an account. */
export const CLOCK = Object.freeze({ clockAhead: true, organization: { select: { clockAhead: true } } } as const);

/** By how many milliseconds the clock of an account is ahead of the real time: that of its organization, or its own where it is in none. */
export function aheadOf({ clockAhead, organization }: ClockFacts): number {
  return (organization?.clockAhead ?? clockAhead) * 1000;
}

/** What time it is for an account: the only answer to that. */
export function nowOf(account: ClockFacts, realTime: Date): Date {
  return later(realTime, aheadOf(account));
}

/** A call that came at a real time, as it is by the clock of its caller's account. */
export function atClockOf<C extends Pick<Call, 'now' | 'aheadMs'>>(account: ClockFacts, call: C): C {
  const realTime = realTimeOf(call);
  const aheadMs = aheadOf(account);
  return { ...call, now: later(realTime, aheadMs), aheadMs };
}

/**
 * When a call came by the clock of the world, which no account moves: signatures, one-time passwords, tokens of others and the counting of
 * guesses go by it.
 */
export function realTimeOf({ now, aheadMs = 0 }: Pick<Call, 'now' | 'aheadMs'>): Date {
  return later(now, -aheadMs);
}

export function later(time: Date, ms: number): Date {
  return ms === 0 ? time : new Date(time.getTime() + ms);
}

/** What time it is for an account that was not read yet. The real time where there is no such account. */
export async function findNow(db: Transaction, accountId: string, realTime: Date): Promise<Date> {
  const account = await db.account.findUnique({ where: { id: accountId }, select: CLOCK });
  return account ? nowOf(account, realTime) : realTime;
}

/** The same of many accounts; those that do not exist are absent. */
export async function findTimes(db: Transaction, accountIds: Iterable<string>, realTime: Date): Promise<Map<string, Date>> {
  const rows = await readByIds([...new Set(accountIds)], (ids) =>
    db.account.findMany({ where: { id: { in: ids } }, select: { id: true, ...CLOCK } }),
  );
  return new Map(rows.map((row) => [row.id, nowOf(row, realTime)]));
}
