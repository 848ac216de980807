import { encrypt } from '../core/secrets';
import { type Actor, TEST_NOW } from '../core/test-world';
import type { Transaction } from '../db/client';
import { transaction } from '../db/transaction';
import { CreateAccountAlias } from '../iam/account/operations';
import { AddUserToGroup, CreateGroup } from '../iam/group/operations';
import { PutUserPolicy } from '../iam/inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from '../iam/instance-profile/operations';
import { CreateLoginProfile } from '../iam/login-profile/operations';
import { CreateVirtualMFADevice } from '../iam/mfa/operations';
import { CreatePolicy } from '../iam/policy/operations';
import { CreatePolicyVersion } from '../iam/policy/version-operations';
import { IAM_QUOTAS } from '../iam/quotas';
import { CreateRole } from '../iam/role/operations';
import { CreateServiceLinkedRole } from '../iam/service-linked-role/operations';
import { CreateUser } from '../iam/user/operations';
import type { TestApi } from './test-api';
import { ALLOW_ALL, ALLOW_READ, PASSWORD, TRUST } from './test-documents';
import type { Scene } from './test-errors';

const of = (count: number) => Array.from({ length: count }, (_, index) => index);

/**
 * An account in which everything has as much as it may: user `full`, group `group`, role `role` in instance profile `profile`, policy `policy`,
 * MFA devices `worn` (of `full`) and `spare`. User `plain` has nothing but permissions. A second account, `crowded`, has as many of
 * everything as an account may; its alias is `taken`.
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
  for (const index of of(IAM_QUOTAS.GroupsPerUser)) {
    await root.actor.run(CreateGroup, { GroupName: `group-${index}` });
    await root.actor.run(AddUserToGroup, { GroupName: `group-${index}`, UserName: 'full' });
  }
  const worn = await deviceOf(root.actor, 'worn');
  const spare = await deviceOf(root.actor, 'spare');
  await transaction(api.database, async (tx) => {
    await fill(tx, root.actor.accountId, policyArn);
    await wear(tx, root.actor.accountId, full);
  });
  const crowded = await api.rootKeys();
  await crowded.actor.run(CreateAccountAlias, { AccountAlias: 'taken' });
  await transaction(api.database, (tx) => crowd(tx, crowded.actor.accountId));
  const seen = { account: root.actor.accountId, key: spareKey.accessKeyId, policyArn, worn, spare };
  return { keys: { ...keys, crowded }, seen: { scene: seen } };
}

async function userOf(account: Actor, name: string): Promise<string> {
  const { User } = await account.run(CreateUser, { UserName: name });
  await account.run(PutUserPolicy, { UserName: name, PolicyName: 'own', PolicyDocument: ALLOW_ALL });
  return User?.UserId ?? '';
}

async function policyOf(account: Actor): Promise<string> {
  const { Policy } = await account.run(CreatePolicy, { PolicyName: 'policy', PolicyDocument: ALLOW_READ });
  const PolicyArn = Policy?.Arn ?? '';
  for (const _ of of(IAM_QUOTAS.VersionsPerPolicy - 1))
    await account.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: ALLOW_READ });
  return PolicyArn;
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
  ];
  await tx.tag.createMany({
    data: tagged.flatMap(({ id }) =>
      of(IAM_QUOTAS.TagsPerResource).map((index) => ({ resourceId: id, accountId, key: `key-${index}`, value: '' })),
    ),
  });
}

/** Gives `full` as many MFA devices as a user may have; `worn` is the one whose seed is known. */
async function wear(tx: Transaction, accountId: string, userId: string): Promise<void> {
  const own = { userId, enabledAt: TEST_NOW };
  await tx.mfaDevice.updateMany({ where: { accountId, name: 'worn' }, data: own });
  await tx.mfaDevice.createMany({
    data: of(IAM_QUOTAS.MFADevicesPerUser - 1).map((index) => ({ ...device(accountId, index), ...own })),
  });
}

function device(accountId: string, index: number) {
  return { ...named(accountId, 'mfa', index), seedCipher: encrypt('mfa-seed', 'AAAA') };
}

/** As many users, groups, roles, policies, instance profiles and MFA devices as an account may have. */
async function crowd(tx: Transaction, accountId: string): Promise<void> {
  const rows = (kind: string, count: number) => of(count).map((index) => named(accountId, kind, index));
  await tx.user.createMany({ data: rows('user', IAM_QUOTAS.UsersPerAccount) });
  await tx.group.createMany({ data: rows('group', IAM_QUOTAS.GroupsPerAccount) });
  await tx.role.createMany({
    data: rows('role', IAM_QUOTAS.RolesPerAccount).map((row) => ({
      ...row,
      assumeRolePolicyDocument: TRUST,
      maxSessionDuration: 3600,
    })),
  });
  await tx.policy.createMany({
    data: rows('policy', IAM_QUOTAS.PoliciesPerAccount).map((row) => ({
      ...row,
      arn: `arn:aws:iam::${accountId}:policy/${row.name}`,
      defaultVersionId: 'v1',
      nextVersion: 2,
      updatedAt: TEST_NOW,
    })),
  });
  await tx.instanceProfile.createMany({ data: rows('profile', IAM_QUOTAS.InstanceProfilesPerAccount) });
  const seedCipher = encrypt('mfa-seed', 'AAAA');
  await tx.mfaDevice.createMany({ data: rows('mfa', IAM_QUOTAS.UsersPerAccount).map((row) => ({ ...row, seedCipher })) });
}

function named(accountId: string, kind: string, index: number) {
  const name = `${kind}-${index}`;
  return { id: `${accountId}-${name}`, accountId, name, nameKey: name, path: '/', createdAt: TEST_NOW };
}
