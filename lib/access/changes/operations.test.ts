import { afterAll, describe, expect, it } from 'vitest';
import { forgetChanges } from '../../core/events/change-log';
import { eventIdOf } from '../../core/events/event-rows';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { transaction } from '../../db/transaction';
import { AttachUserPolicy, DetachUserPolicy } from '../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { DeleteUserPolicy, PutGroupPolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateRole, UpdateAssumeRolePolicy } from '../../iam/role/operations';
import { CreateUser, DeleteUser } from '../../iam/user/operations';
import { AttachPolicy, DetachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { organizationOf } from '../../organizations/test-organization';
import { CreateQueue, SetQueueAttributes } from '../../resources/sqs/operations';
import { SaveSnapshot } from '../../snapshot/operations';
import { allow, policy, trust, userWith } from '../../sts/test-actors';
import { GetAccessChange, GetChangesReach, ListAccessChanges, ListEffectivePolicyChanges, ListPolicyChanges } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const later = (minutes: number) => ({ now: new Date(TEST_NOW.getTime() + minutes * 60_000) });
const S3 = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

async function changed(of = world): Promise<{ root: Actor; arn: (name: string) => string }> {
  const root = await of.account();
  const arn = (name: string) => `arn:aws:iam::${root.accountId}:user/${name}`;
  for (const UserName of ['ana', 'ben', 'eve']) await root.run(CreateUser, { UserName });
  await root.run(CreateGroup, { GroupName: 'Readers' });
  await root.run(PutGroupPolicy, { GroupName: 'Readers', PolicyName: 'own', PolicyDocument: policy(allow('sqs:SendMessage')) });
  await root.run(AddUserToGroup, { GroupName: 'Readers', UserName: 'ben' });
  await root.run(SaveSnapshot, { Name: 'before' });
  const admin = await userWith(of, root, 'admin', allow('iam:*'));
  await admin.with(later(1)).run(AttachUserPolicy, { UserName: 'ana', PolicyArn: S3 });
  const document = policy(allow('sqs:ReceiveMessage'));
  await root.with(later(2)).run(PutGroupPolicy, { GroupName: 'Readers', PolicyName: 'own', PolicyDocument: document });
  await root.with(later(3)).run(AddUserToGroup, { GroupName: 'Readers', UserName: 'eve' });
  return { root, arn };
}

describe('access changes since a snapshot', () => {
  it('list gained and lost access by principal and service, with the responsible calls and callers', async () => {
    const { root, arn } = await changed();
    const answer = await root.with(later(5)).run(ListAccessChanges, { From: { Snapshot: 'before' } });
    expect(answer).toMatchObject({ From: { Snapshot: 'before' }, To: { Time: later(5).now }, Total: 4, Gain: 4, Lose: 1 });
    const of = (name: string) => answer.Rows.find((row) => row.Arn === arn(name));
    const calls = (name: string) => of(name)?.Calls.map(({ Name, By }) => `${Name} ${By.replace(/^.*:/, '')}`);
    expect(of('admin')).toMatchObject({ Kind: 'added', Lost: 0 });
    expect(of('ana')?.Services[0]).toMatchObject({ Service: 's3', Lost: 0 });
    expect(calls('ana')).toEqual(['iam:AttachUserPolicy user/admin']);
    expect(of('ben')).toMatchObject({ Gained: 1, Lost: 1, Services: [{ Service: 'sqs', Gained: 1, Lost: 1 }] });
    expect(calls('ben')).toEqual(['iam:PutGroupPolicy root']);
    // The group's policy was written before eve joined, so it did not affect her.
    expect(calls('eve')).toEqual(['iam:AddUserToGroup root']);
    const one = await root.run(GetAccessChange, { From: { Snapshot: 'before' }, PrincipalArn: arn('ben'), Service: 'sqs' });
    expect(one.Actions).toEqual([
      { Name: 'ReceiveMessage', How: 'gained' },
      { Name: 'SendMessage', How: 'lost' },
    ]);
  });

  it('have one verdict per principal and can be searched by name and verdict', async () => {
    const { root, arn } = await changed();
    const answer = await root.with(later(5)).run(ListAccessChanges, { From: { Snapshot: 'before' } });
    const verdicts = answer.Rows.map(({ Arn, Verdict }) => [Arn.replace(/^.*\//, ''), Verdict]);
    expect(Object.fromEntries(verdicts)).toEqual({ ana: 'wider', ben: 'both', eve: 'wider', admin: 'wider' });
    const sought = async (more: { Search?: string; Verdict?: 'both' | 'narrower' }) =>
      (await root.with(later(5)).run(ListAccessChanges, { From: { Snapshot: 'before' }, ...more })).Rows.map(({ Arn }) => Arn);
    expect(await sought({ Search: 'USER/B' })).toEqual([arn('ben')]);
    expect(await sought({ Verdict: 'both' })).toEqual([arn('ben')]);
    expect(await sought({ Verdict: 'narrower' })).toEqual([]);
  });

  it('name only calls that changed access, not redundant or reverted ones', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(SaveSnapshot, { Name: 'before' });
    const put = (minutes: number, name: string, PolicyDocument: string) =>
      root.with(later(minutes)).run(PutUserPolicy, { UserName: 'ana', PolicyName: name, PolicyDocument });
    await put(1, 'first', policy(allow('s3:*')));
    // The second policy repeats what is allowed already, and the third is undone.
    await put(2, 'second', policy(allow('s3:GetObject')));
    await put(3, 'third', policy(allow('sqs:*')));
    await root.with(later(4)).run(DeleteUserPolicy, { UserName: 'ana', PolicyName: 'third' });
    const { Rows } = await root.with(later(5)).run(ListAccessChanges, { From: { Snapshot: 'before' } });
    expect(Rows).toMatchObject([{ Verdict: 'wider', UntriedCalls: 0, Calls: [{ Name: 'iam:PutUserPolicy' }] }]);
    expect(Rows[0]?.Calls).toHaveLength(1);
  });

  it('are the same in either direction and empty between snapshots of equal access', async () => {
    const { root, arn } = await changed();
    await root.with(later(6)).run(SaveSnapshot, { Name: 'after' });
    await root
      .with(later(7))
      .run(DeleteUser, { UserName: 'ana' })
      .catch(() => null);
    const forth = await root.run(ListAccessChanges, { From: { Snapshot: 'before' }, To: { Snapshot: 'after' } });
    const back = await root.run(ListAccessChanges, { From: { Snapshot: 'after' }, To: { Snapshot: 'before' } });
    expect(back).toEqual(forth);
    expect(forth.Rows.map(({ Arn }) => Arn)).toContain(arn('ana'));
    await root.with(later(8)).run(SaveSnapshot, { Name: 'again' });
    expect(await root.run(ListAccessChanges, { From: { Snapshot: 'after' }, To: { Snapshot: 'again' } })).toMatchObject({
      Total: 0,
      Rows: [],
    });
    expect((await root.fails(ListAccessChanges, { From: { Snapshot: 'after' }, To: { Snapshot: 'after' } })).shape).toBe(
      'ValidationError',
    );
  });

  it('include SCP changes in the organization for the management account only', async () => {
    const management = await world.account();
    const { rootId, member: memberNamed } = await organizationOf(world, management);
    await management.run(EnablePolicyType, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const member = await memberNamed('member');
    const { arn } = await userWith(world, member, 'dev', allow('*'));
    await management.run(SaveSnapshot, { Name: 'before' });
    const Content = policy({ Effect: 'Deny', Action: 'ec2:*', Resource: '*' });
    const { Policy } = await management.run(CreatePolicy, {
      Name: 'no-ec2',
      Description: '',
      Type: 'SERVICE_CONTROL_POLICY',
      Content,
    });
    const attach = { PolicyId: Policy.PolicySummary?.Id, TargetId: rootId };
    await management.with(later(1)).run(AttachPolicy, attach);
    const answer = await management
      .with(later(2))
      .run(ListAccessChanges, { From: { Snapshot: 'before' }, AccountId: member.accountId });
    const row = answer.Rows.find(({ Arn }) => Arn === arn);
    expect(row).toMatchObject({
      Gained: 0,
      Services: [{ Service: 'ec2', Gained: 0 }],
      Calls: [{ Name: 'organizations:AttachPolicy' }],
    });
    expect((await member.fails(ListAccessChanges, { From: { Snapshot: 'before' } })).shape).toBe('NoSuchEntityException');
  });

  it('are limited to the caller’s snapshots and accounts and need cloudtrail:LookupEvents', async () => {
    const { root } = await changed();
    const other = await world.account();
    expect((await other.fails(ListAccessChanges, { From: { Snapshot: 'before' } })).shape).toBe('NoSuchEntityException');
    await other.run(SaveSnapshot, { Name: 'before' });
    expect(await other.run(ListAccessChanges, { From: { Snapshot: 'before' } })).toMatchObject({
      Total: 0,
      Calls: 0,
      Accounts: [],
    });
    const reader = await userWith(world, root, 'reader', allow(['iam:GetAccountAuthorizationDetails', 'gatehouse:GetSnapshot']));
    expect((await reader.fails(ListAccessChanges, { From: { Snapshot: 'before' } })).message).toContain(
      'cloudtrail:LookupEvents',
    );
  });
});

describe('access changes in the event history', () => {
  const idOf = async (accountId: string, eventName: string, of = world) => {
    const rows = await of.database.reader.event.findMany({
      where: { accountId, eventName },
      orderBy: { id: 'asc' },
      take: 1,
    });
    return eventIdOf(rows[0] ?? { id: 0, time: TEST_NOW });
  };

  it('show the effect of one call by comparing access directly before and after it', async () => {
    const { root, arn } = await changed();
    const [Before, After] = [await idOf(root.accountId, 'AttachUserPolicy'), await idOf(root.accountId, 'AttachUserPolicy')];
    // Later calls do not change the answer.
    await root.with(later(8)).run(DetachUserPolicy, { UserName: 'ana', PolicyArn: S3 });
    const answer = await root.with(later(9)).run(ListAccessChanges, { From: { Before }, To: { After } });
    expect(answer.Rows.map(({ Arn, Kind, Lost }) => [Arn, Kind, Lost])).toEqual([[arn('ana'), 'changed', 0]]);
    expect(answer).toMatchObject({ By: { Name: 'iam:AttachUserPolicy', EventId: Before }, Calls: 1, Policies: 0 });
    expect(answer.Rows[0]?.Calls).toHaveLength(1);
  });

  it('can be listed between two times or from a time to now', async () => {
    // A separate installation, because its clock moves on.
    const apart = await createTestWorld();
    const { root, arn } = await changed(apart);
    const at = (minutes: number) => ({ Time: later(minutes).now.toISOString() });
    const between = await root.with(later(9)).run(ListAccessChanges, { From: at(1.5), To: at(2.5) });
    expect(between.Rows.map(({ Arn }) => Arn)).toEqual([arn('ben')]);
    expect(between.Rows[0]?.Calls.map(({ Name }) => Name)).toEqual(['iam:PutGroupPolicy']);
    const since = await root.with(later(9)).run(ListAccessChanges, { From: at(2.5) });
    expect(since.Rows.map(({ Arn }) => Arn)).toEqual([arn('eve')]);
    // A snapshot and the time when it was saved are the same point in time.
    const same = await root.with(later(9)).run(ListAccessChanges, { From: { Snapshot: 'before' }, To: at(0.5) });
    expect(same.Total - same.Rows.filter(({ Kind }) => Kind === 'added').length).toBe(0);
    expect((await root.fails(ListAccessChanges, { From: at(60) })).shape).toBe('ValidationError');
    await apart.close();
  });

  it('include the effect of SCP changes on a member account, but not calls of the organization', async () => {
    const apart = await createTestWorld();
    const management = await apart.account();
    const { rootId, member: memberNamed } = await organizationOf(apart, management);
    await management.run(EnablePolicyType, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const member = await memberNamed('member');
    const { arn } = await userWith(apart, member, 'dev', allow('*'));
    const Content = policy({ Effect: 'Deny', Action: 'ec2:*', Resource: '*' });
    const created = await management
      .with(later(1))
      .run(CreatePolicy, { Name: 'no-ec2', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content });
    const PolicyId = created.Policy.PolicySummary?.Id;
    await management.with(later(2)).run(AttachPolicy, { PolicyId, TargetId: rootId });
    const at = (minutes: number) => ({ Time: later(minutes).now.toISOString() });
    const caller = member.with(later(9));
    const over = await caller.run(ListAccessChanges, { From: at(1.5), To: at(2.5) });
    expect(over.Rows.find((row) => row.Arn === arn)?.Services.map(({ Service }) => Service)).toEqual(['ec2']);
    expect(over.Calls).toBe(0);
    expect(await caller.run(ListAccessChanges, { From: at(2.5) })).toMatchObject({ Total: 0 });
    await apart.close();
  });

  it('list principals that changed resource and trust policies admit, with the responsible calls', async () => {
    const apart = await createTestWorld();
    const root = await apart.account();
    const { arn } = await userWith(apart, root, 'ana');
    await root.run(CreateRole, { RoleName: 'run', AssumeRolePolicyDocument: trust(root.accountId) });
    await root.run(CreateQueue, { QueueName: 'jobs' });
    const QueueUrl = `http://sqs.us-east-1.amazonaws.com/${root.accountId}/jobs`;
    const queue = `arn:aws:sqs:us-east-1:${root.accountId}:jobs`;
    const open = policy({ ...allow('sqs:SendMessage', queue), Principal: { AWS: [arn, '999999999999'] } });
    await root.with(later(1)).run(SetQueueAttributes, { QueueUrl, Attributes: { Policy: open } });
    await root.with(later(2)).run(UpdateAssumeRolePolicy, { RoleName: 'run', PolicyDocument: trust('999999999999') });
    const From = { Time: later(0.5).now.toISOString() };
    const { Rows, Total } = await root.with(later(3)).run(ListPolicyChanges, { From });
    expect(Total).toBe(2);
    expect(Rows.map(({ On, Kind, Gain }) => [On, Kind, Gain])).toEqual([
      ['resource', 'added', 2],
      ['role', 'changed', 1],
    ]);
    const names = Rows[0]?.Changes.flatMap(({ Principals, Gained }) =>
      Principals.map(({ Principal, Zone }) => [Principal, Zone, Gained.Actions]),
    );
    expect(names).toEqual([
      ['arn:aws:iam::999999999999:root', 'outside', ['sqs:SendMessage']],
      [arn, 'own', ['sqs:SendMessage']],
    ]);
    expect(Rows.map(({ Calls }) => Calls.map(({ Name }) => Name))).toEqual([
      ['sqs:SetQueueAttributes'],
      ['iam:UpdateAssumeRolePolicy'],
    ]);
    const Before = await idOf(root.accountId, 'SetQueueAttributes', apart);
    const one = await root.with(later(3)).run(ListPolicyChanges, { From: { Before }, To: { After: Before } });
    expect(one.Rows.map(({ Arn }) => Arn)).toEqual([queue]);
    await apart.close();
  });

  it('cover only the caller’s own events and the period with recorded changes', async () => {
    const { root } = await changed();
    const other = await world.account();
    await other.run(CreateUser, { UserName: 'x' });
    const Before = await idOf(root.accountId, 'AttachUserPolicy');
    expect((await other.fails(ListAccessChanges, { From: { Before } })).shape).toBe('NoSuchEntityException');
    expect(await root.run(GetChangesReach, {})).toEqual({});
    await world.database.writer.installation.create({ data: { id: 'test', createdAt: TEST_NOW, secretCheck: '' } });
    await transaction(world.database, forgetChanges);
    expect((await root.with(later(9)).fails(ListAccessChanges, { From: { Before } })).shape).toBe('ValidationError');
    expect((await root.run(GetChangesReach, {})).Since).toBeInstanceOf(Date);
    await world.database.writer.installation.deleteMany({});
  });
});

describe('changed effective policies', () => {
  const tag = (value: string) => JSON.stringify({ tags: { Team: { tag_value: { '@@assign': [value] } } } });

  /** An organization in which one policy is replaced at the root and edited, with a member in it. */
  async function scene() {
    const management = await world.account();
    const { rootId, member: memberNamed } = await organizationOf(world, management);
    await management.run(EnablePolicyType, { RootId: rootId, PolicyType: 'TAG_POLICY' });
    const member = await memberNamed('member');
    const create = async (Name: string, at: number) => {
      const input = { Name, Description: '', Type: 'TAG_POLICY', Content: tag(Name) } as const;
      return (await management.with(later(at)).run(CreatePolicy, input)).Policy.PolicySummary.Id;
    };
    const Red = await create('Red', 1);
    await management.with(later(2)).run(AttachPolicy, { PolicyId: Red, TargetId: rootId });
    await management.with(later(3)).run(SaveSnapshot, { Name: 'before' });
    const Blue = await create('Blue', 4);
    await management.with(later(5)).run(AttachPolicy, { PolicyId: Blue, TargetId: member.accountId });
    return { management, member, rootId, Red, Blue };
  }

  it('list the settings with the policy and node that set them, and the calls', async () => {
    const { management, member, rootId, Red, Blue } = await scene();
    const answer = await management.with(later(6)).run(ListEffectivePolicyChanges, { From: { Snapshot: 'before' } });
    const by = (PolicyId: string, PolicyName: string, NodeId: string, NodeName: string) => ({
      ...{ PolicyId, PolicyName, NodeId, NodeName },
    });
    expect(answer).toMatchObject({
      Total: 1,
      Rows: [
        {
          PolicyType: 'TAG_POLICY',
          Change: 'CHANGED',
          Accounts: [{ Id: member.accountId, Name: 'member' }],
          AccountCount: 1,
          Policies: [{ ...by(Blue, 'Blue', member.accountId, 'member'), How: 'ADDED' }],
          Settings: [
            {
              ...{ Path: 'tags/team/tag_value', Before: '["Red"]', After: '["Blue"]' },
              BeforeFrom: [by(Red, 'Red', rootId, 'Root')],
              AfterFrom: [by(Blue, 'Blue', member.accountId, 'member')],
            },
          ],
          Calls: [{ Name: 'organizations:AttachPolicy' }],
          MoreCalls: 0,
        },
      ],
    });
    const elsewhere = { From: { Snapshot: 'before' }, AccountId: management.accountId };
    expect(await management.with(later(6)).run(ListEffectivePolicyChanges, elsewhere)).toEqual({ Total: 0, Rows: [] });
  });

  it('name a policy that lost its place, with both calls', async () => {
    const { management, rootId, Red, Blue } = await scene();
    await management.with(later(6)).run(AttachPolicy, { PolicyId: Blue, TargetId: rootId });
    await management.with(later(7)).run(SaveSnapshot, { Name: 'both' });
    await management.with(later(8)).run(DetachPolicy, { PolicyId: Red, TargetId: rootId });
    await management.with(later(9)).run(AttachPolicy, { PolicyId: Red, TargetId: rootId });
    const { Rows } = await management.with(later(10)).run(ListEffectivePolicyChanges, { From: { Snapshot: 'both' } });
    expect(Rows).toMatchObject([
      {
        Accounts: [{ Id: management.accountId }],
        Policies: [
          { PolicyId: Blue, How: 'REORDERED' },
          { PolicyId: Red, How: 'REORDERED' },
        ],
        Settings: [{ Before: '["Red"]', After: '["Blue"]', AfterFrom: [{ PolicyId: Blue, NodeId: rootId }] }],
        Calls: [{ Name: 'organizations:AttachPolicy' }, { Name: 'organizations:DetachPolicy' }],
      },
    ]);
  });

  it('show a member account its own values without policies, and nothing to other accounts', async () => {
    const { management, member, Blue } = await scene();
    const attached = await world.database.reader.event.findMany({
      where: { accountId: management.accountId, eventName: 'AttachPolicy' },
      orderBy: { id: 'asc' },
    });
    const Before = eventIdOf(attached[1] ?? { id: 0, time: TEST_NOW });
    const mine = await management.run(ListEffectivePolicyChanges, { From: { Before } });
    expect(mine.Rows[0]?.Policies.map(({ PolicyId }) => PolicyId)).toEqual([Blue]);
    expect((await member.fails(ListEffectivePolicyChanges, { From: { Before } })).shape).toBe('NoSuchEntityException');
    const Time = new Date(later(5).now.getTime() - 1).toISOString();
    const { Rows } = await member.with(later(6)).run(ListEffectivePolicyChanges, { From: { Time } });
    expect(Rows).toMatchObject([
      {
        Accounts: [{ Id: member.accountId }],
        ...{ Policies: [], Calls: [] },
        Settings: [{ Before: '["Red"]', After: '["Blue"]', BeforeFrom: [], AfterFrom: [] }],
      },
    ]);
    const other = await world.account();
    const { Rows: none } = await other.with(later(6)).run(ListEffectivePolicyChanges, { From: { Time } });
    expect(none).toEqual([]);
  });

  it('need permission for effective policies, and show policies to those who may read them', async () => {
    const { management } = await scene();
    const read = [
      ...['iam:GetAccountAuthorizationDetails', 'gatehouse:GetSnapshot', 'cloudtrail:LookupEvents'],
      'organizations:ListAccounts',
    ];
    const From = { Snapshot: 'before' };
    const reader = await userWith(world, management, 'reader', allow(read));
    expect((await reader.fails(ListEffectivePolicyChanges, { From })).message).toContain('organizations:DescribeEffectivePolicy');
    const viewer = await userWith(world, management, 'viewer', allow([...read, 'organizations:DescribeEffectivePolicy']));
    const { Rows } = await viewer.with(later(9)).run(ListEffectivePolicyChanges, { From });
    expect(Rows).toMatchObject([{ Policies: [], Calls: [], Settings: [{ After: '["Blue"]', AfterFrom: [] }] }]);
  });
});
