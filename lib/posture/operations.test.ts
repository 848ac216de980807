import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PutAccountEnforcement } from '../account/settings-operations';
import { flushLastUsed, noteKeyUse } from '../core/events/last-used';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../core/test-world';
import { CreateAccessKey, DeleteAccessKey } from '../iam/access-key/operations';
import { CreateGroup } from '../iam/group/operations';
import { UpdateAccountPasswordPolicy } from '../iam/password-policy/operations';
import { userWith } from '../iam/test-accounts';
import { MoveAccount, RemoveAccountFromOrganization } from '../organizations/account/operations';
import { organizationOf } from '../organizations/test-organization';
import { DeleteFindingException, ListFindingExceptions, PutFindingException } from './findings/exception-operations';
import { keepPosture } from './findings/keep';
import { GetPostureFix } from './fix/operations';
import { GetPosture, GetPostureParameters, ListPostureFindings, PutPostureParameters } from './operations';

const DAY_MS = 86_400_000;
let world: TestWorld;
let root: Actor;
beforeEach(async () => {
  world = await createTestWorld();
  root = await world.account('production');
});
afterEach(() => world.close());

const day = (n: number) => new Date(TEST_NOW.getTime() + n * DAY_MS);
const on = (n: number, actor = root) => actor.with({ now: day(n) });
const open = async (actor: Actor, CheckId?: string) =>
  (await actor.run(ListPostureFindings, { CheckId, Status: 'ACTIVE' })).Findings;

describe('the posture of an account', () => {
  it('has no unused-key finding once the use of the key is recorded', async () => {
    const past = on(-60);
    await userWith(world, past, 'program');
    const { AccessKey } = await past.run(CreateAccessKey, { UserName: 'program' });
    expect(await open(root, 'user-never-used')).toHaveLength(1);
    const accessKeyId = AccessKey.AccessKeyId;
    noteKeyUse(world.database, { accessKeyId, roleId: undefined, service: 's3', region: 'us-east-1', time: TEST_NOW });
    await flushLastUsed(world.database);
    expect(await open(root, 'user-never-used')).toEqual([]);
    expect(await open(root, 'user-credentials-unused')).toEqual([]);
  });

  it('has a finding from when the problem appears until it is fixed, even before it is stored', async () => {
    const { AccessKey } = await root.run(CreateAccessKey, {});
    const [found] = await open(root, 'root-access-key');
    expect(found).toMatchObject({
      Severity: 'critical',
      Status: 'ACTIVE',
      FirstSeen: TEST_NOW,
      Fix: { place: ['securityCredentials'] },
    });
    const posture = await root.run(GetPosture, {});
    expect(posture.Worst).toEqual((await open(root)).slice(0, 5));
    expect(posture).toMatchObject({
      At: TEST_NOW,
      Score: expect.any(Number),
      Active: { critical: 2 },
      Today: [{ Change: 'opened' }, { Change: 'opened' }],
    });
    await keepPosture(world.database, [root.accountId], TEST_NOW);
    expect(await open(on(3), 'root-access-key')).toMatchObject([
      { FindingId: found?.FindingId, FirstSeen: TEST_NOW, LastSeen: day(3) },
    ]);
    await on(3).run(DeleteAccessKey, { AccessKeyId: AccessKey.AccessKeyId });
    expect(await open(on(3), 'root-access-key')).toEqual([]);
    await keepPosture(world.database, [root.accountId], day(3));
    const { Findings } = await on(4).run(ListPostureFindings, { CheckId: 'root-access-key' });
    expect(Findings).toMatchObject([{ Status: 'RESOLVED', Resolution: 'fixed', ResolvedAt: day(3), Reopened: 0 }]);
    await on(5).run(CreateAccessKey, {});
    await keepPosture(world.database, [root.accountId], day(5));
    expect(await open(on(5), 'root-access-key')).toMatchObject([{ Reopened: 1, FirstSeen: TEST_NOW }]);
    const { History } = await on(5).run(GetPosture, {});
    expect(History.map(({ At }) => At)).toEqual([TEST_NOW, day(3), day(5)]);
  });

  it('offers to delete both access keys of a root user', async () => {
    for (const _ of [1, 2]) await root.run(CreateAccessKey, {});
    const [found] = await open(root, 'root-access-key');
    const { Steps } = await root.run(GetPostureFix, { FindingId: found?.FindingId ?? '' });
    expect(Steps.map(({ Action }) => Action)).toEqual(['iam:DeleteAccessKey', 'iam:DeleteAccessKey']);
  });

  it('shows a caller only checks whose data the caller may read', async () => {
    await root.run(CreateAccessKey, {});
    const reader = await userWith(world, root, 'reader', { Effect: 'Allow', Action: 'iam:GetAccountSummary', Resource: '*' });
    const { Checks, Active } = await reader.run(GetPosture, {});
    expect(Active.critical).toBe(2);
    const states = new Map(Checks.map(({ CheckId, State, Needs }) => [CheckId, [State, ...(Needs ?? [])]]));
    expect(states.get('root-access-key')).toEqual(['failed']);
    expect(states.get('user-mfa-missing')).toEqual(['unknown', 'iam:GetCredentialReport']);
    expect((await reader.run(ListPostureFindings, {})).Findings.map(({ Check }) => Check.CheckId)).not.toContain(
      'user-direct-policies',
    );
    const none = await userWith(world, root, 'none');
    expect((await none.fails(GetPosture, {})).message).toContain('iam:GetAccountSummary');
  });

  it('pages through findings and filters them', async () => {
    for (const GroupName of ['a', 'b', 'c']) await root.run(CreateGroup, { GroupName });
    const first = await on(9).run(ListPostureFindings, { CheckId: 'group-empty', MaxResults: 2 });
    expect([first.Count, first.Findings.length]).toEqual([3, 2]);
    const rest = await on(9).run(ListPostureFindings, { CheckId: 'group-empty', MaxResults: 2, NextToken: first.NextToken });
    expect([rest.Findings.length, rest.NextToken]).toEqual([1, undefined]);
    expect((await on(9).run(ListPostureFindings, { Filter: 'GROUP b' })).Findings).toMatchObject([{ Subject: { name: 'b' } }]);
    // The filter also finds words that are not in the check's title.
    expect((await on(9).run(ListPostureFindings, { Filter: 'unused', CheckId: 'group-empty' })).Count).toBe(3);
    expect((await on(9).run(ListPostureFindings, { Filter: 'public', CheckId: 'group-empty' })).Count).toBe(0);
    expect((await root.fails(ListPostureFindings, { NextToken: 'x' })).shape).toBe('InvalidNextTokenException');
  });

  it('applies the parameters of the account', async () => {
    await root.run(CreateGroup, { GroupName: 'empty' });
    expect(await open(on(3), 'group-empty')).toEqual([]);
    await root.run(PutPostureParameters, { Parameters: { graceDays: 2 } });
    expect((await root.run(GetPostureParameters, {})).Parameters).toMatchObject({ graceDays: 2, oldDays: 90 });
    expect(await open(on(3), 'group-empty')).toHaveLength(1);
  });
});

describe('an exception', () => {
  const Reason = 'The vendor asks for it.';

  it('suppresses a finding and raises the score until it expires or is deleted', async () => {
    await root.run(CreateGroup, { GroupName: 'empty' });
    await root.run(UpdateAccountPasswordPolicy, { MinimumPasswordLength: 14 });
    const [found] = await open(on(9), 'group-empty');
    const { Exception } = await on(9).run(PutFindingException, { FindingId: found?.FindingId, Reason, Days: 10 });
    expect(Exception).toMatchObject({ CheckId: 'group-empty', ExpiresAt: day(19), TargetId: root.accountId });
    const { Findings } = await on(10).run(ListPostureFindings, { CheckId: 'group-empty' });
    expect(Findings).toMatchObject([{ Status: 'SUPPRESSED', Exception: { Reason } }]);
    const excepted = await on(10).run(GetPosture, {});
    expect(excepted.Exceptions).toEqual({ Count: 1, EndingSoon: 1 });
    expect(await open(on(20), 'group-empty')).toHaveLength(1);
    expect((await on(20).run(GetPosture, {})).Score).toBeLessThanOrEqual(excepted.Score ?? 0);
    await on(11).run(DeleteFindingException, { ExceptionId: Exception.ExceptionId });
    expect(await open(on(12), 'group-empty')).toHaveLength(1);
    expect((await on(12).run(ListFindingExceptions, {})).Exceptions).toEqual([]);
    expect((await root.fails(DeleteFindingException, { ExceptionId: Exception.ExceptionId })).shape).toBe(
      'NoSuchEntityException',
    );
  });

  it('for a check covers all of its findings, and lasts at most 30 days if they are critical', async () => {
    await root.run(CreateGroup, { GroupName: 'a' });
    await root.run(CreateGroup, { GroupName: 'b' });
    await on(9).run(PutFindingException, { CheckId: 'group-empty', Reason });
    expect(await open(on(9), 'group-empty')).toEqual([]);
    await on(9).run(CreateAccessKey, {});
    const [key] = await open(on(9), 'root-access-key');
    const refused = await on(9).fails(PutFindingException, { FindingId: key?.FindingId, Reason });
    expect(refused.message).toContain('30 days');
    const whole = await on(9).fails(PutFindingException, { CheckId: 'root-access-key', Reason, Days: 31 });
    expect([whole.message, whole.member]).toEqual([refused.message, 'Days']);
    await on(9).run(PutFindingException, { CheckId: 'root-access-key', Reason, Days: 30 });
    expect(await open(on(38), 'root-access-key')).toEqual([]);
    expect(await open(on(40), 'root-access-key')).toHaveLength(1);
  });

  it('for a check with occasionally critical findings covers those for at most 30 days', async () => {
    await root.run(PutAccountEnforcement, { Enforcement: 'off' });
    await root.run(PutFindingException, { CheckId: 'enforcement-not-enforce', Reason, Days: 90 });
    expect(await open(on(29), 'enforcement-not-enforce')).toEqual([]);
    expect(await open(on(31), 'enforcement-not-enforce')).toHaveLength(1);
    await root.run(PutAccountEnforcement, { Enforcement: 'audit' });
    expect(await open(on(31), 'enforcement-not-enforce')).toEqual([]);
  });

  it('is replaced by a new exception for the same check', async () => {
    await root.run(CreateGroup, { GroupName: 'empty' });
    await on(9).run(PutFindingException, { CheckId: 'group-empty', Reason, Days: 90 });
    const { Exception } = await on(10).run(PutFindingException, { CheckId: 'group-empty', Reason: 'For a week only.', Days: 7 });
    expect((await on(10).run(ListFindingExceptions, {})).Exceptions).toMatchObject([
      { ExceptionId: Exception.ExceptionId, Reason: 'For a week only.', ExpiresAt: day(17) },
    ]);
    expect(await open(on(18), 'group-empty')).toHaveLength(1);
  });

  it('for an OU covers the accounts below it, which can see but not delete it', async () => {
    const { management, rootId, unit, member } = await organizationOf(world, root);
    const [outer, shop] = [await unit('Workloads'), await member('shop')];
    const inner = await unit('Shops', outer);
    await management.run(MoveAccount, { AccountId: shop.accountId, SourceParentId: rootId, DestinationParentId: inner });
    for (const actor of [root, shop]) await actor.run(CreateGroup, { GroupName: 'empty' });
    const given = { CheckId: 'group-empty', TargetId: outer, Reason, Days: 20 };
    const { Exception } = await on(9).run(PutFindingException, given);
    expect([await open(on(9, shop), 'group-empty'), await open(on(9), 'group-empty')]).toMatchObject([[], [{}]]);
    const seen = { TargetId: outer, UnitName: 'Workloads', Reason };
    const own = { ...seen, Own: true, CreatedBy: `arn:aws:iam::${root.accountId}:root` };
    expect((await on(9).run(ListFindingExceptions, {})).Exceptions).toMatchObject([own]);
    // A member sees only the id of another account.
    const others = { ...seen, Own: false, CreatedBy: root.accountId };
    expect((await on(9, shop).run(ListFindingExceptions, {})).Exceptions).toMatchObject([others]);
    expect((await on(9, shop).run(ListPostureFindings, { CheckId: 'group-empty' })).Findings).toMatchObject([
      { Exception: { CreatedBy: root.accountId } },
    ]);
    expect((await on(9, shop).fails(PutFindingException, given)).shape).toBe('AccessDenied');
    expect((await on(9, shop).fails(DeleteFindingException, { ExceptionId: Exception.ExceptionId })).shape).toBe(
      'NoSuchEntityException',
    );
    await on(9).run(DeleteFindingException, { ExceptionId: Exception.ExceptionId });
    expect(await open(on(9, shop), 'group-empty')).toHaveLength(1);
  });

  it('for another account ends when the account leaves the organization', async () => {
    const { management, member } = await organizationOf(world, root);
    const shop = await member('shop');
    await shop.run(CreateGroup, { GroupName: 'empty' });
    await on(9).run(PutFindingException, { CheckId: 'group-empty', TargetId: shop.accountId, Reason });
    expect(await open(on(9, shop), 'group-empty')).toEqual([]);
    await on(9, management).run(RemoveAccountFromOrganization, { AccountId: shop.accountId });
    expect(await open(on(9, shop), 'group-empty')).toHaveLength(1);
    expect((await on(9, shop).run(ListFindingExceptions, {})).Exceptions).toEqual([]);
  });

  it('requires permission, an existing target and a reason', async () => {
    const Action = ['iam:*', 'organizations:*'];
    const other = await userWith(world, root, 'other', { Effect: 'Allow', Action, Resource: '*' });
    expect((await other.fails(PutFindingException, { CheckId: 'group-empty', Reason })).message).toContain(
      'gatehouse:PutFindingException',
    );
    expect((await root.fails(PutFindingException, { CheckId: 'group-empty', Reason: 'no' })).shape).toContain('Validation');
    expect((await root.fails(PutFindingException, { CheckId: 'no-such', Reason })).shape).toContain('Validation');
    expect((await root.fails(PutFindingException, { FindingId: '0'.repeat(32), Reason })).shape).toBe('NoSuchEntityException');
    const stranger = await world.account('stranger');
    expect((await root.fails(PutFindingException, { CheckId: 'group-empty', TargetId: stranger.accountId, Reason })).shape).toBe(
      'AccessDenied',
    );
  });
});
