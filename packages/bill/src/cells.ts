import type { DimensionUsage, MemberUsage, UsageGroup } from './collect-usage';
import { divideHalfEven } from './decimals';
import { HOUR, type Month } from './month';
import { type Member, shareBefore } from './periods';
import type { BillSteps, Reservation, SavingsPlan } from './types';

/**
 * Hours in which nothing begins or ends: everything within is the same in each of them, so that they are worked out at once. No slot goes
 * beyond a day. Hours count from the beginning of the month.
 */
export type Slot = { readonly first: number; readonly end: number; readonly day: number };

/** What a group used in a slot, and what of it is covered by what. */
export type Cell = {
  readonly usage: DimensionUsage;
  readonly by: MemberUsage;
  readonly group: UsageGroup;
  readonly slot: number;
  readonly quantity: bigint;
  /** What nothing covers yet. */
  left: bigint;
  /** What of it costs nothing. */
  free: bigint;
  readonly covers: Cover[];
};

/** What a reservation or Savings Plan covers of a cell. */
export type Cover = {
  readonly by: 'reservation' | 'plan';
  readonly source: string;
  readonly quantity: bigint;
  /** What it takes of the source: of a reservation in capacity, of a plan in exact money. */
  readonly weight: bigint;
  /** Its part of what the source costs. */
  amortized: bigint;
};

/** The hours from `first` to before `end`, counted from the beginning of the month, in which something is in force. */
export type Hours = { readonly first: number; readonly end: number };

/** When a reservation or plan is in force in a month on this bill: an hour counts for where its owner is when it begins. */
export function hoursOwned(what: Reservation | SavingsPlan, owner: Member | undefined, month: Month): Hours[] {
  const first = Math.floor(what.from / HOUR) - month.firstHour;
  const end = Math.floor(what.until / HOUR) - month.firstHour;
  return (owner?.owns ?? [])
    .map(({ from, until }) => ({ first: Math.max(first, hourFrom(from, month)), end: Math.min(end, hourFrom(until, month)) }))
    .filter((hours) => hours.first < hours.end);
}

/** Whether an account is there and not closed when an hour begins. */
export function isActive(member: Member | undefined, hour: number, month: Month): boolean {
  const instant = month.start + hour * HOUR;
  return (member?.periods ?? []).some(({ from, until }) => from <= instant && instant < until);
}

export function countHours(hours: readonly Hours[]): number {
  return hours.reduce((sum, { first, end }) => sum + end - first, 0);
}

/** What of a fee for a whole term falls into hours; all months together make the fee. */
export function shareOfTerm(fee: bigint, what: Reservation | SavingsPlan, hours: readonly Hours[], month: Month): bigint {
  const begin = Math.floor(what.from / HOUR) - month.firstHour;
  const term = BigInt(Math.max(1, Math.floor(what.until / HOUR) - month.firstHour - begin));
  const before = (hour: number) => divideHalfEven(fee * BigInt(hour - begin), term);
  return hours.reduce((sum, { first, end }) => sum + before(end) - before(first), 0n);
}

function hourFrom(instant: number, month: Month): number {
  return Math.ceil((instant - month.start) / HOUR);
}

/** So many records are gone through before others may go on. */
const SPANS_AT_ONCE = 16_384;

/** Cuts a month into slots, at all hours at which usage, reservations, plans or memberships begin or end. */
export function* slotsOf(
  usage: readonly DimensionUsage[],
  owned: readonly (Reservation | SavingsPlan)[],
  members: ReadonlyMap<string, Member>,
  month: Month,
): BillSteps<Slot[]> {
  const bounds = new Set<number>();
  let seen = 0;
  for (let hour = 0; hour <= month.hours; hour += 24) bounds.add(hour);
  for (const { members: all } of usage) {
    for (const { groups } of all) {
      for (const { spans } of groups) {
        for (const { period } of spans) {
          bounds.add(Math.floor((period.from - month.start) / HOUR));
          bounds.add(hourFrom(period.until, month));
        }
        seen += spans.length;
        if (seen < SPANS_AT_ONCE) continue;
        seen = 0;
        yield [];
      }
    }
  }
  for (const what of owned) {
    const owner = members.get(what.accountId);
    for (const { first, end } of hoursOwned(what, owner, month)) bounds.add(first).add(end);
    for (const { from, until } of owner?.periods ?? []) bounds.add(hourFrom(from, month)).add(hourFrom(until, month));
  }
  const sorted = [...bounds].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((first, at) => ({ first, end: sorted[at + 1] ?? first, day: Math.floor(first / 24) }));
}

/** All cells, of each dimension and in each slot. */
type Cells = { readonly cells: ReadonlyMap<DimensionUsage, readonly Cell[]>; readonly bySlot: readonly (readonly Cell[])[] };

/** So many cells are made before others may go on. */
const CELLS_AT_ONCE = 4_096;

/** The cells of dimensions whose hours matter, slot by slot; within a slot in the order of dimensions, accounts and groups. */
export function* cellsOf(usage: readonly DimensionUsage[], slots: readonly Slot[], month: Month): BillSteps<Cells> {
  const slotAt = new Map(slots.map(({ first }, at) => [first, at]));
  const bySlot = slots.map((): Cell[] => []);
  const cells = new Map<DimensionUsage, Cell[]>();
  let made = 0;
  for (const dimension of usage) {
    const own: Cell[] = [];
    cells.set(dimension, own);
    for (const by of dimension.members) {
      for (const group of by.groups) {
        const quantities = quantitiesOf(group, slots, slotAt, month);
        quantities.forEach((quantity, slot) => {
          if (quantity === 0n) return;
          const cell: Cell = { usage: dimension, by, group, slot, quantity, left: quantity, free: 0n, covers: [] };
          own.push(cell);
          bySlot[slot]?.push(cell);
        });
        made += quantities.length;
        if (made < CELLS_AT_ONCE) continue;
        made = 0;
        yield [];
      }
    }
  }
  return { cells, bySlot };
}

function quantitiesOf(group: UsageGroup, slots: readonly Slot[], slotAt: ReadonlyMap<number, number>, month: Month): bigint[] {
  const quantities: bigint[] = [];
  for (const span of group.spans) {
    const { start, end, period } = span;
    let slot = slotAt.get(Math.floor((period.from - month.start) / HOUR)) ?? slots.length;
    let before = shareBefore(span, start, end, period.from);
    for (let at = slots[slot]; at !== undefined && month.start + at.first * HOUR < period.until; at = slots[slot]) {
      const after = shareBefore(span, start, end, Math.min(period.until, month.start + at.end * HOUR));
      quantities[slot] = (quantities[slot] ?? 0n) + after - before;
      before = after;
      slot += 1;
    }
  }
  return quantities;
}
