import { quotas } from '../../core/quotas';
import { encrypt } from '../../core/secrets';
import { type Actor, TEST_NOW } from '../../core/test-world';
import type { Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { CreateAccountAlias } from '../../iam/account/operations';
import { GenerateCredentialReport } from '../../iam/credential-report/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from '../../iam/instance-profile/operations';
import { CreateLoginProfile } from '../../iam/login-profile/operations';
import { CreateVirtualMFADevice } from '../../iam/mfa/operations';
import { CreateOpenIDConnectProvider } from '../../iam/oidc-provider/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreatePolicyVersion } from '../../iam/policy/version-operations';
import { CreateRole } from '../../iam/role/operations';
import { CreateSAMLProvider, UpdateSAMLProvider } from '../../iam/saml-provider/operations';
import { CreateServiceLinkedRole } from '../../iam/service-linked-role/operations';
import { samlMetadata } from '../../iam/test-saml-metadata';
import { CreateUser } from '../../iam/user/operations';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { EnableAWSServiceAccess } from '../../organizations/service-access/operations';
import { organizationOf } from '../../organizations/test-organization';
import type { Keys, TestApi } from './api';
import { ALLOW_ALL, ALLOW_READ, OIDC_URL, PASSWORD, RSA_KEY, TRUST } from './documents';
import type { Scene } from './scene';

const of = (count: number) => Array.from({ length: count }, (_, index) => index);

/**
 * An account in which everything has as much as it may: user `full`, group `group`, role `role` in instance profile `profile`, policy `policy`,
 * MFA devices `worn` (of `full`) and `spare`. User `plain` has nothing but permissions. A second account, `crowded`, has as many of
 * everything as an account may; its alias is `taken`. Further accounts are in organizations or have credential reports.
 */
export async function createIamScene(api: TestApi): Promise<Scene> {
  const root = await api.rootKeys();
  const [full, plain] = [await userOf(root.actor, 'full'), await userOf(root.actor, 'plain')];
  await root.actor.run(CreateLoginProfile, { UserName: 'full', Password: PASSWORD });
  const keys = { root, full: await api.keys(root.actor, full), plain: await api.keys(root.actor, plain) };
  const spareKey = await api.keys(root.actor, full);
  await root.actor.run(CreateGroup, { GroupName: 'group' });
  const policyArn = await policyOf(root.actor);
  await root.actor.run(CreateRole, { RoleName: 'role', AssumeRolePolicyDocument: TRUST });
  await root.actor.run(CreateInstanceProfile, { InstanceProfileName: 'profile' });
  await root.actor.run(AddRoleToInstanceProfile, { InstanceProfileName: 'profile', RoleName: 'role' });
  await root.actor.run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com' });
  for (const index of of(quotas().GroupsPerUser)) {
    await root.actor.run(CreateGroup, { GroupName: `group-${index}` });
    await root.actor.run(AddUserToGroup, { GroupName: `group-${index}`, UserName: 'full' });
  }
  const providers = await providersOf(root.actor);
  const worn = await deviceOf(root.actor, 'worn');
  const spare = await deviceOf(root.actor, 'spare');
  await transaction(api.database, async (tx) => {
    await fill(tx, root.actor.accountId, policyArn);
    await wear(tx, root.actor.accountId, full);
  });
  const crowded = await api.rootKeys();
  await crowded.actor.run(CreateAccountAlias, { AccountAlias: 'taken' });
  await transaction(api.database, (tx) => crowd(tx, crowded.actor.accountId));
  const seen = { account: root.actor.accountId, key: spareKey.accessKeyId, policyArn, worn, spare, ...providers };
  return { keys: { ...keys, crowded, ...(await inOrganizations(api)), ...(await withReports(api)) }, seen: { scene: seen } };
}

/** `delegate` administers IAM for an organization that `plainMember` is in as well; `untrusting` has no trusted access, `payer` not all features. */
async function inOrganizations(api: TestApi): Promise<Record<string, Keys>> {
  const [root, untrusting, payer] = [await api.account(), await api.account(), await api.account()];
  const { member } = await organizationOf(api, root);
  await organizationOf(api, untrusting);
  await organizationOf(api, payer, 'CONSOLIDATED_BILLING');
  const [delegate, plainMember] = [await member('delegate'), await member('plain')];
  await root.run(EnableAWSServiceAccess, { ServicePrincipal: 'iam.amazonaws.com' });
  await root.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ServicePrincipal: 'iam.amazonaws.com' });
  const accounts = { untrusting, payer, delegate, plainMember };
  return Object.fromEntries(
    await Promise.all(Object.entries(accounts).map(async ([name, account]) => [name, await api.keys(account)] as const)),
  );
}

/** `reporting` has a credential report that is not ready, as long as the tests run; that of `reportedOnce` has expired. */
async function withReports(api: TestApi): Promise<Record<string, Keys>> {
  const [reporting, reportedOnce] = [await api.rootKeys(), await api.rootKeys()];
  const hoursOn = (hours: number) => ({ now: new Date(Date.now() + hours * 3_600_000) });
  await reporting.actor.with(hoursOn(1)).run(GenerateCredentialReport, {});
  await reportedOnce.actor.with(hoursOn(-5)).run(GenerateCredentialReport, {});
  return { reporting, reportedOnce };
}

async function userOf(account: Actor, name: string): Promise<string> {
  const { User } = await account.run(CreateUser, { UserName: name });
  await account.run(PutUserPolicy, { UserName: name, PolicyName: 'own', PolicyDocument: ALLOW_ALL });
  return User?.UserId ?? '';
}

async function policyOf(account: Actor): Promise<string> {
  const { Policy } = await account.run(CreatePolicy, { PolicyName: 'policy', PolicyDocument: ALLOW_READ });
  const PolicyArn = Policy?.Arn ?? '';
  for (const _ of of(quotas().VersionsPerPolicy - 1))
    await account.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: ALLOW_READ });
  return PolicyArn;
}

async function providersOf(account: Actor) {
  const ids = of(quotas().ClientIdsPerOpenIdConnectProvider).map((index) => `client-${index}`);
  const { OpenIDConnectProviderArn: oidc } = await account.run(CreateOpenIDConnectProvider, { Url: OIDC_URL, ClientIDList: ids });
  const { SAMLProviderArn: saml } = await account.run(CreateSAMLProvider, { Name: 'saml', SAMLMetadataDocument: samlMetadata() });
  for (const _ of of(quotas().PrivateKeysPerSAMLProvider))
    await account.run(UpdateSAMLProvider, { SAMLProviderArn: saml, AddPrivateKey: RSA_KEY });
  return { oidc, saml };
}

async function deviceOf(account: Actor, name: string): Promise<string> {
  const { VirtualMFADevice } = await account.run(CreateVirtualMFADevice, { VirtualMFADeviceName: name });
  return VirtualMFADevice?.SerialNumber ?? '';
}

/** As many managed policies and tags as there may be, on everything that is there. */
async function fill(tx: Transaction, accountId: string, policyArn: string): Promise<void> {
  const where = { accountId };
  const entities = {
    User: await tx.user.findMany({ where: { ...where, name: 'full' } }),
    Group: await tx.group.findMany({ where: { ...where, name: 'group' } }),
    Role: await tx.role.findMany({ where: { ...where, name: 'role' } }),
  };
  const arns = [policyArn, ...of(9).map((index) => `arn:aws:iam::aws:policy/${index}`)];
  await tx.policyAttachment.createMany({
    data: Object.entries(entities).flatMap(([entityType, [row]]) =>
      arns.map((arn) => ({ entityId: row?.id ?? '', policyArn: arn, entityType, accountId, createdAt: TEST_NOW })),
    ),
  });
  const tagged = [
    ...entities.User,
    ...entities.Role,
    ...(await tx.policy.findMany({ where })),
    ...(await tx.instanceProfile.findMany({ where })),
    ...(await tx.mfaDevice.findMany({ where })),
    ...(await tx.openIDConnectProvider.findMany({ where })).map(({ arn }) => ({ id: arn })),
    ...(await tx.samlProvider.findMany({ where })).map(({ arn }) => ({ id: arn })),
  ];
  await tx.tag.createMany({
    data: tagged.flatMap(({ id }) =>
      of(quotas().TagsPerResource).map((index) => ({ resourceId: id, accountId, key: `key-${index}`, value: '' })),
    ),
  });
}

/** Gives `full` as many MFA devices as a user may have; `worn` is the one whose seed is known. */
async function wear(tx: Transaction, accountId: string, userId: string): Promise<void> {
  const own = { userId, enabledAt: TEST_NOW };
  await tx.mfaDevice.updateMany({ where: { accountId, name: 'worn' }, data: own });
  await tx.mfaDevice.createMany({
    data: of(quotas().MFADevicesPerUser - 1).map((index) => ({ ...device(accountId, index), ...own })),
  });
}

function device(accountId: string, index: number) {
  return { ...named(accountId, 'mfa', index), seedCipher: encrypt('mfa-seed', 'AAAA') };
}

/** As many users, groups, roles, policies, instance profiles and MFA devices as an account may have. */
async function crowd(tx: Transaction, accountId: string): Promise<void> {
  const rows = (kind: string, count: number) => of(count).map((index) => named(accountId, kind, index));
  await tx.user.createMany({ data: rows('user', quotas().UsersPerAccount) });
  await tx.group.createMany({ data: rows('group', quotas().GroupsPerAccount) });
  await tx.role.createMany({
    data: rows('role', quotas().RolesPerAccount).map((row) => ({
      ...row,
      assumeRolePolicyDocument: TRUST,
      maxSessionDuration: 3600,
    })),
  });
  await tx.policy.createMany({
    data: rows('policy', quotas().PoliciesPerAccount).map((row) => ({
      ...row,
      arn: `arn:aws:iam::${accountId}:policy/${row.name}`,
      defaultVersionId: 'v1',
      nextVersion: 2,
      updatedAt: TEST_NOW,
    })),
  });
  await tx.instanceProfile.createMany({ data: rows('profile', quotas().InstanceProfilesPerAccount) });
  await tx.openIDConnectProvider.createMany({
    data: of(quotas().OpenIdConnectProvidersPerAccount).map((index) => ({
      arn: `arn:aws:iam::${accountId}:oidc-provider/${index}.example`,
      accountId,
      url: `${index}.example`,
      clientIds: '[]',
      thumbprints: '[]',
      createdAt: TEST_NOW,
    })),
  });
  await tx.samlProvider.createMany({
    data: rows('saml', quotas().SAMLProvidersPerAccount).map(({ id, path: _, ...row }) => ({
      ...row,
      arn: `arn:aws:iam::${accountId}:saml-provider/${row.name}`,
      uuid: id,
      metadata: samlMetadata(),
    })),
  });
  const seedCipher = encrypt('mfa-seed', 'AAAA');
  await tx.mfaDevice.createMany({ data: rows('mfa', quotas().UsersPerAccount).map((row) => ({ ...row, seedCipher })) });
}

function named(accountId: string, kind: string, index: number) {
  const name = `${kind}-${index}`;
  return { id: `${accountId}-${name}`, accountId, name, nameKey: name, path: '/', createdAt: TEST_NOW };
}
