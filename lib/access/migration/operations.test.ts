import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlannedSet } from '../../console/recipes/user-migration';
import { runAs } from '../../console/testing/run-as';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { CreateAccessKey } from '../../iam/access-key/operations';
import { AttachUserPolicy } from '../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutGroupPolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateLoginProfile } from '../../iam/login-profile/operations';
import { UpdateAccountPasswordPolicy } from '../../iam/password-policy/operations';
import { userWith } from '../../iam/test-accounts';
import { CreateUser, TagUser } from '../../iam/user/operations';
import { CreateAccountAssignment } from '../../identity-center/assignment/operations';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import { instanceWorld, makeStoreGroup, makeStoreUser } from '../../identity-center/test-instance';
import { DisableUser } from '../../identity-store/password/console-operations';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { CreateBucket } from '../../resources/s3/bucket-operations';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import { joined } from './definition';
import { ListOldCredentials, PlanUserMigration } from './operations';

const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const READ = { Effect: 'Allow', Action: 's3:Get*', Resource: '*' };
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

let world: TestWorld;
let root: Actor;
let admin: Actor;
let member: Actor;
let ids: { InstanceArn: string; IdentityStoreId: string };
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account('management');
  const { member: add, ...made } = await instanceWorld(world, root);
  ids = made;
  admin = await userWith(world, root, 'admin', ALL);
  member = await add('shop');
  for (const UserName of ['ana', 'ben', 'carl', 'dora', 'eve', 'fay', 'Administrator'])
    await member.run(CreateUser, { UserName });
  for (const GroupName of ['Developers', 'Auditors', 'Known']) await member.run(CreateGroup, { GroupName });
  await member.run(PutGroupPolicy, { GroupName: 'Developers', PolicyName: 'read', PolicyDocument: policy(READ) });
  for (const UserName of ['ana', 'ben']) await member.run(AddUserToGroup, { UserName, GroupName: 'Developers' });
  for (const UserName of ['ben', 'carl']) await member.run(AddUserToGroup, { UserName, GroupName: 'Auditors' });
  await member.run(AddUserToGroup, { UserName: 'carl', GroupName: 'Known' });
  await member.run(PutUserPolicy, { UserName: 'carl', PolicyName: 'x', PolicyDocument: policy(ALL) });
  await member.run(AttachUserPolicy, { UserName: 'dora', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
  const own = { ...READ, Resource: 'arn:aws:s3:::home-${aws:username}/*' };
  await member.run(PutUserPolicy, { UserName: 'eve', PolicyName: 'own', PolicyDocument: policy(own) });
  await member.run(TagUser, { UserName: 'eve', Tags: [{ Key: 'Email', Value: 'eve@example.com' }] });
});
afterAll(() => world.close());

const planOf = (actor: Actor, account = member) => actor.run(PlanUserMigration, { AccountId: account.accountId });

/** Returns the plan with the parts of each user, by name. */
async function plan() {
  const planned = await planOf(admin);
  const of = (name: string) => {
    const user = planned.Users.find(({ UserName }) => UserName === name);
    if (!user) throw new Error(`${name} is in the plan`);
    const { Proof = -1, Set: at, Groups, AssignedBy = -1 } = user;
    return {
      ...user,
      proof: planned.Proofs[Proof],
      set: planned.PermissionSets[at],
      groups: Groups.map((one) => planned.Groups[one]?.Name),
      by: planned.Groups[AssignedBy]?.Name,
    };
  };
  return { ...planned, of };
}

describe('the plan', () => {
  it('gives users with the same policies one permission set, and assigns it by a group of exactly these users', async () => {
    const { of } = await plan();
    expect([of('ana').set?.Name, of('ana').by, of('ben').set?.Name, of('ben').by]).toEqual([
      ...['Developers', 'Developers', 'Developers', 'Developers'],
    ]);
    expect([of('ben').groups, of('dora').by, of('dora').set?.ManagedPolicies]).toEqual([
      ['Auditors', 'Developers'],
      undefined,
      ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    ]);
    expect(of('ana').set?.InlinePolicy).toBe(policy(READ));
  });

  it('proves users equal, and says why one is not', async () => {
    const { of } = await plan();
    expect([of('ana'), of('ben'), of('carl'), of('dora')].map(({ proof }) => proof?.Verdict)).toEqual(Array(4).fill('equal'));
    expect(of('eve').proof).toMatchObject({ Verdict: 'narrower', Causes: [{ Kind: 'USER_NAME', In: ['own'] }] });
    expect(of('eve').proof?.Differences[0]).toMatchObject({ Direction: 'less', Resource: expect.stringContaining('home-eve') });
  });

  it('sees resource policies of other accounts that name a user', async () => {
    const Bucket = `shared-${member.accountId}`;
    await root.run(CreateBucket, { Bucket });
    const fay = `arn:aws:iam::${member.accountId}:user/fay`;
    await member.run(PutUserPolicy, { UserName: 'fay', PolicyName: 'read', PolicyDocument: policy(READ) });
    const Statement = [{ ...READ, Principal: { AWS: fay }, Resource: `arn:aws:s3:::${Bucket}/*` }];
    await root.run(PutBucketPolicy, { Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
    const { of } = await plan();
    expect(of('fay').proof).toMatchObject({
      Verdict: 'narrower',
      Causes: [{ Kind: 'RESOURCE_POLICY', In: [`arn:aws:s3:::${Bucket}`] }],
    });
  });

  it('finds people by user name or email address, and blocks disabled people and reserved names', async () => {
    const UserId = await makeStoreUser(root, ids.IdentityStoreId, 'carl');
    await root.run(DisableUser, { IdentityStoreId: ids.IdentityStoreId, UserId });
    const { of } = await plan();
    expect(of('carl')).toMatchObject({
      Person: { UserId, FoundBy: 'NAME', Disabled: true },
      Blocked: expect.stringContaining('disabled'),
    });
    expect(of('eve').Person).toEqual({
      UserName: 'eve',
      DisplayName: 'Eve',
      GivenName: 'Eve',
      FamilyName: 'Eve',
      Email: 'eve@example.com',
    });
    expect(of('Administrator').Blocked).toContain('reserves');
  });

  it('lets nobody join a group that gives other access', async () => {
    const { InstanceArn, IdentityStoreId } = ids;
    const PrincipalId = await makeStoreGroup(root, IdentityStoreId, 'known');
    const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name: 'Other' });
    const { PermissionSetArn } = PermissionSet;
    const target = { TargetId: root.accountId, TargetType: 'AWS_ACCOUNT' as const };
    await root.run(CreateAccountAssignment, { InstanceArn, PermissionSetArn, ...target, PrincipalType: 'GROUP', PrincipalId });
    const { of, Groups } = await plan();
    expect(Groups.find(({ Name }) => Name === 'Known')).toMatchObject({ LeftOut: true, GroupId: PrincipalId });
    expect(of('carl').groups).toEqual(['Auditors']);
  });

  it('continues a permission set that an interrupted run left, and leaves others with the name alone', async () => {
    const { InstanceArn } = ids;
    const { set } = (await plan()).of('dora');
    await root.run(CreatePermissionSet, { InstanceArn, Name: 'dora' });
    const second = (await plan()).of('dora').set;
    expect([second?.Name, second?.State]).toEqual(['dora-2', 'NEW']);
    await root.run(CreatePermissionSet, { InstanceArn, Name: 'dora-2', Description: set?.Description });
    const third = (await plan()).of('dora').set;
    expect([third?.Name, third?.State]).toEqual(['dora-2', 'PART']);
    await createPlannedSet(runAs(world, admin), { InstanceArn, set: JSON.parse(JSON.stringify(third)) });
    expect((await plan()).of('dora').set).toMatchObject({ Name: 'dora-2', State: 'READY' });
  });

  it('leaves the setting out by which users change their own passwords', async () => {
    await member.run(UpdateAccountPasswordPolicy, { AllowUsersToChangePassword: true });
    expect((await plan()).of('ana').proof?.Verdict).toBe('equal');
  });
});

it('is for callers who may become administrators of the account', async () => {
  const outside = await world.account('outside');
  const plain = await userWith(world, root, 'plain', {
    ...ALL,
    Action: ['sso:*', 'sso-directory:*', 'iam:*', 'organizations:*'],
  });
  const delegate = await userWith(world, member, 'delegate', ALL);
  await root.run(RegisterDelegatedAdministrator, { AccountId: member.accountId, ServicePrincipal: 'sso.amazonaws.com' });
  for (const [actor, account] of [
    [plain, member],
    [root, member],
    [admin, outside],
    [delegate, root],
  ] as const) {
    const asked = { AccountId: account.accountId };
    expect((await actor.fails(PlanUserMigration, asked)).shape).toMatch(/^AccessDenied/);
    expect((await actor.fails(ListOldCredentials, asked)).shape).toMatch(/^AccessDenied/);
  }
  expect((await planOf(delegate)).Users.length).toBeGreaterThan(0);
  expect((await planOf(admin, root)).Users.map(({ UserName }) => UserName)).toContain('plain');
});

it('lists the credentials of users', async () => {
  await member.run(CreateAccessKey, { UserName: 'ana' });
  await member.run(CreateLoginProfile, { UserName: 'ana', Password: 'Gatehouse-demo-1' });
  const { Credentials } = await admin.run(ListOldCredentials, { AccountId: member.accountId, UserNames: ['ANA', 'ben'] });
  expect(Credentials.map(({ UserName, Kind, Status, LastUsed }) => [UserName, Kind, Status, LastUsed])).toEqual([
    ['ana', 'PASSWORD', 'Active', null],
    ['ana', 'ACCESS_KEY', 'Active', null],
  ]);
});

it('joins inline policies without changing what they say', () => {
  const [one, other] = [
    { Sid: 'A', ...READ },
    { Sid: 'A', ...ALL },
  ];
  expect(joined([policy(one), policy(other), policy(READ)])).toBe(policy(ALL, READ));
  // Documents of the earlier version have no variables.
  const Resource = 'arn:aws:s3:::${aws:username}';
  expect(joined([JSON.stringify({ Statement: { ...READ, Resource } })])).toBe(
    policy({ ...READ, Resource: 'arn:aws:s3:::${$}{aws:username}' }),
  );
  expect(joined([])).toBeNull();
});
