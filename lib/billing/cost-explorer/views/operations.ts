import type { Check, Scope } from '../../../core/operation';
import { toCsv } from '../../../core/text/csv';
import { harmlessCell } from '../../../core/text/harmless-cell';
import { zip } from '../../../core/text/lists';
import { giveWay, sortInTurns } from '../../../core/work/bulk';
import { type BillLineAnswer, lineAnswer } from '../../bill/operations';
import type { AccountLine } from '../../bill/rows';
import { billingOperation } from '../../billing-operation';
import type { MonthName } from '../../months';
import { viewCheck } from '../billing-view';
import { checkFilter, requiredMetrics } from '../check';
import { forecastTimes, requiredForecast } from '../forecast/operations';
import { asksByAccount, checkGroupings } from '../grouping';
import { invalid } from '../invalid';
import type { Metric } from '../metrics';
import { namesOf } from '../operations';
import { addMonth, type Costs, costsOf, visitLines } from '../read-costs';
import type { GivenExpression } from '../schema';
import type { Question, Tally } from '../tally';
import { dateOf, type Part, partsOf } from '../time-period';
import { ExploreCostsInput, ExportCostsInput, ForecastCostsInput, ListCostLinesInput } from './schema';
import { type CostView, timesOfView, type ViewFilter, type ViewKey } from './view';

/** The number of groups drawn, as on AWS's page. The others are combined. */
const TOP = 9;
/** The number of amounts in memory. With more, the shown groups are read again. */
const MOST_KEPT = 500_000;
const BETWEEN_KEYS = '\u0000';
/** The interval level of AWS's page. */
const LEVEL = 80;

/** Returns a view's filter in AWS's shape. */
export function expressionOf(filters: readonly ViewFilter[]): GivenExpression | undefined {
  const parts = filters.map(({ Type, Key, Values, Exclude }): GivenExpression => {
    const asked = { Key, Values };
    const meant = Type === 'DIMENSION' ? { Dimensions: asked } : Type === 'TAG' ? { Tags: asked } : { CostCategories: asked };
    return Exclude ? { Not: meant } : meant;
  });
  return parts.length > 1 ? { And: parts } : parts[0];
}

/** The amounts of a group by period. `Keys` are its values as in filters; `Names` are the names of ids. */
export type CostRow = { Keys: string[]; Names: (string | null)[]; Total: string; Amounts: string[] };

export type CostsAnswer = {
  /** The current day. */
  Today: string;
  View: 'payer' | 'member';
  /** True if costs can be filtered by OUs. */
  ManagesOrganization: boolean;
  /** The past period, end excluded; absent without one. */
  Period?: { Start: string; End: string };
  /** The future period, for ForecastCosts. */
  Ahead?: { Start: string; End: string };
  Times: { Start: string; End: string; Estimated: boolean }[];
  /** `USD`, or the unit of quantities; `N/A` if they differ. */
  Unit: string;
  Total: string;
  Amounts: string[];
  /** The largest groups, and the sum of the others. */
  Top: CostRow[];
  Others?: { Count: number; Total: string; Amounts: string[] };
  /** The requested page of all groups. */
  Rows: CostRow[];
  GroupCount: number;
};

/** Returns the past of a view: the largest groups to draw, and a page of all groups, from one reading of the bills. */
export const ExploreCosts = billingOperation({
  service: 'gatehouse',
  name: 'ExploreCosts',
  access: 'Read',
  input: ExploreCostsInput,
  checks: viewCheck('ce:GetCostAndUsage'),
  run: async ({ View, Page, PageSize }, scope): Promise<CostsAnswer> => {
    const asked = await askedOf(scope, View);
    const { costs, metric, past, ahead } = asked;
    const groupsOf = await checkGroupings(View.GroupBy, costs);
    const read = await readGroups(scope, asked, groupsOf);
    const sorted = await sortInTurns([...read.groups.values()], byAmount);
    const from = (Page - 1) * PageSize;
    const top = View.GroupBy.length === 0 ? [] : sorted.slice(0, TOP);
    const page = View.GroupBy.length === 0 ? [] : sorted.slice(from, from + PageSize);
    const shown = [...new Set([...top, ...page])];
    if (!read.whole) await readAgain(scope, asked, groupsOf, shown);
    const names = await namesOfGroups(scope, costs, View.GroupBy, shown);
    const rowOf = (group: CostGroup) => ({ ...amountsOf(group, read.times.length, metric), ...names(group) });
    const others = sorted.slice(TOP);
    const rest = read.sums.map((sum, at) => top.reduce((left, { amounts }) => left - (amounts.get(at) ?? 0n), sum));
    return {
      Today: dateOf(costs.now.getTime()),
      View: costs.kind,
      ManagesOrganization: scope.account.organization?.managementAccountId === scope.accountId,
      ...(past && { Period: periodOf(past) }),
      ...(ahead && { Ahead: periodOf(ahead) }),
      Times: read.times,
      Unit: metric.unit === 'usage' ? unitOf(sorted) : metric.unit,
      Total: metric.write(sumOf(read.sums)),
      Amounts: read.sums.map(metric.write),
      Top: top.map(rowOf),
      ...(View.GroupBy.length > 0 &&
        others.length > 0 && {
          Others: { Count: others.length, Total: metric.write(sumOf(rest)), Amounts: rest.map(metric.write) },
        }),
      Rows: page.map(rowOf),
      GroupCount: View.GroupBy.length === 0 ? 0 : sorted.length,
    };
  },
});

type Time = { from: number; until: number };
type Asked = {
  costs: Costs;
  metric: Metric;
  filter: Awaited<ReturnType<typeof checkFilter>>;
  byAccount: boolean;
  past: Time | null;
  ahead: Time | null;
  parts: Part[];
};

async function askedOf(scope: Scope, view: CostView): Promise<Asked> {
  const costs = await costsOf(scope);
  const filter = await checkFilter(expressionOf(view.Filters), costs);
  const [metric] = requiredMetrics([view.Metric], costs.kind, 'View');
  if (!metric) throw new Error('a metric is required');
  const { past, ahead } = timesOfView(view, costs.now);
  const parts = past ? partsOf(periodOf(past), view.Granularity, costs.now) : [];
  return { costs, metric, filter, byAccount: asksByAccount(view.GroupBy), past, ahead, parts };
}

function periodOf({ from, until }: Time): { Start: string; End: string } {
  return { Start: dateOf(from), End: dateOf(until) };
}

/** A group with its `amounts` by period index. */
type CostGroup = { keys: readonly string[]; total: bigint; amounts: Map<number, bigint>; unit: string | null | undefined };
type ReadGroups = {
  groups: Map<string, CostGroup>;
  times: CostsAnswer['Times'];
  sums: bigint[];
  /** True if groups have amounts by period, not only totals. */
  whole: boolean;
};

async function readGroups(scope: Scope, asked: Asked, groupsOf: Question['groupsOf']): Promise<ReadGroups> {
  const groups = new Map<string, CostGroup>();
  const times: CostsAnswer['Times'] = [];
  const sums: bigint[] = [];
  let kept = 0;
  for (const part of asked.parts) {
    const before = times.length;
    const { tally, estimated } = await readPart(scope, asked, part, groupsOf);
    for (const { Start, End } of part.times) times.push({ Start, End, Estimated: estimated });
    while (sums.length < times.length) sums.push(0n);
    for (const [time, found] of tally) {
      for (const [key, { keys, sums: [amount = 0n] = [], unit }] of found) {
        const group: CostGroup = groups.get(key) ?? { keys, total: 0n, amounts: new Map(), unit };
        groups.set(key, group);
        group.total += amount;
        if (unit !== undefined && group.unit !== unit) group.unit = group.unit === undefined ? unit : null;
        sums[before + time] = (sums[before + time] ?? 0n) + amount;
        kept++;
        if (kept <= MOST_KEPT) group.amounts.set(before + time, amount);
      }
      await giveWay();
    }
  }
  return { groups, times, sums, whole: kept <= MOST_KEPT };
}

/** Reads the amounts of some groups again, if all were too many to keep. */
async function readAgain(scope: Scope, asked: Asked, groupsOf: Question['groupsOf'], shown: readonly CostGroup[]): Promise<void> {
  const wanted = new Map(shown.map((group) => [group.keys.join(BETWEEN_KEYS), group]));
  const only: Question['groupsOf'] = (...line) => groupsOf(...line).filter((keys) => wanted.has(keys.join(BETWEEN_KEYS)));
  let before = 0;
  for (const part of asked.parts) {
    const { tally } = await readPart(scope, asked, part, only);
    for (const [time, found] of tally)
      for (const [key, { sums }] of found) wanted.get(key)?.amounts.set(before + time, sums[0] ?? 0n);
    before += part.times.length;
  }
}

/** Reads a part, with periods by index. */
async function readPart(
  scope: Scope,
  { costs, filter, byAccount, metric }: Asked,
  part: Part,
  groupsOf: Question['groupsOf'],
): Promise<{ tally: Tally; estimated: boolean }> {
  const tally: Tally = new Map();
  const timeOf = part.times.length === 1 ? () => 0 : (day: number) => day - part.first;
  const estimated = await addMonth(scope, costs, part, filter, { timeOf, groupsOf, byAccount, metrics: [metric] }, tally);
  return { tally, estimated };
}

/** Orders by absolute size, largest first. */
function byAmount(a: CostGroup, b: CostGroup): number {
  const [one, other] = [sizeOf(a.total), sizeOf(b.total)];
  if (one !== other) return one > other ? -1 : 1;
  return a.keys.join(BETWEEN_KEYS) < b.keys.join(BETWEEN_KEYS) ? -1 : 1;
}

function sizeOf(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

function unitOf(groups: readonly CostGroup[]): string {
  const units = new Set(groups.map(({ unit }) => unit));
  units.delete(undefined);
  return units.size === 1 ? ([...units][0] ?? 'N/A') : 'N/A';
}

function amountsOf({ total, amounts }: CostGroup, times: number, { write }: Metric) {
  return { Total: write(total), Amounts: Array.from({ length: times }, (_, at) => write(amounts.get(at) ?? 0n)) };
}

/** Returns the values of groups, without AWS's key prefix of tags and categories, and their names. */
async function namesOfGroups(scope: Scope, costs: Costs, groupings: readonly ViewKey[], groups: readonly CostGroup[]) {
  const known: (Map<string, string> | undefined)[] = [];
  for (const [at, { Type, Key }] of groupings.entries()) {
    const values = [...new Set(groups.flatMap(({ keys }) => keys[at] ?? []))];
    const named = Type === 'DIMENSION' ? await namesOf(scope, costs, Key, values) : undefined;
    known.push(named && new Map(named.map(({ Value, Attributes: { description = '' } }) => [Value, description])));
  }
  return ({ keys }: CostGroup) => {
    const Keys = zip(groupings, keys).map(([{ Type, Key }, key]) => (Type === 'DIMENSION' ? key : key.slice(Key.length + 1)));
    return { Keys, Names: Keys.map((key, at) => known[at]?.get(key) || null) };
  };
}

/** Exports a view as CSV: a row per group and a column per period, with exact amounts. */
export const ExportCosts = billingOperation({
  service: 'gatehouse',
  name: 'ExportCosts',
  access: 'Read',
  input: ExportCostsInput,
  checks: viewCheck('ce:GetCostAndUsage'),
  run: async ({ View }, scope) => {
    const asked = await askedOf(scope, View);
    const { costs, metric } = asked;
    const read = await readGroups(scope, asked, await checkGroupings(View.GroupBy, costs));
    if (!read.whole)
      throw invalid(`A file can have ${MOST_KEPT} amounts. Use months instead of days, fewer groups or a shorter period`, 'View');
    const sorted = await sortInTurns([...read.groups.values()], byAmount);
    const groups = View.GroupBy.length === 0 ? [] : sorted;
    const names = await namesOfGroups(scope, costs, View.GroupBy, groups);
    const unit = metric.unit === 'usage' ? unitOf(sorted) : metric.unit;
    const keys = View.GroupBy.flatMap(({ Key }) => [Key, `${Key} name`]);
    const header = [...keys, `Total (${unit})`, ...read.times.map(({ Start }) => Start)];
    const total = [
      ...keys.map((_, at) => (at === 0 ? 'Total' : '')),
      metric.write(sumOf(read.sums)),
      ...read.sums.map(metric.write),
    ];
    const rows: string[] = [toCsv([header]), toCsv([total])];
    for (const group of groups) {
      const { Keys, Names } = names(group);
      const { Total, Amounts } = amountsOf(group, read.times.length, metric);
      const cells = zip(Keys, Names).flat().map(harmlessCell);
      rows.push(toCsv([[...cells, Total, ...Amounts]]));
      await giveWay();
    }
    return { Csv: `${rows.join('\n')}\n` };
  },
});

/** The forecast of a view with an interval of 80 percent. */
export type ForecastAnswer = {
  Times: { Start: string; End: string; Mean: string; Lower: string; Upper: string }[];
  Total: { Mean: string; Lower: string; Upper: string };
  Level: number;
};

const isUsage = (metric: CostView['Metric']) => metric === 'UsageQuantity' || metric === 'NormalizedUsageAmount';

/** Returns the forecast of a view, with the permission and errors of AWS's call. */
export const ForecastCosts = billingOperation({
  service: 'gatehouse',
  name: 'ForecastCosts',
  access: 'Read',
  input: ForecastCostsInput,
  checks: ({ View }, scope): Check[] =>
    viewCheck(isUsage(View.Metric) ? 'ce:GetUsageForecast' : 'ce:GetCostForecast')(undefined, scope),
  run: async ({ View }, scope): Promise<ForecastAnswer> => {
    const { costs, filter, metric, ahead } = await askedOf(scope, View);
    const times = ahead ? forecastTimes(periodOf(ahead), View.Granularity, costs.now) : [];
    const { between } = await requiredForecast(scope, costs, { filter, metric });
    const written = (from: number, until: number) => {
      const { mean, lower, upper } = between(from, until, LEVEL);
      return { Mean: metric.write(mean), Lower: metric.write(lower), Upper: metric.write(upper) };
    };
    return {
      Times: times.map(({ from, until }) => ({ Start: dateOf(from), End: dateOf(until), ...written(from, until) })),
      Total: written(ahead?.from ?? 0, ahead?.until ?? 0),
      Level: LEVEL,
    };
  },
});

/** The largest lines of a view. */
export type CostLinesAnswer = { Lines: BillLineAnswer[]; Count: number };

/** Lists the largest bill lines of a view, with the permission to read bill lines. */
export const ListCostLines = billingOperation({
  service: 'gatehouse',
  name: 'ListCostLines',
  access: 'List',
  input: ListCostLinesInput,
  checks: () => [{ action: 'billing:GetBillingDetails', resource: '*' }],
  run: async ({ View, MaxResults }, scope): Promise<CostLinesAnswer> => {
    const { costs, filter, metric, parts } = await askedOf(scope, View);
    let found: FoundLine[] = [];
    let Count = 0;
    const largest = () => found.sort((a, b) => (a.size === b.size ? 0 : a.size > b.size ? -1 : 1)).slice(0, MaxResults);
    for (const part of parts) {
      await visitLines(scope, costs, part, filter, (line, accountId) => {
        const size = sizeOf(metric.of(line));
        Count++;
        found.push({ line, accountId, month: part.month, size });
        if (found.length >= 10 * MaxResults) found = largest();
      });
    }
    return {
      Lines: largest().map(({ line, accountId, month }) => lineAnswer(line, accountId, { month, kind: costs.kind })),
      Count,
    };
  },
});

type FoundLine = { line: AccountLine; accountId: string; month: MonthName; size: bigint };
