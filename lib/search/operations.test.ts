import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, type TestWorld, userCaller } from '../core/test-world';
import { newCertificate, newIdentity, privateKeyPem } from '../core/testing/certificates';
import { watchReads } from '../core/testing/watch-reads';
import { CreateGroup } from '../iam/group/operations';
import { PutUserPolicy } from '../iam/inline-policy/operations';
import { CreateOpenIDConnectProvider } from '../iam/oidc-provider/operations';
import { CreateRole } from '../iam/role/operations';
import { UploadServerCertificate } from '../iam/server-certificate/operations';
import { CreateUser, ListUsers } from '../iam/user/operations';
import { CreatePermissionSet } from '../identity-center/permission-set/operations';
import { enableIdentityCenter, makeStoreGroup, makeStoreUser } from '../identity-center/test-instance';
import { RegisterDelegatedAdministrator } from '../organizations/delegated-administrator/operations';
import { CreateOrganization } from '../organizations/organization/operations';
import { CreatePolicy } from '../organizations/policy/operations';
import { createCrowdOfAccounts } from '../organizations/test-crowd';
import { organizationOf, policyText, userWith } from '../organizations/test-organization';
import { trust } from '../sts/test-actors';
import { SearchResources } from './operations';

const SITE = newIdentity('site.example');
const CERTIFICATE = { CertificateBody: newCertificate(SITE), PrivateKey: privateKeyPem(SITE) };

let world: TestWorld;
let root: Actor;
let limited: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account('acme');
  for (const account of [root, await world.account('other')]) {
    await account.run(CreateUser, { UserName: 'Maria-deploys', Path: '/staff/' });
    await account.run(CreateGroup, { GroupName: 'Deployers' });
    await account.run(CreateRole, { RoleName: 'deploy', AssumeRolePolicyDocument: trust(account.accountId) });
    await account.run(CreateOpenIDConnectProvider, { Url: 'https://deploy.example.com' });
    await account.run(UploadServerCertificate, { ServerCertificateName: 'Deployed', Path: '/sites/', ...CERTIFICATE });
    await account.run(CreateOrganization, {});
  }
  const { User } = await root.run(CreateUser, { UserName: 'limited' });
  const PolicyDocument = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:ListRoles","Resource":"*"}}';
  await root.run(PutUserPolicy, { UserName: 'limited', PolicyName: 'roles', PolicyDocument });
  limited = world.as(userCaller(User));
});
afterAll(() => world.close());

async function found(actor: Actor, Text: string): Promise<string[]> {
  const { Results } = await actor.run(SearchResources, { Text });
  return Results.filter(({ Kind }) => Kind !== 'Policy').map(({ Kind, Name }) => `${Kind} ${Name}`);
}

describe('SearchResources', () => {
  it('finds resources of the account by part of a name, ignoring case', async () => {
    expect(await found(root, 'DEPLOY')).toEqual([
      'User Maria-deploys',
      'Group Deployers',
      'Role deploy',
      'Identity provider deploy.example.com',
      'Server certificate Deployed',
    ]);
  });

  it('ranks AWS managed policies that start with the text first', async () => {
    const { Results } = await root.run(SearchResources, { Text: 'admin' });
    expect(Results.find(({ Kind }) => Kind === 'Policy')?.Name).toBe('AdministratorAccess');
  });

  it('finds resources by ARN and ID, and accounts of the organization by ID', async () => {
    expect(await found(root, `arn:aws:iam::${root.accountId}:user/staff/Maria-deploys`)).toEqual(['User Maria-deploys']);
    const provider = `arn:aws:iam::${root.accountId}:oidc-provider/deploy.example.com`;
    expect(await found(root, provider)).toContain('Identity provider deploy.example.com');
    const certificate = `arn:aws:iam::${root.accountId}:server-certificate/sites/Deployed`;
    expect(await found(root, certificate)).toContain('Server certificate Deployed');
    expect(await found(root, root.accountId)).toContain('Account acme');
  });

  it('finds AWS managed policies by name', async () => {
    const { Results } = await root.run(SearchResources, { Text: 'AdministratorAccess' });
    expect(Results.map(({ Id }) => Id)).toContain('arn:aws:iam::aws:policy/AdministratorAccess');
  });

  it('omits resources that the caller may not list', async () => {
    expect(await found(limited, 'deploy')).toEqual(['Role deploy']);
  });

  it('requires the list permission of each resource type', async () => {
    const reader = await userWith(world, root, 'reader', [
      { Effect: 'Allow', Action: 'iam:List*', Resource: '*' },
      {
        Effect: 'Deny',
        Action: ['iam:ListUsers', 'iam:ListOpenIDConnectProviders'],
        Resource: `arn:aws:iam::${root.accountId}:*`,
      },
    ]);
    expect((await reader.fails(ListUsers, {})).shape).toBe('AccessDenied');
    expect(await found(reader, 'deploy')).toEqual(['Group Deployers', 'Role deploy', 'Server certificate Deployed']);
    const users = await userWith(world, root, 'users', [
      { Effect: 'Allow', Action: 'iam:ListUsers', Resource: `arn:aws:iam::${root.accountId}:user/*` },
    ]);
    expect(await found(users, 'deploy')).toEqual(['User Maria-deploys']);
  });

  it('finds OUs and organization policies only in the management account and with list permission', async () => {
    const { management, unit, member } = await organizationOf(world, await world.account('owner'));
    await unit('Guarded unit');
    const Content = policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
    await management.run(CreatePolicy, { Name: 'guarding', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content });
    expect(await found(management, 'GUARD')).toEqual(['Organizational unit Guarded unit', 'Organization policy guarding']);
    expect(await found(await member('inside'), 'guard')).toEqual([]);
    const looker = await userWith(world, management, 'looker', [
      { Effect: 'Allow', Action: 'organizations:ListPolicies', Resource: '*' },
    ]);
    expect(await found(looker, 'guard')).toEqual(['Organization policy guarding']);
  });

  it('finds OUs and accounts by name in an organization with hundreds of accounts, the first eight sorted by name', async () => {
    const { management, organizationId, unit } = await organizationOf(world, await world.account('wide'));
    await createCrowdOfAccounts(world.database, organizationId, { accounts: 260, units: 3 });
    expect(await found(management, '-0259')).toEqual(['Account account-0259']);
    for (const letter of 'ihcabdefg') await unit(`ward ${letter}`);
    expect(await found(management, 'ward')).toEqual([...'abcdefgh'].map((letter) => `Organizational unit ward ${letter}`));
  });

  it('finds principals of member accounts for the management account with a limited number of queries', async () => {
    const { management, member } = await organizationOf(world, await world.account('holding'));
    const members = [await member('first'), await member('second')];
    for (const inside of members) await inside.run(CreateUser, { UserName: 'Quinn', Path: '/staff/' });
    const { Results } = await management.run(SearchResources, { Text: 'quinn' });
    // Results of the same name may come in any order.
    expect(Results.toSorted((one, other) => (one.Detail ?? '').localeCompare(other.Detail ?? ''))).toEqual(
      members.map(({ accountId }, i) => ({
        Kind: 'User',
        Name: 'Quinn',
        Id: `arn:aws:iam::${accountId}:user/staff/Quinn`,
        Detail: `${['first', 'second'][i]} (${accountId})`,
        Elsewhere: true,
      })),
    );
    const [first] = members;
    expect(await found(management, `arn:aws:iam::${first?.accountId}:user/staff/Quinn`)).toEqual(['User Quinn']);
    expect((await found(management, 'OrganizationAccountAccess')).length).toBe(2);
    expect(await found(first ?? management, 'quinn')).toEqual(['User Quinn']);
    const lister = await userWith(world, management, 'lists-users', [{ Effect: 'Allow', Action: 'iam:List*', Resource: '*' }]);
    expect(await found(lister, 'quinn')).toEqual([]);
    const { queries, rowsInTurn } = await watchReads(world, management, (actor) => actor.run(SearchResources, { Text: 'quinn' }));
    expect([queries < 60, rowsInTurn < 200]).toEqual([true, true]);
  });

  it('finds users, groups and permission sets of IAM Identity Center only in accounts that administer it', async () => {
    const { management, member } = await organizationOf(world, await world.account('people'));
    const { InstanceArn, IdentityStoreId } = await enableIdentityCenter(management);
    const [delegate, plain] = [await member('delegate'), await member('plain')];
    const UserId = await makeStoreUser(management, IdentityStoreId, 'Robin');
    await makeStoreGroup(management, IdentityStoreId, 'Robins friends');
    const { PermissionSet } = await management.run(CreatePermissionSet, { InstanceArn, Name: 'ForRobin' });
    const all = ['Identity Center user Robin', 'Identity Center group Robins friends', 'Permission set ForRobin'];
    expect(await found(management, 'ROBIN')).toEqual(all);
    expect(await found(management, 'robin@example')).toEqual(['Identity Center user Robin']);
    expect(await found(management, UserId)).toEqual(['Identity Center user Robin']);
    expect(await found(management, PermissionSet.PermissionSetArn ?? '')).toEqual(['Permission set ForRobin']);

    expect(await found(delegate, 'robin')).toEqual([]);
    const delegation = { AccountId: delegate.accountId, ServicePrincipal: 'sso.amazonaws.com' };
    await management.run(RegisterDelegatedAdministrator, delegation);
    expect(await found(delegate, 'robin')).toEqual(all);
    for (const other of [plain, root]) expect(await found(other, 'robin')).toEqual([]);

    const allowed: readonly (readonly [string, string])[] = [
      ['sso-directory:SearchUsers', 'Identity Center user Robin'],
      ['sso-directory:SearchGroups', 'Identity Center group Robins friends'],
      ['sso:ListPermissionSets', 'Permission set ForRobin'],
    ];
    for (const [Action, result] of allowed) {
      const lister = await userWith(world, management, Action.replace(':', '-'), [{ Effect: 'Allow', Action, Resource: '*' }]);
      expect(await found(lister, 'robin')).toEqual([result]);
    }
  });

  it('returns nothing for a single character', async () => {
    expect(await found(root, 'd')).toEqual([]);
  });
});
