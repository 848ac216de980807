import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { CreateAccountAssignment, DeleteAccountAssignment } from '../../identity-center/assignment/operations';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import { PutInlinePolicyToPermissionSet } from '../../identity-center/permission-set/policy-operations';
import { ProvisionPermissionSet } from '../../identity-center/provisioning/operations';
import { enableIdentityCenter, makeStoreGroup, makeStoreUser } from '../../identity-center/test-instance';
import { CreateGroupMembership, DeleteGroupMembership, GetGroupMembershipId } from '../../identity-store/membership/operations';
import { DisableUser, EnableUser } from '../../identity-store/password/console-operations';
import { DeleteUser } from '../../identity-store/user/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { organizationOf } from '../../organizations/test-organization';
import { SaveSnapshot } from '../../snapshot/operations';
import { allow, policy, userWith } from '../../sts/test-actors';
import { ListPeopleAccessChanges } from './operations';

// The history is read by time, so each test has a history of its own.
const worlds: TestWorld[] = [];
afterAll(() => Promise.all(worlds.map((world) => world.close())));

let minutes = 0;
async function office() {
  minutes = 0;
  const world = await createTestWorld();
  worlds.push(world);
  const root = await world.account('acme');
  const { member, rootId } = await organizationOf(world, root);
  const production = await member('production');
  const { InstanceArn, IdentityStoreId } = await enableIdentityCenter(root);
  const group = await makeStoreGroup(root, IdentityStoreId, 'Operators');
  const ids = {
    ana: await makeStoreUser(root, IdentityStoreId, 'ana', [group]),
    ben: await makeStoreUser(root, IdentityStoreId, 'ben'),
  };
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name: 'Operate' });
  const set = { InstanceArn, PermissionSetArn: PermissionSet.PermissionSetArn ?? '' };
  await root.run(PutInlinePolicyToPermissionSet, { ...set, InlinePolicy: policy(allow('sqs:SendMessage')) });
  const target = { TargetId: production.accountId, TargetType: 'AWS_ACCOUNT' as const };
  const toGroup = { ...set, ...target, PrincipalType: 'GROUP' as const, PrincipalId: group };
  await root.run(CreateAccountAssignment, toGroup);
  /** Makes calls, and returns the changes of people since before them, by the time and by a snapshot. */
  const changesBy = async (...calls: ((actor: Actor) => Promise<unknown>)[]) => {
    const Time = new Date(TEST_NOW.getTime() + minutes * 60_000 + 30_000).toISOString();
    const Name = `before-${minutes}`;
    await root.run(SaveSnapshot, { Name });
    for (const call of calls) await call(root.with({ now: new Date(TEST_NOW.getTime() + ++minutes * 60_000) }));
    const later = root.with({ now: new Date(TEST_NOW.getTime() + ++minutes * 60_000) });
    const { Rows } = await later.run(ListPeopleAccessChanges, { From: { Time } });
    expect((await later.run(ListPeopleAccessChanges, { From: { Snapshot: Name } })).Rows).toEqual(Rows);
    return Rows.map(({ UserName, AccountName, PermissionSet: name, Change, Verdict, Actions, Causes }) =>
      [
        ...[UserName, Change, ...(Verdict ? [Verdict] : []), `${name} in ${AccountName}`, Actions],
        ...Causes.map(({ Kind, Group }) => (Group ? `${Kind} ${Group}` : Kind)),
      ].join(' '),
    );
  };
  return { world, root, production, rootId, IdentityStoreId, group, ids, set, target, toGroup, changesBy };
}

describe('access changes of people', () => {
  it('name memberships, assignments and the status of users', async () => {
    const { IdentityStoreId, group: GroupId, ids, set, target, toGroup, changesBy } = await office();
    const MemberId = { UserId: ids.ben };
    expect(await changesBy((actor) => actor.run(CreateGroupMembership, { IdentityStoreId, GroupId, MemberId }))).toEqual([
      'ben gained Operate in production 2 JOINED Operators',
    ]);
    expect(await changesBy((actor) => actor.run(DisableUser, { IdentityStoreId, UserId: ids.ana }))).toEqual([
      'ana lost Operate in production 2 DISABLED',
    ]);
    expect(
      await changesBy(
        (actor) => actor.run(EnableUser, { IdentityStoreId, UserId: ids.ana }),
        async (actor) => {
          const { MembershipId } = await actor.run(GetGroupMembershipId, { IdentityStoreId, GroupId, MemberId });
          await actor.run(DeleteGroupMembership, { IdentityStoreId, MembershipId });
        },
      ),
    ).toEqual(['ana gained Operate in production 2 ENABLED', 'ben lost Operate in production 2 LEFT Operators']);
    const direct = { ...set, ...target, PrincipalType: 'USER' as const, PrincipalId: ids.ben };
    expect(await changesBy((actor) => actor.run(CreateAccountAssignment, direct))).toEqual([
      'ben gained Operate in production 2 ASSIGNED',
    ]);
    expect(await changesBy((actor) => actor.run(DeleteAccountAssignment, toGroup))).toEqual([
      'ana lost Operate in production 2 UNASSIGNED Operators',
    ]);
    expect(await changesBy((actor) => actor.run(DeleteUser, { IdentityStoreId, UserId: ids.ben }))).toEqual([
      'ben lost Operate in production 2 DELETED',
    ]);
  });

  it('are decided by the engine: only provisioning changes access, and a guardrail does too', async () => {
    const { production, rootId, set, target, changesBy } = await office();
    const put = (actor: Actor, ...actions: string[]) =>
      actor.run(PutInlinePolicyToPermissionSet, { ...set, InlinePolicy: policy(allow(actions)) });
    const provision = (actor: Actor) =>
      actor.run(ProvisionPermissionSet, { ...set, TargetType: target.TargetType, TargetId: target.TargetId });
    expect(await changesBy((actor) => put(actor, 'sqs:SendMessage', 'sqs:ReceiveMessage'))).toEqual([]);
    expect(await changesBy(provision)).toEqual(['ana changed wider Operate in production 3 PERMISSION_SET']);
    // The same access in other words is no change.
    expect(await changesBy((actor) => put(actor, 'sqs:ReceiveMessage', 'sqs:SendMessage', 'sqs:SendM*'), provision)).toEqual([]);
    const Content = policy({ Effect: 'Deny', Action: 'sqs:SendMessage', Resource: '*' });
    expect(
      await changesBy(
        (actor) => actor.run(EnablePolicyType, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' }),
        async (actor) => {
          const made = await actor.run(CreatePolicy, { Name: 'Quiet', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content });
          await actor.run(AttachPolicy, { PolicyId: made.Policy.PolicySummary.Id, TargetId: production.accountId });
        },
      ),
    ).toEqual(['ana changed narrower Operate in production 2 GUARDRAIL']);
  });

  it('are shown only to the management account, with the permissions to list assignments and users', async () => {
    const { world, root, production, IdentityStoreId, ids } = await office();
    await root.run(SaveSnapshot, { Name: 'all' });
    const later = { now: new Date(TEST_NOW.getTime() + 60_000) };
    await root.with(later).run(DisableUser, { IdentityStoreId, UserId: ids.ana });
    const asked = { From: { Time: new Date(TEST_NOW.getTime() + 30_000).toISOString() } };
    expect(await production.with(later).run(ListPeopleAccessChanges, asked)).toEqual({ Total: 0, Gain: 0, Lose: 0, Rows: [] });
    const actions = ['gatehouse:GetSnapshot', 'iam:GetAccountAuthorizationDetails', 'cloudtrail:LookupEvents'];
    const reader = await userWith(world, root, 'reader', allow([...actions, 'organizations:ListAccounts']));
    const denied = await reader.with(later).fails(ListPeopleAccessChanges, { From: { Snapshot: 'all' } });
    expect(denied.shape).toBe('AccessDenied');
  });
});
