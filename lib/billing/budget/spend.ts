import { BoundedMap } from '../../core/bounded-map';
import type { Scope } from '../../core/operation';
import { stampOf } from '../bill/rows';
import { ofAccount } from '../cost-explorer/filter';
import { addMonth, type Costs } from '../cost-explorer/read-costs';
import type { Question, Tally } from '../cost-explorer/tally';
import { endOf, type MonthName, startOf } from '../months';
import type { Measure } from './measure';
import type { Period } from './period';

const DAY_MS = 86_400_000;

/** What came together on the days of a time: by days since 1970. `unit`: of what was used, where all of it has the same. */
export type Series = { days: Map<number, bigint>; unit: string | undefined };

/** What came together in a month, by its days from 1. */
type MonthSums = { days: readonly (readonly [day: number, sum: bigint])[]; unit: string | undefined };

/** A month of a thousand budgets takes some thousand of them, each of at most 31 numbers. */
const kept = new BoundedMap<string, MonthSums>(50_000);

/** A measure, and the time of which it is asked; whole months are read. */
export type Wanted = { measure: Measure; time: Period };

/**
 * What measures come to, day by day. All of them are counted in one pass over the lines of each month, and what was counted is kept as long as
 * nothing changes that the bills follow from.
 * @param costs whose costs are seen
 * @returns by the keys of the measures
 */
export async function seriesOf(
  scope: Pick<Scope, 'db' | 'now'>,
  costs: Costs,
  wanted: readonly Wanted[],
): Promise<Map<string, Series>> {
  const series = new Map<string, Series>(wanted.map(({ measure }) => [measure.key, { days: new Map(), unit: undefined }]));
  const stamp = await stampOf(scope.db, costs.payerId);
  for (const month of [...costs.months].sort()) {
    const [from, until] = [startOf(month), endOf(month)];
    const measures = wanted.filter(({ time }) => time.start < until && time.end > from).map(({ measure }) => measure);
    const place = `${costs.payerId}/${stamp}/${costs.accountId}/${month}`;
    for (const [key, { days, unit }] of await sumsOfMonth(scope, costs, place, month, measures)) {
      const found = series.get(key);
      if (!found || days.length === 0) continue;
      found.unit = unit;
      for (const [day, sum] of days) found.days.set(from / DAY_MS + day - 1, sum);
    }
  }
  return series;
}

async function sumsOfMonth(
  scope: Pick<Scope, 'db' | 'now'>,
  costs: Costs,
  place: string,
  month: MonthName,
  measures: readonly Measure[],
): Promise<Map<string, MonthSums>> {
  const known = new Map<string, MonthSums>();
  const missing = new Map<string, Measure>();
  for (const measure of measures) {
    const sums = kept.get(`${place}/${measure.key}`);
    if (sums) known.set(measure.key, sums);
    else missing.set(measure.key, measure);
  }
  if (missing.size === 0) return known;
  const asked = [...missing.values()];
  const metrics = [...new Set(asked.map(({ metric }) => metric))];
  const tally: Tally = new Map();
  const [only] = asked;
  // Accounts that one filter rules out need not be read.
  const filter = asked.length === 1 ? only?.filter : undefined;
  const part = { month, first: 1, last: 31, times: [] };
  await addMonth(scope, costs, part, filter, { timeOf: (day) => day, groupsOf: groupingOf(asked), metrics }, tally);
  for (const { key, metric } of asked) {
    const at = metrics.indexOf(metric);
    const days: [number, bigint][] = [];
    let unit: string | null | undefined;
    for (const [day, groups] of tally) {
      const group = groups.get(key);
      if (!group) continue;
      days.push([day, group.sums[at] ?? 0n]);
      unit = group.unit ?? unit;
    }
    const sums = { days, unit: unit ?? undefined };
    kept.set(`${place}/${key}`, sums);
    known.set(key, sums);
  }
  return known;
}

/** Which measures a line counts for. Lines repeat from day to day, so that what is alike in all that filters read is decided once. */
function groupingOf(measures: readonly Measure[]): Question['groupsOf'] {
  const named = measures.map((measure) => ({ ...measure, group: [measure.key] }));
  const decided = new Map<string, (readonly string[])[]>();
  const tagSets = new WeakMap<object, string>();
  return (line, accountId) => {
    if (named.length === 1) return named[0]?.matches(line, accountId) ? [named[0].group] : [];
    const { service, usageType, region, operation, recordType, zone, resourceId, tags } = line;
    let tagText = tags && tagSets.get(tags);
    if (tags && tagText === undefined) {
      tagText = JSON.stringify(tags);
      tagSets.set(tags, tagText);
    }
    const like = `${accountId}\n${service}\n${usageType}\n${region}\n${operation}\n${recordType}\n${zone}\n${resourceId}\n${tagText}`;
    let groups = decided.get(like);
    if (!groups) {
      groups = named
        .filter(({ filter, matches }) => ofAccount(filter, accountId) !== false && matches(line, accountId))
        .map(({ group }) => group);
      decided.set(like, groups);
    }
    return groups;
  };
}

/** What came together in a part of a series. */
export function sumOf({ days }: Series, { start, end }: Period): bigint {
  let sum = 0n;
  for (const [day, amount] of days) if (day * DAY_MS >= start && day * DAY_MS < end) sum += amount;
  return sum;
}
