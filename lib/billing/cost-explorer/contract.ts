import type { Actor } from '../../core/test-world';
import { type Contract, taking } from '../../core/testing/contract';
import { PutReservation, PutSavingsPlan } from '../benefit/operations';
import { monthOf, monthsFrom } from '../months';
import { activateTags } from '../test-usage';
import { PutUsage } from '../usage/operations';
import { GetAnomalies, GetAnomalyMonitors } from './anomalies/operations';
import { GetReservationCoverage, GetReservationUtilization } from './commitments/reservation-operations';
import {
  GetSavingsPlansCoverage,
  GetSavingsPlansUtilization,
  GetSavingsPlansUtilizationDetails,
} from './commitments/savings-plan-operations';
import { GetCostForecast, GetUsageForecast } from './forecast/operations';
import { GetCostAndUsage, GetCostCategories, GetDimensionValues, GetTags } from './operations';
import { tokenOf } from './place';
import { dateOf } from './time-period';

const OF_COSTS = { GetCostAndUsage, GetDimensionValues, GetTags, GetCostCategories };
const FORECASTS = { GetCostForecast, GetUsageForecast };
const ADVANCES = {
  GetReservationUtilization,
  GetReservationCoverage,
  GetSavingsPlansUtilization,
  GetSavingsPlansUtilizationDetails,
  GetSavingsPlansCoverage,
};
const operations = { ...OF_COSTS, GetAnomalies, GetAnomalyMonitors, ...FORECASTS, ...ADVANCES };

// The wire API uses the machine's clock.
const today = Date.now();
const thisMonth = monthOf(today);
const lastMonth = monthsFrom(thisMonth, -1);
const lately = { TimePeriod: { Start: `${lastMonth}-01`, End: `${thisMonth}-01` } };
const soon = { TimePeriod: { Start: dateOf(today), End: dateOf(today + 2 * 86_400_000) } };
/** Returns a call for the machine's clock. Tests with a fixed clock use the usual times. */
const by =
  (time: object, given: object = {}) =>
  () => ({ ...time, ...given });

const instances = { Service: 'AmazonEC2', UsageType: 'BoxUsage:t3.micro', Region: 'us-east-1', Operation: 'RunInstances' };

/** Creates usage, a reservation and a Savings Plan from the beginning of a month. */
async function useSomething(root: Actor, Month: string, more: { ResourceId?: string; Tags?: Record<string, string> } = {}) {
  await root.run(PutUsage, { Rows: [{ ...instances, ...more, Month, Quantity: '2000' }] });
  const Start = new Date(`${Month}-01T00:00:00Z`);
  const { UsageType, Region } = instances;
  await root.run(PutReservation, { UsageType, Region, Count: 1, Payment: 'No Upfront', Hourly: '0.005', Start });
  await root.run(PutSavingsPlan, { Kind: 'Compute', Payment: 'No Upfront', Commitment: '0.005', Start });
}

const LISTS = taking(operations, 'NextPageToken').concat(taking(operations, 'NextToken'));
const VIEWS = taking(operations, 'BillingViewArn');
const NO_DATA = 'The requested data is unavailable.';

export const contract: Contract = {
  operations,
  make: async (root, { secret }) => {
    await useSomething(root, '2026-03', { ResourceId: secret, Tags: { [secret]: secret } });
    await activateTags(root, secret);
    return {};
  },
  furnish: async ({ root }) => {
    await useSomething(root.with({ now: new Date(today) }), lastMonth, { Tags: { team: 'blue' } });
    return {};
  },
  calls: [
    [
      'GetCostAndUsage',
      by(lately, {
        Granularity: 'DAILY',
        Metrics: ['UnblendedCost', 'UsageQuantity'],
        GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
        Filter: { Dimensions: { Key: 'REGION', Values: ['us-east-1'] } },
      }),
    ],
    ['GetDimensionValues', by(lately, { Dimension: 'SERVICE', SortBy: [{ Key: 'UnblendedCost', SortOrder: 'DESCENDING' }] })],
    ['GetTags', by(lately, { SearchString: 'te' })],
    ['GetCostCategories', by(lately)],
    ['GetCostForecast', by(soon, { Granularity: 'DAILY', Metric: 'UNBLENDED_COST', PredictionIntervalLevel: 80 })],
    ['GetUsageForecast', by(soon, { Granularity: 'MONTHLY', Metric: 'USAGE_QUANTITY' })],
    ['GetAnomalies', { DateInterval: { StartDate: `${lastMonth}-01` }, MaxResults: 10 }],
    ['GetAnomalyMonitors', {}],
    ['GetReservationUtilization', by(lately, { GroupBy: [{ Type: 'DIMENSION', Key: 'SUBSCRIPTION_ID' }] })],
    ['GetReservationCoverage', by(lately, { Granularity: 'MONTHLY', Metrics: ['Hour'] })],
    ['GetSavingsPlansUtilization', by(lately, { Granularity: 'MONTHLY' })],
    ['GetSavingsPlansUtilizationDetails', by(lately, { DataType: ['ATTRIBUTES', 'SAVINGS'] })],
    ['GetSavingsPlansCoverage', by(lately, { GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }] })],
  ],
  errors: {
    furnish: async ({ root, account }) => {
      const actor = root.with({ now: new Date(today) });
      await useSomething(actor, lastMonth);
      const storage = { Service: 'AmazonS3', UsageType: 'TimedStorage-ByteHrs', Region: 'us-east-1', Quantity: '31' };
      await actor.run(PutUsage, { Rows: [{ ...storage, Month: lastMonth }] });
      await account('new');
      const { accountId } = root;
      const tokens = Object.keys(OF_COSTS).map((operation) => [
        operation,
        tokenOf({ operation, accountId, input: {} }, { start: '', skipped: 1 }),
      ]);
      return Object.fromEntries(tokens);
    },
    // The day of the tests' fixed clock.
    usual: {
      TimePeriod: { Start: '2026-03-01', End: '2026-03-02' },
      Granularity: 'DAILY',
      Metrics: ['UnblendedCost'],
      Metric: 'USAGE_QUANTITY',
      Dimension: 'LINKED_ACCOUNT',
      DateInterval: { StartDate: '2026-03-01' },
    },
    failures: {
      InvalidNextTokenException: [
        [LISTS, { ...lately, NextPageToken: 'none', NextToken: 'none' }, /^The pagination token is invalid\./],
      ],
      RequestChangedException: Object.keys(OF_COSTS).map((operation) => [
        operation,
        { ...lately, NextPageToken: `<scene.${operation}>` },
        /^Your request parameters changed between pages\./,
      ]),
      ResourceNotFoundException: [
        [
          VIEWS.filter((name) => !Object.hasOwn(FORECASTS, name)),
          { ...lately, BillingViewArn: 'arn:aws:billing::111122223333:billingview/custom' },
          'Billing view arn:aws:billing::111122223333:billingview/custom does not exist.',
        ],
        [
          Object.keys(FORECASTS),
          { ...soon, BillingViewArn: 'arn:aws:billing::111122223333:billingview/custom' },
          'Billing view arn:aws:billing::111122223333:billingview/custom does not exist.',
        ],
      ],
      DataUnavailableException: [
        ['GetCostForecast', { ...soon, Metric: 'UNBLENDED_COST' }, 'Insufficient amount of historical data.', { by: 'new' }],
        ['GetUsageForecast', soon, 'Insufficient amount of historical data.', { by: 'new' }],
        [Object.keys(ADVANCES), lately, NO_DATA, { by: 'new' }],
      ],
      UnresolvableUsageUnitException: [['GetUsageForecast', soon, /^Cost Explorer was unable to identify the usage unit\./]],
      UnknownMonitorException: [
        [
          'GetAnomalyMonitors',
          { MonitorArnList: ['arn:aws:ce::111122223333:anomalymonitor/00000000-0000-0000-0000-000000000000'] },
          'The cost anomaly monitor does not exist for the account.',
        ],
      ],
    },
    unreachable: {
      DataUnavailableException: [[Object.keys(OF_COSTS), 'a time without costs has none, and no values']],
    },
  },
};
