import type { RecordType } from '@gatehouse/bill';
import type { Scope } from '../../../core/operation';
import type { AccountLine } from '../../bill/rows';
import { endOf, monthAfter, monthOf, startOf } from '../../months';
import type { Expression } from '../filter';
import type { Metric } from '../metrics';
import { addMonth, type Costs } from '../read-costs';
import type { Tally } from '../tally';
import { forecast, MOST_DAYS } from './forecast';

const DAY_MS = 86_400_000;
const TODAY = 0;
const LARGEST_LEVEL = 99;

/** Expected costs or usage in the metric's whole numbers; its `write` formats them. */
export type ExpectedCosts = {
  /** The start of the current day, from which values are expected, in milliseconds since 1970. */
  today: number;
  /** The unit of quantities; null if they differ, undefined for costs. */
  unit: string | null | undefined;
  /**
   * Returns the expected sum between two days, with the interval that contains it with a probability of `level` percent (51 to
   * 99, default 80). Days before today don't count.
   */
  between(from: number, until: number, level?: number): { mean: bigint; lower: bigint; upper: bigint };
};

const ONCE: ReadonlySet<RecordType> = new Set(['Fee', 'SavingsPlanUpfrontFee', 'Credit', 'Refund']);

/** The kind of cost that a line predicts for coming days. */
export type Kind = 'by the day' | 'first day' | 'last day' | 'once';

/**
 * Fees of reservations come again on each first day, support and tax on each last one. Upfront fees, credits and refunds are not expected: nobody
 * knows what will be bought or given.
 */
export function kindOf({ recordType, usageType }: AccountLine): Kind {
  if (recordType === 'RIFee') return 'first day';
  if (recordType === 'Tax' || (recordType === 'Fee' && usageType === 'Support')) return 'last day';
  return ONCE.has(recordType) ? 'once' : 'by the day';
}

/**
 * Returns the forecast of a metric from the days before today, for GetCostForecast, GetUsageForecast, budgets and pages. Lines of
 * today and later are ignored, since usage can be dated in the future.
 * @param costs from `costsOf`
 * @param asked a checked filter and the metric
 * @returns undefined with too few days
 */
export async function forecastOf(
  scope: Pick<Scope, 'db' | 'now'>,
  costs: Costs,
  { filter, metric }: { filter?: Expression | undefined; metric: Metric },
): Promise<ExpectedCosts | undefined> {
  const today = Math.floor(costs.now.getTime() / DAY_MS) * DAY_MS;
  const first = today - MOST_DAYS * DAY_MS;
  const tally: Tally = new Map();
  for (let month = monthOf(first); startOf(month) < today; month = monthAfter(month)) {
    const [from, until] = [Math.max(first, startOf(month)), Math.min(today, endOf(month))];
    const part = { month, first: dayOf(from), last: dayOf(until - DAY_MS), times: [] };
    const timeOf = (day: number) => startOf(month) + (day - 1) * DAY_MS;
    const asked = { timeOf, groupsOf: (line: AccountLine) => [[kindOf(line)]], byAccount: false, metrics: [metric] };
    await addMonth(scope, costs, part, filter, asked, tally);
  }
  const sumOn = (time: number, kind: Kind) => tally.get(time)?.get(kind)?.sums[0] ?? 0n;
  return expectedOf(today, sumOn, unitOf(tally));
}

/**
 * Returns the forecast from known sums.
 * @param today the start of the current day
 * @param sumOn returns the sum of a kind on one of the {@link MOST_DAYS} days before today
 */
export function expectedOf(
  today: number,
  sumOn: (time: number, kind: Kind) => bigint,
  unit: ExpectedCosts['unit'],
): ExpectedCosts | undefined {
  const first = today - MOST_DAYS * DAY_MS;
  const days = Array.from({ length: MOST_DAYS }, (_, at) => first + at * DAY_MS);
  const found = forecast(days.map((time) => sumOn(time, 'by the day')));
  if (!found) return undefined;
  const latest = monthOf(today - DAY_MS);
  const monthly = {
    first: days.reduce((sum, time) => (monthOf(time) === latest ? sum + sumOn(time, 'first day') : sum), 0n),
    last: sumOn(startOf(monthOf(today)) - DAY_MS, 'last day'),
  };
  const indexOf = (time: number) => Math.max(TODAY, Math.round((time - today) / DAY_MS));
  return {
    today,
    unit,
    between: (from, until, level = 80) => {
      const { mean, lower, upper } = found.between(indexOf(from), indexOf(until), Math.min(level, LARGEST_LEVEL));
      const fees = feesBetween(Math.max(from, today), until, monthly);
      return { mean: mean + fees, lower: lower + fees, upper: upper + fees };
    },
  };
}

function dayOf(time: number): number {
  return new Date(time).getUTCDate();
}

function unitOf(tally: Tally): string | null | undefined {
  const units = new Set([...tally.values()].flatMap((kinds) => [...kinds.values()].map(({ unit }) => unit)));
  units.delete(undefined);
  return units.size > 1 ? null : [...units][0];
}

function feesBetween(from: number, until: number, monthly: { first: bigint; last: bigint }): bigint {
  let sum = 0n;
  for (let month = monthOf(from); startOf(month) < until; month = monthAfter(month)) {
    if (from <= startOf(month)) sum += monthly.first;
    if (endOf(month) <= until) sum += monthly.last;
  }
  return sum;
}
