import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import type { OrganizationWorld } from '../../organizations/test-organization';
import { GetCreditUse, ListCredits } from '../bill/credit-operations';
import { keepBills } from '../bill/issue/keep';
import { IssueBill } from '../bill/issue/operations';
import { GetBill, ListBills } from '../bill/operations';
import { UpdateBillingPreferences } from '../preferences/operations';
import { PutPriceList } from '../price-list/operations';
import { createBillingWorld, day } from '../test-billing';
import { putTransfer } from '../test-usage';
import { PutUsage } from '../usage/operations';
import { DeleteBenefit, ListReservations, ListSavingsPlans, PutCredit, PutReservation, PutSavingsPlan } from './operations';

const Month = '2026-03';
const Start = new Date('2026-03-01T00:00:00Z');
const Expires = new Date('2027-01-01T00:00:00Z');
let world: OrganizationWorld;
let bob: Actor;
let susan: Actor;
beforeEach(async () => {
  ({ world, bob, susan } = await createBillingWorld(day(62)));
});
afterEach(() => world.close());

const instances = (AccountId: string, hours: number) =>
  bob.run(PutUsage, {
    Rows: [
      {
        AccountId,
        Service: 'AmazonEC2',
        UsageType: 'BoxUsage:t2.small',
        Region: 'us-east-1',
        Operation: 'RunInstances',
        Month,
        Quantity: String(hours),
      },
    ],
  });
const reserved = {
  UsageType: 'BoxUsage:t2.small',
  Region: 'us-east-1',
  Start,
  Payment: 'All Upfront',
  Upfront: '0',
  Hourly: '0',
} as const;

describe('a reservation', () => {
  it('covers its owner first and then others, unless the payer turns sharing off by the end of the month', async () => {
    // Two instances each run for 744 hours. The reservation covers one of them.
    await instances(bob.accountId, 744);
    await instances(susan.accountId, 744);
    const before = Number((await bob.run(GetBill, { Month })).Total);
    expect(before).toBeCloseTo(2 * 744 * 0.023, 6);
    const { Id } = await susan.run(PutReservation, { ...reserved, Count: 2 });
    expect(await bob.run(GetBill, { Month })).toMatchObject({
      Total: '0',
      Reservations: [{ Id, Available: '1488', Used: '1488' }],
    });
    expect((await bob.run(ListReservations, {})).Reservations).toMatchObject([
      { Id, AccountId: susan.accountId, Count: 2, Start, Upfront: '0', Hourly: '0', SizeFlexible: false },
    ]);
    const march = world.management.with({ now: new Date('2026-03-31T20:00:00Z') });
    await march.run(UpdateBillingPreferences, {
      DiscountSharing: 'organization',
      DiscountsOff: [susan.accountId],
      CreditSharing: true,
    });
    expect(Number((await bob.run(GetBill, { Month })).Total)).toBeCloseTo(744 * 0.023, 6);
    await susan.run(DeleteBenefit, { Id });
    expect(Number((await bob.run(GetBill, { Month })).Total)).toBeCloseTo(before, 6);
  });

  it('can be added by the owner or its payer account, with a known price, in open months only', async () => {
    const stranger = await world.account('stranger');
    expect((await susan.fails(PutReservation, { ...reserved, Count: 1, AccountId: bob.accountId })).shape).toBe('AccessDenied');
    expect((await bob.fails(PutReservation, { ...reserved, Count: 1, AccountId: stranger.accountId })).shape).toBe(
      'AccessDenied',
    );
    const { Upfront: _, Hourly: __, ...unpriced } = reserved;
    expect((await bob.fails(PutReservation, { ...unpriced, UsageType: 'BoxUsage:x9', Count: 1 })).message).toContain(
      'no reservation',
    );
    const { Id } = await bob.run(PutReservation, { ...reserved, Count: 1, AccountId: susan.accountId });
    expect((await stranger.run(ListReservations, {})).Reservations).toEqual([]);
    expect((await stranger.fails(DeleteBenefit, { Id })).shape).toBe('NoSuchEntityException');
    await bob.run(IssueBill, { Month });
    expect((await bob.fails(PutReservation, { ...reserved, Count: 1 })).shape).toBe('ConflictException');
    expect((await susan.fails(DeleteBenefit, { Id })).shape).toBe('ConflictException');
  });
});

it('a Savings Plan costs its commitment, at the rates of the price list', async () => {
  await bob.run(PutPriceList, { Preset: 'current' });
  const plan = { Kind: 'Compute', Payment: 'No Upfront', Commitment: '0.1', Start } as const;
  await bob.run(PutSavingsPlan, plan);
  expect((await bob.run(ListSavingsPlans, {})).SavingsPlans).toMatchObject([
    { Kind: 'Compute', Commitment: '0.1', HourlyFee: '0.1', Upfront: '0' },
  ]);
  expect(await bob.run(GetBill, { Month })).toMatchObject({
    Total: '74.4',
    ByRecordType: [{ RecordType: 'SavingsPlanRecurringFee' }],
  });
  expect((await bob.fails(PutSavingsPlan, { ...plan, Years: 3 })).message).toContain('no Savings Plan');
});

it('a credit pays charges month by month until it is used up', async () => {
  for (const month of [Month, '2026-04']) await putTransfer(bob, month, { [bob.accountId]: 8, [susan.accountId]: 4 });
  await susan.run(PutCredit, { Amount: '3000', Start, Expires });
  expect((await bob.run(ListCredits, {})).Credits).toMatchObject([
    { AccountId: susan.accountId, Amount: '3000', Remaining: '0' },
  ]);
  expect(await bob.run(GetBill, { Month: '2026-04' })).toMatchObject({ Total: '1014.08', Credits: [{ Used: '992.96' }] });
  expect((await bob.run(GetBill, { Month })).Total).toBe('0');
  await bob.run(IssueBill, { Month });
  expect((await bob.run(GetBill, { Month: '2026-04' })).Total).toBe('1014.08');
  expect((await bob.fails(PutCredit, { Amount: '1', Start, Expires: Start })).message).toContain('end must be after');
});

it('a credit pays fees in months without usage, up to its amount', async () => {
  await susan.run(PutReservation, { ...reserved, Count: 1, Hourly: '1' });
  await susan.run(PutCredit, { Amount: '800', Start, Expires });
  expect((await bob.run(GetBill, { Month })).Total).toBe('0');
  expect((await bob.run(GetBill, { Month: '2026-04' })).Total).toBe('664');
  expect((await bob.run(ListBills, {})).Bills.map((bill) => bill.Month)).toEqual(['2026-05', '2026-04', Month]);
  await keepBills(world.database, day(65));
  expect((await bob.run(GetBill, { Month })).Status).toBe('ISSUED');
});

it('a credit used in an issued later month does not pay charges of an earlier month', async () => {
  await susan.run(PutCredit, { Amount: '3000', Start, Expires });
  await putTransfer(bob, '2026-04', { [bob.accountId]: 20 });
  expect((await bob.run(GetBill, { Month: '2026-04' })).Total).toBe('72');
  await bob.run(IssueBill, { Month: '2026-04' });
  await putTransfer(bob, Month, { [bob.accountId]: 8, [susan.accountId]: 4 });
  expect((await bob.run(GetBill, { Month })).Total).toBe('2007.04');
});

it('ListCredits returns credits in pages', async () => {
  const ids = new Set<string>();
  for (const Amount of ['1', '2', '3']) ids.add((await bob.run(PutCredit, { Amount, Start, Expires })).Id);
  const first = await bob.run(ListCredits, { MaxResults: 2 });
  const last = await bob.run(ListCredits, { MaxResults: 2, NextToken: first.NextToken });
  expect([first.Credits.length, last.Credits.length, last.NextToken]).toEqual([2, 1, undefined]);
  expect(new Set([...first.Credits, ...last.Credits].map(({ Id }) => Id))).toEqual(ids);
  expect((await bob.fails(ListReservations, { NextToken: first.NextToken })).shape).toBe('InvalidNextTokenException');
});

it('credits apply earliest expiry first and to the highest charges first, as in the AWS guide', async () => {
  // EC2 costs $100 and S3 $50. The credits for both services expire in this month, those for EC2 later.
  const row = (Service: string, UsageType: string, Quantity: string) => ({
    AccountId: bob.accountId,
    Service,
    UsageType,
    Region: 'us-east-1',
    Month,
    Quantity,
  });
  await bob.run(PutUsage, {
    Rows: [row('AmazonEC2', 'BoxUsage:t2.small', '4347.826086957'), row('AmazonS3', 'TimedStorage-ByteHrs', '500')],
  });
  const second = await bob.run(PutCredit, { Amount: '5', Services: ['AmazonEC2'], Start, Expires });
  const Services = ['AmazonS3', 'AmazonEC2'];
  const first = await bob.run(PutCredit, { Amount: '10', Services, Start, Expires: new Date('2026-04-01T00:00:00Z') });
  const { Services: charges, Total } = await bob.run(GetBill, { Month });
  expect([Total, ...charges.map(({ Shown }) => Shown)]).toEqual(['135', '85.00', '50.00']);
  expect(await bob.run(GetCreditUse, first)).toEqual({
    Id: first.Id,
    Months: [
      {
        Month,
        Status: 'PENDING',
        Used: '10',
        Parts: [{ AccountId: bob.accountId, Name: expect.any(String), Service: 'AmazonEC2', Amount: '10' }],
      },
    ],
  });
  const march = world.management.with({ now: new Date('2026-03-05T00:00:00Z') });
  await march.run(PutCredit, { Amount: '1000', Start, Expires });
  expect((await march.run(ListCredits, {})).Credits.map(({ Amount, Order }) => [Amount, Order])).toEqual(
    expect.arrayContaining([
      ['10', undefined],
      ['5', undefined],
      ['1000', 1],
    ]),
  );
  expect((await susan.fails(GetCreditUse, second)).shape).toBe('NoSuchEntityException');
});

it('a member sees which of its own charges its credit paid, and only a sum for other accounts', async () => {
  await putTransfer(bob, Month, { [bob.accountId]: 8, [susan.accountId]: 4 });
  const { Id } = await susan.run(PutCredit, { Amount: '1000', Start, Expires });
  const own = await susan.run(GetCreditUse, { Id });
  expect(own.Months).toMatchObject([{ Used: '1000', Parts: [{ AccountId: susan.accountId, Name: 'susan' }, {}] }]);
  expect(JSON.stringify(own)).not.toContain(bob.accountId);
  const whole = await bob.run(GetCreditUse, { Id });
  expect(whole.Months[0]?.Parts.map(({ AccountId }) => AccountId)).toContain(bob.accountId);
  expect((await (await world.account('stranger')).fails(GetCreditUse, { Id })).shape).toBe('NoSuchEntityException');
});
