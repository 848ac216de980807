import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, TEST_NOW } from '../../core/test-world';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateUser } from '../../iam/user/operations';
import { MoveAccount } from '../../organizations/account/operations';
import { AttachPolicy, DetachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText, userWith } from '../../organizations/test-organization';
import { CreateQueue } from '../../resources/sqs/operations';
import { ListActionsChanged, ListCallsDeniedByChange, PreviewGuardrailChange } from './operations';
import type { GuardrailChange } from './schema';

const SCP = 'SERVICE_CONTROL_POLICY';
const RCP = 'RESOURCE_CONTROL_POLICY';
const DENY_S3 = policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
const onlyIn = (region: string) =>
  policyText({
    Effect: 'Deny',
    NotAction: 'iam:*',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': region } },
  });
const EVERYTHING = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
const ONLY_EC2 = [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }];

let world: OrganizationWorld;
let workloads: string;
let production: Actor;
let sandbox: Actor;
beforeEach(async () => {
  world = await createOrganizationWorld();
  await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: SCP });
  workloads = await world.unit('Workloads');
  production = await world.member('production');
  sandbox = await world.member('sandbox');
  const place = { SourceParentId: world.rootId, DestinationParentId: workloads };
  await world.management.run(MoveAccount, { AccountId: production.accountId, ...place });
});
afterEach(() => world.close());

async function policy(Content: string, Name = 'guardrail'): Promise<string> {
  const { Policy } = await world.management.run(CreatePolicy, { Name, Description: '', Type: SCP, Content });
  return Policy.PolicySummary.Id;
}

const preview = (Change: GuardrailChange) => world.management.run(PreviewGuardrailChange, { Change });

describe('PreviewGuardrailChange', () => {
  it('counts principals below the target that lose access, by account', async () => {
    await userWith(world, production, 'admin', EVERYTHING);
    await userWith(world, production, 'operator', ONLY_EC2);
    await userWith(world, sandbox, 'admin', EVERYTHING);
    const effect = await preview({ kind: 'attach', policyId: await policy(DENY_S3), targetId: workloads });
    expect(effect).toMatchObject({ Accounts: 1, Units: 1, Lose: 3, Gain: 0, ManagementExempt: false });
    const [account] = effect.ByAccount;
    expect(account?.Name).toBe('production');
    expect(account?.Services).toEqual(['s3']);
    // The root user, the account's access role and the administrator lose S3. The operator never had it.
    expect(account?.Changed.map(({ Name }) => Name).sort()).toEqual(['OrganizationAccountAccessRole', 'admin', 'root']);
  });

  it('treats a draft policy as if it were attached', async () => {
    await userWith(world, production, 'admin', EVERYTHING);
    const stored = await preview({ kind: 'attach', policyId: await policy(DENY_S3), targetId: workloads });
    const draft = { kind: 'create', type: SCP, content: DENY_S3, targetId: workloads } as const;
    expect(await preview(draft)).toEqual({ ...stored, Milliseconds: expect.any(Number) });
    const { message } = await world.management.fails(PreviewGuardrailChange, { Change: { ...draft, content: '{' } });
    expect(message).toMatch(/line 1/);
  });

  it('counts access that a queue policy grants to a user without policies', async () => {
    await userWith(world, production, 'reader');
    const arn = `arn:aws:iam::${production.accountId}:user/reader`;
    const receive = { Effect: 'Allow', Principal: { AWS: arn }, Action: 'sqs:ReceiveMessage', Resource: '*' };
    await production.run(CreateQueue, { QueueName: 'inbox', Attributes: { Policy: policyText(receive) } });
    const policyId = await policy(policyText({ Effect: 'Deny', Action: 'sqs:*', Resource: '*' }));
    const [account] = (await preview({ kind: 'attach', policyId, targetId: workloads })).ByAccount;
    expect(account?.Changed.find(({ Name }) => Name === 'reader')).toMatchObject({ Lost: 1, Narrowed: 0 });
    const Change = { kind: 'attach' as const, policyId, targetId: workloads };
    const asked = { Change, PrincipalArn: arn, Kind: 'Lost' as const, Service: 'sqs' };
    expect((await world.management.run(ListActionsChanged, asked)).Actions).toEqual(['ReceiveMessage']);
  });

  it('never counts the management account and reports that it is exempt', async () => {
    await userWith(world, world.management, 'admin', EVERYTHING);
    const effect = await preview({ kind: 'attach', policyId: await policy(DENY_S3), targetId: world.rootId });
    expect(effect).toMatchObject({ Accounts: 2, ManagementExempt: true });
    expect(effect.ByAccount.map(({ Name }) => Name)).toEqual(['production', 'sandbox']);
  });

  it('reports access that becomes conditional as narrowed, not lost', async () => {
    await userWith(world, production, 'operator', ONLY_EC2);
    const policyId = await policy(onlyIn('eu-north-1'));
    const effect = await preview({ kind: 'attach', policyId, targetId: production.accountId });
    const operator = effect.ByAccount[0]?.Changed.find(({ Name }) => Name === 'operator');
    expect(operator?.Lost).toBe(0);
    expect(operator?.Narrowed).toBeGreaterThan(100);
  });

  it('reports a change of conditions as both narrowed and widened', async () => {
    await userWith(world, production, 'operator', ONLY_EC2);
    const policyId = await policy(onlyIn('eu-north-1'));
    await world.management.run(AttachPolicy, { PolicyId: policyId, TargetId: workloads });
    const effect = await preview({ kind: 'update', policyId, content: onlyIn('eu-west-1') });
    const operator = effect.ByAccount[0]?.Changed.find(({ Name }) => Name === 'operator');
    expect([operator?.Lost, operator?.Gained]).toEqual([0, 0]);
    expect(operator?.Narrowed).toBeGreaterThan(100);
    expect(operator?.Widened).toBeGreaterThan(100);
  });

  it('finds no change from a Deny that another level already has', async () => {
    const policyId = await policy(onlyIn('eu-north-1'));
    const sandboxUnit = await world.unit('Sandbox');
    await world.management.run(AttachPolicy, { PolicyId: policyId, TargetId: workloads });
    await world.management.run(AttachPolicy, { PolicyId: policyId, TargetId: sandboxUnit });
    const onRoot = await preview({ kind: 'attach', policyId, targetId: world.rootId });
    expect(onRoot.ByAccount.map(({ Name }) => Name)).toEqual(['sandbox']);
    const move = await preview({ kind: 'move', accountIds: [production.accountId], destinationId: sandboxUnit });
    expect(move).toMatchObject({ Lose: 0, Gain: 0 });
  });

  it('finds no change from a different notation of the same policy', async () => {
    const policyId = await policy(DENY_S3);
    await world.management.run(AttachPolicy, { PolicyId: policyId, TargetId: workloads });
    const content = policyText({ Sid: 'NoS3', Effect: 'Deny', Action: ['s3:*'], Resource: ['*'] });
    expect(await preview({ kind: 'update', policyId, content })).toMatchObject({ Lose: 0, Gain: 0, ByAccount: [] });
  });

  it('supports RCPs and reports that outside callers are not counted', async () => {
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: RCP });
    const create = async (Name: string, statement: object) => {
      const Content = policyText({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', ...statement });
      const { Policy } = await world.management.run(CreatePolicy, { Name, Description: '', Type: RCP, Content });
      return Policy.PolicySummary.Id;
    };
    const others = { Condition: { StringNotEquals: { 'aws:PrincipalOrgID': world.organizationId } } };
    const attach = async (policyId: string) => preview({ kind: 'attach', policyId, targetId: workloads });
    expect(await attach(await create('OnlyOurs', others))).toMatchObject({ Lose: 0, OutsidersToo: true });
    expect((await attach(await create('Nobody', {}))).Lose).toBe(2);
  });

  it('counts principals that gain access by a detach, a move, an update or a disabled policy type', async () => {
    await userWith(world, production, 'admin', EVERYTHING);
    const policyId = await policy(DENY_S3);
    await world.management.run(AttachPolicy, { PolicyId: policyId, TargetId: workloads });
    const changes: GuardrailChange[] = [
      { kind: 'detach', policyId, targetId: workloads },
      { kind: 'move', accountIds: [production.accountId], destinationId: world.rootId },
      { kind: 'update', policyId, content: policyText({ Effect: 'Deny', Action: 'ec2:RunInstances', Resource: '*' }) },
      { kind: 'disable', type: SCP },
    ];
    for (const change of changes) {
      const effect = await preview(change);
      expect([change.kind, effect.Gain]).toEqual([change.kind, 3]);
    }
  });

  it('names a level that loses its last Allow by a detach, an update or a move', async () => {
    const only = await policy(policyText({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }), 'OnlyEc2');
    const limit = await policy(DENY_S3, 'Limit');
    await world.management.run(AttachPolicy, { PolicyId: only, TargetId: workloads });
    await world.management.run(AttachPolicy, { PolicyId: limit, TargetId: workloads });
    const closes = async (change: GuardrailChange) => (await preview(change)).Closes;
    expect(await closes({ kind: 'detach', policyId: 'p-FullAWSAccess', targetId: workloads })).toEqual([]);
    await world.management.run(DetachPolicy, { PolicyId: 'p-FullAWSAccess', TargetId: workloads });
    expect(await closes({ kind: 'detach', policyId: only, targetId: workloads })).toEqual(['Workloads']);
    expect(await closes({ kind: 'update', policyId: only, content: DENY_S3 })).toEqual(['Workloads']);
    await world.management.run(DetachPolicy, { PolicyId: only, TargetId: workloads });
    const move = (destinationId: string, ...accounts: Actor[]) =>
      closes({ kind: 'move', accountIds: accounts.map(({ accountId }) => accountId), destinationId });
    expect(await move(workloads, sandbox)).toEqual(['Workloads']);
    expect(await move(workloads, production, sandbox)).toEqual(['Workloads']);
    expect(await move(world.rootId, production)).toEqual([]);
    expect(await closes({ kind: 'attach', policyId: only, targetId: workloads })).toEqual([]);
    expect(await closes({ kind: 'detach', policyId: limit, targetId: workloads })).toEqual([]);
  });

  it('counts all accounts of one move, each from its current parent', async () => {
    const [policyId, archive] = [await policy(DENY_S3), await world.unit('Archive')];
    await world.management.run(AttachPolicy, { PolicyId: policyId, TargetId: workloads });
    await world.management.run(AttachPolicy, { PolicyId: policyId, TargetId: archive });
    await userWith(world, sandbox, 'admin', EVERYTHING);
    const accountIds = [production.accountId, sandbox.accountId];
    const effect = await preview({ kind: 'move', accountIds, destinationId: archive });
    expect(effect).toMatchObject({ Accounts: 2, Lose: 3, Gain: 0 });
    expect(effect.ByAccount.map(({ Name }) => Name)).toEqual(['sandbox']);
  });

  it('finds no change from a policy that denies only unused permissions', async () => {
    await userWith(world, production, 'operator', ONLY_EC2);
    const content = policyText({
      Effect: 'Deny',
      Action: 's3:*',
      Resource: '*',
      Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/operator' } },
    });
    const effect = await preview({ kind: 'attach', policyId: await policy(content), targetId: workloads });
    expect(effect).toMatchObject({ Lose: 0, Gain: 0, ByAccount: [] });
  });

  it('denies member accounts, and refuses a malformed document with its line', async () => {
    const policyId = await policy(DENY_S3);
    const change: GuardrailChange = { kind: 'attach', policyId, targetId: workloads };
    expect((await production.fails(PreviewGuardrailChange, { Change: change })).shape).toBe('AccessDeniedException');
    const malformed = { kind: 'update', policyId, content: '{' } as const;
    const error = await world.management.fails(PreviewGuardrailChange, { Change: malformed });
    expect(error.shape).toBe('MalformedPolicyDocumentException');
    expect(error.message).toContain('line 1');
  });

  it('refuses declarative policies, which decide no access', async () => {
    const Content = '{"tags":{}}';
    const { Policy } = await world.management.run(CreatePolicy, { Name: 'tags', Description: '', Type: 'TAG_POLICY', Content });
    const policyId = Policy.PolicySummary.Id;
    for (const change of [
      { kind: 'attach', policyId, targetId: workloads } as const,
      { kind: 'detach', policyId, targetId: workloads } as const,
      { kind: 'update', policyId, content: DENY_S3 } as const,
    ])
      await expect(preview(change)).rejects.toMatchObject({ shape: 'InvalidInputException' });
  });

  it('requires iam:SimulatePrincipalPolicy', async () => {
    const reader = await userWith(world, world.management, 'reader', [
      { Effect: 'Allow', Action: 'organizations:*', Resource: '*' },
    ]);
    const error = await reader.fails(PreviewGuardrailChange, { Change: { kind: 'disable', type: SCP } });
    expect(error.message).toContain('iam:SimulatePrincipalPolicy');
  });

  it('includes a policy that was just added to a user', async () => {
    const policyId = await policy(DENY_S3);
    const change: GuardrailChange = { kind: 'attach', policyId, targetId: production.accountId };
    await production.run(CreateUser, { UserName: 'maria' });
    expect((await preview(change)).Lose).toBe(2);
    await production.run(PutUserPolicy, { UserName: 'maria', PolicyName: 'p', PolicyDocument: policyText(EVERYTHING[0] ?? {}) });
    expect((await preview(change)).Lose).toBe(3);
  });
});

describe('ListActionsChanged', () => {
  it('counts actions by service and pages those of one service', async () => {
    const operator = await userWith(world, production, 'operator', ONLY_EC2);
    const PrincipalArn = 'arn' in operator.caller.principal ? operator.caller.principal.arn : '';
    const change: GuardrailChange = { kind: 'attach', policyId: await policy(onlyIn('eu-north-1')), targetId: workloads };
    const counted = (await preview(change)).ByAccount[0]?.Changed.find(({ Arn }) => Arn === PrincipalArn);
    const ask = (more: object) =>
      world.management.run(ListActionsChanged, { Change: change, PrincipalArn, Kind: 'Narrowed', ...more });
    const { Services, Actions } = await ask({});
    expect([Services, Actions]).toEqual([[{ Service: 'ec2', Count: counted?.Narrowed }], []]);
    const pages = [
      await ask({ Service: 'ec2' }),
      await ask({ Service: 'ec2', Page: 2 }),
      await ask({ Service: 'ec2', Page: 99 }),
    ];
    expect(pages.map((page) => page.Actions.length)).toEqual([100, 100, 0]);
    expect(new Set(pages.flatMap((page) => page.Actions)).size).toBe(200);
    expect(await ask({ Kind: 'Lost' })).toEqual({ Services: [], Actions: [] });
  });

  it('returns nothing for an unaffected principal and denies other accounts', async () => {
    const Change: GuardrailChange = { kind: 'attach', policyId: await policy(DENY_S3), targetId: workloads };
    const PrincipalArn = `arn:aws:iam::${sandbox.accountId}:root`;
    const asked = { Change, PrincipalArn, Kind: 'Lost' } as const;
    expect((await world.management.run(ListActionsChanged, asked)).Services).toEqual([]);
    expect((await sandbox.fails(ListActionsChanged, asked)).shape).toBe('AccessDeniedException');
  });
});

describe('ListCallsDeniedByChange', () => {
  const DENY_CREATE_USER = policyText({ Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' });

  it('counts past allowed calls that the change would deny, by caller and action', async () => {
    const admin = await userWith(world, production, 'admin', EVERYTHING);
    await admin.run(CreateUser, { UserName: 'maria' });
    await admin.run(CreateUser, { UserName: 'jose' });
    const nobody = await userWith(world, production, 'nobody');
    await nobody.fails(CreateUser, { UserName: 'eve' });
    const Change: GuardrailChange = { kind: 'attach', policyId: await policy(DENY_CREATE_USER), targetId: workloads };
    const { Calls } = await world.management.run(ListCallsDeniedByChange, { Change });
    const byAdmin = Calls.find(({ PrincipalArn }) => PrincipalArn.endsWith(':user/admin'));
    expect(byAdmin).toMatchObject({ Action: 'iam:CreateUser', Count: 2, AccountName: 'production' });
    expect(Calls.some(({ PrincipalArn }) => PrincipalArn.endsWith(':user/nobody'))).toBe(false);
  });

  it('counts a call with several checked actions once', async () => {
    const admin = await userWith(world, production, 'admin', EVERYTHING);
    await admin.run(CreateUser, { UserName: 'kim', Tags: [{ Key: 'team', Value: 'blue' }] });
    const deny = policyText({ Effect: 'Deny', Action: ['iam:CreateUser', 'iam:TagUser'], Resource: '*' });
    const Change: GuardrailChange = { kind: 'attach', policyId: await policy(deny), targetId: workloads };
    const { Calls } = await world.management.run(ListCallsDeniedByChange, { Change });
    const byAdmin = Calls.filter(({ PrincipalArn }) => PrincipalArn.endsWith(':user/admin'));
    expect(byAdmin.map(({ Action, Count }) => [Action, Count])).toEqual([['iam:CreateUser', 1]]);
  });

  it('excludes calls of other accounts, of other actions and older than a week', async () => {
    const admin = await userWith(world, sandbox, 'admin', EVERYTHING);
    await admin.run(CreateUser, { UserName: 'maria' });
    const old = await userWith(world, production, 'admin', EVERYTHING);
    await old.with({ now: new Date(TEST_NOW.getTime() - 8 * 86_400_000) }).run(CreateUser, { UserName: 'maria' });
    const Change: GuardrailChange = { kind: 'attach', policyId: await policy(DENY_CREATE_USER), targetId: workloads };
    const { Calls, Examined } = await world.management.run(ListCallsDeniedByChange, { Change });
    // The root user created the administrator. This is the only call of the week.
    expect(Calls.map(({ PrincipalArn, Count }) => [PrincipalArn, Count])).toEqual([
      [`arn:aws:iam::${production.accountId}:root`, 1],
    ]);
    expect(Examined).toBeGreaterThan(0);
  });

  it('requires cloudtrail:LookupEvents', async () => {
    const reader = await userWith(world, world.management, 'reader', [
      { Effect: 'Allow', Action: ['organizations:*', 'iam:SimulatePrincipalPolicy'], Resource: '*' },
    ]);
    const error = await reader.fails(ListCallsDeniedByChange, { Change: { kind: 'disable', type: SCP } });
    expect(error.message).toContain('cloudtrail:LookupEvents');
  });
});
