import { divideHalfEven, formatDecimal } from '@gatehouse/bill';
import { AwsError } from '../../../core/errors';
import type { Scope } from '../../../core/operation';
import { type BillHead, findOutline, type HeldPlan, type HeldReservation, unpackDays } from '../../bill/rows';
import { invalid } from '../invalid';
import { type Costs, costsOf } from '../read-costs';
import { partsOf, type TimePeriod } from '../time-period';

type Kind = 'reservations' | 'savingsPlans';
type Held = { reservations: HeldReservation; savingsPlans: HeldPlan };

/** The sums of a reservation or Savings Plan over a period, as in the days of a bill. */
export type AdvanceSums = {
  hours: number;
  used: bigint;
  onDemand: bigint;
  upfront: bigint;
  recurring: bigint;
  unusedFee: bigint;
};

/** The benefits in a period by id, with their sums. */
export type AdvanceTime<K extends Kind> = { period: TimePeriod; found: Map<string, { what: Held[K]; sums: AdvanceSums }> };

export type Timed = { TimePeriod: TimePeriod; Granularity?: 'DAILY' | 'MONTHLY' | 'HOURLY' | undefined };

/**
 * Returns whether periods are days, months or the whole. As in AWS, grouping excludes granularity, and without both the default
 * is daily.
 * @throws AwsError ValidationException
 */
export function stepOf({ Granularity }: Timed, grouped: boolean): 'DAILY' | 'MONTHLY' | 'WHOLE' {
  if (Granularity === 'HOURLY') throw invalid('The granularity must be DAILY or MONTHLY', 'Granularity');
  if (grouped && Granularity !== undefined) throw invalid('Granularity cannot be set if GroupBy is set', 'Granularity');
  return grouped ? 'WHOLE' : (Granularity ?? 'DAILY');
}

/**
 * Returns the visible reservations or Savings Plans in a period: those of all accounts the caller pays for, or a member's own.
 * @param isMeant selects them
 * @throws AwsError DataUnavailableException if there are none, ValidationException
 */
export async function advancesIn<K extends Kind>(
  scope: Scope,
  kind: K,
  asked: { TimePeriod: TimePeriod; step: 'DAILY' | 'MONTHLY' | 'WHOLE' },
  isMeant: (what: Held[K]) => boolean,
): Promise<AdvanceTime<K>[]> {
  const costs = await costsOf(scope);
  const times: AdvanceTime<K>[] = [];
  for (const part of partsOf(asked.TimePeriod, asked.step === 'DAILY' ? 'DAILY' : 'MONTHLY', costs.now)) {
    const byDay = new Map<number, AdvanceTime<K>>();
    for (const { Start, End, day } of part.times) {
      const whole = asked.step === 'WHOLE' ? times[0] : undefined;
      if (whole) whole.period = { ...whole.period, End };
      const time = whole ?? { period: { Start, End }, found: new Map() };
      if (!whole) times.push(time);
      byDay.set(day, time);
    }
    const head = await headOf(scope, costs, part.month);
    if (head === null) continue;
    const held = seen(head, kind, costs, isMeant);
    if (held.size === 0) continue;
    for await (const days of unpackDays(head)) {
      for (const { id, day, ...more } of days) {
        const what = held.get(id);
        const time = what && day >= part.first && day <= part.last ? byDay.get(asked.step === 'DAILY' ? day : part.first) : null;
        if (!what || !time) continue;
        const before = time.found.get(id)?.sums;
        time.found.set(id, { what, sums: before ? added(before, more) : more });
      }
    }
  }
  if (times.every(({ found }) => found.size === 0)) throw unavailable();
  return times;
}

/** Returns the visible reservations or Savings Plans in the months of a period. */
export async function heldIn<K extends Kind>(scope: Scope, kind: K, period: TimePeriod): Promise<Held[K][]> {
  const costs = await costsOf(scope);
  const all = new Map<string, Held[K]>();
  for (const { month } of partsOf(period, 'MONTHLY', costs.now)) {
    const head = await headOf(scope, costs, month);
    if (head) for (const [id, what] of seen(head, kind, costs, () => true)) all.set(id, what);
  }
  return [...all.values()];
}

async function headOf({ db, now }: Scope, costs: Costs, month: string): Promise<BillHead | null> {
  return costs.months.has(month) ? (await findOutline(db, costs.payerId, month, now)).head : null;
}

function seen<K extends Kind>(
  { advances }: BillHead,
  kind: K,
  costs: Costs,
  isMeant: (what: Held[K]) => boolean,
): Map<string, Held[K]> {
  const all = (advances?.[kind] ?? []) as readonly Held[K][];
  const own = costs.kind === 'payer' ? all : all.filter(({ accountId }) => accountId === costs.accountId);
  return new Map(own.filter(isMeant).map((what) => [what.id, what]));
}

// The message is that of the AWS SDK's model.
export function unavailable(): AwsError {
  return new AwsError('DataUnavailableException', 'The requested data is unavailable.');
}

export function added(a: AdvanceSums, b: AdvanceSums): AdvanceSums {
  return {
    hours: a.hours + b.hours,
    used: a.used + b.used,
    onDemand: a.onDemand + b.onDemand,
    upfront: a.upfront + b.upfront,
    recurring: a.recurring + b.recurring,
    unusedFee: a.unusedFee + b.unusedFee,
  };
}

const PERCENT_PLACES = 10;

/** Returns the percentage of a part, rounded once; 0 of nothing. */
export function percentage(part: bigint, whole: bigint): string {
  return whole === 0n ? '0' : formatDecimal(divideHalfEven(part * 100n * 10n ** BigInt(PERCENT_PLACES), whole), PERCENT_PLACES);
}

/** The sort keys of rows, by AWS's names. */
export type Numbers<Value> = Readonly<Record<string, (value: Value) => string | bigint>>;

/**
 * Sorts rows by a number. As in AWS, the default is ascending.
 * @throws AwsError ValidationException
 */
export function sortedBy<Row, Value>(
  rows: readonly Row[],
  sortBy: { Key: string; SortOrder?: 'ASCENDING' | 'DESCENDING' | undefined } | undefined,
  numbers: Numbers<Value>,
  read: (row: Row) => Value,
): readonly Row[] {
  if (!sortBy) return rows;
  const of = Object.hasOwn(numbers, sortBy.Key) ? numbers[sortBy.Key] : undefined;
  if (!of) throw invalid(`${sortBy.Key} cannot be used for sorting. Use one of ${Object.keys(numbers).join(', ')}`, 'SortBy');
  const sign = sortBy.SortOrder === 'DESCENDING' ? -1 : 1;
  return rows
    .map((row) => ({ row, value: of(read(row)) }))
    .sort((a, b) => sign * (a.value === b.value ? 0 : a.value < b.value ? -1 : 1))
    .map(({ row }) => row);
}

/** Returns a share as a comparable number. */
export function share(part: bigint, whole: bigint): bigint {
  return whole === 0n ? 0n : (part * 10n ** 12n) / whole;
}
