import { divideHalfEven, NANO, parseDecimal } from '@gatehouse/bill';
import type { Scope } from '../../core/operation';
import type { Costs } from '../cost-explorer/read-costs';
import type { Definition } from './documents';
import { invalidParameter } from './errors';
import { MOST_PERIODS } from './limits';
import { measureOf } from './measure';
import { dayOf, type Period, periodAt, periodsBefore } from './period';
import type { GivenBudget } from './schema';
import { type Series, sumOf } from './spend';

/** AWS's default end of a budget. */
const NEVER = '2087-06-15T00:00:00.000Z';
/** The number of periods that can have planned limits. */
const PLANNED = { MONTHLY: 12, QUARTERLY: 4 } as const;

const TYPES_IN_WORDS =
  'Only COST and USAGE budgets are available. The utilization of reservations and Savings Plans is shown under Billing.';

/**
 * Returns a valid budget definition.
 * @throws AwsError InvalidParameterException, or AccessDenied for costs that the caller may not see
 */
export async function requireDefinition(given: GivenBudget, scope: Scope, costs: Costs): Promise<Definition> {
  const { TimePeriod = {}, BillingViewArn, BudgetName: _, ...rest } = given;
  const { BudgetType, TimeUnit } = given;
  if (BudgetType !== 'COST' && BudgetType !== 'USAGE') throw invalidParameter(TYPES_IN_WORDS, 'Budget');
  if (TimeUnit === 'CUSTOM')
    throw invalidParameter('A budget must be DAILY, MONTHLY, QUARTERLY or ANNUALLY. CUSTOM periods are not available.', 'Budget');
  const view = `arn:${scope.partition}:billing::${scope.accountId}:billingview/primary`;
  if (BillingViewArn !== undefined && BillingViewArn !== view)
    throw invalidParameter(`Billing view ${BillingViewArn} does not exist.`, 'Budget');
  const start = TimePeriod.Start?.toISOString() ?? new Date(periodAt(TimeUnit, costs.now.getTime()).start).toISOString();
  const definition: Definition = { ...rest, BudgetType, TimeUnit, Start: start, End: TimePeriod.End?.toISOString() ?? NEVER };
  if (definition.Start >= definition.End) throw invalidParameter('The start of a budget must be before its end.', 'Budget');
  if (given.CostFilters && given.FilterExpression)
    throw invalidParameter('A budget has CostFilters or a FilterExpression, not both.', 'Budget');
  if (given.CostTypes && given.Metrics) throw invalidParameter('A budget has CostTypes or Metrics, not both.', 'Budget');
  if (given.CostTypes && BudgetType === 'USAGE') throw invalidParameter('A USAGE budget has no CostTypes.', 'Budget');
  await measureOf(definition, costs);
  requireLimits(definition, costs.now.getTime());
  return definition;
}

function requireLimits(definition: Definition, now: number): void {
  const { BudgetLimit, PlannedBudgetLimits, AutoAdjustData, BudgetType, TimeUnit } = definition;
  if ([BudgetLimit, PlannedBudgetLimits, AutoAdjustData].filter((way) => way !== undefined).length !== 1)
    throw invalidParameter('A budget has one of BudgetLimit, PlannedBudgetLimits and AutoAdjustData.', 'Budget');
  const limits = [...(BudgetLimit ? [BudgetLimit] : []), ...Object.values(PlannedBudgetLimits ?? {})];
  for (const { Amount, Unit } of limits) {
    if (amountOf(Amount) <= 0n) throw invalidParameter('The amount of a budget must be above zero.', 'Budget');
    if (BudgetType === 'COST' && Unit !== 'USD') throw invalidParameter('The unit of a COST budget is USD.', 'Budget');
  }
  if (PlannedBudgetLimits) requirePlan(definition, Object.keys(PlannedBudgetLimits), now);
  if (AutoAdjustData?.AutoAdjustType === 'FORECAST')
    throw invalidParameter('Only HISTORICAL auto-adjusting budgets are available, not FORECAST.', 'Budget');
  const most = MOST_PERIODS[TimeUnit];
  if (AutoAdjustData && (AutoAdjustData.HistoricalOptions?.BudgetAdjustmentPeriod ?? most + 1) > most)
    throw invalidParameter(`The BudgetAdjustmentPeriod of a ${TimeUnit} budget is from 1 to ${most}.`, 'Budget');
}

/**
 * Refuses an invalid plan. In AWS, it begins with the current period or the budget's first, and covers a year or until the
 * budget's end.
 */
function requirePlan({ TimeUnit, Start, End }: Definition, keys: readonly string[], now: number): void {
  if (TimeUnit !== 'MONTHLY' && TimeUnit !== 'QUARTERLY')
    throw invalidParameter('PlannedBudgetLimits are for MONTHLY and QUARTERLY budgets.', 'Budget');
  const expected: string[] = [];
  let { start, end } = periodAt(TimeUnit, Math.max(now, Date.parse(Start)));
  while (expected.length < PLANNED[TimeUnit] && start < Date.parse(End)) {
    expected.push(String(start / 1000));
    ({ start, end } = periodAt(TimeUnit, end));
  }
  const given = [...keys].sort();
  if (given.length !== expected.length || given.some((key, at) => key !== expected[at]))
    throw invalidParameter(
      `The keys of PlannedBudgetLimits must be the starts of ${expected.length} periods from ${dayOf(Number(expected[0]) * 1000)}, in seconds since 1970.`,
      'Budget',
    );
}

/** Parses a decimal in billionths. As in AWS, it may begin with a point or zeros. */
export function amountOf(text: string): bigint {
  const amount = parseDecimal(text.replace(/^0+(?=\d)/, '').replace(/^\./, '0.'), NANO);
  if (amount === null) throw invalidParameter(`The amount ${text} has more than ${NANO} decimals.`, 'Budget');
  return amount;
}

/** Returns the earliest time needed to compute the limit of a period. */
export function limitNeedsFrom({ AutoAdjustData, TimeUnit }: Definition, period: Period): number {
  const count = AutoAdjustData?.HistoricalOptions?.BudgetAdjustmentPeriod ?? 0;
  return periodsBefore(TimeUnit, period, count).at(-1)?.start ?? period.start;
}

/**
 * Returns the limit of a period in billionths. An auto-adjusting limit is the average of earlier periods; as in AWS, empty ones
 * at the beginning don't count. Undefined if all are empty.
 */
export function limitOf(definition: Definition, period: Period, series: Series): bigint | undefined {
  const { BudgetLimit, PlannedBudgetLimits, AutoAdjustData, TimeUnit } = definition;
  if (BudgetLimit) return amountOf(BudgetLimit.Amount);
  if (PlannedBudgetLimits) {
    const keys = Object.keys(PlannedBudgetLimits).sort((a, b) => Number(a) - Number(b));
    const key = keys.findLast((each) => Number(each) * 1000 <= period.start) ?? keys[0];
    return amountOf((key && PlannedBudgetLimits[key]?.Amount) ?? '0');
  }
  const before = periodsBefore(TimeUnit, period, AutoAdjustData?.HistoricalOptions?.BudgetAdjustmentPeriod ?? 0);
  const sums = before.map((each) => sumOf(series, each));
  while (sums.at(-1) === 0n) sums.pop();
  if (sums.length === 0) return undefined;
  return divideHalfEven(
    sums.reduce((total, sum) => total + sum, 0n),
    BigInt(sums.length),
  );
}

/** Returns the number of past periods that determine the limit. */
export function adjustedFrom({ AutoAdjustData, TimeUnit }: Definition, period: Period, series: Series): number {
  const before = periodsBefore(TimeUnit, period, AutoAdjustData?.HistoricalOptions?.BudgetAdjustmentPeriod ?? 0);
  return before.findLastIndex((each) => sumOf(series, each) !== 0n) + 1;
}
