import { generateKeyPairSync } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { AnyOperation } from '../core/operation';
import { type Actor, createTestWorld, TEST_NOW } from '../core/test-world';
import { type Contract, type Input, membersOf, type Names } from '../core/testing/contract';
import { HELD_TABLES, rowsOf, whereIn } from '../snapshot/tables';
import { iamOperations } from '.';
import { CreateAccessKey } from './access-key/operations';
import { CreateAccountAlias } from './account/operations';
import { AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy } from './attachment/operations';
import { GenerateCredentialReport } from './credential-report/operations';
import { AddUserToGroup, CreateGroup } from './group/operations';
import { PutGroupPolicy, PutRolePolicy, PutUserPolicy } from './inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from './instance-profile/operations';
import { CreateLoginProfile } from './login-profile/operations';
import { CreateVirtualMFADevice, EnableMFADevice } from './mfa/operations';
import { codeOf, stepOf } from './mfa/totp';
import { CreateOpenIDConnectProvider } from './oidc-provider/operations';
import { UpdateAccountPasswordPolicy } from './password-policy/operations';
import { CreatePolicy } from './policy/operations';
import { CreatePolicyVersion } from './policy/version-operations';
import { CreateRole } from './role/operations';
import { CreateSAMLProvider } from './saml-provider/operations';
import { CreateServiceLinkedRole, DeleteServiceLinkedRole } from './service-linked-role/operations';
import { ALLOW_ALL, policyDocument, trustPolicy } from './test-accounts';
import { iamContracts } from './test-contracts';
import { samlMetadata } from './test-saml-metadata';
import { CreateUser } from './user/operations';

const world = await createTestWorld();
afterAll(() => world.close());

const PASSWORD = 'Correct-horse-1';
const secretOf = (name: string) => `KnownTo${name}Alone`;
const PRIVATE_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const Version = { VersionId: 'v2' };

/** What an account holds under one set of names, and the ids by which a call could reach it. */
type Named = {
  UserName: string;
  GroupName: string;
  RoleName: string;
  InstanceProfileName: string;
  PolicyArn: string;
  AccessKeyId: string;
  SerialNumber: string;
  DeletionTaskId: string;
  OpenIDConnectProviderArn: string;
  SAMLProviderArn: string;
};

async function furnish(root: Actor, name: string): Promise<Named> {
  const SECRET_DOCUMENT = policyDocument({ Sid: secretOf(name), Effect: 'Allow', Action: '*', Resource: '*' });
  const Tags = [{ Key: 'owner', Value: secretOf(name) }];
  const [UserName, GroupName, RoleName, InstanceProfileName] = [
    `${name}-user`,
    `${name}-group`,
    `${name}-role`,
    `${name}-profile`,
  ];
  const { Policy } = await root.run(CreatePolicy, { PolicyName: `${name}-policy`, PolicyDocument: SECRET_DOCUMENT, Tags });
  const PolicyArn = Policy.Arn ?? '';
  await root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: SECRET_DOCUMENT });
  await root.run(CreateUser, { UserName, Tags, PermissionsBoundary: PolicyArn });
  await root.run(CreateGroup, { GroupName });
  await root.run(AddUserToGroup, { GroupName, UserName });
  await root.run(CreateRole, { RoleName, AssumeRolePolicyDocument: trustPolicy(), Tags, PermissionsBoundary: PolicyArn });
  await root.run(CreateInstanceProfile, { InstanceProfileName, Tags });
  await root.run(AddRoleToInstanceProfile, { InstanceProfileName, RoleName });
  await root.run(AttachUserPolicy, { UserName, PolicyArn });
  await root.run(AttachGroupPolicy, { GroupName, PolicyArn });
  await root.run(AttachRolePolicy, { RoleName, PolicyArn });
  for (const PolicyName of ['inline']) {
    await root.run(PutUserPolicy, { UserName, PolicyName, PolicyDocument: SECRET_DOCUMENT });
    await root.run(PutGroupPolicy, { GroupName, PolicyName, PolicyDocument: SECRET_DOCUMENT });
    await root.run(PutRolePolicy, { RoleName, PolicyName, PolicyDocument: SECRET_DOCUMENT });
  }
  const { AccessKey } = await root.run(CreateAccessKey, { UserName });
  const SerialNumber = await enableDevice(root, UserName);
  await root.run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com' });
  const { DeletionTaskId } = await root.run(DeleteServiceLinkedRole, { RoleName: 'AWSServiceRoleForECS' });
  await root.run(CreateServiceLinkedRole, { AWSServiceName: 'rds.amazonaws.com' });
  const { OpenIDConnectProviderArn } = await root.run(CreateOpenIDConnectProvider, {
    Url: `https://${name}.example`,
    ClientIDList: [secretOf(name)],
    Tags,
  });
  const { SAMLProviderArn } = await root.run(CreateSAMLProvider, {
    Name: `${name}-saml`,
    SAMLMetadataDocument: samlMetadata({ entityId: secretOf(name) }),
    AddPrivateKey: PRIVATE_KEY,
    Tags,
  });
  await root.run(CreateLoginProfile, { UserName, Password: PASSWORD });
  await root.run(UpdateAccountPasswordPolicy, { MinimumPasswordLength: 9 });
  await root.run(CreateAccountAlias, { AccountAlias: `${name}-alias` });
  await root.with({ now: new Date(TEST_NOW.getTime() - 60_000) }).run(GenerateCredentialReport, {});
  return {
    UserName,
    GroupName,
    RoleName,
    InstanceProfileName,
    PolicyArn,
    AccessKeyId: AccessKey.AccessKeyId,
    SerialNumber,
    DeletionTaskId,
    OpenIDConnectProviderArn,
    SAMLProviderArn,
  };
}

async function enableDevice(root: Actor, UserName: string): Promise<string> {
  const { VirtualMFADevice } = await root.run(CreateVirtualMFADevice, { VirtualMFADeviceName: `${UserName}-mfa`, Tags: [] });
  const { SerialNumber, Base32StringSeed } = VirtualMFADevice;
  const [seed, step] = [new TextDecoder().decode(Base32StringSeed), stepOf(TEST_NOW)];
  const codes = { AuthenticationCode1: codeOf(seed, step), AuthenticationCode2: codeOf(seed, step + 1) };
  await root.run(EnableMFADevice, { UserName, SerialNumber, ...codes });
  return SerialNumber;
}

type Case = (theirs: Named, mine: Named) => object;

const about = {
  user: ({ UserName }: Named) => ({ UserName }),
  group: ({ GroupName }: Named) => ({ GroupName }),
  role: ({ RoleName }: Named) => ({ RoleName }),
  policy: ({ PolicyArn }: Named) => ({ PolicyArn }),
  profile: ({ InstanceProfileName }: Named) => ({ InstanceProfileName }),
  everything: () => ({}),
  device: ({ SerialNumber }: Named) => ({ SerialNumber }),
  oidcProvider: ({ OpenIDConnectProviderArn }: Named) => ({ OpenIDConnectProviderArn }),
  samlProvider: ({ SAMLProviderArn }: Named) => ({ SAMLProviderArn }),
};
const and =
  (base: (theirs: Named) => object, more: object): Case =>
  (theirs) => ({ ...base(theirs), ...more });

/** How a call of each operation of the nouns that have no contract yet would name another account's things. */
const CASES: Readonly<Record<string, Case | readonly Case[]>> = {
  CreateUser: and(about.user, {}),
  GetUser: about.user,
  ListUsers: about.everything,
  UpdateUser: and(about.user, { NewUserName: 'taken-over' }),
  DeleteUser: about.user,
  TagUser: and(about.user, { Tags: [{ Key: 'owner', Value: 'mine' }] }),
  UntagUser: and(about.user, { TagKeys: ['owner'] }),
  ListUserTags: about.user,
  CreateGroup: about.group,
  GetGroup: about.group,
  ListGroups: about.everything,
  UpdateGroup: and(about.group, { NewGroupName: 'taken-over' }),
  DeleteGroup: about.group,
  AddUserToGroup: [
    (theirs, { UserName }) => ({ GroupName: theirs.GroupName, UserName }),
    ({ UserName }, mine) => ({ GroupName: mine.GroupName, UserName }),
  ],
  RemoveUserFromGroup: [
    ({ UserName, GroupName }) => ({ UserName, GroupName }),
    ({ UserName }, mine) => ({ GroupName: mine.GroupName, UserName }),
  ],
  ListGroupsForUser: about.user,
  CreateRole: and(about.role, { AssumeRolePolicyDocument: trustPolicy() }),
  GetRole: about.role,
  ListRoles: about.everything,
  UpdateRole: and(about.role, { Description: 'taken over' }),
  UpdateRoleDescription: and(about.role, { Description: 'taken over' }),
  UpdateAssumeRolePolicy: and(about.role, { PolicyDocument: trustPolicy('*') }),
  DeleteRole: about.role,
  TagRole: and(about.role, { Tags: [{ Key: 'owner', Value: 'mine' }] }),
  UntagRole: and(about.role, { TagKeys: ['owner'] }),
  ListRoleTags: about.role,
  CreatePolicy: ({ PolicyArn }) => ({ PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1), PolicyDocument: ALLOW_ALL }),
  GetPolicy: about.policy,
  ListPolicies: and(about.everything, { Scope: 'Local' }),
  DeletePolicy: about.policy,
  CreatePolicyVersion: and(about.policy, { PolicyDocument: ALLOW_ALL, SetAsDefault: true }),
  GetPolicyVersion: and(about.policy, Version),
  ListPolicyVersions: about.policy,
  SetDefaultPolicyVersion: and(about.policy, Version),
  DeletePolicyVersion: and(about.policy, Version),
  TagPolicy: and(about.policy, { Tags: [{ Key: 'owner', Value: 'mine' }] }),
  UntagPolicy: and(about.policy, { TagKeys: ['owner'] }),
  ListPolicyTags: about.policy,
  ListEntitiesForPolicy: about.policy,
  ...attachmentCases('User'),
  ...attachmentCases('Group'),
  ...attachmentCases('Role'),
  PutUserPermissionsBoundary: boundaryCases('UserName'),
  PutRolePermissionsBoundary: boundaryCases('RoleName'),
  DeleteUserPermissionsBoundary: about.user,
  DeleteRolePermissionsBoundary: about.role,
  CreateAccessKey: about.user,
  ListAccessKeys: [about.user, about.everything],
  UpdateAccessKey: keyCases({ Status: 'Inactive' }),
  DeleteAccessKey: keyCases({}),
  GetAccessKeyLastUsed: ({ AccessKeyId }) => ({ AccessKeyId }),
  CreateLoginProfile: and(about.user, { Password: PASSWORD }),
  GetLoginProfile: about.user,
  UpdateLoginProfile: and(about.user, { Password: PASSWORD }),
  DeleteLoginProfile: about.user,
  ChangePassword: and(about.everything, { OldPassword: PASSWORD, NewPassword: 'Another-horse-2' }),
  GetAccountPasswordPolicy: about.everything,
  UpdateAccountPasswordPolicy: and(about.everything, { MinimumPasswordLength: 20 }),
  DeleteAccountPasswordPolicy: about.everything,
  CreateInstanceProfile: about.profile,
  GetInstanceProfile: about.profile,
  ListInstanceProfiles: about.everything,
  ListInstanceProfilesForRole: about.role,
  AddRoleToInstanceProfile: [
    ({ RoleName }, mine) => ({ InstanceProfileName: mine.InstanceProfileName, RoleName }),
    ({ InstanceProfileName }, mine) => ({ InstanceProfileName, RoleName: mine.RoleName }),
  ],
  RemoveRoleFromInstanceProfile: ({ InstanceProfileName, RoleName }) => ({ InstanceProfileName, RoleName }),
  DeleteInstanceProfile: about.profile,
  TagInstanceProfile: and(about.profile, { Tags: [{ Key: 'owner', Value: 'mine' }] }),
  UntagInstanceProfile: and(about.profile, { TagKeys: ['owner'] }),
  ListInstanceProfileTags: about.profile,
  CreateVirtualMFADevice: ({ SerialNumber }) => ({ VirtualMFADeviceName: SerialNumber.slice(SerialNumber.lastIndexOf('/') + 1) }),
  EnableMFADevice: deviceCases({ AuthenticationCode1: '000000', AuthenticationCode2: '000000' }),
  ResyncMFADevice: deviceCases({ AuthenticationCode1: '000000', AuthenticationCode2: '000000' }),
  DeactivateMFADevice: deviceCases({}),
  GetMFADevice: deviceCases({}),
  DeleteVirtualMFADevice: about.device,
  ListMFADevices: [about.user, about.everything],
  ListVirtualMFADevices: about.everything,
  TagMFADevice: and(about.device, { Tags: [{ Key: 'owner', Value: 'mine' }] }),
  UntagMFADevice: and(about.device, { TagKeys: ['owner'] }),
  ListMFADeviceTags: about.device,
  CreateOpenIDConnectProvider: ({ OpenIDConnectProviderArn }) => ({
    Url: `https://${OpenIDConnectProviderArn.slice(OpenIDConnectProviderArn.lastIndexOf('/') + 1)}`,
  }),
  GetOpenIDConnectProvider: about.oidcProvider,
  ListOpenIDConnectProviders: about.everything,
  DeleteOpenIDConnectProvider: about.oidcProvider,
  AddClientIDToOpenIDConnectProvider: and(about.oidcProvider, { ClientID: 'mine' }),
  RemoveClientIDFromOpenIDConnectProvider: and(about.oidcProvider, { ClientID: secretOf('theirs') }),
  UpdateOpenIDConnectProviderThumbprint: and(about.oidcProvider, { ThumbprintList: ['a'.repeat(40)] }),
  TagOpenIDConnectProvider: and(about.oidcProvider, { Tags: [{ Key: 'owner', Value: 'mine' }] }),
  UntagOpenIDConnectProvider: and(about.oidcProvider, { TagKeys: ['owner'] }),
  ListOpenIDConnectProviderTags: about.oidcProvider,
  CreateSAMLProvider: ({ SAMLProviderArn }) => ({
    Name: SAMLProviderArn.slice(SAMLProviderArn.lastIndexOf('/') + 1),
    SAMLMetadataDocument: samlMetadata(),
  }),
  GetSAMLProvider: about.samlProvider,
  ListSAMLProviders: about.everything,
  UpdateSAMLProvider: and(about.samlProvider, { SAMLMetadataDocument: samlMetadata(), AddPrivateKey: PRIVATE_KEY }),
  DeleteSAMLProvider: about.samlProvider,
  TagSAMLProvider: and(about.samlProvider, { Tags: [{ Key: 'owner', Value: 'mine' }] }),
  UntagSAMLProvider: and(about.samlProvider, { TagKeys: ['owner'] }),
  ListSAMLProviderTags: about.samlProvider,
  CreateServiceLinkedRole: and(about.everything, { AWSServiceName: 'ecs.amazonaws.com' }),
  DeleteServiceLinkedRole: and(about.everything, { RoleName: 'AWSServiceRoleForRDS' }),
  GetServiceLinkedRoleDeletionStatus: ({ DeletionTaskId }) => ({ DeletionTaskId }),
  SimulateCustomPolicy: ({ UserName }) => ({
    PolicyInputList: [ALLOW_ALL],
    ActionNames: ['iam:GetUser'],
    CallerArn: `arn:aws:iam::${victim.accountId}:user/${UserName}`,
  }),
  SimulatePrincipalPolicy: ({ UserName }) => ({
    PolicySourceArn: `arn:aws:iam::${victim.accountId}:user/${UserName}`,
    ActionNames: ['iam:GetUser'],
  }),
  GetContextKeysForCustomPolicy: and(about.everything, { PolicyInputList: [ALLOW_ALL] }),
  GetContextKeysForPrincipalPolicy: ({ UserName }) => ({ PolicySourceArn: `arn:aws:iam::${victim.accountId}:user/${UserName}` }),
  CreateAccountAlias: and(about.everything, { AccountAlias: 'theirs-alias' }),
  DeleteAccountAlias: and(about.everything, { AccountAlias: 'theirs-alias' }),
  ListAccountAliases: about.everything,
  GetAccountSummary: about.everything,
  GetAccountAuthorizationDetails: about.everything,
  EnableOrganizationsRootCredentialsManagement: about.everything,
  DisableOrganizationsRootCredentialsManagement: about.everything,
  EnableOrganizationsRootSessions: about.everything,
  DisableOrganizationsRootSessions: about.everything,
  ListOrganizationsFeatures: about.everything,
  GenerateCredentialReport: about.everything,
  GetCredentialReport: about.everything,
};

function attachmentCases(type: 'User' | 'Group' | 'Role'): Record<string, Case | readonly Case[]> {
  const key = `${type}Name` as const;
  const both: readonly Case[] = [
    (theirs) => ({ [key]: theirs[key], PolicyArn: theirs.PolicyArn }),
    (theirs, mine) => ({ [key]: mine[key], PolicyArn: theirs.PolicyArn }),
  ];
  const name: Case = (theirs) => ({ [key]: theirs[key] });
  const inline: Case = (theirs) => ({ [key]: theirs[key], PolicyName: 'inline' });
  return {
    [`Attach${type}Policy`]: both,
    [`Detach${type}Policy`]: both,
    [`ListAttached${type}Policies`]: name,
    [`Put${type}Policy`]: (theirs) => ({ [key]: theirs[key], PolicyName: 'inline', PolicyDocument: ALLOW_ALL }),
    [`Get${type}Policy`]: inline,
    [`Delete${type}Policy`]: inline,
    [`List${type}Policies`]: name,
  };
}

function boundaryCases(key: 'UserName' | 'RoleName'): readonly Case[] {
  return [
    (theirs) => ({ [key]: theirs[key], PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }),
    (theirs, mine) => ({ [key]: mine[key], PermissionsBoundary: theirs.PolicyArn }),
  ];
}

function keyCases(more: object): readonly Case[] {
  return [
    ({ UserName, AccessKeyId }) => ({ UserName, AccessKeyId, ...more }),
    ({ AccessKeyId }, mine) => ({ UserName: mine.UserName, AccessKeyId, ...more }),
    ({ AccessKeyId }) => ({ AccessKeyId, ...more }),
  ];
}

function deviceCases(more: object): readonly Case[] {
  return [
    ({ UserName, SerialNumber }) => ({ UserName, SerialNumber, ...more }),
    ({ SerialNumber }, mine) => ({ UserName: mine.UserName, SerialNumber, ...more }),
    ({ SerialNumber }) => ({ SerialNumber, ...more }),
  ];
}

// PostgreSQL gives rows back in no order of its own, and another one after any update or vacuum.
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (typeof value !== 'object' || value === null || value instanceof Date) return JSON.stringify(value) ?? 'null';
  return `{${Object.entries(value)
    .map(([key, member]) => `${key}:${canonical(member)}`)
    .join()}}`;
}

/** Every row that snapshots hold of an account. */
async function rowsOfAccount(accountId: string): Promise<string> {
  const extent = { accountIds: [accountId], organizationIds: [] };
  const tables = HELD_TABLES.map((name) => rowsOf(world.database.reader, name).findMany({ where: whereIn(name, extent) }));
  return canonical(await Promise.all(tables));
}

/** The same names and ids, of things that do not exist. */
function missing(named: Named): Named {
  const change = (text: string) => text.replace(/.{4}$/, 'ZZZZ');
  return {
    UserName: change(named.UserName),
    GroupName: change(named.GroupName),
    RoleName: change(named.RoleName),
    InstanceProfileName: change(named.InstanceProfileName),
    PolicyArn: change(named.PolicyArn),
    AccessKeyId: change(named.AccessKeyId),
    SerialNumber: change(named.SerialNumber),
    DeletionTaskId: named.DeletionTaskId.replace(/.{4}$/, '0000'),
    OpenIDConnectProviderArn: change(named.OpenIDConnectProviderArn),
    SAMLProviderArn: change(named.SAMLProviderArn),
  };
}

const victim = await world.account();
const theirs = await furnish(victim, 'theirs');
const made: Record<string, Names> = {};
for (const [noun, contract] of iamContracts) made[noun] = await makeOne(victim, 'theirs', noun, contract);
const before = await rowsOfAccount(victim.accountId);
const ids = before.match(/\b(?:AIDA|AGPA|AROA|ANPA|AIPA|AKIA|APKA|ASCA|ACCA)[A-Z2-7]{16,17}\b/g);
// Of what contracts made: ids, but no names, which anybody may give to things of their own.
const madeIds = Object.values(made).flatMap((names) => Object.values(names).filter((value) => /^[A-Z0-9]{20,}$/.test(value)));
const secrets = [victim.accountId, secretOf('theirs'), ...madeIds, ...new Set(ids)];
let attackers = 0;

function makeOne(root: Actor, whose: string, noun: string, { make }: Contract): Promise<Names> {
  return make(root, { name: `${whose}-${noun}`, secret: secretOf(whose) });
}

/** The same names and ids, of things that do not exist. All that names have at their end can be digits of any kind of id. */
const missingNames = (names: Names): Names =>
  Object.fromEntries(Object.entries(names).map(([member, value]) => [member, value.replace(/.{4}$/, '2222')]));

/** A call that names another account's things, what of the caller's own it names besides, and who makes that. */
type Attempt = { input: (theirs: Names, mine: Names) => Input; own?: (attacker: Actor, name: string) => Promise<Names> };

/**
 * How calls of a noun's operation would name another account's things: its good call with all names theirs, with one of them one's own,
 * and with one left out, which may make the call one about the caller.
 */
function attemptsOf(noun: string, contract: Contract, name: string): Attempt[] {
  const operation = contract.operations[name];
  const given = contract.calls.find(([called]) => called === name)?.[1] ?? {};
  const usual = Object.entries(contract.errors.usual).filter(([member]) => requiredOf(operation).includes(member));
  const call: Input = { ...Object.fromEntries(usual), ...(typeof given === 'object' ? given : {}) };
  const names = membersOf(operation).filter((member) => made[noun]?.[member] !== undefined);
  const inputOf = (theirs: Names, more: object = {}): Input => {
    const input = { ...call, ...Object.fromEntries(names.map((member) => [member, theirs[member]])), ...more };
    const open = JSON.stringify(input).match(/<\w+\.[\w.]+>/);
    if (open) throw new Error(`${name} refers to ${open[0]}: what ${noun}'s contract makes must have a name for it`);
    return input;
  };
  const partly = names.flatMap((member): Attempt[] => {
    const leftOut: Attempt = { input: (theirs) => inputOf(theirs, { [member]: undefined }) };
    const own: Attempt = {
      input: (theirs, mine) => inputOf(theirs, { [member]: mine[member] }),
      own: (attacker, whose) => makeOne(attacker, whose, noun, contract),
    };
    return names.length > 1 ? [leftOut, own] : [leftOut];
  });
  return [{ input: (theirs) => inputOf(theirs) }, ...partly];
}

/** The members that an operation's input cannot do without. */
function requiredOf(operation: AnyOperation | undefined): string[] {
  const shape = (operation?.input as { shape?: Readonly<Record<string, z.ZodType>> } | undefined)?.shape ?? {};
  return Object.keys(shape).filter((member) => !shape[member]?.safeParse(undefined).success);
}

/** A new account tries: what it sees, the answer or the name of the error, and what it has afterwards. */
async function attempt(operation: AnyOperation, { input, own }: Attempt, theirs: Names): Promise<Tried> {
  const attacker = await world.account();
  return tryIt(attacker, operation, input(theirs, own ? await own(attacker, `mine${attackers++}`) : {}));
}

/** The same of a noun that has no contract yet. */
async function attemptCase(operation: AnyOperation, one: Case, named: Named): Promise<Tried> {
  const attacker = await world.account();
  // Things of its own only where the case names some: they take long to make.
  const mine = one.length > 1 ? await furnish(attacker, `mine${attackers++}`) : named;
  return tryIt(attacker, operation, one(named, mine));
}

type Tried = { output: string; error?: string; rows: string };

async function tryIt(attacker: Actor, operation: AnyOperation, input: object): Promise<Tried> {
  const result = await attacker.run(operation, input).then(
    (output) => ({ output: JSON.stringify(output) }),
    (error: { shape: string }) => ({ output: '', error: error.shape }),
  );
  return { ...result, rows: await rowsOfAccount(attacker.accountId) };
}

async function expectNothing({ output, error, rows }: Tried, ofMissing: Tried): Promise<void> {
  expect(await rowsOfAccount(victim.accountId)).toBe(before);
  for (const secret of secrets) expect(output + rows).not.toContain(secret);
  // What is there and what is not must look the same.
  expect(error).toBe(ofMissing.error);
}

describe('another account’s things', () => {
  const nouns = new Map(
    iamContracts.flatMap(([noun, one]) => Object.keys(one.operations).map((name) => [name, [noun, one]] as const)),
  );

  it.each(Object.values(iamOperations).map((operation) => [operation.name, operation] as const))(
    'are neither read nor changed nor found by %s',
    async (name, operation) => {
      const [noun, contract] = nouns.get(name) ?? [];
      if (noun === undefined || !contract) {
        for (const one of [CASES[name] ?? []].flat())
          await expectNothing(await attemptCase(operation, one, theirs), await attemptCase(operation, one, missing(theirs)));
        expect(CASES[name], `${name} needs a contract: how would a call name another account's things?`).toBeDefined();
        return;
      }
      const [whole, ...partly] = attemptsOf(noun, contract, name);
      const [names, none] = [made[noun] ?? {}, missingNames(made[noun] ?? {})];
      if (!whole) return;
      const tried = await attempt(operation, whole, names);
      expect(tried.error, 'a call that is about nothing proves nothing').not.toBe('ValidationError');
      await expectNothing(tried, await attempt(operation, whole, none));
      for (const one of partly) await expectNothing(await attempt(operation, one, names), await attempt(operation, one, none));
    },
  );
});
