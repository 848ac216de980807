import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../core/test-world';
import { CreateAccessKey, UpdateAccessKey } from './access-key/operations';
import { GetSecurityRecommendations } from './account/recommendations';
import { AttachGroupPolicy, AttachUserPolicy } from './attachment/operations';
import { PutUserPermissionsBoundary } from './boundary/operations';
import { AddUserToGroup, CreateGroup } from './group/operations';
import { ListGroupOverviews } from './group/overview';
import { PutGroupPolicy } from './inline-policy/operations';
import { CreatePolicy } from './policy/operations';
import { ListManagedPolicyOverviews } from './policy/overview';
import { CreateRole } from './role/operations';
import { ListRoleOverviews } from './role/overview';
import { ALLOW_ALL, policyDocument, trustPolicy, userWith } from './test-accounts';
import { CreateUser } from './user/operations';

const world = await createTestWorld();
afterAll(() => world.close());

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const allow = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });

describe('ListGroupOverviews', () => {
  it('counts users and policies, and hides what the caller may not read', async () => {
    const root = await world.account();
    await root.run(CreateGroup, { GroupName: 'ops' });
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(AddUserToGroup, { GroupName: 'ops', UserName: 'ana' });
    await root.run(AttachGroupPolicy, { GroupName: 'ops', PolicyArn: ADMINISTRATOR });
    await root.run(PutGroupPolicy, { GroupName: 'ops', PolicyName: 'p', PolicyDocument: ALLOW_ALL });
    expect((await root.run(ListGroupOverviews, {})).Groups).toMatchObject([{ GroupName: 'ops', UserCount: 1, PolicyCount: 2 }]);
    const lister = await userWith(world, root, 'lister', allow('iam:ListGroups'));
    expect((await lister.run(ListGroupOverviews, {})).Groups).toMatchObject([{ UserCount: null, PolicyCount: null }]);
    const nobody = await userWith(world, root, 'nobody');
    expect(await nobody.fails(ListGroupOverviews, {})).toMatchObject({ shape: 'AccessDenied' });
  });
});

describe('ListRoleOverviews', () => {
  it('adds the last use only for who may read the role', async () => {
    const root = await world.account();
    await root.run(CreateRole, { RoleName: 'app', AssumeRolePolicyDocument: trustPolicy() });
    expect((await root.run(ListRoleOverviews, {})).Roles).toMatchObject([{ RoleName: 'app', RoleLastUsed: {} }]);
    const lister = await userWith(world, root, 'lister', allow('iam:ListRoles'));
    expect((await lister.run(ListRoleOverviews, {})).Roles).toMatchObject([{ RoleName: 'app', RoleLastUsed: null }]);
  });
});

describe('ListManagedPolicyOverviews', () => {
  it('lists the account’s own first and all of AWS’s after, with both uses counted', async () => {
    const root = await world.account();
    const { Policy } = await root.run(CreatePolicy, { PolicyName: 'own', PolicyDocument: ALLOW_ALL, Description: 'all' });
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: ADMINISTRATOR });
    await root.run(PutUserPermissionsBoundary, { UserName: 'ana', PermissionsBoundary: Policy.Arn ?? '' });
    const { Policies } = await root.run(ListManagedPolicyOverviews, {});
    expect(Policies.length).toBeGreaterThan(1500);
    expect(Policies[0]).toMatchObject({
      PolicyName: 'own',
      Type: 'Customer managed',
      Description: 'all',
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 1,
    });
    expect(Policies.find(({ Arn }) => Arn === ADMINISTRATOR)).toMatchObject({
      Type: 'AWS managed - job function',
      AttachmentCount: 1,
    });
  });
});

describe('GetSecurityRecommendations', () => {
  it('finds administrators by what their policies allow: directly, through a group, by any name', async () => {
    const root = await world.account();
    const { Policy } = await root.run(CreatePolicy, { PolicyName: 'everything', PolicyDocument: ALLOW_ALL });
    const limited = policyDocument({ ...allow('*'), Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } });
    const { Policy: half } = await root.run(CreatePolicy, { PolicyName: 'half', PolicyDocument: limited });
    for (const UserName of ['direct', 'member', 'limited']) await root.run(CreateUser, { UserName });
    await root.run(AttachUserPolicy, { UserName: 'direct', PolicyArn: Policy.Arn ?? '' });
    await root.run(AttachUserPolicy, { UserName: 'limited', PolicyArn: half.Arn ?? '' });
    await root.run(CreateGroup, { GroupName: 'admins' });
    await root.run(AttachGroupPolicy, { GroupName: 'admins', PolicyArn: ADMINISTRATOR });
    await root.run(AddUserToGroup, { GroupName: 'admins', UserName: 'member' });
    const { Administrators } = await root.run(GetSecurityRecommendations, {});
    expect(Administrators).toEqual({ Users: ['direct', 'member'], Roles: [] });
  });

  it('counts active keys only, and tells nothing that the caller may not read', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const { AccessKey } = await root.run(CreateAccessKey, { UserName: 'ana' });
    expect((await root.run(GetSecurityRecommendations, {})).ActiveKeys).toMatchObject([{ UserName: 'ana' }]);
    await root.run(UpdateAccessKey, { UserName: 'ana', AccessKeyId: AccessKey.AccessKeyId, Status: 'Inactive' });
    await root.run(CreateAccessKey, {});
    const facts = await root.run(GetSecurityRecommendations, {});
    expect(facts).toMatchObject({ ActiveKeys: [], RootAccessKeys: 1, RootPasswordLastUsed: undefined });
    const reader = await userWith(world, root, 'reader', allow('iam:GetAccountSummary'));
    expect(await reader.run(GetSecurityRecommendations, {})).toEqual({
      RootAccessKeys: 1,
      RootMfa: false,
      RootPasswordLastUsed: null,
      Administrators: null,
      ActiveKeys: null,
    });
  });
});
