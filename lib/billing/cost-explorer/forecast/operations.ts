import type { z } from 'zod';
import { AwsError } from '../../../core/errors';
import type { Scope } from '../../../core/operation';
import { billingOperation } from '../../billing-operation';
import { endOf, monthAfter, monthOf, monthsFrom, startOf } from '../../months';
import { requireView, viewCheck } from '../billing-view';
import { checkFilter, requiredMetrics } from '../check';
import { invalid } from '../invalid';
import type { Metric } from '../metrics';
import { costsOf } from '../read-costs';
import { GetForecastInput } from '../schema';
import { beginningOf, dateOf, type TimePeriod } from '../time-period';
import { type ExpectedCosts, forecastOf } from './expected-costs';

const DAY_MS = 86_400_000;
/** AWS's documentation: "You can get 3 months of DAILY forecasts or 18 months of MONTHLY forecasts." */
const MONTHS_AHEAD = { DAILY: 3, MONTHLY: 18 };

/** The metric names here, by those in other Cost Explorer calls. */
const COSTS = new Map([
  ['AMORTIZED_COST', 'AmortizedCost'],
  ['BLENDED_COST', 'BlendedCost'],
  ['NET_AMORTIZED_COST', 'NetAmortizedCost'],
  ['NET_UNBLENDED_COST', 'NetUnblendedCost'],
  ['UNBLENDED_COST', 'UnblendedCost'],
]);
const QUANTITIES = new Map([
  ['USAGE_QUANTITY', 'UsageQuantity'],
  ['NORMALIZED_USAGE_AMOUNT', 'NormalizedUsageAmount'],
]);

/** Returns the cost forecast of the caller's account. A member sees itself. */
export const GetCostForecast = billingOperation({
  service: 'ce',
  name: 'GetCostForecast',
  access: 'Read',
  input: GetForecastInput,
  checks: viewCheck('ce:GetCostForecast'),
  run: (input, scope) => answer(input, scope, COSTS, () => 'USD'),
});

/** Returns the usage forecast of the caller's account. */
export const GetUsageForecast = billingOperation({
  service: 'ce',
  name: 'GetUsageForecast',
  access: 'Read',
  input: GetForecastInput,
  checks: viewCheck('ce:GetUsageForecast'),
  run: (input, scope) => answer(input, scope, QUANTITIES, requiredUnit),
});

async function answer(
  input: z.output<typeof GetForecastInput>,
  scope: Scope,
  names: ReadonlyMap<string, string>,
  unitOf: (expected: ExpectedCosts, metric: Metric) => string,
) {
  requireView(scope, input.BillingViewArn);
  const costs = await costsOf(scope);
  const filter = await checkFilter(input.Filter, costs);
  const name = names.get(input.Metric);
  if (name === undefined)
    throw invalid(`${input.Metric} cannot be forecasted. Use one of ${[...names.keys()].join(', ')}`, 'Metric');
  const [metric] = requiredMetrics([name], costs.kind, 'Metric');
  const times = forecastTimes(input.TimePeriod, input.Granularity, costs.now);
  if (!metric) throw new Error('a metric is required');
  const expected = await requiredForecast(scope, costs, { filter, metric });
  const unit = unitOf(expected, metric);
  const level = input.PredictionIntervalLevel;
  const results = times.map(({ from, until }) => ({ from, until, ...expected.between(from, until, level) }));
  return {
    Total: { Amount: metric.write(results.reduce((sum, { mean }) => sum + mean, 0n)), Unit: unit },
    ForecastResultsByTime: results.map(({ from, until, mean, lower, upper }) => ({
      TimePeriod: { Start: dateOf(from), End: dateOf(until) },
      MeanValue: metric.write(mean),
      // AWS: only the mean, unless an interval is requested.
      ...(level !== undefined && {
        PredictionIntervalLowerBound: metric.write(lower),
        PredictionIntervalUpperBound: metric.write(upper),
      }),
    })),
  };
}

/**
 * Returns a forecast.
 * @throws AwsError DataUnavailableException with too little data
 */
export async function requiredForecast(...asked: Parameters<typeof forecastOf>): Promise<ExpectedCosts> {
  const expected = await forecastOf(...asked);
  // AWS's message, as publicly reported.
  if (!expected) throw new AwsError('DataUnavailableException', 'Insufficient amount of historical data.');
  return expected;
}

/**
 * Returns the unit of a forecast.
 * @throws AwsError UnresolvableUsageUnitException, in the words of the AWS SDK's model, for mixed units
 */
function requiredUnit({ unit }: ExpectedCosts, metric: Metric): string {
  if (metric.unit !== 'usage') return metric.unit;
  if (typeof unit === 'string') return unit;
  throw new AwsError(
    'UnresolvableUsageUnitException',
    'Cost Explorer was unable to identify the usage unit. Provide UsageType/UsageTypeGroup filter selections that contain matching units, for example: hours.',
  );
}

/**
 * Returns the days or months of a future period, with months clipped to it.
 * @throws AwsError ValidationException for a past time, or one too far ahead
 */
export function forecastTimes({ Start, End }: TimePeriod, granularity: string, now: Date): { from: number; until: number }[] {
  if (granularity !== 'DAILY' && granularity !== 'MONTHLY')
    throw invalid('Forecasts can have a Granularity of DAILY or MONTHLY', 'Granularity');
  const [start, end] = [beginningOf(Start), beginningOf(End)];
  if (start >= end) throw invalid(`Requested Start: ${Start} must be before requested End: ${End}`, 'TimePeriod');
  if (start < beginningOf(dateOf(now.getTime())))
    throw invalid(`Start date ${Start} is earlier than the current date ${dateOf(now.getTime())}`, 'TimePeriod');
  const months = MONTHS_AHEAD[granularity];
  // Counted to the end of the last month, so that as many whole months can be requested on any day.
  if (end > endOf(monthsFrom(monthOf(now), months)))
    throw invalid(`${granularity} forecasts reach ${months} months ahead: End date ${End} is later`, 'TimePeriod');
  const times: { from: number; until: number }[] = [];
  for (let from = start; from < end; from = times.at(-1)?.until ?? end) {
    const until = granularity === 'DAILY' ? from + DAY_MS : startOf(monthAfter(monthOf(from)));
    times.push({ from, until: Math.min(until, end) });
  }
  return times;
}
