import { divideHalfEven } from './decimals';
import type { Month } from './month';
import type { Membership, Usage } from './types';

/** A half-open time range within a month, in milliseconds since 1970. */
export type Period = { readonly from: number; readonly until: number };

/** An account on a bill: its periods and its position in the order of joining. */
export type Member = {
  readonly accountId: string;
  readonly order: number;
  /** The periods in which its usage counts. */
  readonly periods: readonly Period[];
  /** The periods in which its reservations and plans are charged here. */
  readonly owns: readonly Period[];
  /** True if it was on the bill when the month began. */
  readonly sinceStart: boolean;
};

/** Returns the accounts of a bill in order of joining, by id for equal times. */
export function membersOf(memberships: readonly Membership[], month: Month): Map<string, Member> {
  const byAccount = new Map<string, Membership[]>();
  for (const membership of memberships) {
    const all = byAccount.get(membership.accountId);
    if (all) all.push(membership);
    else byAccount.set(membership.accountId, [membership]);
  }
  const joined = [...byAccount].map(([accountId, all]) => ({ accountId, all, first: Math.min(...all.map(({ from }) => from)) }));
  joined.sort((a, b) => a.first - b.first || compareText(a.accountId, b.accountId));
  const members = joined.map(({ accountId, all }, order): [string, Member] => {
    const owns = within(
      month,
      all.map(({ from, until }) => ({ from, until: until ?? month.end })),
    );
    const active = all.map(({ from, until, closed }) => ({ from, until: Math.min(until ?? month.end, closed ?? month.end) }));
    return [accountId, { accountId, order, periods: within(month, active), owns, sinceStart: owns[0]?.from === month.start }];
  });
  return new Map(members.filter(([, { owns }]) => owns.length > 0));
}

/** Clips periods to a month, sorted and without overlaps. */
function within(month: Month, periods: readonly Period[]): Period[] {
  const cut = periods
    .map(({ from, until }) => ({ from: Math.max(from, month.start), until: Math.min(until, month.end) }))
    .filter(({ from, until }) => from < until)
    .sort((a, b) => a.from - b.from);
  const merged: Period[] = [];
  for (const period of cut) {
    const last = merged.at(-1);
    if (last === undefined || period.from > last.until) merged.push(period);
    else merged[merged.length - 1] = { from: last.from, until: Math.max(last.until, period.until) };
  }
  return merged;
}

/**
 * Returns the part of an evenly used quantity that falls before an instant. Parts are differences of these values, so they add up
 * wherever a whole is cut.
 */
export function shareBefore({ quantity }: Pick<Usage, 'quantity'>, start: number, end: number, instant: number): bigint {
  if (instant >= end) return quantity;
  if (instant <= start) return 0n;
  // Fractions of a millisecond never affect quantities.
  return divideHalfEven(quantity * BigInt(Math.floor(instant - start)), BigInt(end - start));
}

/** Compares by code units, which is the same on every machine. An absent text comes first. */
export function compareText(one: string | null | undefined, other: string | null | undefined): number {
  if (!one || !other) return Number(Boolean(one)) - Number(Boolean(other));
  return one === other ? 0 : one < other ? -1 : 1;
}
