import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../core/test-world';
import { type OrganizationWorld, userWith } from '../../../organizations/test-organization';
import { PutPriceList } from '../../price-list/operations';
import { createBillingWorld, day } from '../../test-billing';
import { putTransfer } from '../../test-usage';
import { PutUsage } from '../../usage/operations';
import { GetBillSavings, ListBillSavingsAccounts } from './operations';

const Month = '2026-03';
const ROW = { Service: 'AmazonS3', UsageType: 'TimedStorage-ByteHrs', Region: 'us-east-1', Quantity: '1' };
const INSTANCE = { Service: 'AmazonEC2', UsageType: 'BoxUsage:t2.small', Region: 'us-east-1', Quantity: '720' };
let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld(day(31)));
});
afterEach(() => world.close());

describe('GetBillSavings', () => {
  it('returns 81.92 for the example of the AWS guide, where separate bills would cost 2,088.96', async () => {
    await putTransfer(bob, Month, { [bob.accountId]: 8, [susan.accountId]: 4 });
    const savings = await bob.run(GetBillSavings, { Month });
    expect(savings).toMatchObject({
      Together: '2007.04',
      Separate: '2088.96',
      Saving: '81.92',
      Shown: { Together: '2007.04', Separate: '2088.96', Saving: '81.92' },
      DimensionCount: 1,
      Dimensions: [
        {
          UsageType: 'DataTransfer-Out-Bytes',
          Quantity: '12288',
          Tiers: [{ Quantity: '10240' }, { Quantity: '2048', Amount: '266.24' }],
          AccountCount: 2,
        },
      ],
    });
    expect(savings.Dimensions[0]?.Accounts.find(({ AccountId }) => AccountId === bob.accountId)).toMatchObject({
      Quantity: '8192',
      Alone: { Amount: '1392.64', Tiers: [{ Quantity: '8192' }, { Quantity: '0' }] },
    });
    expect(savings.Dimensions[0]).toMatchObject({
      GbPerTb: 1024,
      Allocation: 'SEQUENTIAL',
      Alone: { Free: '0', Covered: '0', Tiers: ['12288', '0'], AccountsInTier: [2, 0] },
      SavedAreas: [{ From: '10240', Quantity: '2048', Rate: '0.13', AloneRate: '0.17', Amount: '81.92' }],
    });
  });

  it('includes only usage with tiered prices', async () => {
    await bob.run(PutUsage, { Rows: [{ ...INSTANCE, Month }] });
    expect(await bob.run(GetBillSavings, { Month })).toMatchObject({ Together: '0', DimensionCount: 0, Dimensions: [] });
  });

  it('counts a free amount once for the organization and once for each separate account', async () => {
    await bob.run(PutPriceList, { Preset: 'current' });
    await putTransfer(bob, Month, { [bob.accountId]: 8, [susan.accountId]: 4 });
    const { Dimensions, Saving } = await bob.run(GetBillSavings, { Month });
    expect(Saving).toBe('0.74');
    expect(Dimensions[0]?.SavedAreas.map(({ Quantity, Amount }) => [Quantity, Amount])).toEqual([
      ['1848', '9.24'],
      ['100', '-8.5'],
    ]);
  });

  it('lists the accounts with the most usage in the order of joining', async () => {
    const third = (await world.member('third')).with({ now: day(31) });
    await putTransfer(bob, Month, { [bob.accountId]: 1, [susan.accountId]: 9, [third.accountId]: 5 });
    const { Dimensions } = await bob.run(GetBillSavings, { Month });
    // The accounts joined at the same time, so their ids decide the order.
    const ids = [bob, susan, third].map(({ accountId }) => accountId);
    expect(Dimensions[0]?.Accounts.map(({ AccountId }) => AccountId)).toEqual(ids.sort());
  });

  it('lists the six accounts with the most usage and combines the others', async () => {
    const usage: Record<string, number> = { [bob.accountId]: 10, [susan.accountId]: 9 };
    for (let number = 3; number <= 8; number++) usage[(await world.member(`member-${number}`)).accountId] = 11 - number;
    await putTransfer(bob, Month, usage);
    const { Dimensions } = await bob.run(GetBillSavings, { Month });
    expect(Dimensions[0]?.Accounts).toHaveLength(6);
    // The others use 4 TB and 3 TB. Alone, each would stay in the first tier.
    expect(Dimensions[0]?.Others).toMatchObject({ AccountCount: 2, Quantity: '7168', Alone: '1218.56' });
    const filled = (at: number) =>
      [Dimensions[0]?.Others, ...(Dimensions[0]?.Accounts ?? [])].reduce((sum, part) => sum + Number(part?.Tiers[at]), 0);
    expect([filled(0), filled(1)]).toEqual([10_240, 52 * 1024 - 10_240]);
  });

  it('is available to the payer only, and gives the reason to members and to users without IAM access', async () => {
    const reason = async (actor: Actor) => {
      const { shape, members } = await actor.fails(GetBillSavings, { Month });
      return [shape, members.Reason];
    };
    expect(await reason(susan)).toEqual(['AccessDenied', 'MEMBER_OF_BILL']);
    const Statement = { Effect: 'Allow', Action: 'billing:*', Resource: '*' };
    expect(await reason(await userWith(world, bob, 'reader', [Statement]))).toEqual(['AccessDenied', 'IAM_ACCESS_NOT_ACTIVATED']);
    expect((await susan.fails(ListBillSavingsAccounts, { Month })).members.Reason).toBe('MEMBER_OF_BILL');
  });
});

describe('ListBillSavingsAccounts', () => {
  it('returns columns that add up to the cent, in pages, with accounts without usage last', async () => {
    const idle = await world.member('idle');
    await putTransfer(bob, Month, { [bob.accountId]: 8, [susan.accountId]: 4 });
    const list = await bob.run(ListBillSavingsAccounts, { Month });
    expect(list).toEqual({
      Count: 3,
      Total: { Alone: '2088.96', Blended: '2007.04', Saved: '81.92', Unblended: '2007.04', Difference: '0.00' },
      Rows: [
        {
          AccountId: bob.accountId,
          Name: expect.any(String),
          Used: [{ Description: 'Data transfer out to the internet', Unit: 'GB', GbPerTb: 1024, Quantity: '8192' }],
          UsedCount: 1,
          PerMille: 667,
          Shown: {
            Alone: '1392.64',
            Blended: '1338.03',
            Saved: '54.61',
            Unblended: expect.any(String),
            Difference: expect.any(String),
          },
        },
        {
          AccountId: susan.accountId,
          Name: 'susan',
          Used: [{ Description: 'Data transfer out to the internet', Unit: 'GB', GbPerTb: 1024, Quantity: '4096' }],
          UsedCount: 1,
          PerMille: 333,
          Shown: {
            Alone: '696.32',
            Blended: '669.01',
            Saved: '27.31',
            Unblended: expect.any(String),
            Difference: expect.any(String),
          },
        },
        { AccountId: idle.accountId, Name: 'idle', Used: [], UsedCount: 0 },
      ],
    });
    const cents = (text = '0') => Math.round(Number(text) * 100);
    const sum = (column: 'Unblended' | 'Difference') => list.Rows.reduce((total, { Shown }) => total + cents(Shown?.[column]), 0);
    expect([sum('Unblended'), sum('Difference')]).toEqual([200_704, 0]);
    const second = await bob.run(ListBillSavingsAccounts, { Month, Page: 2, PageSize: 1 });
    expect(second.Rows).toEqual([list.Rows[1]]);
  });

  it('can be limited to one dimension', async () => {
    await putTransfer(bob, Month, { [susan.accountId]: 4 });
    await bob.run(PutUsage, { Rows: [{ ...ROW, AccountId: susan.accountId, Month, Quantity: '3000' }] });
    const { Dimensions } = await bob.run(GetBillSavings, { Month });
    const ids = Dimensions.map(({ Id }) => Id);
    expect(ids.sort()).toEqual(['AWSDataTransfer/DataTransfer-Out-Bytes//', 'AmazonS3/TimedStorage-ByteHrs//']);
    const alone = async (DimensionId?: string) => (await bob.run(ListBillSavingsAccounts, { Month, DimensionId })).Total.Alone;
    expect([await alone(), await alone(ids[0]), await alone(ids[1])]).toEqual(['956.32', '696.32', '260.00']);
    expect((await bob.fails(ListBillSavingsAccounts, { Month, DimensionId: 'x' })).shape).toBe('NoSuchEntityException');
  });
});
