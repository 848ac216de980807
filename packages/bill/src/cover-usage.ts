import { apportion } from './apportion';
import { type Cell, cellsOf, type Slot } from './cells';
import type { DimensionUsage, MemberUsage } from './collect-usage';
import { larger, smaller, sum } from './decimals';
import { within } from './find-price';
import type { Month } from './month';
import type { Member } from './periods';
import { coverByReservations } from './reservations';
import { coverByPlans } from './savings-plans';
import type { Round } from './sharing';
import { chargeTiers } from './tiers';
import type { Allocation, BillSteps, Reservation, SavingsPlan } from './types';

/** The benefits, the accounts they may help, and their month. */
export type Situation = {
  readonly reservations: readonly Reservation[];
  readonly savingsPlans: readonly SavingsPlan[];
  readonly rounds: readonly Round[];
  readonly members: ReadonlyMap<string, Member>;
  readonly slots: readonly Slot[];
  readonly month: Month;
  readonly allocation: Allocation;
};

/** A dimension's usage after reservations, free amounts and plans. Lists are in the order of its members. */
export type CoveredUsage = {
  readonly usage: DimensionUsage;
  readonly cells: readonly Cell[];
  readonly discounted: readonly bigint[];
  readonly planned: readonly bigint[];
  /** The free quantity of the dimension. */
  readonly free: bigint;
  /** The free quantity of each member, if it was distributed before plans; null if the tiers distribute it. */
  readonly freeOfMembers: readonly bigint[] | null;
  /** The quantities for the tiers. They include the free quantity unless it is already distributed. */
  readonly quantities: readonly bigint[];
};

/** Applies reservations, then free amounts, then Savings Plans. */
export function* coverUsage(dimensions: readonly DimensionUsage[], situation: Situation): BillSteps<CoveredUsage[]> {
  const { reservations, savingsPlans, rounds, members, slots, month, allocation } = situation;
  const hourly = dimensions.filter((usage) => usage.hourly);
  const { cells, bySlot: cellsBySlot } = yield* cellsOf(hourly, slots, month);
  yield* coverByReservations(cellsBySlot, slots, reservations, rounds, members, month);

  const reserved: Reserved[] = [];
  for (const usage of dimensions) {
    const own = cells.get(usage) ?? [];
    const discounted = sumByMember(usage, own, 'reservation');
    reserved.push({ usage, own, discounted, after: usage.members.map(({ quantity }, at) => quantity - (discounted[at] ?? 0n)) });
    if (own.length > 0) yield [];
  }
  const free = freeAmounts(reserved);
  const freeOfMembers: (readonly bigint[] | null)[] = [];
  for (const [at, { usage, own, after }] of reserved.entries()) {
    const given =
      savingsPlans.length === 0 || own.length === 0
        ? null
        : chargeTiers(usage.price.tiers, after, free[at] ?? 0n, usage.price.allocation ?? allocation);
    const parts = given?.members.map(({ filled }) => filled.free) ?? null;
    freeOfMembers.push(parts);
    if (parts === null) continue;
    handOutFree(usage, own, parts);
    yield [];
  }
  yield* coverByPlans(cellsBySlot, slots, savingsPlans, rounds, members, month);

  const covered: CoveredUsage[] = [];
  for (const [at, { usage, own, discounted, after }] of reserved.entries()) {
    const planned = sumByMember(usage, own, 'plan');
    const given = freeOfMembers[at] ?? null;
    const quantities = after.map((quantity, member) => quantity - (planned[member] ?? 0n) - (given?.[member] ?? 0n));
    covered.push({ usage, cells: own, discounted, planned, free: free[at] ?? 0n, freeOfMembers: given, quantities });
    if (own.length > 0) yield [];
  }
  return covered;
}

/** A dimension's usage after reservations, and what is left of each account. */
type Reserved = {
  readonly usage: DimensionUsage;
  readonly own: readonly Cell[];
  readonly discounted: readonly bigint[];
  readonly after: readonly bigint[];
};

/** Returns the free quantity of each dimension. Dimensions that share a free amount get it in proportion to their usage. */
function freeAmounts(dimensions: readonly Reserved[]): bigint[] {
  const used = dimensions.map(({ after }) => sum(after));
  const free = dimensions.map(({ usage }, at) => smaller(usage.price.free, used[at] ?? 0n));
  const scopes = new Map<string, number[]>();
  dimensions.forEach(({ usage: { price } }, at) => {
    if (price.freeScope !== undefined) within(scopes, price.freeScope, (): number[] => []).push(at);
  });
  for (const places of scopes.values()) {
    const together = sum(places.map((at) => used[at] ?? 0n));
    const amount = places.reduce((most, at) => larger(most, dimensions[at]?.usage.price.free ?? 0n), 0n);
    const parts = apportion(
      smaller(amount, together),
      places.map((at) => used[at] ?? 0n),
    );
    places.forEach((at, part) => {
      free[at] = parts[part] ?? 0n;
    });
  }
  return free;
}

/** Distributes each account's free amount over its hours. */
function handOutFree(usage: DimensionUsage, cells: readonly Cell[], parts: readonly bigint[]): void {
  const byMember = new Map<MemberUsage, Cell[]>();
  for (const cell of cells) within(byMember, cell.by, (): Cell[] => []).push(cell);
  usage.members.forEach((by, at) => {
    const own = byMember.get(by) ?? [];
    const given = apportion(
      parts[at] ?? 0n,
      own.map(({ left }) => left),
    );
    own.forEach((cell, which) => {
      cell.free = given[which] ?? 0n;
      cell.left -= cell.free;
    });
  });
}

function sumByMember(usage: DimensionUsage, cells: readonly Cell[], by: 'reservation' | 'plan'): bigint[] {
  if (cells.length === 0) return usage.members.map(() => 0n);
  const sums = new Map<MemberUsage, bigint>();
  for (const cell of cells) {
    for (const cover of cell.covers) if (cover.by === by) sums.set(cell.by, (sums.get(cell.by) ?? 0n) + cover.quantity);
  }
  return usage.members.map((member) => sums.get(member) ?? 0n);
}
