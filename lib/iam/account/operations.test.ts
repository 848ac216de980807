import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW } from '../../core/test-world';
import { CreateAccessKey } from '../access-key/operations';
import { AttachGroupPolicy, AttachUserPolicy } from '../attachment/operations';
import { AddUserToGroup, CreateGroup } from '../group/operations';
import { PutRolePolicy, PutUserPolicy } from '../inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from '../instance-profile/operations';
import { decodeDocument } from '../policy/documents';
import { ListEntitiesForPolicy } from '../policy/entities-for-policy-operations';
import { CreatePolicy } from '../policy/operations';
import { CreatePolicyVersion } from '../policy/version-operations';
import { CreateRole, ListRoles } from '../role/operations';
import { ALLOW_ALL, lastEvent, limitByScp, policyDocument, trustPolicy, userWith } from '../test-accounts';
import { CreateUser } from '../user/operations';
import { GetAccountAuthorizationDetails } from './authorization-details-operations';
import { CreateAccountAlias, DeleteAccountAlias, GetAccountSummary, ListAccountAliases } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const VIEW_ONLY = 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess';

describe('the account alias', () => {
  it('replaces the previous alias and is unique across accounts', async () => {
    const [one, two] = [await world.account(), await world.account()];
    const aliases = async () => (await one.run(ListAccountAliases, {})).AccountAliases;
    expect(await aliases()).toEqual([]);
    await one.run(CreateAccountAlias, { AccountAlias: 'first' });
    await one.run(CreateAccountAlias, { AccountAlias: 'second' });
    expect(await lastEvent(world, one.accountId)).toMatchObject({ eventName: 'CreateAccountAlias', outcome: 'Success' });
    expect(await aliases()).toEqual(['second']);
    await two.run(CreateAccountAlias, { AccountAlias: 'first' });
    expect(await one.fails(CreateAccountAlias, { AccountAlias: 'first' })).toMatchObject({
      shape: 'EntityAlreadyExistsException',
      message: 'The account alias first already exists.',
    });
    expect(await one.fails(DeleteAccountAlias, { AccountAlias: 'first' })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: 'The account alias with name first cannot be found.',
    });
    await one.run(DeleteAccountAlias, { AccountAlias: 'second' });
    expect(await aliases()).toEqual([]);
    expect((await two.run(ListAccountAliases, {})).AccountAliases).toEqual(['first']);
  });

  it.each(['ab', 'Upper', '-x-', 'a--b', 'a_b', '123456789012', 'x'.repeat(64)])('cannot be %s', async (AccountAlias) => {
    const root = await world.account();
    expect((await root.fails(CreateAccountAlias, { AccountAlias })).shape).toBe('ValidationError');
  });

  it('requires IAM permissions to create, delete and list, and obeys SCPs', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(CreateAccountAlias, { AccountAlias: 'alias' })).message).toContain(
      'iam:CreateAccountAlias because no identity-based',
    );
    expect((await nobody.fails(DeleteAccountAlias, { AccountAlias: 'alias' })).message).toContain(
      'iam:DeleteAccountAlias because',
    );
    expect((await nobody.fails(ListAccountAliases, {})).message).toContain('iam:ListAccountAliases because');
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Deny', Action: 'iam:CreateAccountAlias', Resource: '*' }));
    expect((await root.fails(CreateAccountAlias, { AccountAlias: 'alias' })).message).toContain('service control policy');
  });
});

describe('GetAccountSummary', () => {
  it('counts the entities in the account and returns the quotas', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(CreateGroup, { GroupName: 'g' });
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: trustPolicy() });
    await root.run(CreateInstanceProfile, { InstanceProfileName: 'p' });
    const { Policy } = await root.run(CreatePolicy, { PolicyName: 'p', PolicyDocument: ALLOW_ALL });
    await root.run(CreatePolicyVersion, { PolicyArn: Policy.Arn, PolicyDocument: ALLOW_ALL });
    expect((await root.run(GetAccountSummary, {})).SummaryMap).toMatchObject({
      Users: 1,
      Groups: 1,
      Roles: 1,
      Policies: 1,
      PolicyVersionsInUse: 2,
      InstanceProfiles: 1,
      AccountAccessKeysPresent: 0,
      AccountPasswordPresent: 0,
      AccountMFAEnabled: 0,
      UsersQuota: 5000,
      GroupsQuota: 300,
      RolesQuota: 1000,
      PoliciesQuota: 1500,
      VersionsPerPolicyQuota: 5,
      AccessKeysPerUserQuota: 2,
      GroupsPerUserQuota: 10,
      PolicySizeQuota: 6144,
      UserPolicySizeQuota: 2048,
      GroupPolicySizeQuota: 5120,
      RolePolicySizeQuota: 10_240,
      AssumeRolePolicySizeQuota: 2048,
    });
    await root.run(CreateAccessKey, {});
    expect((await root.run(GetAccountSummary, {})).SummaryMap.AccountAccessKeysPresent).toBe(1);
  });

  it('ignores entities of other accounts and denies access without an Allow', async () => {
    const [root, other] = [await world.account(), await world.account()];
    await other.run(CreateUser, { UserName: 'ana' });
    expect((await root.run(GetAccountSummary, {})).SummaryMap.Users).toBe(0);
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(GetAccountSummary, {})).shape).toBe('AccessDenied');
  });
});

describe('GetAccountAuthorizationDetails', () => {
  async function furnished() {
    const root = await world.account();
    const { Policy } = await root.run(CreatePolicy, { PolicyName: 'own', PolicyDocument: ALLOW_ALL, Description: 'text' });
    const PolicyArn = Policy.Arn;
    await root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: ALLOW_ALL, SetAsDefault: true });
    await root.run(CreateUser, { UserName: 'ana', PermissionsBoundary: VIEW_ONLY, Tags: [{ Key: 'k', Value: 'v' }] });
    await root.run(CreateUser, { UserName: 'bob' });
    await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'in', PolicyDocument: ALLOW_ALL });
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn });
    await root.run(CreateGroup, { GroupName: 'g' });
    await root.run(AttachGroupPolicy, { GroupName: 'g', PolicyArn: READ_ONLY });
    await root.run(AddUserToGroup, { GroupName: 'g', UserName: 'ana' });
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: trustPolicy() });
    await root.run(PutRolePolicy, { RoleName: 'r', PolicyName: 'in', PolicyDocument: ALLOW_ALL });
    await root.run(CreateInstanceProfile, { InstanceProfileName: 'p' });
    await root.run(AddRoleToInstanceProfile, { InstanceProfileName: 'p', RoleName: 'r' });
    return { root, PolicyArn };
  }

  it('returns users, groups, roles and policies with URL-encoded policy documents', async () => {
    const { root, PolicyArn } = await furnished();
    const details = await root.run(GetAccountAuthorizationDetails, {});
    const encoded = details.UserDetailList[0]?.UserPolicyList?.[0]?.PolicyDocument ?? '';
    expect(decodeDocument(encoded)).toBe(ALLOW_ALL);
    expect(encoded).not.toContain('"');
    expect(details.UserDetailList).toMatchObject([
      {
        UserName: 'ana',
        GroupList: ['g'],
        UserPolicyList: [{ PolicyName: 'in' }],
        AttachedManagedPolicies: [{ PolicyName: 'own', PolicyArn }],
        PermissionsBoundary: { PermissionsBoundaryArn: VIEW_ONLY },
        Tags: [{ Key: 'k', Value: 'v' }],
      },
      { UserName: 'bob', GroupList: [], UserPolicyList: [], AttachedManagedPolicies: [] },
    ]);
    expect(details.GroupDetailList).toMatchObject([
      { GroupName: 'g', GroupPolicyList: [], AttachedManagedPolicies: [{ PolicyName: 'ReadOnlyAccess', PolicyArn: READ_ONLY }] },
    ]);
    expect(details.RoleDetailList).toMatchObject([
      {
        RoleName: 'r',
        RolePolicyList: [{ PolicyName: 'in', PolicyDocument: encoded }],
        InstanceProfileList: [{ InstanceProfileName: 'p', Roles: [{ RoleName: 'r' }] }],
        RoleLastUsed: {},
      },
    ]);
    expect(details.Policies).toMatchObject([
      {
        Arn: PolicyArn,
        AttachmentCount: 1,
        DefaultVersionId: 'v2',
        PolicyVersionList: [
          { VersionId: 'v2', IsDefaultVersion: true, CreateDate: TEST_NOW },
          { VersionId: 'v1', IsDefaultVersion: false },
        ],
      },
      { Arn: READ_ONLY, AttachmentCount: 1, PolicyVersionList: [{ IsDefaultVersion: true }] },
      { Arn: VIEW_ONLY, AttachmentCount: 0, PermissionsBoundaryUsageCount: 1 },
    ]);
    expect(details.IsTruncated).toBe(false);
  });

  it('returns only the entity types in the filter', async () => {
    const { root } = await furnished();
    const counts = async (...Filter: ('User' | 'Role' | 'Group' | 'LocalManagedPolicy' | 'AWSManagedPolicy')[]) => {
      const details = await root.run(GetAccountAuthorizationDetails, { Filter });
      return [details.UserDetailList, details.GroupDetailList, details.RoleDetailList, details.Policies].map(
        (list) => list.length,
      );
    };
    expect(await counts('User')).toEqual([2, 0, 0, 0]);
    expect(await counts('Group', 'Role')).toEqual([0, 1, 1, 0]);
    expect(await counts('LocalManagedPolicy')).toEqual([0, 0, 0, 1]);
    expect(await counts('AWSManagedPolicy')).toEqual([0, 0, 0, 2]);
  });

  it('returns each entity exactly once across pages', async () => {
    const { root } = await furnished();
    const seen: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await root.run(GetAccountAuthorizationDetails, { MaxItems: 2, Marker });
      seen.push(
        ...[...page.UserDetailList, ...page.GroupDetailList, ...page.RoleDetailList, ...page.Policies].map(({ Arn }) => Arn),
      );
      Marker = page.Marker;
    } while (Marker !== undefined);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
  });

  it('returns pages of 1,000 entities with their attached policies', async () => {
    const root = await world.account();
    const { accountId } = root;
    const names = Array.from({ length: 1200 }, (_, i) => `n${String(i).padStart(4, '0')}`);
    const common = (name: string) => ({ accountId, name, nameKey: name, path: '/', createdAt: TEST_NOW });
    const idOf = (prefix: string, name: string) => `${prefix}${accountId}${name.toUpperCase()}`;
    const trust = (name: string) => trustPolicy(idOf('AIDA', name));
    await world.database.writer.user.createMany({ data: names.map((name) => ({ id: idOf('AIDA', name), ...common(name) })) });
    await world.database.writer.role.createMany({
      data: names.map((name) => ({
        id: idOf('AROA', name),
        ...common(name),
        maxSessionDuration: 3600,
        assumeRolePolicyDocument: trust(name),
      })),
    });
    const entityIds = names.flatMap((name) => [idOf('AIDA', name), idOf('AROA', name)]);
    await world.database.writer.policyAttachment.createMany({
      data: entityIds.map((entityId) => ({ entityId, policyArn: READ_ONLY, entityType: 'User', accountId, createdAt: TEST_NOW })),
    });
    const users: string[] = [];
    const roles: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await root.run(GetAccountAuthorizationDetails, { Filter: ['User', 'Role'], MaxItems: 1000, Marker });
      for (const entity of [...page.UserDetailList, ...page.RoleDetailList])
        expect(entity.AttachedManagedPolicies).toHaveLength(1);
      users.push(...page.UserDetailList.map(({ UserName }) => UserName));
      roles.push(...page.RoleDetailList.map(({ RoleName }) => RoleName));
      Marker = page.Marker;
    } while (Marker !== undefined);
    expect(users).toEqual(names);
    expect(roles).toEqual(names);
    const { PolicyUsers } = await root.run(ListEntitiesForPolicy, { PolicyArn: READ_ONLY, MaxItems: 1000, EntityFilter: 'User' });
    expect(PolicyUsers).toHaveLength(1000);
    const { Roles } = await root.run(ListRoles, { MaxItems: 1000 });
    expect(decodeDocument(Roles[999]?.AssumeRolePolicyDocument ?? '')).toContain(':user/n0999');
  });

  it('denies access without an Allow', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(GetAccountAuthorizationDetails, {})).message).toContain(
      'iam:GetAccountAuthorizationDetails because no identity-based',
    );
  });
});
