import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../core/operation';
import type { Actor } from '../../../core/test-world';
import { UpdateIAMAccessPreference } from '../../../iam/root-user/operations';
import { type OrganizationWorld, userWith } from '../../../organizations/test-organization';
import { CreateCostCategoryDefinition } from '../../cost-category/operations';
import { createBillingWorld } from '../../test-billing';
import { activateTags, putTransfer } from '../../test-usage';
import { PutUsage } from '../../usage/operations';
import { GetCostForecast } from '../forecast/operations';
import { GetCostAndUsage } from '../operations';
import { ExploreCosts, ExportCosts, ForecastCosts, ListCostLines } from './operations';

type View = Partial<InputOf<typeof ExploreCosts>['View']>;
const now = new Date('2026-05-16T09:30:00Z');
const by = (Key: string) => ({ Type: 'DIMENSION' as const, Key });
const only = (Key: string, ...Values: string[]) => ({ ...by(Key), Values });

let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld(now));
  for (const month of ['2026-03', '2026-04', '2026-05'])
    await putTransfer(bob, month, { [bob.accountId]: 3, [susan.accountId]: 1 });
});
afterEach(() => world.close());

const months = (more: View = {}) => ({ View: { Range: 'LAST_3_MONTHS' as const, ...more } });
const storage = (AccountId: string, more: object) => ({
  AccountId,
  Service: 'AmazonS3',
  UsageType: 'TimedStorage-ByteHrs',
  Region: 'us-east-1',
  Month: '2026-04',
  Quantity: '3000',
  ...more,
});

describe('ExploreCosts', () => {
  it('returns the amounts of GetCostAndUsage, with matching totals by group and time, including today', async () => {
    const answer = await bob.run(ExploreCosts, months({ GroupBy: [by('LINKED_ACCOUNT'), by('SERVICE')] }));
    const { ResultsByTime } = await bob.run(GetCostAndUsage, {
      TimePeriod: { Start: '2026-03-01', End: '2026-05-17' },
      Granularity: 'MONTHLY',
      Metrics: ['UnblendedCost'],
    });
    expect(answer).toMatchObject({ Today: '2026-05-16', View: 'payer', Unit: 'USD', GroupCount: 2 });
    expect(answer.Period).toEqual({ Start: '2026-03-01', End: '2026-05-17' });
    expect(answer.Amounts).toEqual(ResultsByTime.map(({ Total }) => Total.UnblendedCost?.Amount));
    expect(answer.Times.map(({ Start, Estimated }) => [Start, Estimated])).toEqual([
      ['2026-03-01', true],
      ['2026-04-01', true],
      ['2026-05-01', true],
    ]);
    expect(answer.Top).toEqual(answer.Rows);
    expect(answer.Rows.map(({ Keys, Names }) => [Keys, Names])).toEqual([
      [
        [bob.accountId, 'AWS Data Transfer'],
        [expect.any(String), null],
      ],
      [
        [susan.accountId, 'AWS Data Transfer'],
        ['susan', null],
      ],
    ]);
    expect(answer.Rows[0]?.Amounts.slice(0, 2)).toEqual(['522.24', '522.24']);
    const days = await bob.run(ExploreCosts, months({ Granularity: 'DAILY' }));
    expect(days.Times).toHaveLength(31 + 30 + 16);
    expect([days.Total, days.GroupCount, days.Rows]).toEqual([answer.Total, 0, []]);
  });

  it('returns nine top groups and the sum of the others, and lists all in pages, largest first', async () => {
    const Rows = Array.from({ length: 12 }, (_, at) =>
      storage(bob.accountId, { Operation: `Operation${at}`, Quantity: `${12 - at}00` }),
    );
    await bob.run(PutUsage, { Rows });
    const view = months({ GroupBy: [by('OPERATION')], Filters: [only('SERVICE_CODE', 'AmazonS3')], Metric: 'UsageQuantity' });
    const { Top, Others, GroupCount, Unit, Amounts } = await bob.run(ExploreCosts, view);
    expect([GroupCount, Unit, Amounts]).toEqual([12, 'GB-Mo', ['0', '7800', '0']]);
    expect(Top.map(({ Keys, Total }) => `${Keys} ${Total}`)).toEqual(
      Array.from({ length: 9 }, (_, at) => `Operation${at} ${12 - at}00`),
    );
    expect(Others).toEqual({ Count: 3, Total: '600', Amounts: ['0', '600', '0'] });
    const second = await bob.run(ExploreCosts, { ...view, Page: 2, PageSize: 5 });
    expect(second.Rows.map(({ Keys }) => Keys[0])).toEqual([
      'Operation5',
      'Operation6',
      'Operation7',
      'Operation8',
      'Operation9',
    ]);
    expect(second.Top).toEqual(Top);
  });

  it('includes or excludes filter values, and names tag groups by their values', async () => {
    await bob.run(PutUsage, { Rows: [storage(bob.accountId, { Tags: { team: 'blue' } }), storage(susan.accountId, {})] });
    await activateTags(bob, 'team');
    const team = { Type: 'TAG' as const, Key: 'team' };
    const without = await bob.run(
      ExploreCosts,
      months({ GroupBy: [team], Filters: [{ ...only('SERVICE_CODE', 'AWSDataTransfer'), Exclude: true }] }),
    );
    expect(without.Rows.map(({ Keys }) => Keys[0]).sort()).toEqual(['', 'blue']);
    const none = await bob.run(
      ExploreCosts,
      months({ Filters: [{ ...team, Values: [''] }, only('SERVICE_CODE', 'AmazonS3')], GroupBy: [by('LINKED_ACCOUNT')] }),
    );
    expect(none.Rows.map(({ Keys }) => Keys)).toEqual([[susan.accountId]]);
  });

  it('groups and filters by the values of a cost category', async () => {
    const Dimensions = { Key: 'LINKED_ACCOUNT', Values: [bob.accountId] };
    const definition = {
      Name: 'Team',
      RuleVersion: 'CostCategoryExpression.v1' as const,
      Rules: [{ Value: 'Core', Rule: { Dimensions } }],
    };
    await bob.run(CreateCostCategoryDefinition, definition);
    // A cost category applies from the month in which it is created.
    const may = { Range: 'MONTH_TO_DATE' as const };
    const team = { Type: 'COST_CATEGORY' as const, Key: 'Team' };
    const teams = await bob.run(ExploreCosts, months({ ...may, GroupBy: [team] }));
    expect(teams.Rows.map(({ Keys }) => Keys[0])).toEqual(['Core', '']);
    const rest = await bob.run(
      ExploreCosts,
      months({ ...may, GroupBy: [by('LINKED_ACCOUNT')], Filters: [{ ...team, Values: [''] }] }),
    );
    expect(rest.Rows.map(({ Keys }) => Keys[0])).toEqual([susan.accountId]);
  });

  it('returns only its own costs to a member, and refuses blended costs and OUs', async () => {
    const own = await susan.run(ExploreCosts, months({ GroupBy: [by('LINKED_ACCOUNT')] }));
    expect([own.View, own.Rows.map(({ Keys }) => Keys)]).toEqual(['member', [[susan.accountId]]]);
    expect(JSON.stringify(own)).not.toContain(bob.accountId);
    const blended = await susan.fails(ExploreCosts, months({ Metric: 'BlendedCost' }));
    expect([blended.shape, blended.members]).toEqual(['AccessDenied', { Reason: 'MEMBER_OF_BILL' }]);
    expect((await susan.fails(ExploreCosts, months({ GroupBy: [by('ORGANIZATIONAL_UNIT')] }))).shape).toBe('AccessDenied');
  });

  it('refuses an empty range, a range of too long ago, and an invalid date', async () => {
    const custom = (Start: string, End: string) => bob.fails(ExploreCosts, { View: { Range: 'CUSTOM', Start, End } });
    expect((await custom('2026-05-02', '2026-05-02')).shape).toBe('ValidationError');
    expect((await custom('2026-02-30', '2026-05-02')).shape).toBe('ValidationError');
    expect((await custom('2024-01-01', '2026-05-02')).message).toContain('14 months');
  });
});

it('ExportCosts writes all groups with their names and a matching total', async () => {
  const { Csv } = await bob.run(ExportCosts, months({ GroupBy: [by('LINKED_ACCOUNT')] }));
  const { Total, Rows } = await bob.run(ExploreCosts, months({ GroupBy: [by('LINKED_ACCOUNT')] }));
  const lines = Csv.trimEnd().split('\n');
  expect(lines[0]).toBe('LINKED_ACCOUNT,LINKED_ACCOUNT name,Total (USD),2026-03-01,2026-04-01,2026-05-01');
  expect(lines[1]?.startsWith(`Total,,${Total},`)).toBe(true);
  expect(lines.slice(2)).toEqual(Rows.map((row) => [row.Keys[0], row.Names[0], row.Total, ...row.Amounts].join()));
  expect((await susan.run(ExportCosts, months({ GroupBy: [by('LINKED_ACCOUNT')] }))).Csv).not.toContain(bob.accountId);
});

describe('ForecastCosts', () => {
  it('returns the result of GetCostForecast from tomorrow on and requires its permission', async () => {
    const { Times, Total, Level } = await bob.run(ForecastCosts, months({ Ahead: '3_MONTHS' }));
    const asked = {
      TimePeriod: { Start: '2026-05-17', End: '2026-09-01' },
      Granularity: 'MONTHLY' as const,
      Metric: 'UNBLENDED_COST' as const,
    };
    const same = await bob.run(GetCostForecast, { ...asked, PredictionIntervalLevel: 80 });
    expect(Times).toEqual(
      same.ForecastResultsByTime.map((time) => ({
        ...time.TimePeriod,
        Mean: time.MeanValue,
        Lower: time.PredictionIntervalLowerBound,
        Upper: time.PredictionIntervalUpperBound,
      })),
    );
    expect([Total.Mean, Level]).toEqual([same.Total.Amount, 80]);
    await bob.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' });
    const reader = (
      await userWith(world, bob, 'reader', [{ Effect: 'Allow', Action: 'ce:GetCostForecast', Resource: '*' }])
    ).with({ now });
    await reader.run(ForecastCosts, months({ Ahead: 'MONTH' }));
    expect((await reader.fails(ForecastCosts, months({ Metric: 'UsageQuantity' }))).message).toContain('ce:GetUsageForecast');
    expect((await reader.fails(ExploreCosts, months())).message).toContain('ce:GetCostAndUsage');
  });
});

describe('ListCostLines', () => {
  it('returns the largest lines of a view and their number', async () => {
    await bob.run(PutUsage, { Rows: [storage(susan.accountId, { ResourceId: 'bucket' })] });
    const april = { Range: 'CUSTOM' as const, Start: '2026-04-10', End: '2026-04-12' };
    const { Lines, Count } = await bob.run(ListCostLines, { View: april, MaxResults: 2 });
    expect(Count).toBe(6);
    expect(Lines.map(({ AccountId, Date: day, Service, ResourceId }) => [AccountId, day, Service, ResourceId])).toEqual([
      [bob.accountId, '2026-04-10', 'AWSDataTransfer', undefined],
      [bob.accountId, '2026-04-11', 'AWSDataTransfer', undefined],
    ]);
    const own = await susan.run(ListCostLines, { View: { ...april, Filters: [only('SERVICE_CODE', 'AmazonS3')] } });
    expect(own).toMatchObject({ Count: 2, Lines: [{ ResourceId: 'bucket', Quantity: '100' }, { ResourceId: 'bucket' }] });
    expect(own.Lines[0]).not.toHaveProperty('Blended');
    expect((await susan.run(ListCostLines, { View: { ...april, Filters: [only('LINKED_ACCOUNT', bob.accountId)] } })).Count).toBe(
      0,
    );
  });
});
