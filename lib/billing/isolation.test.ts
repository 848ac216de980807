import { afterEach, beforeEach, expect, it } from 'vitest';
import { payFrom } from '../account/billing-payers';
import { moveClock } from '../clock/test-clock';
import { encodeToken } from '../core/paginate';
import type { Actor } from '../core/test-world';
import { transaction } from '../db/transaction';
import { createOrganizationWorld, type OrganizationWorld } from '../organizations/test-organization';
import { RestoreSnapshot, SaveSnapshot } from '../snapshot/operations';
import { DeleteBenefit, PutCredit, PutReservation } from './benefit/operations';
import { ListCredits } from './bill/credit-operations';
import { IssueBill } from './bill/issue/operations';
import { GetBill, ListBills } from './bill/operations';
import { GetPriceList, PutPriceList } from './price-list/operations';
import { putTransfer } from './test-usage';
import { GenerateUsage } from './usage/generate-operations';
import { ListUsageBatches, PutUsage } from './usage/operations';

// Accounts join and leave. The tests check who may read and change which parts of their bills.

const Month = '2026-03';
const now = new Date('2026-05-10T12:00:00Z');
let world: OrganizationWorld;
let bob: Actor;
let guest: Actor;
beforeEach(async () => {
  world = await createOrganizationWorld();
  bob = world.management.with({ now });
  guest = (await world.account('guest')).with({ now });
  await bob.run(PutPriceList, { Preset: 'documentation' });
});
afterEach(() => world.close());

/** Makes another account pay for the guest from a time on. Times must increase. */
const paidFrom = (payer: Actor, time: string) =>
  transaction(world.database, (tx) => payFrom(tx, guest.accountId, payer.accountId, new Date(time)));
const transfer = (given: object) => ({
  Rows: [
    {
      AccountId: guest.accountId,
      Service: 'AWSDataTransfer',
      UsageType: 'DataTransfer-Out-Bytes',
      Region: 'us-east-1',
      Quantity: '1',
      ...given,
    },
  ],
});

it('a payer cannot write usage onto bills that the account pays itself, even within a month or hour', async () => {
  await paidFrom(bob, '2026-03-01T00:00:00Z');
  await paidFrom(guest, '2026-03-10T00:00:00Z');
  await paidFrom(bob, '2026-03-20T00:00:00Z');
  await paidFrom(guest, '2026-04-30T10:30:00Z');
  expect((await bob.fails(PutUsage, transfer({ Month }))).shape).toBe('AccessDenied');
  expect((await bob.fails(PutUsage, transfer({ Start: '2026-04-30T10:00:00Z' }))).shape).toBe('AccessDenied');
  await bob.run(PutUsage, transfer({ Start: '2026-04-30T09:00:00Z' }));
  expect((await guest.run(GetBill, { Month, PayerId: guest.accountId })).Total).toBe('0');
});

it('a payer cannot generate usage for an account that it never paid for and learns nothing of its bills', async () => {
  await putTransfer(guest, Month, { [guest.accountId]: 1 });
  await guest.run(IssueBill, { Month });
  const Accounts = [{ AccountId: guest.accountId, Profile: 'idle-sandbox' as const }];
  const refused = await bob.fails(GenerateUsage, { Seed: 'x', From: Month, Until: Month, Accounts });
  expect(refused.shape).toBe('AccessDenied');
  expect(refused.message).not.toContain('issued');
});

it('a former payer can neither buy for an account that left nor delete its benefits', async () => {
  await paidFrom(bob, '2026-03-01T00:00:00Z');
  const credit = { AccountId: guest.accountId, Amount: '5', Expires: '2027-01-01T00:00:00Z' };
  const { Id } = await bob.run(PutCredit, { ...credit, Start: '2026-03-02T00:00:00Z' });
  await paidFrom(guest, '2026-05-01T00:00:00Z');
  const reserved = { UsageType: 'BoxUsage:t2.small', Region: 'us-east-1', Count: 1, Payment: 'No Upfront', Hourly: '1' } as const;
  const Start = '2026-03-02T00:00:00Z';
  expect((await bob.fails(PutReservation, { ...reserved, AccountId: guest.accountId, Start })).shape).toBe('AccessDenied');
  expect((await bob.fails(DeleteBenefit, { Id })).shape).toBe('NoSuchEntityException');
  expect((await guest.run(ListCredits, {})).Credits).toMatchObject([{ Id }]);
});

it('a member cannot change an issued month, and its credits start at the clock of the organization', async () => {
  const member = (await world.member('susan')).with({ now });
  const moved = await moveClock(bob, '2026-07-03T00:00:00Z');
  const susan = member.with(moved);
  await bob.with(moved).run(IssueBill, { Month: '2026-06' });
  const credit = { Amount: '5', Expires: '2027-01-01T00:00:00Z' };
  expect((await susan.fails(PutCredit, { ...credit, Start: '2026-05-02T00:00:00Z' })).shape).toBe('ConflictException');
  await susan.run(PutCredit, credit);
  expect((await susan.run(ListCredits, {})).Credits).toMatchObject([{ Start: new Date('2026-07-03T00:00:00Z') }]);
  expect((await susan.fails(PutCredit, { ...credit, Start: '0001-01-01T00:00:00Z' })).shape).toBe('ValidationError');
});

it('a payer does not see months with usage from before an account joined', async () => {
  await putTransfer(guest, Month, { [guest.accountId]: 1 });
  await paidFrom(bob, '2026-05-01T00:00:00Z');
  expect((await bob.run(ListBills, {})).Bills.map((bill) => bill.Month)).toEqual(['2026-05']);
  expect((await guest.run(ListBills, {})).Bills.map((bill) => `${bill.Month} ${bill.View}`)).toEqual([
    '2026-05 member',
    '2026-03 payer',
  ]);
});

it('GetPriceList returns the price list of the payer in that month', async () => {
  await paidFrom(bob, '2026-03-01T00:00:00Z');
  await paidFrom(guest, '2026-05-01T00:00:00Z');
  const numberFor = async (given: string) => (await guest.run(GetPriceList, { Month: given })).Number;
  expect([await numberFor(Month), await numberFor('2026-05')]).toEqual([1, undefined]);
});

it('a former payer does not see the name of an account that left the organization', async () => {
  await paidFrom(bob, '2026-03-01T00:00:00Z');
  const susan = await world.member('susan');
  await putTransfer(bob, Month, { [guest.accountId]: 2, [susan.accountId]: 1 });
  const { Accounts = [] } = await bob.run(GetBill, { Month });
  expect(Accounts.slice(0, 2).map(({ AccountId, Name }) => [AccountId, Name])).toEqual([
    [guest.accountId, undefined],
    [susan.accountId, 'susan'],
  ]);
});

it('restoring a snapshot that removes usage of an account changes the bill of its former payer', async () => {
  await guest.run(SaveSnapshot, { Name: 'before' });
  await paidFrom(bob, '2026-03-01T00:00:00Z');
  await putTransfer(bob, Month, { [guest.accountId]: 1 });
  expect((await bob.run(GetBill, { Month })).Total).not.toBe('0');
  await guest.run(RestoreSnapshot, { Name: 'before' });
  expect((await bob.run(GetBill, { Month })).Total).toBe('0');
});

it('a page token cannot refer to a negative position', async () => {
  const NextToken = encodeToken(`ListUsageBatches:${bob.accountId}`, '-1');
  expect((await bob.fails(ListUsageBatches, { NextToken })).shape).toBe('InvalidNextTokenException');
});

it('a new payer sees no expired credits, and neither account sees which principal of the other added one', async () => {
  const dates = { Start: '2026-01-01T00:00:00Z', Expires: '2026-02-01T00:00:00Z' };
  await guest.run(PutCredit, { Amount: '5', ...dates });
  await paidFrom(bob, '2026-03-05T00:00:00Z');
  const later = { AccountId: guest.accountId, Amount: '7', Start: '2026-03-06T00:00:00Z', Expires: '2027-01-01T00:00:00Z' };
  await bob.run(PutCredit, later);
  const told = async (actor: Actor) =>
    (await actor.run(ListCredits, {})).Credits.map(({ Amount, CreatedBy }) => `${Amount} ${CreatedBy}`).sort();
  const root = (actor: Actor) => `arn:aws:iam::${actor.accountId}:root`;
  expect(await told(bob)).toEqual([`7 ${root(bob)}`]);
  expect(await told(guest)).toEqual([`5 ${root(guest)}`, `7 ${bob.accountId}`]);
});
