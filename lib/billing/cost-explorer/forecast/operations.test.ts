import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveClock } from '../../../clock/test-clock';
import type { InputOf } from '../../../core/operation';
import type { Actor } from '../../../core/test-world';
import { UpdateIAMAccessPreference } from '../../../iam/root-user/operations';
import { type OrganizationWorld, userWith } from '../../../organizations/test-organization';
import { PutReservation } from '../../benefit/operations';
import { createBillingWorld } from '../../test-billing';
import { putTransfer } from '../../test-usage';
import { PutUsage } from '../../usage/operations';
import { GetCostForecast, GetUsageForecast } from './operations';

type Asked = Partial<InputOf<typeof GetCostForecast>>;
const now = new Date('2026-05-16T09:30:00Z');
const asked = (more: Asked = {}) => ({
  TimePeriod: { Start: '2026-05-16', End: '2026-07-01' },
  Granularity: 'MONTHLY' as const,
  Metric: 'UNBLENDED_COST' as const,
  ...more,
});

let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld(now));
  // Every day has the same usage: 7,936 GB in a month of 31 days. At $0.17 per GB, that is $43.52 a day for both accounts.
  for (const [month, days] of [
    ['2026-03', 31],
    ['2026-04', 30],
    ['2026-05', 31],
  ] as const)
    await putTransfer(bob, month, { [bob.accountId]: days / 8, [susan.accountId]: days / 8 });
});
afterEach(() => world.close());

const amounts = ({ ForecastResultsByTime }: { ForecastResultsByTime: { TimePeriod: { Start: string }; MeanValue: string }[] }) =>
  ForecastResultsByTime.map(({ TimePeriod: { Start }, MeanValue }) => [Start, MeanValue]);

describe('GetCostForecast', () => {
  it('forecasts constant costs to continue, by month and by day', async () => {
    const months = await bob.run(GetCostForecast, asked({ PredictionIntervalLevel: 80 }));
    expect(months).toEqual({
      Total: { Amount: '2001.92', Unit: 'USD' },
      ForecastResultsByTime: [
        {
          TimePeriod: { Start: '2026-05-16', End: '2026-06-01' },
          MeanValue: '696.32',
          PredictionIntervalLowerBound: expect.any(String),
          PredictionIntervalUpperBound: expect.any(String),
        },
        expect.objectContaining({ TimePeriod: { Start: '2026-06-01', End: '2026-07-01' }, MeanValue: '1305.6' }),
      ],
    });
    const days = await bob.run(GetCostForecast, asked({ Granularity: 'DAILY' }));
    expect(days.ForecastResultsByTime).toHaveLength(46);
    expect(days.ForecastResultsByTime[45]).toEqual({
      TimePeriod: { Start: '2026-06-30', End: '2026-07-01' },
      MeanValue: '43.52',
    });
    expect(days.Total).toEqual(months.Total);
  });

  it('applies filters and returns only its own costs to a member', async () => {
    const Filter = { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [susan.accountId] } };
    const hers = amounts(await bob.run(GetCostForecast, asked({ Filter })));
    expect(hers).toEqual([
      ['2026-05-16', '348.16'],
      ['2026-06-01', '652.8'],
    ]);
    expect(amounts(await susan.run(GetCostForecast, asked()))).toEqual(hers);
    const His = { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [bob.accountId] } };
    expect((await susan.fails(GetCostForecast, asked({ Filter: His }))).shape).toBe('DataUnavailableException');
    expect((await susan.fails(GetCostForecast, asked({ Metric: 'BLENDED_COST' }))).shape).toBe('AccessDenied');
  });

  it('ignores usage of today and later, and starts at the date of the billing clock', async () => {
    const later = { Service: 'AWSDataTransfer', UsageType: 'DataTransfer-Out-Bytes', Region: 'us-east-1', Quantity: '900' };
    await bob.run(PutUsage, { Rows: [{ AccountId: bob.accountId, Start: '2026-05-16T01:00:00Z', ...later }] });
    expect((await bob.run(GetCostForecast, asked())).Total.Amount).toBe('2001.92');
    const moved = bob.with(await moveClock(bob, '2026-05-20T00:00:00Z'));
    expect((await moved.fails(GetCostForecast, asked())).message).toContain(
      '2026-05-16 is earlier than the current date 2026-05-20',
    );
    await moved.run(GetCostForecast, asked({ TimePeriod: { Start: '2026-05-20', End: '2026-05-21' } }));
  });

  it('forecasts monthly fees of reservations on the first day, but no upfront fees', async () => {
    const reserved = { UsageType: 'BoxUsage:t2.small', Region: 'us-east-1', Count: 1, Monthly: '31', Upfront: '700' };
    const Start = '2026-04-01T00:00:00Z';
    await bob.run(PutReservation, { ...reserved, AccountId: bob.accountId, Payment: 'Partial Upfront', Start });
    const june = { TimePeriod: { Start: '2026-05-31', End: '2026-06-03' }, Granularity: 'DAILY' as const };
    expect(amounts(await bob.run(GetCostForecast, asked(june)))).toEqual([
      ['2026-05-31', '43.52'],
      ['2026-06-01', '74.52'],
      ['2026-06-02', '43.52'],
    ]);
  });

  const refused: readonly (readonly [string, Asked, string, string])[] = [
    [
      'yesterday',
      { TimePeriod: { Start: '2026-05-15', End: '2026-06-01' } },
      'ValidationException',
      'earlier than the current date',
    ],
    [
      'an end before the start',
      { TimePeriod: { Start: '2026-06-02', End: '2026-06-01' } },
      'ValidationException',
      'Requested Start: 2026-06-02 must be before requested End: 2026-06-01',
    ],
    [
      'days of more than three months',
      { Granularity: 'DAILY', TimePeriod: { Start: '2026-05-16', End: '2026-09-02' } },
      'ValidationException',
      '3 months ahead',
    ],
    [
      'more than eighteen months',
      { TimePeriod: { Start: '2026-05-16', End: '2027-12-02' } },
      'ValidationException',
      '18 months ahead',
    ],
    ['hours', { Granularity: 'HOURLY' }, 'ValidationException', 'DAILY or MONTHLY'],
    ['a quantity', { Metric: 'USAGE_QUANTITY' }, 'ValidationException', 'one of AMORTIZED_COST, BLENDED_COST'],
    ['a level that is certain', { PredictionIntervalLevel: 100 }, 'ValidationError', ''],
    [
      'what has cost nothing',
      { Filter: { Dimensions: { Key: 'REGION', Values: ['x'] } } },
      'DataUnavailableException',
      'Insufficient amount of historical data.',
    ],
    [
      'another billing view',
      { BillingViewArn: 'arn:aws:billing::111122223333:billingview/other' },
      'ResourceNotFoundException',
      'does not exist',
    ],
  ];
  it.each(refused)('refuses %s', async (_, more, shape, sentence) => {
    const error = await bob.fails(GetCostForecast, asked(more));
    expect([error.shape, error.message]).toEqual([shape, expect.stringContaining(sentence)]);
  });

  it('requires its own permission', async () => {
    await bob.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' });
    const reader = (
      await userWith(world, bob, 'reader', [{ Effect: 'Allow', Action: 'ce:GetUsageForecast', Resource: '*' }])
    ).with({ now });
    expect((await reader.fails(GetCostForecast, asked())).message).toContain('ce:GetCostForecast on resource: arn:aws:billing::');
    await reader.run(GetUsageForecast, asked({ Metric: 'USAGE_QUANTITY' }));
  });
});

describe('GetUsageForecast', () => {
  it('forecasts quantities in their unit and refuses mixed units', async () => {
    const Metric = 'USAGE_QUANTITY' as const;
    const june = { TimePeriod: { Start: '2026-06-01', End: '2026-07-01' }, Metric };
    expect((await bob.run(GetUsageForecast, asked(june))).Total).toEqual({ Amount: '7680', Unit: 'GB' });
    const storage = { Service: 'AmazonS3', UsageType: 'TimedStorage-ByteHrs', Region: 'us-east-1', Quantity: '31' };
    await bob.run(PutUsage, { Rows: [{ AccountId: bob.accountId, Month: '2026-05', ...storage }] });
    const error = await bob.fails(GetUsageForecast, asked(june));
    expect([error.shape, error.message]).toEqual([
      'UnresolvableUsageUnitException',
      expect.stringContaining('unable to identify the usage unit'),
    ]);
    const Filter = { Dimensions: { Key: 'USAGE_TYPE', Values: ['TimedStorage-ByteHrs'] } };
    expect((await bob.run(GetUsageForecast, asked({ ...june, Filter }))).Total).toEqual({ Amount: '30', Unit: 'GB-Mo' });
    expect((await bob.fails(GetUsageForecast, asked({ ...june, Metric: 'UNBLENDED_COST' }))).shape).toBe('ValidationException');
  });
});
