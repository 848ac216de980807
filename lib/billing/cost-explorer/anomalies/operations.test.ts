import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../../core/test-world';
import { type OrganizationWorld, userWith } from '../../../organizations/test-organization';
import { PutReservation } from '../../benefit/operations';
import { PutPriceList } from '../../price-list/operations';
import { createBillingWorld } from '../../test-billing';
import { GenerateUsage } from '../../usage/generate-operations';
import { PutUsage } from '../../usage/operations';
import { GetCostAndUsage } from '../operations';
import { GetAnomalies, GetAnomalyMonitors, ListCostAnomalies } from './operations';

const now = new Date('2026-05-20T12:00:00Z');
const DateInterval = { StartDate: '2026-03-01' };
let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
let sandbox: Actor;
beforeAll(async () => {
  ({ world, bob, susan } = await createBillingWorld(now));
  sandbox = (await world.member('sandbox')).with({ now });
  await bob.run(PutPriceList, { Preset: 'current' });
  const Accounts = [
    { AccountId: susan.accountId, Profile: 'idle-sandbox' as const },
    { AccountId: sandbox.accountId, Profile: 'leaked-key-mining' as const, LeakedAt: '2026-05-12T07:00:00Z' },
  ];
  await bob.run(GenerateUsage, { Seed: 'acme', From: '2026-03', Until: '2026-05', Accounts });
});
afterAll(() => world.close());

it('GetAnomalies finds the day on which an access key leaked and the root cause of the costs', async () => {
  const { Anomalies, NextPageToken } = await bob.run(GetAnomalies, { DateInterval });
  expect(NextPageToken).toBeUndefined();
  expect(Anomalies).toHaveLength(1);
  const [anomaly] = Anomalies;
  expect(anomaly).toMatchObject({
    AnomalyStartDate: '2026-05-12T00:00:00Z',
    AnomalyEndDate: '2026-05-20T00:00:00Z',
    DimensionValue: 'Amazon Elastic Compute Cloud - Compute',
  });
  expect(anomaly?.RootCauses[0]).toMatchObject({
    Service: 'Amazon Elastic Compute Cloud - Compute',
    Region: 'ap-northeast-1',
    LinkedAccount: sandbox.accountId,
    LinkedAccountName: 'sandbox',
    UsageType: 'APN1-BoxUsage:p3.16xlarge',
  });
  const { TotalImpact = 0, TotalActualSpend = 0, TotalExpectedSpend = 0, MaxImpact = 0 } = anomaly?.Impact ?? {};
  expect(TotalActualSpend - TotalExpectedSpend).toBeCloseTo(TotalImpact, 4);
  expect(MaxImpact).toBeGreaterThan(1000);
  expect(anomaly?.AnomalyScore.MaxScore).toBeGreaterThan(0.99);
});

it('GetAnomalies filters by dates, impact and monitor and refuses invalid input', async () => {
  const count = async (more: object) => (await bob.run(GetAnomalies, { DateInterval, ...more })).Anomalies.length;
  expect(await count({ DateInterval: { StartDate: '2026-03-01', EndDate: '2026-05-11' } })).toBe(0);
  expect(await count({ DateInterval: { StartDate: '2026-05-14', EndDate: '2026-05-14' } })).toBe(1);
  expect(await count({ TotalImpact: { NumericOperator: 'LESS_THAN', StartValue: 1000 } })).toBe(0);
  expect(await count({ TotalImpact: { NumericOperator: 'BETWEEN', StartValue: 1000, EndValue: 1e9 } })).toBe(1);
  expect(await count({ Feedback: 'YES' })).toBe(0);
  const { AnomalyMonitors } = await bob.run(GetAnomalyMonitors, {});
  expect(AnomalyMonitors).toMatchObject([{ MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' }]);
  const MonitorArn = AnomalyMonitors[0]?.MonitorArn ?? '';
  expect(await count({ MonitorArn })).toBe(1);
  const fails = async (more: object) => (await bob.fails(GetAnomalies, { DateInterval, ...more })).shape;
  expect(await fails({ MonitorArn: MonitorArn.replace(/.$/, 'x') })).toBe('UnknownMonitorException');
  expect(await fails({ NextPageToken: 'none' })).toBe('InvalidNextTokenException');
  expect(await fails({ DateInterval: { StartDate: '2026-02-30' } })).toBe('ValidationException');
  expect(await fails({ TotalImpact: { NumericOperator: 'BETWEEN', StartValue: 1 } })).toBe('ValidationException');
  expect((await bob.fails(GetAnomalyMonitors, { MonitorArnList: ['x'] })).shape).toBe('UnknownMonitorException');
  expect((await bob.fails(GetAnomalyMonitors, { NextPageToken: 'x' })).shape).toBe('InvalidNextTokenException');
});

it('ListCostAnomalies returns the exact daily costs and the evaluated period to the console', async () => {
  const { Anomalies, Judged, Count } = await bob.run(ListCostAnomalies, {});
  expect([Judged, Count]).toEqual([{ First: '2026-03-15', Last: '2026-05-20' }, 1]);
  expect(Anomalies[0]).toMatchObject({ First: '2026-05-12', IsGoingOn: true, AccountName: 'sandbox' });
  expect(Anomalies[0]?.Days).toHaveLength(9);
});

it('anomalies of a member include only its own, and require the permission', async () => {
  expect((await susan.run(ListCostAnomalies, {})).Anomalies).toEqual([]);
  expect((await sandbox.run(GetAnomalies, { DateInterval })).Anomalies).toHaveLength(1);
  const user = await userWith(world, bob, 'reader', [{ Effect: 'Allow', Action: 'ce:Get*', Resource: '*' }]);
  // IAM access to billing does not govern this page.
  expect((await user.with({ now, via: 'console' }).run(ListCostAnomalies, {})).Count).toBe(1);
  const none = await userWith(world, bob, 'none');
  expect((await none.fails(GetAnomalies, { DateInterval })).message).toContain('ce:GetAnomalies');
});

it('the end of a reservation is no anomaly, but more instances are one', async () => {
  const other = (await world.account('other')).with({ now });
  await other.run(PutPriceList, { Preset: 'current' });
  const Region = 'us-east-1';
  const UsageType = 'BoxUsage:m5.large';
  const Start = new Date('2025-04-10T00:00:00Z');
  await other.run(PutReservation, { Start, UsageType, Region, Count: 20, Payment: 'No Upfront' });
  const run = (from: string, days: number, count: number) =>
    other.run(PutUsage, {
      Rows: Array.from({ length: days }, (_, day) => ({
        AccountId: other.accountId,
        Service: 'AmazonEC2',
        UsageType,
        Region,
        Start: new Date(Date.parse(from) + day * 86_400_000),
        Hours: 24,
        Quantity: String(24 * count),
      })),
    });
  await run('2026-03-01', 80, 20);
  const TimePeriod = { Start: '2026-04-09', End: '2026-04-11' };
  const { ResultsByTime } = await other.run(GetCostAndUsage, {
    TimePeriod,
    Granularity: 'DAILY',
    Metrics: ['UnblendedCost'],
    Filter: { Dimensions: { Key: 'RECORD_TYPE', Values: ['Usage', 'DiscountedUsage'] } },
  });
  expect(ResultsByTime.map(({ Total }) => Total.UnblendedCost?.Amount)).toEqual(['0', '46.08']);
  expect((await other.run(ListCostAnomalies, {})).Anomalies).toEqual([]);
  await run('2026-05-11', 2, 40);
  const { Anomalies } = await other.run(ListCostAnomalies, {});
  expect(Anomalies.map(({ First, Last, Impact }) => [First, Last, Impact])).toEqual([['2026-05-11', '2026-05-12', '184.32']]);
});
