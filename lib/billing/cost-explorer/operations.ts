import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { first } from '../../core/text/lists';
import { sortInTurns } from '../../core/work/bulk';
import { type AccountLine, accountNames } from '../bill/rows';
import { billingOperation } from '../billing-operation';
import { requireView, viewCheck } from './billing-view';
import { checkFilter, requiredDimension, requiredMetrics } from './check';
import { heldIn } from './commitments/advances';
import { valueOfReservation } from './commitments/reservation-operations';
import { valuesOfPlan } from './commitments/savings-plan-operations';
import { isOfLines } from './dimensions';
import { asksByAccount, checkGroupings, type Grouping } from './grouping';
import { invalid } from './invalid';
import type { Metric } from './metrics';
import { type Pages, placeOf, tokenOf } from './place';
import { addMonth, type Costs, costsOf } from './read-costs';
import { GetCostAndUsageInput, GetCostCategoriesInput, GetDimensionValuesInput, GetTagsInput } from './schema';
import type { Group, Question, Tally } from './tally';
import { partsOf, type TimePeriod } from './time-period';

/** The number of groups per page. AWS says only that large answers are paged. */
const GROUPS_ON_A_PAGE = 5_000;

type Amount = { Amount: string; Unit: string };
type Amounts = Record<string, Amount>;
type Result = { TimePeriod: TimePeriod; Total: Amounts; Groups: { Keys: string[]; Metrics: Amounts }[]; Estimated: boolean };

/** Returns costs and usage by day or month and at most two groupings. A member sees itself. */
export const GetCostAndUsage = billingOperation({
  service: 'ce',
  name: 'GetCostAndUsage',
  access: 'Read',
  input: GetCostAndUsageInput,
  checks: viewCheck('ce:GetCostAndUsage'),
  run: async ({ NextPageToken, ...input }, scope) => {
    const { Granularity, GroupBy = [] } = input;
    requireView(scope, input.BillingViewArn);
    if (Granularity === 'HOURLY') throw hourly();
    const costs = await costsOf(scope);
    const filter = await checkFilter(input.Filter, costs);
    if (input.Metrics.length === 0) throw invalid('At least one metric is required', 'Metrics');
    const metrics = requiredMetrics(input.Metrics, costs.kind, 'Metrics');
    const groupsOf = await checkGroupings(GroupBy, costs);
    const parts = partsOf(input.TimePeriod, Granularity, costs.now);
    const pages: Pages = { operation: 'GetCostAndUsage', accountId: scope.accountId, input };
    const place = placeOf(pages, NextPageToken);
    const results: Result[] = [];
    let room = GROUPS_ON_A_PAGE;
    let next: string | undefined;
    for (const part of parts) {
      if (next !== undefined) break;
      const times = part.times.filter(({ Start }) => Start >= place.start);
      const [earliest] = times;
      if (!earliest) continue;
      const timeOf = Granularity === 'DAILY' ? (day: number) => day : () => part.first;
      const tally: Tally = new Map();
      const Estimated = await addMonth(
        scope,
        costs,
        { ...part, first: earliest.day },
        filter,
        { timeOf, groupsOf, byAccount: asksByAccount(GroupBy), metrics },
        tally,
      );
      for (const { Start, End, day } of times) {
        const groups = await sortInTurns([...(tally.get(day)?.values() ?? [])], byKeys);
        const from = Start === place.start ? place.skipped : 0;
        if (room === 0 && groups.length > from) {
          next = tokenOf(pages, { start: Start, skipped: from });
          break;
        }
        const shown = groups.slice(from, from + room);
        room -= shown.length;
        results.push({
          TimePeriod: { Start, End },
          Total: GroupBy.length === 0 ? amountsOf(groups[0], metrics) : {},
          Groups:
            GroupBy.length === 0 ? [] : shown.map((group) => ({ Keys: [...group.keys], Metrics: amountsOf(group, metrics) })),
          Estimated,
        });
        if (from + shown.length === groups.length) continue;
        next = tokenOf(pages, { start: Start, skipped: from + shown.length });
        break;
      }
    }
    return {
      ...(GroupBy.length > 0 && { GroupDefinitions: GroupBy }),
      ResultsByTime: results,
      DimensionValueAttributes: await groupAttributes(scope, costs, GroupBy, results),
      NextPageToken: next,
    };
  },
});

// Returns AWS's error for accounts whose payer has not enabled hourly data.
function hourly(): AwsError {
  const sentence =
    "Hourly data granularity is an opt-in only feature. You can enable this feature from the PAYER account's Cost Explorer Settings page.";
  return new AwsError('AccessDenied', sentence);
}

function byKeys({ keys: a }: Group, { keys: b }: Group): number {
  for (const [at, key] of a.entries()) {
    const other = b[at];
    if (other !== undefined && key !== other) return key < other ? -1 : 1;
  }
  return 0;
}

function amountsOf(group: Group | undefined, metrics: readonly Metric[]): Amounts {
  return Object.fromEntries(
    metrics.map(({ name, unit, write }, at) => [
      name,
      // As in AWS, quantities of different units are added and then have no unit.
      { Amount: write(group?.sums[at] ?? 0n), Unit: unit === 'usage' ? (group?.unit ?? 'N/A') : unit },
    ]),
  );
}

type Attributes = { Value: string; Attributes: Record<string, string> };
const unnamed = (Value: string): Attributes => ({ Value, Attributes: {} });

/** Returns the names of a dimension's ids: accounts and OUs. */
export async function namesOf(
  scope: Scope,
  costs: Costs,
  dimension: string,
  ids: readonly string[],
): Promise<Attributes[] | undefined> {
  if (dimension === 'LINKED_ACCOUNT') {
    const names = await accountNames(scope, ids);
    return ids.map((Value) => ({ Value, Attributes: described(names.get(Value)) }));
  }
  if (dimension !== 'ORGANIZATIONAL_UNIT') return undefined;
  const { nameOf } = await costs.known.places();
  return ids.map((Value) => ({ Value, Attributes: described(nameOf(Value)) }));
}

/** Returns the names of the accounts and OUs in a grouped answer. */
async function groupAttributes(
  scope: Scope,
  costs: Costs,
  groupings: readonly Grouping[],
  results: readonly Result[],
): Promise<Attributes[]> {
  const attributes: Attributes[] = [];
  for (const [at, { Type, Key = '' }] of groupings.entries()) {
    if (Type !== 'DIMENSION') continue;
    const values = [...new Set(results.flatMap(({ Groups }) => Groups.flatMap(({ Keys }) => Keys[at] ?? [])))].sort();
    attributes.push(...((await namesOf(scope, costs, Key, values)) ?? []));
  }
  return attributes;
}

function described(name: string | undefined): Record<string, string> {
  return name === undefined ? {} : { description: name };
}

type Listing = {
  TimePeriod: TimePeriod;
  SearchString?: string | undefined;
  SortBy?: { Key: string; SortOrder?: 'ASCENDING' | 'DESCENDING' | undefined }[] | undefined;
  Filter?: Parameters<typeof checkFilter>[0];
  BillingViewArn?: string | undefined;
  MaxResults: number;
  NextPageToken?: string | undefined;
};

/**
 * Returns a page of the values that lines have, sorted by name or cost.
 * @param valuesOf returns the values of a line
 * @param byAccount whether they depend on its account
 */
async function listValues(
  scope: Scope,
  costs: Costs,
  operation: string,
  input: Asked,
  valuesOf: (...line: Parameters<Question['groupsOf']>) => readonly string[],
  byAccount: boolean,
) {
  requireView(scope, input.BillingViewArn);
  const filter = await checkFilter(input.Filter, costs);
  const { SortBy = [] } = input;
  const metrics = requiredMetrics(
    SortBy.map(({ Key }) => Key),
    costs.kind,
    'SortBy',
  );
  // An invalid token is refused before anything is read.
  placeOf(pagesOf(scope, operation, input), input.NextPageToken);
  const tally: Tally = new Map();
  const groupsOf: Question['groupsOf'] = (...line) => valuesOf(...line).map((value) => [value]);
  for (const part of partsOf(input.TimePeriod, 'MONTHLY', costs.now))
    await addMonth(scope, costs, part, filter, { timeOf: () => 0, groupsOf, byAccount, metrics }, tally);
  const sorted = await sortInTurns([...(tally.get(0)?.values() ?? [])], (a, b) => {
    for (const { Key, SortOrder } of SortBy) {
      const at = metrics.findIndex((metric) => metric.name === Key);
      const [left, right] = [a.sums[at] ?? 0n, b.sums[at] ?? 0n];
      if (left !== right) return left < right === (SortOrder === 'DESCENDING') ? 1 : -1;
    }
    return byKeys(a, b);
  });
  return pageOfValues(
    scope,
    operation,
    input,
    sorted.map(({ keys }) => first(keys)),
  );
}

type Asked = Listing & {
  Context?: string;
  Dimension?: string;
  TagKey?: string | undefined;
  CostCategoryName?: string | undefined;
};

function pagesOf({ accountId }: Scope, operation: string, { NextPageToken: _, MaxResults: __, ...input }: Asked): Pages {
  return { operation, accountId, input };
}

/** Returns a page of the values that match the search. */
function pageOfValues(scope: Scope, operation: string, input: Asked, all: readonly string[]) {
  const pages = pagesOf(scope, operation, input);
  const { skipped } = placeOf(pages, input.NextPageToken);
  const end = skipped + input.MaxResults;
  const searched = input.SearchString?.toLowerCase();
  const found = searched === undefined ? all : all.filter((value) => value.toLowerCase().includes(searched));
  const values = found.slice(skipped, end);
  return {
    values,
    page: {
      ReturnSize: values.length,
      TotalSize: found.length,
      NextPageToken: end < found.length ? tokenOf(pages, { start: '', skipped: end }) : undefined,
    },
  };
}

/** Lists the values of a dimension in a period. */
export const GetDimensionValues = billingOperation({
  service: 'ce',
  name: 'GetDimensionValues',
  access: 'Read',
  input: GetDimensionValuesInput,
  checks: viewCheck('ce:GetDimensionValues'),
  run: async ({ Context, ...input }, scope) => {
    const { Dimension } = input;
    if (Context !== 'COST_AND_USAGE') return valuesOfAdvances(scope, Context, input);
    const costs = await costsOf(scope);
    const read = await requiredDimension(Dimension, 'Dimension', costs);
    const valuesOf = (...line: Parameters<typeof read>) => [read(...line)];
    const { values, page } = await listValues(scope, costs, 'GetDimensionValues', input, valuesOf, !isOfLines(Dimension));
    const named = await namesOf(scope, costs, Dimension, values);
    return { DimensionValues: named ?? values.map((Value) => unnamed(Value)), ...page };
  },
});

/** Lists the values of reservations or Savings Plans in a dimension, in the months of a period. */
async function valuesOfAdvances(scope: Scope, context: 'RESERVATIONS' | 'SAVINGS_PLANS', input: Asked & { Dimension: string }) {
  const { Dimension, TimePeriod, Filter, SortBy } = input;
  requireView(scope, input.BillingViewArn);
  if (Filter) throw invalid(`Values of the context ${context} cannot be filtered here`, 'Filter');
  if (SortBy?.length) throw invalid(`Values of the context ${context} cannot be sorted here`, 'SortBy');
  const values = new Set<string>();
  if (context === 'RESERVATIONS')
    for (const what of await heldIn(scope, 'reservations', TimePeriod)) values.add(valueOfReservation(Dimension, what));
  else
    for (const plan of await heldIn(scope, 'savingsPlans', TimePeriod))
      for (const value of valuesOfPlan(scope, Dimension, plan)) values.add(value);
  const { values: shown, page } = pageOfValues(scope, 'GetDimensionValues', { ...input, Context: context }, [...values].sort());
  const named = await namesOf(scope, await costsOf(scope), Dimension, shown);
  return { DimensionValues: named ?? shown.map((Value) => unnamed(Value)), ...page };
}

/** Lists the tag keys with costs in a period, or the values of one key. An empty value stands for costs without the tag. */
export const GetTags = billingOperation({
  service: 'ce',
  name: 'GetTags',
  access: 'Read',
  input: GetTagsInput,
  checks: viewCheck('ce:GetTags'),
  run: async (input, scope) => {
    const { TagKey } = input;
    const costs = await costsOf(scope);
    const active = await costs.known.activeTags();
    const valuesOf = ({ tags }: AccountLine) =>
      TagKey === undefined
        ? Object.keys(tags ?? {}).filter((key) => active.has(key))
        : [(active.has(TagKey) && tags?.[TagKey]) || ''];
    const { values, page } = await listValues(scope, costs, 'GetTags', input, valuesOf, false);
    return { Tags: values, ...page };
  },
});

type CostCategoriesPage = {
  CostCategoryNames: string[];
  CostCategoryValues?: string[];
  ReturnSize: number;
  TotalSize: number;
  NextPageToken: string | undefined;
};

/**
 * Lists the cost categories, or the values of one. An empty value stands for costs without one. As in AWS, they belong to the
 * payer, and members have none.
 */
export const GetCostCategories = billingOperation({
  service: 'ce',
  name: 'GetCostCategories',
  access: 'Read',
  input: GetCostCategoriesInput,
  checks: viewCheck('ce:GetCostCategories'),
  run: async (input, scope): Promise<CostCategoriesPage> => {
    const { CostCategoryName } = input;
    const costs = await costsOf(scope);
    if (CostCategoryName === undefined) {
      requireView(scope, input.BillingViewArn);
      const names = await costs.known.categoryNames();
      const { values, page } = pageOfValues(scope, 'GetCostCategories', input, names);
      return { CostCategoryNames: values, ...page };
    }
    const { valueFor } = await costs.known.category(CostCategoryName);
    const { values, page } = await listValues(scope, costs, 'GetCostCategories', input, (...line) => [valueFor(...line)], true);
    return { CostCategoryNames: [CostCategoryName], CostCategoryValues: values, ...page };
  },
});
