import { apportion } from './apportion';
import { type Cover, countHours, type Hours, hoursOwned, type Slot, shareOfTerm } from './cells';
import type { CoveredUsage } from './cover-usage';
import { divideHalfEven, NANO, sum } from './decimals';
import { priceFinder, within } from './find-price';
import { DAY, type Month } from './month';
import type { Member } from './periods';
import { capacityOf } from './reservations';
import { onDemandRate } from './savings-plans';
import { EXACT_PER_NANO_USD } from './tiers';
import type {
  Advance,
  AdvanceDay,
  BillSteps,
  CostLine,
  PicoUsd,
  Price,
  RecordType,
  Reservation,
  SavingsPlan,
  Utilization,
} from './types';

/** The lines of reservations or plans, and their use in total and by day. */
export type Fees<What> = { readonly lines: CostLine[]; readonly utilization: Utilization[]; readonly advances: Advance<What>[] };

const ONE = 10n ** BigInt(NANO);
const HOURS_OF_A_DAY = 24;

/** The number of covers processed before yielding. */
const COVERS_AT_ONCE = 16_384;

/** The usage covered on a day, counted from 0, with its on-demand cost. */
type DayCover = { readonly cover: Cover; readonly day: number; readonly rate: PicoUsd };

/** Returns everything that each reservation and plan covers. */
export function* coversBySource(covered: readonly CoveredUsage[], slots: readonly Slot[]): BillSteps<Map<string, DayCover[]>> {
  const found = new Map<string, DayCover[]>();
  let done = 0;
  for (const { usage, cells } of covered) {
    const rate = onDemandRate(usage.price);
    for (const { slot, covers } of cells) {
      const day = slots[slot]?.day ?? 0;
      for (const cover of covers) within(found, `${cover.by} ${cover.source}`, (): DayCover[] => []).push({ cover, day, rate });
      done += covers.length + 1;
      if (done < COVERS_AT_ONCE) continue;
      done = 0;
      yield [];
    }
  }
  return found;
}

/** The hours of a day, counted from 0, in which something is in force. */
type DayHours = { readonly day: number; readonly hours: readonly Hours[]; readonly count: number };

/** A reservation or plan with the hours of the month in which its owner is on the bill. */
type InHours<What> = {
  readonly what: What;
  readonly hours: readonly Hours[];
  readonly days: readonly DayHours[];
  readonly count: number;
  readonly used: readonly DayCover[];
};

/** The fees of a reservation or plan, the share of each day and of unused hours, and its use. */
type Charged = {
  readonly lines: CostLine[];
  readonly utilization: Utilization;
  /** Returns the recurring fee of the first hours. */
  readonly recurring: (hours: number) => bigint;
  readonly unusedFees: readonly bigint[];
  /** Returns the used quantity for a sum of cover weights. */
  readonly usedOf: (weight: bigint) => bigint;
  readonly onDemandRate: PicoUsd | null;
};

/** The computation of fees, for reservations and for plans. */
type FeesOf<What> = {
  /** The source name in covers. */
  readonly by: Cover['by'];
  readonly upfront: RecordType;
  readonly inHours: (part: InHours<What>, month: Month) => Charged;
};

/** Returns the fees of reservations. Amortized fees go to the covered usage; the unused rest stays with the fee. */
export function reservationFees(prices: readonly Price[]): FeesOf<Reservation> {
  const findPrice = priceFinder(prices, (price) => price);
  return {
    by: 'reservation',
    upfront: 'Fee',
    inHours: ({ what: reservation, hours, days, count, used }, month) => {
      const { whole, size } = capacityOf(reservation, count);
      const taken = weightsByDay(days, used);
      const unused = days.map(({ count: each }, at) => capacityOf(reservation, each).whole - (taken[at] ?? 0n));
      const recurring = (each: number) => recurringFee(reservation, each, month);
      const fee = recurring(count);
      const unusedFees = amortize(fee + shareOfTerm(reservation.upfront, reservation, hours, month), used, unused);
      const rest = sum(unusedFees);
      const quantity = BigInt(reservation.count) * BigInt(count) * ONE;
      const isFree = fee === 0n && rest === 0n;
      const price = findPrice({ ...reservation, operation: reservation.operation ?? '' });
      return {
        lines: isFree ? [] : [feeLine(reservation, dayOf(hours), 'RIFee', quantity, fee, rest)],
        utilization: { id: reservation.id, available: whole / size, used: sum(taken) / size },
        recurring,
        unusedFees,
        usedOf: (weight) => weight / size,
        onDemandRate: price === null ? null : onDemandRate(price),
      };
    },
  };
}

function recurringFee({ recurring, count }: Reservation, hours: number, month: Month): bigint {
  return recurring.every === 'hour'
    ? divideHalfEven(recurring.rate * BigInt(count) * BigInt(hours), 1_000n)
    : divideHalfEven(recurring.fee * BigInt(hours), BigInt(month.hours));
}

/** The fees of Savings Plans by day, amortized the same way. */
export const PLAN_FEES: FeesOf<SavingsPlan> = {
  by: 'plan',
  upfront: 'SavingsPlanUpfrontFee',
  inHours: ({ what: plan, hours, days, count, used }, month) => {
    const available = plan.commitment * BigInt(count);
    const taken = sum(used.map(({ cover }) => cover.weight));
    const unused = apportion(
      available * EXACT_PER_NANO_USD - taken,
      days.map(({ count: each }) => BigInt(each)),
    );
    const cost = plan.hourlyFee * BigInt(count) + shareOfTerm(plan.upfront, plan, hours, month);
    const rests = amortize(cost, used, unused);
    const usedOf = (weight: bigint) => divideHalfEven(weight, EXACT_PER_NANO_USD);
    return {
      lines: days.map(({ day, count: each }, at) => {
        const fee = plan.hourlyFee * BigInt(each);
        return feeLine(plan, day, 'SavingsPlanRecurringFee', BigInt(each) * ONE, fee, rests[at] ?? 0n);
      }),
      utilization: { id: plan.id, available, used: usedOf(taken) },
      recurring: (each) => plan.hourlyFee * BigInt(each),
      unusedFees: rests,
      usedOf,
      onDemandRate: null,
    };
  },
};

/** Computes the fees and use of all reservations or all plans in a month. */
export function* feesOf<What extends Reservation | SavingsPlan>(
  { by, upfront, inHours }: FeesOf<What>,
  all: readonly What[],
  covers: ReadonlyMap<string, DayCover[]>,
  members: ReadonlyMap<string, Member>,
  month: Month,
): BillSteps<Fees<What>> {
  const fees: Fees<What> = { lines: [], utilization: [], advances: [] };
  for (const what of all) {
    const owner = members.get(what.accountId);
    const hours = hoursOwned(what, owner, month);
    const count = countHours(hours);
    const paidAtOnce = upfrontLine(what, owner, month, upfront);
    if (paidAtOnce !== null) fees.lines.push(paidAtOnce);
    if (count === 0) continue;
    const used = covers.get(`${by} ${what.id}`) ?? [];
    const days = hoursByDay(hours);
    yield [];
    const charged = inHours({ what, hours, days, count, used }, month);
    for (const line of charged.lines) fees.lines.push(line);
    fees.utilization.push(charged.utilization);
    fees.advances.push({ what, onDemandRate: charged.onDemandRate, days: advanceDays(what, days, used, charged, month) });
  }
  return fees;
}

/**
 * Returns the use by day. Each value is the rounded total up to the end of the day minus that of the day before, so that days add
 * up.
 */
function advanceDays(
  what: Reservation | SavingsPlan,
  days: readonly DayHours[],
  used: readonly DayCover[],
  { recurring, unusedFees, usedOf }: Charged,
  month: Month,
): AdvanceDay[] {
  const taken = weightsByDay(days, used);
  const onDemand = sumsByDay(days, used, ({ cover, rate }) => cover.quantity * rate);
  let before = { hours: 0, weight: 0n, cost: 0n };
  return days.map(({ day, hours, count }, at): AdvanceDay => {
    const after = {
      hours: before.hours + count,
      weight: before.weight + (taken[at] ?? 0n),
      cost: before.cost + (onDemand[at] ?? 0n),
    };
    const found = {
      day: day + 1,
      hours: count,
      used: usedOf(after.weight) - usedOf(before.weight),
      onDemand: divideHalfEven(after.cost, EXACT_PER_NANO_USD) - divideHalfEven(before.cost, EXACT_PER_NANO_USD),
      upfront: shareOfTerm(what.upfront, what, hours, month),
      recurring: recurring(after.hours) - recurring(before.hours),
      unusedFee: unusedFees[at] ?? 0n,
    };
    before = after;
    return found;
  });
}

function weightsByDay(days: readonly DayHours[], used: readonly DayCover[]): bigint[] {
  return sumsByDay(days, used, ({ cover }) => cover.weight);
}

function sumsByDay(days: readonly DayHours[], used: readonly DayCover[], of: (cover: DayCover) => bigint): bigint[] {
  const sums = new Map<number, bigint>();
  for (const each of used) sums.set(each.day, (sums.get(each.day) ?? 0n) + of(each));
  return days.map(({ day }) => sums.get(day) ?? 0n);
}

/**
 * Splits a cost over used and unused parts, and assigns the used ones.
 * @returns the unused parts
 */
function amortize(cost: bigint, used: readonly DayCover[], unused: readonly bigint[]): bigint[] {
  const parts = apportion(cost, [...used.map(({ cover }) => cover.weight), ...unused]);
  used.forEach(({ cover }, at) => {
    cover.amortized = parts[at] ?? 0n;
  });
  return parts.slice(used.length);
}

/** Returns the line of an upfront fee on the day of purchase, on the bill that the owner is on then; null for other bills. */
function upfrontLine(
  what: Reservation | SavingsPlan,
  owner: Member | undefined,
  month: Month,
  recordType: RecordType,
): CostLine | null {
  const here = owner?.owns.some(({ from, until }) => from <= what.from && what.from < until) ?? false;
  if (!here || what.upfront === 0n) return null;
  return feeLine(what, Math.floor((what.from - month.start) / DAY), recordType, ONE, what.upfront, 0n);
}

function feeLine(
  what: Reservation | SavingsPlan,
  day: number,
  recordType: RecordType,
  quantity: bigint,
  fee: bigint,
  amortized: bigint,
): CostLine {
  const { accountId, service, usageType, id } = what;
  const reserved = 'region' in what ? what : null;
  return {
    accountId,
    day: day + 1,
    recordType,
    service,
    usageType,
    region: reserved?.region ?? null,
    operation: reserved?.operation ?? '',
    source: id,
    quantity,
    unblended: fee,
    blended: fee,
    amortized,
  };
}

function hoursByDay(hours: readonly Hours[]): DayHours[] {
  const days = new Map<number, Hours[]>();
  for (const { first, end } of hours) {
    for (let from = first; from < end; ) {
      const day = Math.floor(from / HOURS_OF_A_DAY);
      const until = Math.min(end, (day + 1) * HOURS_OF_A_DAY);
      within(days, day, (): Hours[] => []).push({ first: from, end: until });
      from = until;
    }
  }
  return [...days].map(([day, own]) => ({ day, hours: own, count: countHours(own) }));
}

function dayOf(hours: readonly Hours[]): number {
  return Math.floor((hours[0]?.first ?? 0) / HOURS_OF_A_DAY);
}
