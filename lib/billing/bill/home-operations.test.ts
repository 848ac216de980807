import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { UpdateIAMAccessPreference } from '../../iam/root-user/operations';
import { LeaveOrganization, MoveAccount } from '../../organizations/account/operations';
import { type OrganizationWorld, userWith } from '../../organizations/test-organization';
import { GetCostsToDate } from '../cost-explorer/to-date-operations';
import { PutPriceList } from '../price-list/operations';
import { createBillingWorld } from '../test-billing';
import { putTransfer } from '../test-usage';
import { PutUsage } from '../usage/operations';
import { GetBillingHome } from './home-operations';
import { IssueBill } from './issue/operations';
import { GetBill } from './operations';
import { GetBillSavings } from './savings/operations';

const now = new Date('2026-05-15T12:00:00Z');
let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
let other: Actor;
let shops: string;
beforeAll(async () => {
  ({ world, bob, susan } = await createBillingWorld(now));
  other = (await world.member('other')).with({ now });
  shops = await world.unit('shops');
  await bob.run(MoveAccount, { AccountId: susan.accountId, SourceParentId: world.rootId, DestinationParentId: shops });
  await putTransfer(bob, '2026-03', { [bob.accountId]: 8, [susan.accountId]: 4 });
  await putTransfer(bob, '2026-04', { [susan.accountId]: 4, [other.accountId]: 1 });
  await putTransfer(bob, '2026-05', { [bob.accountId]: 1, [susan.accountId]: 12 });
  await bob.run(IssueBill, { Month: '2026-03' });
});
afterAll(() => world.close());

const amountsOf = (rows: readonly { Key: string; Amounts: string[] }[] = []) =>
  Object.fromEntries(rows.map(({ Key, Amounts }) => [Key, Amounts.map(Number)]));
const added = (rows: readonly { Amounts: string[] }[] = []) =>
  rows.reduce((sums, { Amounts }) => sums.map((sum, at) => sum + Number(Amounts[at])), [0, 0, 0, 0, 0, 0]);

describe('GetBillingHome', () => {
  it('returns six months of costs by service, account and OU for the payer, which add up to the bills', async () => {
    const home = await bob.run(GetBillingHome, {});
    const totals = await Promise.all(
      ['2026-03', '2026-04', '2026-05'].map(async (Month) => (await bob.run(GetBill, { Month })).Total),
    );
    expect(home).toMatchObject({ Month: '2026-05', View: 'payer', HasUsage: true, IamAccess: false, Total: totals[2] });
    expect(home.Months.map(({ Month, Status, Amount }) => [Month, Status, Amount])).toEqual([
      ['2025-12', undefined, '0'],
      ['2026-01', undefined, '0'],
      ['2026-02', undefined, '0'],
      ['2026-03', 'ISSUED', totals[0]],
      ['2026-04', 'PENDING', totals[1]],
      ['2026-05', 'PENDING', totals[2]],
    ]);
    for (const rows of [home.Services, home.Accounts, home.Units])
      for (const [at, sum] of added(rows).entries()) expect(sum).toBeCloseTo(Number(home.Months[at]?.Amount), 6);
    expect(amountsOf(home.Units)[shops]).toEqual(amountsOf(home.Accounts)[susan.accountId]);
    expect(home.Units?.map(({ Name }) => Name).sort()).toEqual(['Root', 'shops']);
    expect(home.Saving?.Amount).toBe((await bob.run(GetBillSavings, {})).Saving);
    expect(home.ToIssue).toEqual(['2026-04']);
    expect(home.Unpriced).toBe(0);
  });

  it('returns six months of its own costs to a member, and nothing about other accounts', async () => {
    const home = await susan.run(GetBillingHome, {});
    expect(home).toMatchObject({ View: 'member', Total: (await susan.run(GetBill, {})).Total });
    expect(Object.keys(home).sort()).toEqual(
      ['BillingDate', 'HasUsage', 'IamAccess', 'Month', 'Months', 'PayerId', 'Services', 'Shown', 'Total', 'View'].sort(),
    );
    const others = [bob.accountId, other.accountId].filter((id) => id !== home.PayerId);
    for (const id of others) expect(JSON.stringify(home)).not.toContain(id);
  });

  it('returns the use of the free tier up to the end of the month and the amount of unpriced usage', async () => {
    const alone = (await world.account('alone')).with({ now });
    expect(await alone.run(GetBillingHome, {})).toMatchObject({ HasUsage: false, Total: '0', Services: [], FreeTier: [] });
    await alone.run(PutPriceList, { Preset: 'current' });
    const row = { AccountId: alone.accountId, Region: 'us-east-1', Start: new Date('2026-05-01T00:00:00Z'), Hours: 348 };
    await alone.run(PutUsage, {
      Rows: [
        { ...row, Service: 'AWSDataTransfer', UsageType: 'DataTransfer-Out-Bytes', Quantity: '58' },
        { ...row, Service: 'AmazonUnknown', UsageType: 'Something', Quantity: '1' },
      ],
    });
    const { FreeTier, Unpriced, HasUsage } = await alone.run(GetBillingHome, {});
    expect([Unpriced, HasUsage]).toEqual([1, true]);
    // 348 of the month's 744 hours have passed.
    expect(FreeTier).toMatchObject([
      { UsageType: 'DataTransfer-Out-Bytes', Unit: 'GB', Limit: '100', Used: '58', Expected: '124' },
    ]);
  });

  it('returns the costs of accounts that left the organization separately from the OUs', async () => {
    await other.run(LeaveOrganization, {});
    const home = await bob.run(GetBillingHome, {});
    expect(amountsOf(home.Units).left?.[4]).toBeGreaterThan(0);
    expect(home.Units?.find(({ Key }) => Key === 'left')?.Name).toBeUndefined();
    const own = await other.run(GetBillingHome, {});
    expect(own.View).toBe('payer');
    expect(added(own.Services)[4]).toBeGreaterThan(0);
  });
});

describe('GetCostsToDate', () => {
  it('compares the month with the same days of the previous one, forecasts the rest and lists top changes', async () => {
    const { Before, Forecast, Services, Accounts, ...rest } = await bob.run(GetCostsToDate, {});
    expect(rest).toMatchObject({ Month: '2026-05', First: '2026-05-01', Last: '2026-05-15' });
    expect(Before).toMatchObject({ First: '2026-04-01', Last: '2026-04-15' });
    const [service] = Services;
    expect(service).toMatchObject({ Key: 'AWSDataTransfer', Amount: rest.Amount, Before: Before?.Amount });
    expect(Number(service?.Change)).toBeCloseTo(Number(rest.Amount) - Number(Before?.Amount), 6);
    expect(Accounts[0]).toMatchObject({ Key: susan.accountId, Name: 'susan' });
    const [lower, amount, upper] = [Forecast?.Lower, Forecast?.Amount, Forecast?.Upper].map(Number);
    expect(lower).toBeGreaterThan(Number(rest.Amount) / 2);
    expect(amount).toBeGreaterThanOrEqual(lower ?? 0);
    expect(upper).toBeGreaterThanOrEqual(amount ?? 0);
  });

  it('returns only its own costs to a member', async () => {
    const { Accounts } = await susan.run(GetCostsToDate, {});
    expect(Accounts.map(({ Key }) => Key)).toEqual([susan.accountId]);
  });
});

it('GetBillingHome and GetCostsToDate require the permission and activated IAM access to billing', async () => {
  const [none, reader] = [
    await userWith(world, bob, 'none'),
    await userWith(world, bob, 'reader', [{ Effect: 'Allow', Action: 'billing:GetBillingDetails', Resource: '*' }]),
  ];
  for (const operation of [GetBillingHome, GetCostsToDate]) {
    expect((await none.fails(operation, {})).message).toContain('billing:GetBillingDetails');
    expect((await reader.fails(operation, {})).message).toContain('IAM access to billing');
  }
  await bob.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' });
  expect((await reader.with({ now }).run(GetBillingHome, {})).IamAccess).toBe(true);
});
