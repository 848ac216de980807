import { createHash } from 'node:crypto';
import type { RecordType } from '@gatehouse/bill';
import type { AccountLine } from '../bill/rows';
import { checkFilter, requiredMetrics } from '../cost-explorer/check';
import { type Expression, type Matches, toMatches } from '../cost-explorer/filter';
import type { Metric } from '../cost-explorer/metrics';
import type { Costs } from '../cost-explorer/read-costs';
import type { GivenExpression } from '../cost-explorer/schema';
import type { Definition } from './documents';
import { asInvalidParameter, invalidParameter } from './errors';
import { COST_FILTERS } from './limits';

/** The lines that a budget counts and their metric. `key` is equal for equal measures. */
export type Measure = { key: string; filter: Expression | undefined; matches: Matches; metric: Metric };

/**
 * Returns what a budget counts.
 * @param costs the costs its account may see: the payer sees all, a member only its own charges and no averages
 * @throws AwsError InvalidParameterException, AccessDenied
 */
export async function measureOf(definition: Definition, costs: Pick<Costs, 'kind' | 'known'>): Promise<Measure> {
  const name = metricName(definition);
  const [filter, metric] = await asInvalidParameter(async () => [
    await checkFilter(expressionOf(definition), costs),
    requiredMetrics([name], costs.kind, 'Budget')[0],
  ]);
  if (!metric) throw invalidParameter(`${name} cannot be counted.`, 'Budget');
  const matches = toMatches(filter);
  const left = definition.BudgetType === 'COST' ? leftOut(definition.CostTypes ?? {}) : null;
  const key = createHash('sha256')
    .update(JSON.stringify([filter, name, left && definition.CostTypes], setsAsLists))
    .digest('base64url');
  if (!left) return { key, filter, matches, metric };
  return { key, filter, matches: (...line) => !left(line[0]) && matches(...line), metric };
}

function setsAsLists(_: string, value: unknown): unknown {
  return value instanceof Set ? [...value].sort() : value;
}

function metricName({ BudgetType, CostTypes, Metrics }: Definition): string {
  const [name, ...more] = Metrics ?? [];
  if (more.length > 0) throw invalidParameter('A budget has one metric.', 'Budget');
  if (name === 'NormalizedUsageAmount' || name === 'Hours')
    throw invalidParameter(`Usage is measured by UsageQuantity, not by ${name}.`, 'Budget');
  if (name !== undefined && (name === 'UsageQuantity') !== (BudgetType === 'USAGE'))
    throw invalidParameter(`The metric ${name} is not available for a ${BudgetType} budget.`, 'Budget');
  if (name !== undefined) return name;
  if (BudgetType === 'USAGE') return 'UsageQuantity';
  if (CostTypes?.UseBlended && CostTypes.UseAmortized)
    throw invalidParameter('A budget uses blended or amortized costs, not both.', 'Budget');
  return CostTypes?.UseBlended ? 'BlendedCost' : CostTypes?.UseAmortized ? 'AmortizedCost' : 'UnblendedCost';
}

/** Returns a budget's filter, in either form, as Cost Explorer's expression. */
function expressionOf({ FilterExpression, CostFilters = {} }: Definition): GivenExpression | undefined {
  if (FilterExpression) return FilterExpression;
  const parts = Object.entries(CostFilters).map(([name, values]): GivenExpression => {
    if (name === 'TagKeyValue') return anyOf(values.map(ofTag));
    if (name === 'CostCategory') return anyOf(values.map(ofCategory));
    const Key = COST_FILTERS.get(name);
    if (!Key)
      throw invalidParameter(
        `The cost filter ${name} is not available. Use one of ${[...COST_FILTERS.keys(), 'CostCategory', 'TagKeyValue'].join(', ')}.`,
        'Budget',
      );
    return { Dimensions: { Key, Values: values } };
  });
  return parts.length === 0 ? undefined : parts.length === 1 ? parts[0] : { And: parts };
}

/** Parses AWS's form of a user tag, `user:team$blue`. Without a value, it matches an empty or missing tag. */
function ofTag(text: string): GivenExpression {
  const [, Key = '', Value = ''] = /^(?:user:)?([^$]*)(?:\$(.*))?$/s.exec(text) ?? [];
  return { Tags: { Key, Values: [Value] } };
}

/** Parses AWS's form of a cost category value, `Department$Shops`. */
function ofCategory(text: string): GivenExpression {
  const [, Key = '', Value = ''] = /^([^$]*)(?:\$(.*))?$/s.exec(text) ?? [];
  return { CostCategories: { Key, Values: [Value] } };
}

function anyOf(parts: GivenExpression[]): GivenExpression {
  const [first] = parts;
  if (!first) throw invalidParameter('A cost filter needs a value.', 'Budget');
  return parts.length === 1 ? first : { Or: parts };
}

/**
 * Returns the filter of lines that a cost budget leaves out. Bills here have no discounts, so those types have no effect.
 * Source: CostTypes in the AWS SDK's model of Budgets.
 */
function leftOut(types: Partial<NonNullable<Definition['CostTypes']>>): ((line: AccountLine) => boolean) | null {
  const out = new Set<RecordType | 'Support'>();
  const leave = (included: boolean | undefined, ...names: (RecordType | 'Support')[]) => {
    if (included === false) for (const name of names) out.add(name);
  };
  leave(types.IncludeTax, 'Tax');
  leave(types.IncludeCredit, 'Credit');
  leave(types.IncludeRefund, 'Refund');
  leave(types.IncludeSupport, 'Support');
  leave(types.IncludeUpfront, 'Fee', 'SavingsPlanUpfrontFee');
  leave(types.IncludeRecurring, 'RIFee', 'SavingsPlanRecurringFee');
  leave(types.IncludeOtherSubscription, 'SavingsPlanUpfrontFee', 'SavingsPlanRecurringFee');
  leave(types.IncludeSubscription, 'Fee', 'RIFee', 'SavingsPlanUpfrontFee', 'SavingsPlanRecurringFee');
  return out.size === 0 ? null : ({ recordType, service }) => out.has(isSupport(recordType, service) ? 'Support' : recordType);
}

function isSupport(recordType: RecordType, service: string): boolean {
  return recordType === 'Fee' && service.startsWith('AWSSupport');
}
