import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepBills } from '../billing/bill/issue/keep';
import { findSession, startSession } from '../console/session/session';
import { readNewest } from '../core/events/read-newest';
import { findCredential } from '../core/secrets/credentials';
import { type Actor, TEST_NOW, userCaller } from '../core/test-world';
import { later } from '../core/time/clock';
import { transaction } from '../db/transaction';
import { PutUserPolicy } from '../iam/inline-policy/operations';
import { CreateLoginProfile } from '../iam/login-profile/operations';
import { UpdateAccountPasswordPolicy } from '../iam/password-policy/operations';
import { CreateUser, GetUser, ListUsers } from '../iam/user/operations';
import { CloseAccount } from '../organizations/account/operations';
import { AcceptHandshake } from '../organizations/handshake/answer-operations';
import { InviteAccountToOrganization } from '../organizations/handshake/operations';
import { CreateOrganization } from '../organizations/organization/operations';
import { createOrganizationWorld, type OrganizationWorld, organizationOf, userWith } from '../organizations/test-organization';
import { CreateKey, DescribeKey, PutKeyPolicy, ScheduleKeyDeletion } from '../resources/kms/operations';
import { findKeptResource } from '../resources/resources';
import { RestoreSnapshot, SaveSnapshot } from '../snapshot/operations';
import { AssumeRole } from '../sts/session/operations';
import { roleOf, trust } from '../sts/test-actors';
import { GetSessionToken } from '../sts/token/operations';
import { GetClock, MoveClock } from './operations';
import { moveClock } from './test-clock';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const days = (count: number) => later(TEST_NOW, count * DAY_MS);

let world: OrganizationWorld;
let root: Actor;
let other: Actor;
beforeAll(async () => {
  world = await createOrganizationWorld();
});
beforeEach(async () => {
  root = await world.account('root');
  other = await world.account('other');
});
afterAll(() => world.close());

const eventsOf = async ({ accountId }: Actor, ...names: string[]) => {
  const where = { accountId, eventName: { in: names } };
  const rows = await world.database.reader.event.findMany({ where, orderBy: { id: 'asc' } });
  return rows.map(({ eventName, time }) => `${eventName} ${time.toISOString()}`);
};

describe('a clock', () => {
  it('shows the real time until it is moved, and is then ahead of it', async () => {
    const real = { Now: TEST_NOW, AheadSeconds: 0, Latest: days(400), MovedBy: root.accountId };
    expect(await root.run(GetClock, {})).toMatchObject(real);
    const moved = await root.run(MoveClock, { Jump: 'NINETY_DAYS' });
    expect(moved).toMatchObject({ Before: TEST_NOW, Now: days(90), AheadSeconds: 90 * 86_400, Happened: 0 });
    expect(await eventsOf(root, 'MoveClock')).toEqual([`MoveClock ${days(90).toISOString()}`]);
    const aheadMs = 90 * DAY_MS;
    const hourOn = root.with({ now: later(days(90), HOUR_MS), aheadMs });
    expect(await hourOn.run(GetClock, {})).toMatchObject({ Now: later(days(90), HOUR_MS), Latest: later(days(400), HOUR_MS) });
    const again = await hourOn.run(MoveClock, { Jump: 'FIFTEEN_DAYS' });
    expect(again.AheadSeconds).toBe((90 + 15) * 86_400 + 60);
  });

  it('jumps an hour, or to the first minute of the next month', async () => {
    expect((await root.run(MoveClock, { Jump: 'HOUR' })).Now).toEqual(later(TEST_NOW, HOUR_MS));
    const { Now } = await other.run(MoveClock, { Jump: 'MONTH_END' });
    const next = new Date(Date.UTC(TEST_NOW.getUTCFullYear(), TEST_NOW.getUTCMonth() + 1, 1, 0, 1));
    // Clocks are ahead by whole seconds.
    expect(Math.abs(Now.getTime() - next.getTime())).toBeLessThan(1000);
  });

  it('moves only forward, and at most 400 days ahead', async () => {
    const backwards = await root.fails(MoveClock, { To: TEST_NOW });
    expect(backwards).toMatchObject({ shape: 'ValidationError', message: expect.stringContaining('only advance a clock') });
    expect((await root.fails(MoveClock, { To: days(401) })).message).toContain('at most 400 days ahead');
    expect((await root.fails(MoveClock, {})).message).toContain('either Jump or To');
    expect((await root.fails(MoveClock, { Jump: 'HOUR', To: days(1) })).message).toContain('either Jump or To');
    expect(await root.run(GetClock, {})).toMatchObject({ AheadSeconds: 0 });
    // An earlier call cannot move it back after another call moved it.
    await root.run(MoveClock, { To: days(90) });
    expect((await root.fails(MoveClock, { To: days(1) })).message).toContain(`It is already ${days(90).toISOString()}`);
  });

  it('can be moved by permitted callers, in an organization only in the management account', async () => {
    const user = await userWith(world, root, 'reader', [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }]);
    expect((await user.fails(MoveClock, { Jump: 'HOUR' })).shape).toBe('AccessDenied');
    const administrator = await userWith(world, root, 'admin', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
    await administrator.run(MoveClock, { Jump: 'HOUR' });
    const { member } = await organizationOf(world, other);
    const refused = await (await member('one')).fails(MoveClock, { Jump: 'HOUR' });
    expect(refused).toMatchObject({ shape: 'AccessDenied', message: expect.stringContaining(other.accountId) });
  });

  it('is shared by all accounts of an organization, and separate from other organizations', async () => {
    const { member } = await organizationOf(world, root);
    const one = await member('one');
    const { member: stranger } = await organizationOf(world, other);
    const two = await stranger('two');
    const { aheadMs } = await moveClock(root, days(90));
    const aheadFor = async ({ accountId }: Actor) => {
      const clock = { clockAhead: true, organization: { select: { clockAhead: true } } } as const;
      const row = await world.database.reader.account.findUniqueOrThrow({ where: { id: accountId }, select: clock });
      return (row.organization?.clockAhead ?? row.clockAhead) * 1000;
    };
    for (const account of [root, one]) expect(await aheadFor(account)).toBe(aheadMs);
    for (const account of [other, two]) expect(await aheadFor(account)).toBe(0);
  });
});

describe('an event that falls due during a move of the clock', () => {
  it('is in the history at its due time, in chronological order', async () => {
    const { member } = await organizationOf(world, root);
    const gone = await member('gone');
    await root.run(UpdateAccountPasswordPolicy, { MaxPasswordAge: 30 });
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(CreateLoginProfile, { UserName: 'ana', Password: 'Correct-horse-1' });
    await root.run(InviteAccountToOrganization, { Target: { Id: 'x@example.com', Type: 'EMAIL' } });
    await root.run(CloseAccount, { AccountId: gone.accountId });
    const { Happened } = await root.run(MoveClock, { To: days(91) });
    expect(Happened).toBe(3);
    const names = ['MoveClock', 'HandshakeExpired', 'PasswordExpired', 'AccountClosedForGood'];
    expect(await eventsOf(root, ...names)).toEqual([
      `HandshakeExpired ${days(15).toISOString()}`,
      `PasswordExpired ${days(30).toISOString()}`,
      `AccountClosedForGood ${days(90).toISOString()}`,
      `MoveClock ${days(91).toISOString()}`,
    ]);
    const late = root.with({ now: days(91), aheadMs: 91 * DAY_MS });
    // It happens only once.
    expect(await late.run(MoveClock, { Jump: 'HOUR' })).toMatchObject({ Happened: 0 });
  });
});

describe('the clock of an account', () => {
  it('determines the validity of the account’s sessions, credentials and conditions', async () => {
    const until = later(TEST_NOW, 2 * HOUR_MS).toISOString();
    const soon = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { DateLessThan: { 'aws:CurrentTime': until } } };
    const ana = await userWith(world, root, 'ana', [soon]);
    const { Credentials } = await ana.run(GetSessionToken, { DurationSeconds: 3600 });
    const stateOf = async (now: Date) => {
      const found = await findCredential(world.database.reader, Credentials.AccessKeyId ?? '', 'aws', now);
      return found.state;
    };
    const origin = { sourceIp: '127.0.0.1', userAgent: 'test' };
    const who = { accountId: root.accountId, userId: null, mfaAt: null };
    const { token } = await transaction(world.database, (tx) => startSession(tx, who, origin, TEST_NOW));
    expect(await stateOf(TEST_NOW)).toBe('usable');
    expect(await findSession(world.database, token, TEST_NOW)).toMatchObject({ clocks: { identity: 0, caller: 0 } });
    await ana.run(ListUsers, {});

    const early = await moveClock(root, later(TEST_NOW, 3 * HOUR_MS));
    expect(await stateOf(TEST_NOW)).toBe('expired');
    // The clock moved three hours, but nobody was idle for three hours.
    expect(await findSession(world.database, token, TEST_NOW)).not.toBeNull();
    const moved = await moveClock(root.with(early), later(TEST_NOW, 13 * HOUR_MS));
    expect(await findSession(world.database, token, TEST_NOW)).toBeNull();
    expect((await ana.with(moved).fails(ListUsers, {})).shape).toBe('AccessDenied');
    const { User } = await root.with(moved).run(CreateUser, { UserName: 'later' });
    expect(User.CreateDate).toEqual(moved.now);
    const { token: fresh } = await transaction(world.database, (tx) => startSession(tx, who, origin, moved.now));
    const session = await findSession(world.database, fresh, TEST_NOW);
    expect(session?.clocks).toEqual({ identity: moved.aheadMs, caller: moved.aheadMs });
  });

  it('does not affect others: a role session uses the clock of the role’s account', async () => {
    await root.run(CreateUser, { UserName: 'ana' });
    const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'all', PolicyDocument });
    const { User } = await root.run(GetUser, { UserName: 'ana' });
    const RoleArn = await roleOf(other, 'guest', trust(root.accountId));
    const moved = await moveClock(root, days(90));
    const ana = world.as(userCaller(User)).with(moved);
    const { Credentials } = await ana.run(AssumeRole, { RoleArn, RoleSessionName: 'ana' });
    expect(Credentials.Expiration).toEqual(later(TEST_NOW, HOUR_MS));
    const found = await findCredential(world.database.reader, Credentials.AccessKeyId ?? '', 'aws', TEST_NOW);
    expect(found).toMatchObject({ state: 'usable', caller: { session: { issuedAt: TEST_NOW.toISOString() } } });
    expect(await eventsOf(other, 'AssumeRole')).toEqual([`AssumeRole ${TEST_NOW.toISOString()}`]);
    expect(await eventsOf(root, 'AssumeRole')).toEqual([`AssumeRole ${moved.now.toISOString()}`]);
  });

  it('determines whether the account’s resources are deleted, for every caller', async () => {
    const keyOf = async (owner: Actor) => {
      const { KeyMetadata } = await owner.run(CreateKey, {});
      const KeyId = KeyMetadata.Arn;
      const Principal = { AWS: [root, other].map(({ accountId }) => `arn:aws:iam::${accountId}:root`) };
      const Statement = { Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' };
      await owner.run(PutKeyPolicy, { KeyId, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
      await owner.run(ScheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
      return KeyId;
    };
    const [early, late] = [await keyOf(other), await keyOf(root)];
    const moved = root.with(await moveClock(root, days(8)));
    const isThere = async (arn: string, { now, aheadMs = 0 }: { now: Date; aheadMs?: number }) =>
      (await findKeptResource({ db: world.database.reader, call: { now, aheadMs } }, arn)) !== null;
    const clock = { now: days(8), aheadMs: 8 * DAY_MS };
    expect([await isThere(early, { now: TEST_NOW }), await isThere(early, clock)]).toEqual([true, true]);
    expect([await isThere(late, { now: TEST_NOW }), await isThere(late, clock)]).toEqual([false, false]);
    // A key with scheduled deletion says so. A deleted key looks as if it never existed.
    expect((await moved.run(DescribeKey, { KeyId: early })).KeyMetadata.KeyState).toBe('PendingDeletion');
    expect((await other.fails(DescribeKey, { KeyId: late })).shape).toBe('AccessDenied');
  });

  it('hides no events of others in searches by time', async () => {
    const { member } = await organizationOf(world, root);
    const one = await member('one');
    const moved = await moveClock(root, days(90));
    for (const UserName of ['a', 'b', 'c']) {
      await root.with(moved).run(CreateUser, { UserName });
      await one.with(moved).run(CreateUser, { UserName });
      await other.run(CreateUser, { UserName });
    }
    const namesIn = async (accountIds: string[], from: Date, to: Date) => {
      const { rows } = await readNewest(world.database.reader, { accountIds, from, to }, { take: 10 });
      return rows.map(({ eventName }) => eventName);
    };
    const around = (time: Date) => [later(time, -HOUR_MS), later(time, HOUR_MS)] as const;
    expect(await namesIn([other.accountId], ...around(TEST_NOW))).toEqual(['CreateUser', 'CreateUser', 'CreateUser']);
    expect(await namesIn([root.accountId], ...around(moved.now))).toEqual([...Array(3).fill('CreateUser'), 'MoveClock']);
    const both = [root.accountId, one.accountId];
    expect(await namesIn(both, ...around(moved.now))).toEqual([...Array(6).fill('CreateUser'), 'MoveClock']);
    expect(await namesIn(both, ...around(TEST_NOW))).toContain('CreateAccount');
  });

  it('does not issue the bills of other payers', async () => {
    await moveClock(root, days(90));
    await keepBills(world.database, TEST_NOW);
    expect(await world.database.reader.bill.count({ where: { payerId: other.accountId } })).toBe(0);
  });
});

describe('an invitation between accounts with different clocks', () => {
  it('is refused, like its acceptance, when the clocks differ by more than five minutes', async () => {
    await organizationOf(world, root);
    const Target = { Id: other.accountId, Type: 'ACCOUNT' } as const;
    const { Handshake } = await root.run(InviteAccountToOrganization, { Target });
    const moved = await moveClock(root, days(1));
    const answered = await other.fails(AcceptHandshake, { HandshakeId: Handshake.Id });
    expect(answered).toMatchObject({
      shape: 'HandshakeConstraintViolationException',
      members: { Reason: 'CLOCKS_TOO_FAR_APART' },
    });
    const third = await world.account('third');
    const refused = await root.with(moved).fails(InviteAccountToOrganization, { Target: { ...Target, Id: third.accountId } });
    expect(refused.message).toContain(`it is ${TEST_NOW.toISOString().slice(0, 16).replace('T', ' ')} UTC for the account`);
    const there = await moveClock(other, later(moved.now, 4 * 60_000));
    await other.with(there).run(AcceptHandshake, { HandshakeId: Handshake.Id });
    // No account's clock moved back.
    const organization = await world.database.reader.organization.findFirstOrThrow({
      where: { managementAccountId: root.accountId },
    });
    expect(organization.clockAhead * 1000).toBe(there.aheadMs);
  });

  it('is accepted when both clocks were moved equally', async () => {
    const mine = await moveClock(root, days(30));
    const theirs = await moveClock(other, days(30));
    await root.with(mine).run(CreateOrganization, { FeatureSet: 'ALL' });
    const invite = { Target: { Id: other.accountId, Type: 'ACCOUNT' } } as const;
    const { Handshake } = await root.with(mine).run(InviteAccountToOrganization, invite);
    await other.with(theirs).run(AcceptHandshake, { HandshakeId: Handshake.Id });
    const { joinedAt } = await world.database.reader.account.findUniqueOrThrow({ where: { id: other.accountId } });
    expect(joinedAt).toEqual(theirs.now);
  });
});

describe('a restored snapshot', () => {
  it('restores the contents, but not the clock or the history', async () => {
    await organizationOf(world, root);
    await root.run(SaveSnapshot, { Name: 'before' });
    const moved = await moveClock(root, days(90));
    const late = root.with(moved);
    await late.run(CreateUser, { UserName: 'later' });
    await late.run(RestoreSnapshot, { Name: 'before' });
    expect((await late.run(ListUsers, {})).Users).toEqual([]);
    const organization = await world.database.reader.organization.findFirstOrThrow({
      where: { managementAccountId: root.accountId },
    });
    expect(organization.clockAhead * 1000).toBe(moved.aheadMs);
    expect(await eventsOf(root, 'SaveSnapshot', 'MoveClock', 'CreateUser', 'RestoreSnapshot')).toEqual([
      `SaveSnapshot ${TEST_NOW.toISOString()}`,
      `MoveClock ${days(90).toISOString()}`,
      `CreateUser ${moved.now.toISOString()}`,
      `RestoreSnapshot ${moved.now.toISOString()}`,
    ]);
  });
});
