import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW } from '../core/test-world';
import { GetTokenIssuer, IssueIdentityToken } from '../token-issuer/operations';
import { CreateAccessKey } from './access-key/operations';
import { AttachGroupPolicy, AttachUserPolicy } from './attachment/operations';
import { PutUserPermissionsBoundary } from './boundary/operations';
import { AddUserToGroup, CreateGroup } from './group/operations';
import { ListGroupOverviews } from './group/overview';
import { ListIdentityProviderOverviews, ListRolesForIdentityProvider } from './identity-provider/overview';
import { PutGroupPolicy } from './inline-policy/operations';
import { GetOpenIDConnectProviderKeys, PutOpenIDConnectProviderKeys } from './oidc-provider/key-operations';
import { CreateOpenIDConnectProvider } from './oidc-provider/operations';
import { CreatePolicy } from './policy/operations';
import { ListManagedPolicyOverviews } from './policy/overview';
import { CreateRole } from './role/operations';
import { ListRoleOverviews } from './role/overview';
import { CreateSAMLProvider } from './saml-provider/operations';
import { GetSAMLProviderMetadata } from './saml-provider/overview';
import { ALLOW_ALL, policyDocument, trustPolicy, userWith } from './test-accounts';
import { ENTITY_ID, samlMetadata } from './test-saml-metadata';
import { CreateUser } from './user/operations';
import { ListUserOverviews } from './user/overview';

const world = await createTestWorld();
afterAll(() => world.close());

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const allow = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });

describe('ListGroupOverviews', () => {
  it('counts users and policies, and returns null for counts that the caller may not read', async () => {
    const root = await world.account();
    await root.run(CreateGroup, { GroupName: 'ops' });
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(AddUserToGroup, { GroupName: 'ops', UserName: 'ana' });
    await root.run(AttachGroupPolicy, { GroupName: 'ops', PolicyArn: ADMINISTRATOR });
    await root.run(PutGroupPolicy, { GroupName: 'ops', PolicyName: 'p', PolicyDocument: ALLOW_ALL });
    expect((await root.run(ListGroupOverviews, {})).Rows).toMatchObject([{ GroupName: 'ops', UserCount: 1, PolicyCount: 2 }]);
    const lister = await userWith(world, root, 'lister', allow('iam:ListGroups'));
    expect((await lister.run(ListGroupOverviews, {})).Rows).toMatchObject([{ UserCount: null, PolicyCount: null }]);
    const nobody = await userWith(world, root, 'nobody');
    expect(await nobody.fails(ListGroupOverviews, {})).toMatchObject({ shape: 'AccessDenied' });
  });
});

describe('ListRoleOverviews', () => {
  it('returns the last use of a role only to callers with permission to get the role', async () => {
    const root = await world.account();
    await root.run(CreateRole, { RoleName: 'app', AssumeRolePolicyDocument: trustPolicy() });
    expect((await root.run(ListRoleOverviews, {})).Rows).toMatchObject([{ RoleName: 'app', RoleLastUsed: {} }]);
    const lister = await userWith(world, root, 'lister', allow('iam:ListRoles'));
    expect((await lister.run(ListRoleOverviews, {})).Rows).toMatchObject([{ RoleName: 'app', RoleLastUsed: null }]);
  });
});

/** The EC key of RFC 7517, appendix A.1. */
const KEY_SET = JSON.stringify({
  keys: [
    {
      kty: 'EC',
      crv: 'P-256',
      x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
      y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
    },
  ],
});

describe('ListIdentityProviderOverviews', () => {
  it('lists both provider types by name, with details only of providers that the caller may get', async () => {
    const root = await world.account();
    const arn = `arn:aws:iam::${root.accountId}`;
    await root.run(CreateSAMLProvider, { Name: 'Corp', SAMLMetadataDocument: samlMetadata() });
    await root.run(CreateOpenIDConnectProvider, { Url: 'https://b.example', ClientIDList: ['app'] });
    await root.run(CreateOpenIDConnectProvider, { Url: 'https://d.example', Tags: [{ Key: 'team', Value: 'blue' }] });
    await root.run(PutOpenIDConnectProviderKeys, {
      OpenIDConnectProviderArn: `${arn}:oidc-provider/d.example`,
      KeySet: KEY_SET,
    });
    const trusting = policyDocument({
      Effect: 'Allow',
      Principal: { Federated: `${arn}:oidc-provider/d.example` },
      Action: 'sts:AssumeRoleWithWebIdentity',
    });
    for (const RoleName of ['one', 'two']) await root.run(CreateRole, { RoleName, AssumeRolePolicyDocument: trusting });
    expect((await root.run(ListIdentityProviderOverviews, {})).Providers).toEqual([
      {
        Arn: `${arn}:oidc-provider/b.example`,
        Name: 'b.example',
        Type: 'OpenID Connect',
        CreateDate: TEST_NOW,
        RoleCount: 0,
        HasKeys: false,
        ClientIds: ['app'],
      },
      {
        Arn: `${arn}:saml-provider/Corp`,
        Name: 'Corp',
        Type: 'SAML',
        CreateDate: TEST_NOW,
        RoleCount: 0,
        ValidUntil: new Date('2126-03-01T12:00:00.000Z'),
      },
      {
        Arn: `${arn}:oidc-provider/d.example`,
        Name: 'd.example',
        Type: 'OpenID Connect',
        CreateDate: TEST_NOW,
        RoleCount: 2,
        HasKeys: true,
        ClientIds: [],
      },
    ]);
    const lister = await userWith(world, root, 'lister', allow('iam:ListOpenIDConnectProviders', 'iam:ListSAMLProviders'), {
      ...allow('iam:GetOpenIDConnectProvider'),
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue' } },
    });
    const { Providers } = await lister.run(ListIdentityProviderOverviews, {});
    expect(Providers.map(({ CreateDate, HasKeys, ClientIds, RoleCount }) => [CreateDate, HasKeys, ClientIds, RoleCount])).toEqual(
      [
        [null, null, null, null],
        [TEST_NOW, undefined, undefined, null],
        [TEST_NOW, true, [], null],
      ],
    );
    const half = await userWith(world, root, 'half', allow('iam:ListOpenIDConnectProviders'));
    expect((await half.fails(ListIdentityProviderOverviews, {})).message).toContain('iam:ListSAMLProviders');
    expect((await (await world.account()).run(ListIdentityProviderOverviews, {})).Providers).toEqual([]);
  });
});

describe('an OpenID Connect provider for an issuer of this installation', () => {
  it('uses the keys of the issuer instead of uploaded keys', async () => {
    const [root, other] = [await world.account(), await world.account()];
    const { IssuerUrl } = await root.run(GetTokenIssuer, {});
    const provider = await other.run(CreateOpenIDConnectProvider, { Url: IssuerUrl });
    const named = { OpenIDConnectProviderArn: provider.OpenIDConnectProviderArn };
    expect((await other.run(ListIdentityProviderOverviews, {})).Providers).toMatchObject([{ HasKeys: true }]);
    expect(await other.run(GetOpenIDConnectProviderKeys, named)).toEqual({ KeySet: null, Keys: [], IssuedHere: true });
    await other.run(PutOpenIDConnectProviderKeys, { ...named, KeySet: KEY_SET });
    await root.run(IssueIdentityToken, { Subject: 'maria', Audience: 'practice' });
    const { KeySet, Keys } = await other.run(GetOpenIDConnectProviderKeys, named);
    expect(JSON.parse(KeySet ?? '')).toEqual((await root.run(GetTokenIssuer, {})).KeySet);
    expect(Keys).toMatchObject([{ KeyType: 'EC P-256', Algorithm: 'ES256', Use: 'sig' }]);
  });
});

describe('GetSAMLProviderMetadata', () => {
  it('returns the entity ID and certificates to callers with permission to get the provider', async () => {
    const root = await world.account();
    const metadata = samlMetadata({ validUntil: '2030-05-01T00:00:00Z' });
    const { SAMLProviderArn = '' } = await root.run(CreateSAMLProvider, { Name: 'Corp', SAMLMetadataDocument: metadata });
    expect(await root.run(GetSAMLProviderMetadata, { SAMLProviderArn })).toEqual({
      EntityId: ENTITY_ID,
      ValidUntil: new Date('2030-05-01T00:00:00Z'),
      Certificates: [
        {
          Subject: 'CN=idp.acme.example',
          Issuer: 'CN=idp.acme.example',
          Fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
          KeyType: 'RSA 2048',
          NotBefore: expect.any(Date),
          NotAfter: expect.any(Date),
        },
      ],
    });
    const lister = await userWith(world, root, 'lister', allow('iam:ListSAMLProviders'));
    expect((await lister.fails(GetSAMLProviderMetadata, { SAMLProviderArn })).message).toContain('iam:GetSAMLProvider');
    const other = await world.account();
    expect(await other.fails(GetSAMLProviderMetadata, { SAMLProviderArn })).toMatchObject({ shape: 'AccessDenied' });
  });
});

describe('ListRolesForIdentityProvider', () => {
  it('lists the roles of the caller’s account whose trust policies allow the provider', async () => {
    const [root, other] = [await world.account(), await world.account()];
    const arn = `arn:aws:iam::${root.accountId}:oidc-provider/idp.example/path`;
    const federated = (Federated: unknown, Effect = 'Allow') => ({
      Effect,
      Principal: { Federated },
      Action: 'sts:AssumeRoleWithWebIdentity',
    });
    const roles: Record<string, string> = {
      one: policyDocument(federated(arn)),
      several: policyDocument(federated(['cognito-identity.amazonaws.com', arn])),
      escaped: policyDocument(federated(arn)).replaceAll('oidc-provider/', 'oidc-provider\\u002f'),
      denied: policyDocument(federated(arn, 'Deny')),
      longer: policyDocument(federated(`${arn}/more`)),
      mentioned: trustPolicy().replace('"Effect"', `"Sid":"Federated","Condition":{"StringEquals":{"a:b":"${arn}"}},"Effect"`),
    };
    for (const [RoleName, AssumeRolePolicyDocument] of Object.entries(roles)) {
      await root.run(CreateRole, { RoleName, AssumeRolePolicyDocument });
    }
    await other.run(CreateRole, { RoleName: 'foreign', AssumeRolePolicyDocument: policyDocument(federated(arn)) });
    const names = async (actor: typeof root) =>
      (await actor.run(ListRolesForIdentityProvider, { ProviderArn: arn })).Roles.map(({ RoleName }) => RoleName);
    expect(await names(root)).toEqual(['escaped', 'one', 'several']);
    expect(await names(other)).toEqual(['foreign']);
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(ListRolesForIdentityProvider, { ProviderArn: arn })).message).toContain('iam:ListRoles');
  });
});

describe('ListManagedPolicyOverviews', () => {
  it('lists customer managed policies before AWS managed policies, with attachment and boundary counts', async () => {
    const root = await world.account();
    const { Policy } = await root.run(CreatePolicy, { PolicyName: 'own', PolicyDocument: ALLOW_ALL, Description: 'all' });
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: ADMINISTRATOR });
    await root.run(PutUserPermissionsBoundary, { UserName: 'ana', PermissionsBoundary: Policy.Arn });
    const { Rows, Total } = await root.run(ListManagedPolicyOverviews, {});
    expect(Total).toBeGreaterThan(1500);
    expect(Rows[0]).toMatchObject({
      PolicyName: 'own',
      Type: 'Customer managed',
      Description: 'all',
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 1,
    });
    const found = await root.run(ListManagedPolicyOverviews, {
      Filters: ['name=administratoraccess', 'used=Permissions policy'],
    });
    expect(found.Rows).toMatchObject([{ Arn: ADMINISTRATOR, Type: 'AWS managed - job function', AttachmentCount: 1 }]);
    const boundaries = await root.run(ListManagedPolicyOverviews, { Filters: ['used=Permissions boundary'] });
    expect(boundaries.Rows.map(({ PolicyName }) => PolicyName)).toEqual(['own']);
  });

  it('lists only attachable policies with Attachable, without the policies in Except', async () => {
    const root = await world.account();
    const service = { Filters: ['arn: aws-service-role/'], PageSize: 1 };
    expect((await root.run(ListManagedPolicyOverviews, service)).Matches).toBeGreaterThan(50);
    expect((await root.run(ListManagedPolicyOverviews, { ...service, Attachable: true })).Matches).toBe(0);
    const named = { Filters: ['name=AdministratorAccess'], Attachable: true };
    expect((await root.run(ListManagedPolicyOverviews, named)).Matches).toBe(1);
    expect((await root.run(ListManagedPolicyOverviews, { ...named, Except: [ADMINISTRATOR] })).Matches).toBe(0);
  });
});

describe('ListUserOverviews', () => {
  it('lists users with their MFA devices and sorts by age and last use of access keys', async () => {
    const root = await world.account();
    for (const UserName of ['ana', 'ben']) await root.run(CreateUser, { UserName });
    const { AccessKey } = await root.run(CreateAccessKey, { UserName: 'ben' });
    await world.database.writer.accessKey.update({ where: { id: AccessKey.AccessKeyId }, data: { lastUsedAt: TEST_NOW } });
    const namesBy = async (Sort: string) =>
      (await root.run(ListUserOverviews, { Sort })).Rows.map(({ UserName, MfaDevices }) => [UserName, MfaDevices]);
    for (const Sort of ['-keyAge', '-keyUsed'])
      expect(await namesBy(Sort)).toEqual([
        ['ben', 0],
        ['ana', 0],
      ]);
    expect(await namesBy('mfa')).toHaveLength(2);
  });
});
