import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { UpdateIAMAccessPreference } from '../../iam/root-user/operations';
import { LeaveOrganization } from '../../organizations/account/operations';
import { AcceptHandshake } from '../../organizations/handshake/answer-operations';
import { InviteAccountToOrganization } from '../../organizations/handshake/operations';
import { type OrganizationWorld, userWith } from '../../organizations/test-organization';
import { PutPriceList } from '../price-list/operations';
import { createBillingWorld, day } from '../test-billing';
import { putTransfer } from '../test-usage';
import { DeleteUsageBatch, ListUsageBatches, PutUsage } from '../usage/operations';
import { ExportBill } from './export/operations';
import { GetBill, ListBillAccounts, ListBillLines, ListBills } from './operations';

const Month = '2026-03';
let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld());
});
afterEach(() => world.close());

const invited = async (guest: Actor, now: Date) => {
  const Target = { Id: guest.accountId, Type: 'ACCOUNT' } as const;
  const { Handshake } = await bob.with({ now }).run(InviteAccountToOrganization, { Target });
  await guest.with({ now }).run(AcceptHandshake, { HandshakeId: Handshake.Id });
};

describe('GetBill', () => {
  it('combines the usage of all accounts, as in the AWS guide: 8 and 4 TB cost 2,007.04', async () => {
    await putTransfer(bob, Month, { [bob.accountId]: 8, [susan.accountId]: 4 });
    const bill = await bob.run(GetBill, { Month });
    expect(bill).toMatchObject({
      Month,
      Status: 'PENDING',
      View: 'payer',
      PayerId: bob.accountId,
      Total: '2007.04',
      Shown: '2007.04',
      PriceList: { Name: 'AWS documentation examples', Number: 1 },
      AccountCount: 2,
      Unpriced: [],
      Services: [
        {
          Service: 'AWSDataTransfer',
          Amount: '2007.04',
          Regions: [
            {
              Region: null,
              Usage: [
                {
                  UsageType: 'DataTransfer-Out-Bytes',
                  Quantity: '12288',
                  Unit: 'GB',
                  Tiers: [
                    { From: '0', UpTo: '10240', Rate: '0.17', Quantity: '10240', Amount: '1740.8' },
                    { From: '10240', UpTo: null, Rate: '0.13', Quantity: '2048', Amount: '266.24' },
                  ],
                },
              ],
            },
          ],
        },
      ],
    });
    expect(bill.Accounts?.reduce((sum, { Shown }) => sum + Number(Shown), 0)).toBeCloseTo(2007.04, 5);
    expect((await bob.run(GetBill, { Month, AccountId: susan.accountId })).AccountId).toBe(susan.accountId);
    expect((await bob.fails(GetBill, { Month, AccountId: '1'.repeat(12) })).shape).toBe('NoSuchEntityException');
  });

  it('returns only its own costs to a member, and nothing about other accounts or the total', async () => {
    const other = await world.member('other');
    await putTransfer(bob, Month, { [bob.accountId]: 8, [susan.accountId]: 4, [other.accountId]: 7 });
    const mine = await susan.run(GetBill, { Month });
    const seen = await bob.run(GetBill, { Month, AccountId: susan.accountId });
    expect(mine).toMatchObject({ View: 'member', PayerId: bob.accountId, AccountId: susan.accountId, Total: seen.Total });
    expect(mine.Services[0]?.Regions[0]?.Usage[0]?.Quantity).toBe('4096');
    const lines = await susan.run(ListBillLines, { Month });
    const accounts = await susan.run(ListBillAccounts, { Month });
    const list = await susan.run(ListBills, {});
    const whole = await bob.run(GetBill, { Month });
    for (const answer of [mine, lines, accounts, list]) {
      const text = JSON.stringify(answer);
      expect(text).not.toContain(other.accountId);
      expect(text).not.toContain(whole.Total);
      expect(text).not.toContain(String(19 * 1024));
      expect(text).not.toMatch(/Blended|Amortized|AccountCount/);
    }
    expect((await susan.fails(GetBill, { Month, AccountId: bob.accountId })).shape).toBe('AccessDenied');
    expect((await susan.fails(ListBillLines, { Month, AccountId: other.accountId })).shape).toBe('AccessDenied');
    const stranger = await world.account('stranger');
    expect((await stranger.fails(GetBill, { Month, PayerId: bob.accountId })).shape).toBe('AccessDenied');
    expect(await stranger.run(GetBill, { Month })).toMatchObject({ View: 'payer', Total: '0', AccountCount: 1 });
  });

  it('splits a month when an account joins an organization and again when it leaves', async () => {
    const guest = await world.account('guest');
    await invited(guest, new Date('2026-03-11T00:00:00Z'));
    const late = guest.with({ now: new Date('2026-04-20T00:00:00Z') });
    await late.run(LeaveOrganization, {});
    for (const month of [Month, '2026-04']) await putTransfer(late, month, { [guest.accountId]: month === Month ? 31 : 30 });
    const quantity = async (actor: Actor, month: string, PayerId: string) => {
      const bill = await actor.run(GetBill, { Month: month, PayerId });
      return bill.Services[0]?.Regions[0]?.Usage[0]?.Quantity;
    };
    // The guest uses 1 TB a day. It is alone for 10 days of March and 11 of April, and in the organization for 21 and 19.
    expect(await quantity(late, Month, guest.accountId)).toBe(String(10 * 1024));
    expect(await quantity(late, Month, bob.accountId)).toBe(String(21 * 1024));
    expect(await quantity(bob.with({ now: day(50) }), Month, bob.accountId)).toBe(String(21 * 1024));
    expect(await quantity(late, '2026-04', bob.accountId)).toBe(String(19 * 1024));
    expect(await quantity(late, '2026-04', guest.accountId)).toBe(String(11 * 1024));
    expect((await late.run(GetBill, { Month })).Bills.map(({ PayerId }) => PayerId)).toEqual([guest.accountId, bob.accountId]);
    const { Bills, CurrentMonth } = await late.run(ListBills, {});
    expect(CurrentMonth).toBe('2026-04');
    expect(Bills.map((bill) => `${bill.Month} ${bill.View}`).sort()).toEqual([
      '2026-03 member',
      '2026-03 payer',
      '2026-04 member',
      '2026-04 payer',
    ]);
  });

  it('requires activated IAM access to billing and the permission for users and roles', async () => {
    const Statement = { Effect: 'Allow', Action: 'billing:*', Resource: '*' };
    const reader = await userWith(world, bob, 'reader', [Statement]);
    const none = await userWith(world, bob, 'none');
    expect((await reader.fails(GetBill, { Month })).message).toContain('has not activated IAM access');
    expect((await none.fails(GetBill, { Month })).message).toContain('billing:GetBillingDetails');
    await bob.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' });
    expect((await reader.run(GetBill, { Month })).Total).toBe('0');
    expect((await none.fails(GetBill, { Month })).message).toContain('billing:GetBillingDetails');
    expect((await reader.fails(PutPriceList, { Preset: 'current' })).message).toContain('gatehouse:PutPriceList');
  });
});

describe('ListBillLines', () => {
  it('returns a line per day, in pages, with amounts that add up to the bill', async () => {
    await putTransfer(bob, Month, { [bob.accountId]: 8, [susan.accountId]: 4 });
    const first = await bob.run(ListBillLines, { Month, MaxResults: 40 });
    expect(first.Lines).toHaveLength(40);
    const rest = await bob.run(ListBillLines, { Month, MaxResults: 40, NextToken: first.NextToken });
    expect([rest.Lines.length, rest.NextToken]).toEqual([22, undefined]);
    const lines = [...first.Lines, ...rest.Lines];
    expect(new Set(lines.map((line) => `${line.AccountId} ${line.Date}`)).size).toBe(62);
    const sum = lines.reduce((total, { Unblended }) => total + Math.round(Number(Unblended) * 1e9), 0);
    expect(sum).toBe(2_007_040_000_000);
    expect((await bob.fails(ListBillLines, { Month, NextToken: 'x' })).shape).toBe('InvalidNextTokenException');
  });
});

describe('ExportBill', () => {
  it('returns only the lines that the caller may see', async () => {
    await putTransfer(bob, Month, { [bob.accountId]: 8, [susan.accountId]: 4 });
    const { Csv, NextToken } = await bob.run(ExportBill, { Month });
    expect(NextToken).toBeUndefined();
    expect(Csv.trim().split('\n')).toHaveLength(63);
    const own = await susan.run(ExportBill, { Month });
    expect(own.Csv.trim().split('\n')).toHaveLength(32);
    expect(own.Csv).not.toContain(bob.accountId);
  });
});

describe('usage', () => {
  const row = { Service: 'AmazonS3', UsageType: 'TimedStorage-ByteHrs', Region: 'us-east-1', Quantity: '1' };

  it('can be added by the account itself or its payer, and deleted again', async () => {
    const { Batch } = await susan.run(PutUsage, { Rows: [{ ...row, Month }] });
    expect(Batch).toMatchObject({ Source: 'manual', State: 'COMPLETE', Rows: 1, FirstMonth: Month, LastMonth: Month });
    expect((await bob.run(GetBill, { Month })).Total).toBe('0.1');
    expect((await bob.run(ListUsageBatches, {})).Batches).toEqual([]);
    expect((await bob.fails(DeleteUsageBatch, { BatchId: Batch.BatchId })).shape).toBe('NoSuchEntityException');
    await susan.run(DeleteUsageBatch, { BatchId: Batch.BatchId });
    expect((await susan.run(ListUsageBatches, {})).Batches).toEqual([]);
    expect((await bob.run(GetBill, { Month })).Total).toBe('0');
    const refused = await susan.fails(PutUsage, { Rows: [{ ...row, AccountId: bob.accountId, Month }] });
    expect(refused.shape).toBe('AccessDenied');
    const stranger = await world.account('stranger');
    expect((await bob.fails(PutUsage, { Rows: [{ ...row, AccountId: stranger.accountId, Month }] })).shape).toBe('AccessDenied');
  });

  it('is refused if it is not valid usage within one month', async () => {
    const fails = async (given: object) => (await bob.fails(PutUsage, { Rows: [{ ...row, ...given }] })).message;
    expect(await fails({})).toContain('needs a Month, or a Start');
    expect(await fails({ Start: '2026-03-31T23:00:00Z', Hours: 2 })).toContain('next month');
    expect(await fails({ Month, Quantity: '1.0000000001' })).toContain('9 decimals');
    expect(await fails({ Month, Quantity: '-1' })).toContain('quantity');
    expect(await fails({ Start: '2026-03-31T23:30:00Z' })).toContain('not a full hour');
  });

  it('without a price is reported and costs nothing', async () => {
    await bob.run(PutUsage, { Rows: [{ ...row, UsageType: 'Unheard-Of', Month }] });
    expect(await bob.run(GetBill, { Month })).toMatchObject({
      Total: '0',
      Unpriced: [{ UsageType: 'Unheard-Of', Quantity: '1' }],
    });
  });
});
