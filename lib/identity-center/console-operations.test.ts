import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../core/test-world';
import { CreateGroup, DeleteGroup } from '../identity-store/group/operations';
import { CreateUser } from '../identity-store/user/operations';
import { userWith } from '../organizations/test-organization';
import { CreateAccountAssignment } from './assignment/operations';
import { ListAssignmentOverviews } from './assignment/overview';
import { GetPermissionSetDetails } from './permission-set/details';
import { CreatePermissionSet } from './permission-set/operations';
import { ListPermissionSetOverviews } from './permission-set/overview';
import { AttachManagedPolicyToPermissionSet, PutInlinePolicyToPermissionSet } from './permission-set/policy-operations';
import { ProvisionPermissionSet } from './provisioning/operations';
import { instanceWorld } from './test-instance';

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const DENY = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] });

let world: TestWorld;
let root: Actor;
let member: string;
let named: { InstanceArn: string; PermissionSetArn: string };
let userId: string;
let groupId: string;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account('management');
  const made = await instanceWorld(world, root);
  const { InstanceArn, IdentityStoreId } = made;
  member = made.memberId;
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name: 'ReadOnly', SessionDuration: 'PT4H' });
  named = { InstanceArn, PermissionSetArn: PermissionSet.PermissionSetArn };
  await root.run(AttachManagedPolicyToPermissionSet, { ...named, ManagedPolicyArn: READ_ONLY });
  const user = { IdentityStoreId, UserName: 'ana', DisplayName: 'Ana', Name: { GivenName: 'Ana', FamilyName: 'A' } };
  userId = (await root.run(CreateUser, user)).UserId;
  groupId = (await root.run(CreateGroup, { IdentityStoreId, DisplayName: 'Auditors' })).GroupId;
  const assigned = { ...named, TargetId: member, TargetType: 'AWS_ACCOUNT' as const };
  await root.run(CreateAccountAssignment, { ...assigned, PrincipalType: 'USER', PrincipalId: userId });
  await root.run(CreateAccountAssignment, { ...assigned, PrincipalType: 'GROUP', PrincipalId: groupId });
  await root.run(DeleteGroup, { IdentityStoreId, GroupId: groupId });
});
afterAll(() => world.close());

const list = async (actor: Actor = root) => (await actor.run(ListPermissionSetOverviews, {})).Rows;

describe('the list of permission sets', () => {
  it('counts policies, accounts, and accounts with an older definition', async () => {
    expect(await list()).toMatchObject([
      { Name: 'ReadOnly', PolicyCount: 1, SessionDuration: 'PT4H', Description: '', Provisioned: { accounts: 1, outdated: 0 } },
    ]);
    await root.run(PutInlinePolicyToPermissionSet, { ...named, InlinePolicy: DENY });
    expect(await list()).toMatchObject([{ PolicyCount: 2, Provisioned: { accounts: 1, outdated: 1 } }]);
    const { Rows } = await root.run(ListPermissionSetOverviews, { Filters: ['state=Needs provisioning'] });
    expect(Rows).toHaveLength(1);
    await root.run(ProvisionPermissionSet, { ...named, TargetType: 'ALL_PROVISIONED_ACCOUNTS' });
    expect(await list()).toMatchObject([{ Provisioned: { accounts: 1, outdated: 0 } }]);
  });

  it('hides the parts that a caller may not read', async () => {
    const reader = await userWith(world, root, 'lister', [{ Effect: 'Allow', Action: 'sso:ListPermissionSets', Resource: '*' }]);
    expect(await list(reader)).toMatchObject([
      { Name: 'ReadOnly', PolicyCount: null, SessionDuration: null, Description: null, Provisioned: null, Use: null },
    ]);
  });
});

describe('the details of a permission set', () => {
  it('have its policies', async () => {
    const PermissionSetId = named.PermissionSetArn.split('/').at(-1) ?? '';
    expect(await root.run(GetPermissionSetDetails, { PermissionSetId })).toMatchObject({
      PermissionSet: { Name: 'ReadOnly' },
      ManagedPolicies: [{ Name: 'ReadOnlyAccess', Arn: READ_ONLY }],
      CustomerPolicies: [],
      Boundary: null,
    });
    expect((await root.fails(GetPermissionSetDetails, { PermissionSetId: 'ps-0000000000000000' })).shape).toBe(
      'ResourceNotFoundException',
    );
  });
});

describe('the list of assignments', () => {
  it('names users and accounts, and knows principals that no longer exist', async () => {
    const { Rows } = await root.run(ListAssignmentOverviews, { Sort: 'type' });
    expect(Rows).toMatchObject([
      { AccountName: 'member', PermissionSetName: 'ReadOnly', PrincipalType: 'GROUP', PrincipalName: null, PrincipalId: groupId },
      { AccountName: 'member', PermissionSetName: 'ReadOnly', PrincipalType: 'USER', PrincipalName: 'ana', PrincipalId: userId },
    ]);
  });

  it('can be narrowed to an account, a permission set or a principal', async () => {
    const count = async (input: object) => (await root.run(ListAssignmentOverviews, input)).Total;
    expect(await count({ AccountId: member })).toBe(2);
    expect(await count({ AccountId: root.accountId })).toBe(0);
    expect(await count({ PrincipalId: userId })).toBe(1);
    expect(await count({ PermissionSetId: 'ps-0000000000000000' })).toBe(0);
  });
});

it('other accounts read none of these lists', async () => {
  const stranger = await world.account('stranger');
  for (const operation of [ListPermissionSetOverviews, ListAssignmentOverviews])
    expect((await stranger.fails(operation, {})).shape).toBe('ValidationException');
});

describe('the use of access', () => {
  const days = (count: number) => new Date(TEST_NOW.getTime() + count * 86_400_000);
  const uses = async (now: Date) => {
    const at = root.with({ now });
    const [set] = (await at.run(ListPermissionSetOverviews, {})).Rows;
    const { Rows } = await at.run(ListAssignmentOverviews, { Sort: 'type' });
    return { set: set?.Use, assignments: Rows.map(({ LastUsed }) => LastUsed) };
  };

  it('is new at first, unused when time passes, and used after a session of the role', async () => {
    const never = { Date: null, Use: 'New' };
    expect(await uses(days(90))).toEqual({
      set: { assignments: 2, lastUsedAt: null, use: 'New' },
      assignments: [never, never],
    });
    expect((await uses(days(91))).set?.use).toBe('Unused');
    const { roleId } = await world.database.reader.provisionedPermissionSet.findFirstOrThrow();
    await world.database.writer.role.update({
      where: { id: roleId },
      data: { lastUsedAt: days(80), lastUsedRegion: 'us-east-1' },
    });
    const used = { Date: days(80), Use: 'Used' };
    expect(await uses(days(170))).toEqual({
      set: { assignments: 2, lastUsedAt: days(80), use: 'Used' },
      assignments: [used, used],
    });
    const later = root.with({ now: days(171) });
    expect((await later.run(ListAssignmentOverviews, { Filters: ['use=Unused'] })).Matches).toBe(2);
    expect((await later.run(ListAssignmentOverviews, { Filters: ['use=Used'] })).Matches).toBe(0);
    expect((await later.run(ListPermissionSetOverviews, { Filters: ['use=Unused'], Sort: '-lastUsed' })).Matches).toBe(1);
  });

  it('is hidden from a caller who may not list the accounts of permission sets', async () => {
    const reader = await userWith(world, root, 'assigned', [
      { Effect: 'Allow', Action: 'sso:ListAccountAssignments', Resource: '*' },
    ]);
    const { Rows } = await reader.run(ListAssignmentOverviews, {});
    expect(Rows.map(({ LastUsed }) => LastUsed)).toEqual([null, null]);
    expect((await reader.run(ListAssignmentOverviews, { Filters: ['use=New'] })).Matches).toBe(0);
  });
});
