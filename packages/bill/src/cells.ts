import type { DimensionUsage, MemberUsage, UsageGroup } from './collect-usage';
import { divideHalfEven } from './decimals';
import { HOUR, type Month } from './month';
import { type Member, shareBefore } from './periods';
import type { BillSteps, Reservation, SavingsPlan } from './types';

/**
 * A range of hours in which nothing begins or ends, so that they can be computed together. It lies within one day. Hours count
 * from the beginning of the month.
 */
export type Slot = { readonly first: number; readonly end: number; readonly day: number };

/** The usage of a group in a slot, and what covers it. */
export type Cell = {
  readonly usage: DimensionUsage;
  readonly by: MemberUsage;
  readonly group: UsageGroup;
  readonly slot: number;
  readonly quantity: bigint;
  /** The quantity not covered yet. */
  left: bigint;
  /** The free quantity. */
  free: bigint;
  readonly covers: Cover[];
};

/** The part of a cell that a reservation or Savings Plan covers. */
export type Cover = {
  readonly by: 'reservation' | 'plan';
  readonly source: string;
  readonly quantity: bigint;
  /** The amount used of the source: capacity of a reservation, or exact money of a plan. */
  readonly weight: bigint;
  /** The share of the source's cost. */
  amortized: bigint;
};

/** The hours from `first` to before `end`, counted from the beginning of the month. */
export type Hours = { readonly first: number; readonly end: number };

/**
 * Returns the hours in which a reservation or plan belongs to this bill. An hour belongs to the bill that its owner is on when it
 * begins.
 */
export function hoursOwned(what: Reservation | SavingsPlan, owner: Member | undefined, month: Month): Hours[] {
  const first = Math.floor(what.from / HOUR) - month.firstHour;
  const end = Math.floor(what.until / HOUR) - month.firstHour;
  return (owner?.owns ?? [])
    .map(({ from, until }) => ({ first: Math.max(first, hourFrom(from, month)), end: Math.min(end, hourFrom(until, month)) }))
    .filter((hours) => hours.first < hours.end);
}

/** Returns whether an account is on the bill and not closed when an hour begins. */
export function isActive(member: Member | undefined, hour: number, month: Month): boolean {
  const instant = month.start + hour * HOUR;
  return (member?.periods ?? []).some(({ from, until }) => from <= instant && instant < until);
}

export function countHours(hours: readonly Hours[]): number {
  return hours.reduce((sum, { first, end }) => sum + end - first, 0);
}

/** Returns the part of a term's fee that falls into hours. The parts of all months add up to the fee. */
export function shareOfTerm(fee: bigint, what: Reservation | SavingsPlan, hours: readonly Hours[], month: Month): bigint {
  const begin = Math.floor(what.from / HOUR) - month.firstHour;
  const term = BigInt(Math.max(1, Math.floor(what.until / HOUR) - month.firstHour - begin));
  const before = (hour: number) => divideHalfEven(fee * BigInt(hour - begin), term);
  return hours.reduce((sum, { first, end }) => sum + before(end) - before(first), 0n);
}

function hourFrom(instant: number, month: Month): number {
  return Math.ceil((instant - month.start) / HOUR);
}

/** The number of records processed before yielding. */
const SPANS_AT_ONCE = 16_384;

/** Divides a month into slots at the hours when usage, reservations, plans or memberships begin or end. */
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

/** All cells by dimension and by slot. */
type Cells = { readonly cells: ReadonlyMap<DimensionUsage, readonly Cell[]>; readonly bySlot: readonly (readonly Cell[])[] };

/** The number of cells created before yielding. */
const CELLS_AT_ONCE = 4_096;

/** Creates the cells of hourly dimensions by slot, in the order of dimensions, accounts and groups. */
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
