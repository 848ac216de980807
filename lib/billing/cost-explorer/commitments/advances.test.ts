import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../core/operation';
import type { Actor } from '../../../core/test-world';
import { UpdateIAMAccessPreference } from '../../../iam/root-user/operations';
import { type OrganizationWorld, userWith } from '../../../organizations/test-organization';
import { PutReservation, PutSavingsPlan } from '../../benefit/operations';
import { IssueBill } from '../../bill/issue/operations';
import { UpdateBillingPreferences } from '../../preferences/operations';
import { PutPriceList } from '../../price-list/operations';
import { createBillingWorld } from '../../test-billing';
import { activateTags } from '../../test-usage';
import { PutUsage } from '../../usage/operations';
import { GetDimensionValues } from '../operations';
import { GetReservationCoverage, GetReservationUtilization } from './reservation-operations';
import {
  GetSavingsPlansCoverage,
  GetSavingsPlansUtilization,
  GetSavingsPlansUtilizationDetails,
} from './savings-plan-operations';

// April has the 720 hours of the example in AWS's guide.
const Month = '2026-04';
const TimePeriod = { Start: '2026-04-01', End: '2026-05-01' };
const MONTHLY = { TimePeriod, Granularity: 'MONTHLY' as const };
const before = new Date('2026-03-01T00:00:00Z');

let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld(new Date('2026-05-02T00:00:00Z')));
});
afterEach(() => world.close());

const instances = (AccountId: string, Quantity: string, more: object = { Month }) => ({
  AccountId,
  Service: 'AmazonEC2',
  UsageType: 'BoxUsage:t2.small',
  Region: 'us-east-1',
  Operation: 'RunInstances',
  Quantity,
  ...more,
});
const small = { UsageType: 'BoxUsage:t2.small', Region: 'us-east-1', Start: before } as const;

/** Creates the guide's example: Susan uses all of her three reservations, and Bob has on-demand usage. */
async function loadExample(): Promise<{ Id: string }> {
  const Rows = [instances(susan.accountId, '2160'), instances(bob.accountId, '720')];
  await bob.run(PutUsage, { Rows });
  await susan.run(PutReservation, { ...small, Count: 1, Payment: 'Partial Upfront' });
  return susan.run(PutReservation, { ...small, Count: 2, Payment: 'All Upfront' });
}

describe('the reservations of the AWS guide', () => {
  it('are fully used, with the savings of the guide', async () => {
    await loadExample();
    const { UtilizationsByTime, Total } = await bob.run(GetReservationUtilization, MONTHLY);
    expect(Total).toEqual({
      UtilizationPercentage: '100',
      UtilizationPercentageInUnits: '100',
      PurchasedHours: '2160',
      PurchasedUnits: '2160',
      TotalActualHours: '2160',
      TotalActualUnits: '2160',
      UnusedHours: '0',
      UnusedUnits: '0',
      OnDemandCostOfRIHoursUsed: '49.68',
      // $274 and $70 pay for 8,760 hours. This month has 720 of them.
      AmortizedUpfrontFee: '28.273972603',
      AmortizedRecurringFee: '5.84',
      TotalAmortizedFee: '34.113972603',
      RICostForUnusedHours: '0',
      NetRISavings: '15.566027397',
      TotalPotentialRISavings: '15.566027397',
      RealizedSavings: '15.566027397',
      UnrealizedSavings: '0',
    });
    expect(UtilizationsByTime).toEqual([{ TimePeriod, Groups: [], Total }]);
  });

  it('cover three of four hours, and the on-demand cost is $16.56', async () => {
    await loadExample();
    const { CoveragesByTime, Total } = await bob.run(GetReservationCoverage, MONTHLY);
    expect(Total).toEqual({
      CoverageHours: {
        OnDemandHours: '720',
        ReservedHours: '2160',
        TotalRunningHours: '2880',
        CoverageHoursPercentage: '75',
      },
      CoverageNormalizedUnits: {
        OnDemandNormalizedUnits: '720',
        ReservedNormalizedUnits: '2160',
        TotalRunningNormalizedUnits: '2880',
        CoverageNormalizedUnitsPercentage: '75',
      },
      CoverageCost: { OnDemandCost: '16.56' },
    });
    expect(CoveragesByTime).toEqual([{ TimePeriod, Groups: [], Total }]);
    const cost = await bob.run(GetReservationCoverage, {
      TimePeriod,
      GroupBy: [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }],
      Metrics: ['Cost'],
      SortBy: { Key: 'OnDemandCost', SortOrder: 'DESCENDING' },
    });
    expect(cost.CoveragesByTime[0]?.Groups).toEqual([
      { Attributes: { linkedAccount: bob.accountId }, Coverage: { CoverageCost: { OnDemandCost: '16.56' } } },
      { Attributes: { linkedAccount: susan.accountId }, Coverage: { CoverageCost: { OnDemandCost: '0' } } },
    ]);
  });

  it('are listed one by one with their attributes, in pages', async () => {
    const { Id } = await loadExample();
    const asked = {
      TimePeriod,
      GroupBy: [{ Type: 'DIMENSION' as const, Key: 'SUBSCRIPTION_ID' }],
      SortBy: { Key: 'PurchasedHours', SortOrder: 'DESCENDING' as const },
      MaxResults: 1,
    };
    const first = await bob.run(GetReservationUtilization, asked);
    expect(first.UtilizationsByTime[0]?.Groups).toMatchObject([
      {
        Key: 'SUBSCRIPTION_ID',
        Value: Id,
        Attributes: {
          accountId: susan.accountId,
          accountName: 'susan',
          reservationARN: `arn:aws:ec2:us-east-1:${susan.accountId}:reserved-instances/${Id}`,
          subscriptionType: 'All Upfront',
          instanceType: 't2.small',
          platform: 'Linux/UNIX',
          scope: 'Region',
          numberOfInstances: '2',
          upfrontFee: '274',
        },
        Utilization: { PurchasedHours: '1440', AmortizedUpfrontFee: '22.520547945' },
      },
    ]);
    const { NextPageToken } = first;
    const second = await bob.run(GetReservationUtilization, { ...asked, NextPageToken });
    expect(second.UtilizationsByTime[0]?.Groups).toMatchObject([{ Utilization: { AmortizedRecurringFee: '5.84' } }]);
    expect(second.NextPageToken).toBeUndefined();
    const changed = { ...asked, SortBy: { Key: 'UnusedHours' }, NextPageToken };
    expect((await bob.fails(GetReservationUtilization, changed)).shape).toBe('RequestChangedException');
    const fake = { ...asked, NextPageToken: 'none' };
    expect((await bob.fails(GetReservationUtilization, fake)).shape).toBe('InvalidNextTokenException');
  });

  it('have the same utilization after the month is issued, and daily values add up to it', async () => {
    await loadExample();
    const open = await bob.run(GetReservationUtilization, { TimePeriod });
    expect(open.UtilizationsByTime).toHaveLength(30);
    expect(open.UtilizationsByTime[29]?.Total).toMatchObject({ PurchasedHours: '72', UtilizationPercentage: '100' });
    expect(open.Total).toEqual((await bob.run(GetReservationUtilization, MONTHLY)).Total);
    await bob.run(IssueBill, { Month });
    expect(await bob.run(GetReservationUtilization, { TimePeriod })).toEqual(open);
  });
});

it('of five reservations, Susan uses three and Bob two in one hour, and four of his hours are on demand', async () => {
  const Start = '2026-04-03T10:00:00Z';
  await bob.run(PutUsage, { Rows: [instances(susan.accountId, '3', { Start }), instances(bob.accountId, '6', { Start })] });
  await susan.run(PutReservation, { ...small, Count: 5, Payment: 'All Upfront' });
  const day = { TimePeriod: { Start: '2026-04-03', End: '2026-04-04' }, Granularity: 'DAILY' as const };
  expect((await bob.run(GetReservationUtilization, day)).Total).toMatchObject({
    PurchasedHours: '120',
    TotalActualHours: '5',
    UnusedHours: '115',
    UtilizationPercentage: '4.1666666667',
    OnDemandCostOfRIHoursUsed: '0.115',
  });
  const { Total } = await bob.run(GetReservationCoverage, day);
  expect(Total.CoverageHours).toMatchObject({ ReservedHours: '5', OnDemandHours: '4' });
  expect(Total.CoverageCost).toEqual({ OnDemandCost: '0.092' });
  // Susan sees her reservation's use in all accounts, but only her own covered hours. She does not see Bob's hours.
  expect((await susan.run(GetReservationUtilization, day)).Total.TotalActualHours).toBe('5');
  expect((await susan.run(GetReservationCoverage, day)).Total.CoverageHours).toEqual({
    OnDemandHours: '0',
    ReservedHours: '3',
    TotalRunningHours: '3',
    CoverageHoursPercentage: '100',
  });
  const others = { Filter: { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [bob.accountId] } } };
  expect((await susan.fails(GetReservationCoverage, { ...day, ...others })).shape).toBe('DataUnavailableException');
  await bob.run(UpdateBillingPreferences, {
    DiscountSharing: 'organization',
    DiscountsOff: [susan.accountId],
    CreditSharing: true,
  });
  // A month that is over uses the sharing settings at its end.
  expect((await bob.run(GetReservationUtilization, day)).Total.TotalActualHours).toBe('5');
});

it('GetDimensionValues lists values of reservations, and coverage can be filtered by activated tags', async () => {
  const Tags = { team: 'blue' };
  await bob.run(PutUsage, { Rows: [instances(susan.accountId, '720', { Month, Tags }), instances(bob.accountId, '720')] });
  await susan.run(PutReservation, { ...small, Count: 1, Payment: 'All Upfront' });
  const values = async (Context: 'RESERVATIONS' | 'SAVINGS_PLANS', Dimension: string) =>
    (await bob.run(GetDimensionValues, { TimePeriod, Context, Dimension })).DimensionValues.map(({ Value }) => Value);
  expect(await values('RESERVATIONS', 'SCOPE')).toEqual(['Region']);
  expect(await values('RESERVATIONS', 'PLATFORM')).toEqual(['Linux/UNIX']);
  expect(await values('RESERVATIONS', 'LINKED_ACCOUNT')).toEqual([susan.accountId]);
  expect(await values('SAVINGS_PLANS', 'PAYMENT_OPTION')).toEqual([]);
  const strange = { TimePeriod, Context: 'RESERVATIONS', Dimension: 'USAGE_TYPE' } as const;
  expect((await bob.fails(GetDimensionValues, strange)).message).toContain('USAGE_TYPE is not a dimension of reservations');
  const tagged = { ...MONTHLY, Filter: { Tags: { Key: 'team', Values: ['blue'] } } };
  expect((await bob.fails(GetReservationCoverage, tagged)).shape).toBe('DataUnavailableException');
  await activateTags(bob, 'team');
  const { Total } = await bob.run(GetReservationCoverage, tagged);
  expect(Total.CoverageHours).toMatchObject({ TotalRunningHours: '720', CoverageHoursPercentage: '100' });
});

it('a member sees only its own reservations, and another account sees none', async () => {
  await bob.run(PutReservation, { ...small, Count: 1, Payment: 'All Upfront' });
  expect((await susan.fails(GetReservationUtilization, MONTHLY)).shape).toBe('DataUnavailableException');
  const stranger = await world.account('stranger');
  const own = { TimePeriod: { Start: '2026-03-01', End: '2026-04-01' } };
  expect((await stranger.fails(GetReservationUtilization, own)).shape).toBe('DataUnavailableException');
  // The reservation is unused, so its whole fee is for unused hours.
  const { Total } = await bob.run(GetReservationUtilization, MONTHLY);
  expect(Total).toMatchObject({
    UtilizationPercentage: '0',
    NetRISavings: '-11.260273973',
    RICostForUnusedHours: '11.260273973',
  });
  expect(Total.UnrealizedSavings).toBe('5.299726027');
});

describe('Savings Plans', () => {
  const plan = { Kind: 'Compute', Payment: 'Partial Upfront', Commitment: '0.01', Start: before } as const;
  /** Returns usage of t3.small at $0.0208 per hour on demand. A Compute Savings Plan paid half upfront is 30 percent cheaper. */
  const t3 = (AccountId: string, Quantity: string) => instances(AccountId, Quantity, { Month, UsageType: 'BoxUsage:t3.small' });

  beforeEach(async () => {
    await bob.run(PutPriceList, { Preset: 'current' });
  });

  it('show the used commitment, the savings and the cost', async () => {
    await bob.run(PutUsage, { Rows: [t3(susan.accountId, '720'), t3(bob.accountId, '720')] });
    const { Id } = await susan.run(PutSavingsPlan, plan);
    const { SavingsPlansUtilizationsByTime, Total } = await bob.run(GetSavingsPlansUtilization, MONTHLY);
    // $0.01 per hour at $0.01456 buys 0.686813… of an instance, which costs $0.0142857… on demand.
    expect(Total).toEqual({
      Utilization: { TotalCommitment: '7.2', UsedCommitment: '7.2', UnusedCommitment: '0', UtilizationPercentage: '100' },
      Savings: { NetSavings: '3.085714285', OnDemandCostEquivalent: '10.285714285' },
      AmortizedCommitment: {
        AmortizedRecurringCommitment: '3.6',
        AmortizedUpfrontCommitment: '3.6',
        TotalAmortizedCommitment: '7.2',
      },
    });
    expect(SavingsPlansUtilizationsByTime).toEqual([{ TimePeriod, ...Total }]);
    const details = await bob.run(GetSavingsPlansUtilizationDetails, { TimePeriod, DataType: ['ATTRIBUTES', 'UTILIZATION'] });
    expect(details).toEqual({
      SavingsPlansUtilizationDetails: [
        {
          SavingsPlanArn: `arn:aws:savingsplans::${susan.accountId}:savingsplan/${Id}`,
          Attributes: expect.objectContaining({
            AccountId: susan.accountId,
            SavingsPlansType: 'ComputeSavingsPlans',
            PaymentOption: 'Partial Upfront',
            PurchaseTerm: '1yr',
            HourlyCommitment: '0.01',
            UpfrontFee: '43.8',
            Region: 'Any',
          }),
          Utilization: Total.Utilization,
        },
      ],
      Total,
      TimePeriod,
      NextToken: undefined,
    });
    const { SavingsPlansCoverages } = await bob.run(GetSavingsPlansCoverage, MONTHLY);
    expect(SavingsPlansCoverages).toEqual([
      {
        Attributes: {},
        Coverage: {
          SpendCoveredBySavingsPlans: '10.285714285',
          OnDemandCost: '19.666285715',
          TotalCost: '29.952',
          CoveragePercentage: '34.3406593383',
        },
        TimePeriod,
      },
    ]);
  });

  it('can be filtered and grouped by family, Region, service and type, but not by more', async () => {
    await bob.run(PutUsage, { Rows: [t3(susan.accountId, '720')] });
    await susan.run(PutSavingsPlan, plan);
    const grouped = await bob.run(GetSavingsPlansCoverage, {
      TimePeriod,
      GroupBy: [
        { Type: 'DIMENSION', Key: 'INSTANCE_FAMILY' },
        { Type: 'DIMENSION', Key: 'REGION' },
      ],
    });
    expect(grouped.SavingsPlansCoverages).toMatchObject([
      { Attributes: { INSTANCE_FAMILY: 't3', REGION: 'us-east-1' }, TimePeriod },
    ]);
    const only = (Key: string, ...Values: string[]) => ({ ...MONTHLY, Filter: { Dimensions: { Key, Values } } });
    expect((await bob.run(GetSavingsPlansUtilization, only('SAVINGS_PLANS_TYPE', 'COMPUTE_SP'))).Total).toBeDefined();
    const other = only('SAVINGS_PLANS_TYPE', 'EC2_INSTANCE_SP');
    expect((await bob.fails(GetSavingsPlansUtilization, other)).shape).toBe('DataUnavailableException');
    expect((await bob.fails(GetSavingsPlansCoverage, only('REGION', 'eu-west-1'))).shape).toBe('DataUnavailableException');
    const { Filter } = only('SAVINGS_PLANS_TYPE', 'COMPUTE_SP');
    const refused = await bob.fails(GetSavingsPlansUtilizationDetails, { TimePeriod, Filter });
    expect(refused.message).toContain('SAVINGS_PLANS_TYPE cannot be used as a filter');
  });

  it('are listed in pages, and a member sees only its own', async () => {
    for (let count = 0; count < 3; count++) await bob.run(PutSavingsPlan, { ...plan, Commitment: `0.0${count + 1}` });
    const asked = { TimePeriod, MaxResults: 2, SortBy: { Key: 'TotalCommitment', SortOrder: 'DESCENDING' as const } };
    const first = await bob.run(GetSavingsPlansUtilizationDetails, asked);
    const second = await bob.run(GetSavingsPlansUtilizationDetails, { ...asked, NextToken: first.NextToken });
    const all = [...first.SavingsPlansUtilizationDetails, ...second.SavingsPlansUtilizationDetails];
    expect(all.map(({ Utilization }) => Utilization?.TotalCommitment)).toEqual(['21.6', '14.4', '7.2']);
    expect(second.Total).toEqual(first.Total);
    expect((await susan.fails(GetSavingsPlansUtilization, MONTHLY)).shape).toBe('DataUnavailableException');
    expect((await susan.fails(GetSavingsPlansCoverage, MONTHLY)).shape).toBe('DataUnavailableException');
  });
});

type Asked = Partial<InputOf<typeof GetReservationCoverage>>;
const REGION = { Dimensions: { Key: 'REGION', Values: ['us-east-1'] } };
const refused: readonly (readonly [string, Asked, string])[] = [
  ['hours', { Granularity: 'HOURLY' }, 'The granularity must be DAILY or MONTHLY'],
  [
    'groups by day',
    { Granularity: 'DAILY', GroupBy: [{ Type: 'DIMENSION', Key: 'REGION' }] },
    'Granularity cannot be set if GroupBy is set',
  ],
  ['a group that there is not', { GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }] }, 'not SERVICE'],
  ['another metric', { Metrics: ['Hours'] }, 'Hours is not a metric of coverage; it can be one of Hour, Unit, Cost'],
  ['Or', { Filter: { Or: [REGION, REGION] } }, 'Only dimensions combined with And, one level deep'],
  ['And with one part', { Filter: { And: [REGION] } }, 'And takes at least two expressions'],
  ['a filter for no value', { Filter: { Dimensions: { Key: 'REGION' } } }, 'must have Dimensions with a Key and Values'],
  ['a filter that there is not', { Filter: { Dimensions: { Key: 'OPERATION', Values: ['x'] } } }, 'cannot be used as a filter'],
  [
    'a match option',
    { Filter: { Dimensions: { Key: 'REGION', Values: ['us-east-1'], MatchOptions: ['EQUALS'] } } },
    'MatchOptions contain not allowed match option.',
  ],
  [
    'two services at once',
    { Filter: { Dimensions: { Key: 'SERVICE', Values: ['Amazon Relational Database Service', 'Amazon ElastiCache'] } } },
    'The number of values for Service Filter should not exceed 1',
  ],
  ['another order', { SortBy: { Key: 'Name' } }, 'Name cannot be used for sorting. Use one of OnDemandCost'],
  [
    'a time that ends before it begins',
    { TimePeriod: { Start: '2026-04-02', End: '2026-04-02' } },
    'Start date (and hour) should be before',
  ],
];
it.each(refused)('GetReservationCoverage refuses %s', async (_, more, sentence) => {
  await bob.run(PutUsage, { Rows: [instances(bob.accountId, '1')] });
  const error = await bob.fails(GetReservationCoverage, { TimePeriod, ...more });
  expect([error.shape, error.message]).toEqual(['ValidationException', expect.stringContaining(sentence)]);
});

it('each operation requires its own permission', async () => {
  await bob.run(PutUsage, { Rows: [instances(bob.accountId, '744', { Month: '2026-03' })] });
  await bob.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' });
  const policy = [{ Effect: 'Allow', Action: 'ce:GetReservationCoverage', Resource: '*' }];
  const reader = await userWith(world, bob, 'reader', policy);
  const march = { TimePeriod: { Start: '2026-03-01', End: '2026-04-01' } };
  expect((await reader.run(GetReservationCoverage, march)).CoveragesByTime).toHaveLength(31);
  for (const operation of [GetReservationUtilization, GetSavingsPlansUtilization, GetSavingsPlansCoverage])
    expect((await reader.fails(operation, march)).shape).toBe('AccessDenied');
  expect((await reader.fails(GetSavingsPlansUtilizationDetails, march)).message).toContain(
    'is not authorized to perform: ce:GetSavingsPlansUtilizationDetails',
  );
});
