import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { AttachUserPolicy } from '../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutGroupPolicy } from '../../iam/inline-policy/operations';
import { CreateUser, DeleteUser } from '../../iam/user/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { organizationOf } from '../../organizations/test-organization';
import { SaveSnapshot } from '../../snapshot/operations';
import { allow, policy, userWith } from '../../sts/test-actors';
import { GetAccessChange, ListAccessChanges } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const later = (minutes: number) => ({ now: new Date(TEST_NOW.getTime() + minutes * 60_000) });
const S3 = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';

async function changed(): Promise<{ root: Actor; arn: (name: string) => string }> {
  const root = await world.account();
  const arn = (name: string) => `arn:aws:iam::${root.accountId}:user/${name}`;
  for (const UserName of ['ana', 'ben', 'eve']) await root.run(CreateUser, { UserName });
  await root.run(CreateGroup, { GroupName: 'Readers' });
  await root.run(PutGroupPolicy, { GroupName: 'Readers', PolicyName: 'own', PolicyDocument: policy(allow('sqs:SendMessage')) });
  await root.run(AddUserToGroup, { GroupName: 'Readers', UserName: 'ben' });
  await root.run(SaveSnapshot, { Name: 'before' });
  const admin = await userWith(world, root, 'admin', allow('iam:*'));
  await admin.with(later(1)).run(AttachUserPolicy, { UserName: 'ana', PolicyArn: S3 });
  const document = policy(allow('sqs:ReceiveMessage'));
  await root.with(later(2)).run(PutGroupPolicy, { GroupName: 'Readers', PolicyName: 'own', PolicyDocument: document });
  await root.with(later(3)).run(AddUserToGroup, { GroupName: 'Readers', UserName: 'eve' });
  return { root, arn };
}

describe('who gained or lost what', () => {
  it('is told by principal and service, with the calls that did it and who made them', async () => {
    const { root, arn } = await changed();
    const answer = await root.with(later(5)).run(ListAccessChanges, { From: 'before' });
    expect(answer).toMatchObject({ From: { Snapshot: 'before' }, To: { Time: later(5).now }, Total: 4, Gain: 4, Lose: 1 });
    const of = (name: string) => answer.Rows.find((row) => row.Arn === arn(name));
    const calls = (name: string) => of(name)?.Calls.map(({ Name, By }) => `${Name} ${By.replace(/^.*:/, '')}`);
    expect(of('admin')).toMatchObject({ Kind: 'added', Lost: 0 });
    expect(of('ana')?.Services[0]).toMatchObject({ Service: 's3', Lost: 0 });
    expect(calls('ana')).toEqual(['iam:AttachUserPolicy user/admin']);
    expect(of('ben')).toMatchObject({ Gained: 1, Lost: 1, Services: [{ Service: 'sqs', Gained: 1, Lost: 1 }] });
    expect(calls('ben')).toEqual(['iam:PutGroupPolicy root']);
    expect(calls('eve')).toEqual(['iam:AddUserToGroup root', 'iam:PutGroupPolicy root']);
    const one = await root.run(GetAccessChange, { From: 'before', PrincipalArn: arn('ben'), Service: 'sqs' });
    expect(one.Actions).toEqual([
      { Name: 'ReceiveMessage', How: 'gained' },
      { Name: 'SendMessage', How: 'lost' },
    ]);
  });

  it('is the same the other way round, nothing between equal states, and two snapshots can be compared', async () => {
    const { root, arn } = await changed();
    await root.with(later(6)).run(SaveSnapshot, { Name: 'after' });
    await root
      .with(later(7))
      .run(DeleteUser, { UserName: 'ana' })
      .catch(() => null);
    const forth = await root.run(ListAccessChanges, { From: 'before', To: 'after' });
    const back = await root.run(ListAccessChanges, { From: 'after', To: 'before' });
    expect(back).toEqual(forth);
    expect(forth.Rows.map(({ Arn }) => Arn)).toContain(arn('ana'));
    await root.with(later(8)).run(SaveSnapshot, { Name: 'again' });
    expect(await root.run(ListAccessChanges, { From: 'after', To: 'again' })).toMatchObject({ Total: 0, Rows: [] });
    expect((await root.fails(ListAccessChanges, { From: 'after', To: 'after' })).shape).toBe('ValidationError');
  });

  it('is told of guardrails above all of an organization, to the account that manages it alone', async () => {
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
    const attach = { PolicyId: Policy?.PolicySummary?.Id ?? '', TargetId: rootId };
    await management.with(later(1)).run(AttachPolicy, attach);
    const answer = await management.with(later(2)).run(ListAccessChanges, { From: 'before', AccountId: member.accountId });
    const row = answer.Rows.find(({ Arn }) => Arn === arn);
    expect(row).toMatchObject({
      Gained: 0,
      Services: [{ Service: 'ec2', Gained: 0 }],
      Calls: [{ Name: 'organizations:AttachPolicy' }],
    });
    expect((await member.fails(ListAccessChanges, { From: 'before' })).shape).toBe('NoSuchEntityException');
  });

  it('is of one’s own accounts: nobody compares by another’s snapshot, nor sees what was done elsewhere', async () => {
    const { root } = await changed();
    const other = await world.account();
    expect((await other.fails(ListAccessChanges, { From: 'before' })).shape).toBe('NoSuchEntityException');
    await other.run(SaveSnapshot, { Name: 'before' });
    expect(await other.run(ListAccessChanges, { From: 'before' })).toMatchObject({ Total: 0, Calls: 0, Accounts: [] });
    const reader = await userWith(world, root, 'reader', allow(['iam:GetAccountAuthorizationDetails', 'gatehouse:GetSnapshot']));
    expect((await reader.fails(ListAccessChanges, { From: 'before' })).message).toContain('cloudtrail:LookupEvents');
  });
});
