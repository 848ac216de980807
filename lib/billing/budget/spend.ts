import { BoundedMap } from '../../core/cache/bounded-map';
import type { Scope } from '../../core/operation';
import { billsState } from '../bill/rows';
import { asksForAccounts, ofAccount } from '../cost-explorer/filter';
import { type Kind, kindOf } from '../cost-explorer/forecast/expected-costs';
import { addMonth, type Costs } from '../cost-explorer/read-costs';
import type { Question, Tally } from '../cost-explorer/tally';
import { endOf, type MonthName, startOf } from '../months';
import type { Measure } from './measure';
import type { Period } from './period';

const DAY_MS = 86_400_000;

/** Daily sums since 1970 by kind of usage. `unit` is set if all usage has the same. */
export type Series = { kinds: Map<Kind, Map<number, bigint>>; unit: string | undefined };

/** The sums of a month by day. */
type MonthSums = { days: readonly (readonly [day: number, kind: Kind, sum: bigint])[]; unit: string | undefined };

/** A month of a thousand budgets has some thousand entries of at most 31 numbers each. */
const kept = new BoundedMap<string, MonthSums>(50_000);

/** A measure and the period needed. Whole months are read. */
export type Wanted = { measure: Measure; time: Period };

/**
 * Returns the daily sums of measures. All are counted in one pass over each month's lines and cached until the bills change.
 * @param costs the visible costs
 * @returns by the measures' keys
 */
export async function seriesOf(
  scope: Pick<Scope, 'db' | 'now'>,
  costs: Costs,
  wanted: readonly Wanted[],
): Promise<Map<string, Series>> {
  const series = new Map<string, Series>(wanted.map(({ measure }) => [measure.key, emptySeries()]));
  const state = await billsState(scope.db, costs.payerId, scope.now);
  for (const month of [...costs.months].sort()) {
    const [from, until] = [startOf(month), endOf(month)];
    const measures = wanted.filter(({ time }) => time.start < until && time.end > from).map(({ measure }) => measure);
    const place = `${costs.payerId}/${state}/${costs.accountId}/${month}`;
    for (const [key, { days, unit }] of await sumsOfMonth(scope, costs, place, month, measures)) {
      const found = series.get(key);
      if (!found || days.length === 0) continue;
      found.unit = unit;
      for (const [day, kind, sum] of days) {
        const ofKind = found.kinds.get(kind) ?? new Map<number, bigint>();
        found.kinds.set(kind, ofKind.set(from / DAY_MS + day - 1, sum));
      }
    }
  }
  return series;
}

export function emptySeries(): Series {
  return { kinds: new Map(), unit: undefined };
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
  // Accounts excluded by a single filter need not be read.
  const filter = asked.length === 1 ? only?.filter : undefined;
  const part = { month, first: 1, last: 31, times: [] };
  const byAccount = asked.some((measure) => asksForAccounts(measure.filter));
  const question = { timeOf: (day: number) => day, groupsOf: groupingOf(asked), byAccount, metrics };
  await addMonth(scope, costs, part, filter, question, tally);
  const found = new Map(
    asked.map(({ key, metric }): [string, Found] => [key, { at: metrics.indexOf(metric), days: [], unit: undefined }]),
  );
  for (const [day, groups] of tally) {
    for (const { keys, sums, unit } of groups.values()) {
      const [key = '', kind] = keys;
      const own = found.get(key);
      if (!own) continue;
      own.days.push([day, kind as Kind, sums[own.at] ?? 0n]);
      own.unit = unit ?? own.unit;
    }
  }
  for (const [key, { days, unit }] of found) {
    kept.set(`${place}/${key}`, { days, unit });
    known.set(key, { days, unit });
  }
  return known;
}

type Found = { at: number; days: [day: number, kind: Kind, sum: bigint][]; unit: string | undefined };

const KINDS: readonly Kind[] = ['by the day', 'first day', 'last day', 'once'];

/**
 * Returns the measures that each line counts for. Lines repeat daily, so the decision is cached by the properties that filters
 * use.
 */
function groupingOf(measures: readonly Measure[]): Question['groupsOf'] {
  const named = measures.map((measure) => ({
    ...measure,
    groups: new Map(KINDS.map((kind) => [kind, [measure.key, kind]] as const)),
  }));
  const decided = new Map<string, (readonly string[])[]>();
  const tagSets = new WeakMap<object, string>();
  return (line, accountId, month) => {
    const kind = kindOf(line);
    const groupOf = ({ groups }: (typeof named)[number]) => groups.get(kind) ?? [];
    const [first] = named;
    if (first && named.length === 1) return first.matches(line, accountId, month) ? [groupOf(first)] : [];
    const { service, usageType, region, operation, recordType, zone, resourceId, tags } = line;
    let tagText = tags && tagSets.get(tags);
    if (tags && tagText === undefined) {
      tagText = JSON.stringify(tags);
      tagSets.set(tags, tagText);
    }
    const like = `${month}\n${accountId}\n${kind}\n${service}\n${usageType}\n${region}\n${operation}\n${recordType}\n${zone}\n${resourceId}\n${tagText}`;
    let groups = decided.get(like);
    if (!groups) {
      groups = named
        .filter(({ filter, matches }) => ofAccount(filter, accountId, month) !== false && matches(line, accountId, month))
        .map(groupOf);
      decided.set(like, groups);
    }
    return groups;
  };
}

/** Returns the sum over a period. */
export function sumOf({ kinds }: Series, { start, end }: Period): bigint {
  let sum = 0n;
  for (const days of kinds.values())
    for (const [day, amount] of days) if (day * DAY_MS >= start && day * DAY_MS < end) sum += amount;
  return sum;
}

/** Returns the sum of one kind on one day. */
export function sumOnDay({ kinds }: Series, time: number, kind: Kind): bigint {
  return kinds.get(kind)?.get(time / DAY_MS) ?? 0n;
}
