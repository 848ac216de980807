import { afterEach, beforeEach, expect, it } from 'vitest';
import { TEST_NOW } from '../core/test-world';
import { LeaveOrganization } from '../organizations/account/operations';
import { AcceptHandshake } from '../organizations/handshake/answer-operations';
import { InviteAccountToOrganization } from '../organizations/handshake/operations';
import { createOrganizationWorld, type OrganizationWorld } from '../organizations/test-organization';
import { RestoreSnapshot, SaveSnapshot } from '../snapshot/operations';
import { StartSupportPlanUpdate } from './support-plan-operations';

const DAY_MS = 86_400_000;
let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
});
afterEach(() => world.close());

const day = (n: number) => new Date(TEST_NOW.getTime() + n * DAY_MS);
const periods = async (accountId: string) => {
  const rows = await world.database.reader.billingPeriod.findMany({ where: { accountId }, orderBy: { from: 'asc' } });
  return rows.map(({ payerId, from, until }) => ({ payerId, from, until }));
};
const stampOf = async (accountId: string) =>
  (await world.database.reader.billingPayer.findUniqueOrThrow({ where: { accountId } })).stamp;
const invite = async (accountId: string, n: number) => {
  const { Handshake } = await world.management
    .with({ now: day(n) })
    .run(InviteAccountToOrganization, { Target: { Id: accountId, Type: 'ACCOUNT' } });
  return Handshake.Id;
};

it('the management account pays for itself and for accounts that it creates, from the beginning', async () => {
  const member = await world.member('member');
  const management = world.management.accountId;
  expect(await periods(member.accountId)).toEqual([{ payerId: management, from: TEST_NOW, until: null }]);
  expect(await periods(management)).toEqual([{ payerId: management, from: TEST_NOW, until: null }]);
});

it('an invited account is paid by the management account from its acceptance until it leaves', async () => {
  const guest = await world.account('guest');
  const management = world.management.accountId;
  await guest.with({ now: day(10) }).run(AcceptHandshake, { HandshakeId: await invite(guest.accountId, 9) });
  const before = await stampOf(management);
  await guest.with({ now: day(46) }).run(LeaveOrganization, {});
  expect(await periods(guest.accountId)).toEqual([
    { payerId: guest.accountId, from: TEST_NOW, until: day(10) },
    { payerId: management, from: day(10), until: day(46) },
    { payerId: guest.accountId, from: day(46), until: null },
  ]);
  expect(await stampOf(management)).not.toBe(before);
});

it('after a restore, an account that joined since pays for itself, and the billing stamp changes', async () => {
  const management = world.management.accountId;
  const member = await world.member('member');
  await world.management.run(SaveSnapshot, { Name: 'monday' });
  const guest = await world.account('guest');
  await guest.with({ now: day(1) }).run(AcceptHandshake, { HandshakeId: await invite(guest.accountId, 1) });
  const before = await stampOf(management);
  await world.management.with({ now: day(2) }).run(RestoreSnapshot, { Name: 'monday' });
  expect((await periods(guest.accountId)).at(-1)).toEqual({ payerId: guest.accountId, from: day(2), until: null });
  expect(await periods(member.accountId)).toEqual([{ payerId: management, from: TEST_NOW, until: null }]);
  expect(await stampOf(management)).not.toBe(before);
});

it('a change of the support plan changes the billing stamp of the payer', async () => {
  const before = await stampOf(world.management.accountId);
  const member = await world.member('member');
  const joined = await stampOf(world.management.accountId);
  await member.run(StartSupportPlanUpdate, { supportLevel: 'BUSINESS' });
  expect(new Set([before, joined, await stampOf(world.management.accountId)]).size).toBe(3);
});
