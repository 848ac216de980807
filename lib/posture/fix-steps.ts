import { serviceOfArn } from '@gatehouse/policy/arn';
import { first } from '../core/text/lists';
import { guardrailDocument } from '../organizations/guardrail-library/guardrail';
import { GUARDRAILS } from '../organizations/guardrail-library/library';
import { policyActionsOf } from '../resources/resources';
import type {
  AssignmentFacts,
  EntityFacts,
  ExaminedOrganization,
  GroupFacts,
  PasswordPolicyFacts,
  PermissionSetFacts,
  PolicyFacts,
  RoleFacts,
  UserFacts,
} from './facts';

/** A placeholder for the answer to an earlier call of the same fix: the step's key, then the path of members. */
export type FromAnswer = { $answer: readonly [key: string, ...members: string[]] };

/** The input of a call. `document`: the text of a resource's policy, or null to remove it. */
type FixInput = Readonly<Record<string, unknown>> & { readonly document?: string | null };

/** One call to AWS's API or Gatehouse's own: its name and its whole input. */
export type FixCall = {
  service: 'iam' | 'organizations' | 'sso' | 'gatehouse' | 'resource';
  name: string;
  input: FixInput;
  /** The ARN that permission is checked on. */
  on: string;
  /** A description of the call: "Detach AdministratorAccess from the user kim". */
  says: string;
};

export type FixStep = {
  /** The key by which later calls refer to the answer. */
  key?: string;
  call: FixCall;
  /** The calls that undo it, in order. Null if it can't be undone. */
  undo: readonly FixCall[] | null;
};

/**
 * The calls of a fix. `note` is a warning to read first. `gives` says which access the fix gives, in a sentence: only a fix that
 * says so may give anybody more access.
 */
export type FixChange = { steps: readonly FixStep[]; note?: string; gives?: string };

const NOUN = { User: 'user', Group: 'group', Role: 'role' } as const;
type Entity = Pick<EntityFacts, 'type' | 'name' | 'arn'>;

const called = ({ type, name }: Entity) => `the ${NOUN[type]} ${name}`;
const nameInput = ({ type, name }: Entity) => ({ [`${type}Name`]: name });
const nameOfArn = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

/** Returns the path in an ARN: the part between type and name. */
function pathOf(arn: string): string {
  const behind = arn.slice(arn.indexOf(':', arn.indexOf('::') + 2) + 1);
  return behind.slice(behind.indexOf('/'), behind.lastIndexOf('/') + 1);
}

function iam(name: string, on: string, says: string, input: FixCall['input']): FixCall {
  return { service: 'iam', name, input, on, says };
}

function attachCall(entity: Entity, PolicyArn: string): FixCall {
  const says = `Attach ${nameOfArn(PolicyArn)} to ${called(entity)}`;
  return iam(`Attach${entity.type}Policy`, entity.arn, says, { ...nameInput(entity), PolicyArn });
}

function detachCall(entity: Entity, PolicyArn: string): FixCall {
  const says = `Detach ${nameOfArn(PolicyArn)} from ${called(entity)}`;
  return iam(`Detach${entity.type}Policy`, entity.arn, says, { ...nameInput(entity), PolicyArn });
}

export function attach(entity: Entity, policyArn: string): FixStep {
  return { call: attachCall(entity, policyArn), undo: [detachCall(entity, policyArn)] };
}

export function detach(entity: Entity, policyArn: string): FixStep {
  return { call: detachCall(entity, policyArn), undo: [attachCall(entity, policyArn)] };
}

function putInlineCall(entity: Entity, PolicyName: string, PolicyDocument: string): FixCall {
  const says = `Add the inline policy ${PolicyName} to ${called(entity)}`;
  return iam(`Put${entity.type}Policy`, entity.arn, says, { ...nameInput(entity), PolicyName, PolicyDocument });
}

function deleteInlineCall(entity: Entity, PolicyName: string): FixCall {
  const says = `Delete the inline policy ${PolicyName} of ${called(entity)}`;
  return iam(`Delete${entity.type}Policy`, entity.arn, says, { ...nameInput(entity), PolicyName });
}

/** @param before the current text of the policy with that name; absent if there is none */
export function putInline(entity: Entity, name: string, document: string, before?: string): FixStep {
  const undo = before === undefined ? deleteInlineCall(entity, name) : putInlineCall(entity, name, before);
  return { call: putInlineCall(entity, name, document), undo: [undo] };
}

export function deleteInline(entity: Entity, { name, document }: { name: string; document: string }): FixStep {
  return { call: deleteInlineCall(entity, name), undo: [putInlineCall(entity, name, document)] };
}

/** The number of versions AWS allows a managed policy. */
export const MOST_VERSIONS = 5;

/** Deletes a version that is not the default. Undoing it restores the text under a new id, since AWS never reuses version ids. */
export function deleteVersion({ arn, name }: PolicyFacts, version: PolicyFacts['versions'][number]): FixStep {
  const { versionId: VersionId, document: PolicyDocument } = version;
  return {
    call: iam('DeletePolicyVersion', arn, `Delete version ${VersionId} of the policy ${name}`, { PolicyArn: arn, VersionId }),
    undo: [
      iam('CreatePolicyVersion', arn, `Add a version with the text of ${VersionId} to the policy ${name}`, {
        PolicyArn: arn,
        PolicyDocument,
      }),
    ],
  };
}

/** Returns the step that deletes the oldest non-default version if the policy has no room for another. */
function makeRoom(policy: PolicyFacts): FixStep[] {
  const oldest = policy.versions.find(({ versionId }) => versionId !== policy.defaultVersionId);
  return policy.versions.length < MOST_VERSIONS || !oldest ? [] : [deleteVersion(policy, oldest)];
}

/** Creates a new default version, deleting an old one first if there is no room. */
export function newVersion(policy: PolicyFacts, PolicyDocument: string): FixStep[] {
  const { arn: PolicyArn, name, defaultVersionId } = policy;
  const key = `version of ${PolicyArn}`;
  const made: FromAnswer = { $answer: [key, 'PolicyVersion', 'VersionId'] };
  return [
    ...makeRoom(policy),
    {
      key,
      call: iam('CreatePolicyVersion', PolicyArn, `Add a new default version to the policy ${name}`, {
        PolicyArn,
        PolicyDocument,
        SetAsDefault: true,
      }),
      undo: [
        iam('SetDefaultPolicyVersion', PolicyArn, `Make version ${defaultVersionId} of the policy ${name} the default again`, {
          PolicyArn,
          VersionId: defaultVersionId,
        }),
        iam('DeletePolicyVersion', PolicyArn, `Delete the new version of the policy ${name}`, { PolicyArn, VersionId: made }),
      ],
    },
  ];
}

const tagList = (tags: ReadonlyMap<string, string>) => [...tags].map(([Key, Value]) => ({ Key, Value }));

/** Deletes a policy that is attached to nothing. */
export function deletePolicy(policy: PolicyFacts): FixStep[] {
  const { arn, name, document, description, defaultVersionId } = policy;
  const others = policy.versions.filter(({ versionId }) => versionId !== defaultVersionId);
  return [
    ...others.map((version) => deleteVersion(policy, version)),
    {
      call: iam('DeletePolicy', arn, `Delete the policy ${name}`, { PolicyArn: arn }),
      undo: [
        iam('CreatePolicy', arn, `Create the policy ${name} with its text`, {
          PolicyName: name,
          Path: pathOf(arn),
          PolicyDocument: document,
          ...(description === null ? {} : { Description: description }),
          Tags: tagList(policy.tags),
        }),
      ],
    },
  ];
}

/** Creates a policy under a new name. Deleting it undoes the step. */
export function createPolicy(arn: string, PolicyDocument: string): FixStep {
  const name = nameOfArn(arn);
  return {
    call: iam('CreatePolicy', arn, `Create the policy ${name}`, { PolicyName: name, Path: pathOf(arn), PolicyDocument }),
    undo: [iam('DeletePolicy', arn, `Delete the policy ${name}`, { PolicyArn: arn })],
  };
}

function memberCalls(user: UserFacts, group: GroupFacts) {
  const input = { UserName: user.name, GroupName: group.name };
  return {
    add: iam('AddUserToGroup', group.arn, `Add ${user.name} to the group ${group.name}`, input),
    remove: iam('RemoveUserFromGroup', group.arn, `Remove ${user.name} from the group ${group.name}`, input),
  };
}

export function leaveGroup(user: UserFacts, group: GroupFacts): FixStep {
  const { add, remove } = memberCalls(user, group);
  return { call: remove, undo: [add] };
}

function createGroupCall({ name, arn }: Entity): FixCall {
  return iam('CreateGroup', arn, `Create the group ${name}`, { GroupName: name, Path: pathOf(arn) });
}

function deleteGroupCall({ name, arn }: Entity): FixCall {
  return iam('DeleteGroup', arn, `Delete the group ${name}`, { GroupName: name });
}

/**
 * Moves a user's policies to a new group with the user as its member. The policies are removed from the user last, so access
 * never changes.
 */
export function moveToGroup(user: UserFacts, group: Entity, arns: readonly string[]): FixStep[] {
  const { add, remove } = memberCalls(user, group as GroupFacts);
  return [
    { call: createGroupCall(group), undo: [deleteGroupCall(group)] },
    ...arns.map((arn) => attach(group, arn)),
    ...user.inline.map(({ name, document }) => putInline(group, name, document)),
    { call: add, undo: [remove] },
    ...arns.map((arn) => detach(user, arn)),
    ...user.inline.map((policy) => deleteInline(user, policy)),
  ];
}

/** Detaches and deletes all policies of an entity. */
function bare(entity: EntityFacts): FixStep[] {
  return [...entity.attached.map((arn) => detach(entity, arn)), ...entity.inline.map((policy) => deleteInline(entity, policy))];
}

export function deleteGroup(group: GroupFacts, members: readonly UserFacts[]): FixStep[] {
  return [
    ...members.map((user) => leaveGroup(user, group)),
    ...bare(group),
    { call: deleteGroupCall(group), undo: [createGroupCall(group)] },
  ];
}

/**
 * Deletes a role. Undoing it creates a role with another unique id, so policies that named the old one keep naming a deleted
 * role.
 */
export function deleteRole(role: RoleFacts): FixStep[] {
  const { name, arn, boundary, description, shownTrust, maxSessionDuration } = role;
  return [
    ...role.instanceProfiles.map((InstanceProfileName): FixStep => {
      const input = { InstanceProfileName, RoleName: name };
      const profile = `the instance profile ${InstanceProfileName}`;
      return {
        call: iam('RemoveRoleFromInstanceProfile', arn, `Remove ${name} from ${profile}`, input),
        undo: [iam('AddRoleToInstanceProfile', arn, `Add ${name} to ${profile}`, input)],
      };
    }),
    ...bare(role),
    {
      call: iam('DeleteRole', arn, `Delete the role ${name}`, { RoleName: name }),
      undo: [
        iam('CreateRole', arn, `Create the role ${name} with its trust policy`, {
          RoleName: name,
          Path: pathOf(arn),
          AssumeRolePolicyDocument: shownTrust,
          MaxSessionDuration: maxSessionDuration,
          ...(description === null ? {} : { Description: description }),
          ...(boundary === null ? {} : { PermissionsBoundary: boundary }),
          Tags: tagList(role.tags),
        }),
      ],
    },
  ];
}

export function newTrust(role: RoleFacts, document: string): FixStep {
  const call = (PolicyDocument: string, says: string) =>
    iam('UpdateAssumeRolePolicy', role.arn, says, { RoleName: role.name, PolicyDocument });
  return {
    call: call(document, `Change the trust policy of the role ${role.name}`),
    undo: [call(role.shownTrust, `Restore the previous trust policy of the role ${role.name}`)],
  };
}

export function sessionSeconds({ name: RoleName, arn, maxSessionDuration }: RoleFacts, seconds: number): FixStep {
  const call = (MaxSessionDuration: number) =>
    iam('UpdateRole', arn, `Limit sessions of the role ${RoleName} to ${hours(MaxSessionDuration)}`, {
      RoleName,
      MaxSessionDuration,
    });
  return { call: call(seconds), undo: [call(maxSessionDuration)] };
}

const hours = (seconds: number) => (seconds === 3600 ? 'an hour' : `${Math.round((seconds / 3600) * 10) / 10} hours`);

/** Deactivates an access key. The key can be activated again. */
export function deactivateKey({ name: UserName, arn }: Entity, AccessKeyId: string): FixStep {
  const call = (Status: 'Inactive' | 'Active', says: string) =>
    iam('UpdateAccessKey', arn, says, { UserName, AccessKeyId, Status });
  return {
    call: call('Inactive', `Deactivate the access key ${AccessKeyId} of ${UserName}`),
    undo: [call('Active', `Activate the access key ${AccessKeyId} of ${UserName} again`)],
  };
}

/** Deletes a console password. This can't be undone because only the user knows the password. */
export function deletePassword({ name: UserName, arn }: Entity): FixStep {
  const says = `Delete the password of ${UserName}, who can no longer sign in to the console with it`;
  return { call: iam('DeleteLoginProfile', arn, says, { UserName }), undo: null };
}

export function deleteRootKey(rootArn: string, AccessKeyId: string): FixStep {
  const says = `Delete the access key ${AccessKeyId} of the root user`;
  return { call: iam('DeleteAccessKey', rootArn, says, { AccessKeyId }), undo: null };
}

/** AWS's password rules for accounts without a password policy. */
const AWS_DEFAULT: PasswordPolicyFacts = {
  minimumLength: 8,
  symbols: false,
  numbers: false,
  uppercase: false,
  lowercase: false,
  reusePrevention: null,
  maxAge: null,
  hardExpiry: false,
  usersMayChange: false,
};

function passwordCall(rootArn: string, policy: PasswordPolicyFacts, says: string): FixCall {
  const { minimumLength, symbols, numbers, uppercase, lowercase, reusePrevention, maxAge, hardExpiry, usersMayChange } = policy;
  return iam('UpdateAccountPasswordPolicy', rootArn, says, {
    MinimumPasswordLength: minimumLength,
    RequireSymbols: symbols,
    RequireNumbers: numbers,
    RequireUppercaseCharacters: uppercase,
    RequireLowercaseCharacters: lowercase,
    AllowUsersToChangePassword: usersMayChange,
    ...(maxAge === null ? {} : { MaxPasswordAge: maxAge }),
    ...(reusePrevention === null ? {} : { PasswordReusePrevention: reusePrevention }),
    HardExpiry: hardExpiry,
  });
}

/** Changes some rules of the password policy. AWS replaces the whole policy, so unchanged rules are sent again. */
export function passwordRules(
  rootArn: string,
  before: PasswordPolicyFacts | null,
  rules: Partial<PasswordPolicyFacts>,
  says: string,
): FixStep {
  const undo =
    before === null
      ? iam('DeleteAccountPasswordPolicy', rootArn, 'Restore AWS’s default password policy', {})
      : passwordCall(rootArn, before, 'Restore the previous password policy');
  return { call: passwordCall(rootArn, { ...(before ?? AWS_DEFAULT), ...rules }, says), undo: [undo] };
}

/** Creates a support role that principals of the account may assume. */
export function supportRole(accountId: string, role: Entity): FixStep[] {
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'sts:AssumeRole' }],
  });
  return [
    {
      call: iam('CreateRole', role.arn, `Create the role ${role.name}, which principals of the account may assume`, {
        RoleName: role.name,
        AssumeRolePolicyDocument: PolicyDocument,
      }),
      undo: [iam('DeleteRole', role.arn, `Delete the role ${role.name}`, { RoleName: role.name })],
    },
    attach(role, 'arn:aws:iam::aws:policy/AWSSupportAccess'),
  ];
}

export function deleteCertificate({ name, arn }: { name: string; arn: string }): FixStep {
  const says = `Delete the server certificate ${name}`;
  return { call: iam('DeleteServerCertificate', arn, says, { ServerCertificateName: name }), undo: null };
}

/**
 * Sets a resource's policy by its service's call.
 * @param before the text that undoes it; null if the service would refuse to save it again
 */
export function resourcePolicy(
  resource: { arn: string; name: string; type: string },
  document: string | null,
  before: string | null,
): FixStep {
  const call = (text: string | null, says: string): FixCall => ({
    service: 'resource',
    name: 'PutPolicy',
    input: { arn: resource.arn, document: text },
    on: resource.arn,
    says,
  });
  const what = `the policy of the ${resource.type} ${resource.name}`;
  return {
    call: call(document, document === null ? `Delete ${what}` : `Change ${what}`),
    undo: before === null ? null : [call(before, `Restore the previous text of ${what}`)],
  };
}

/** Sets whether the account enforces its policies. */
export function enforce(rootArn: string, before: string): FixStep {
  const call = (Enforcement: string, says: string): FixCall => ({
    service: 'gatehouse',
    name: 'PutAccountEnforcement',
    input: { Enforcement },
    on: rootArn,
    says,
  });
  return { call: call('enforce', 'Enforce policies'), undo: [call(before, `Set enforcement back to ${before}`)] };
}

function organizations(name: string, on: string, says: string, input: FixCall['input']): FixCall {
  return { service: 'organizations', name, input, on, says };
}

type Target = { id: string; name: string };

/** Creates an SCP from the library and attaches it. */
export function guardrail({ policies }: ExaminedOrganization, id: string, target: Target): FixStep[] {
  const found = GUARDRAILS.find((each) => each.id === id);
  if (!found) return [];
  const taken = new Set(policies.map(({ name }) => name.toLowerCase()));
  let Name = found.name;
  for (let number = 2; taken.has(Name.toLowerCase()); number += 1) Name = `${found.name}-${number}`;
  const key = 'the policy';
  const PolicyId: FromAnswer = { $answer: [key, 'Policy', 'PolicySummary', 'Id'] };
  const input = { PolicyId, TargetId: target.id };
  return [
    {
      key,
      call: organizations('CreatePolicy', '*', `Create the SCP ${Name}: ${found.prevents}`, {
        Type: 'SERVICE_CONTROL_POLICY',
        Name,
        Description: found.prevents,
        Content: guardrailDocument(found, {}),
      }),
      undo: [organizations('DeletePolicy', '*', `Delete the SCP ${Name}`, { PolicyId })],
    },
    {
      call: organizations('AttachPolicy', '*', `Attach it to ${target.name}`, input),
      undo: [organizations('DetachPolicy', '*', `Detach the SCP ${Name} from ${target.name}`, input)],
    },
  ];
}

export function attachFullAccess(target: Target): FixStep {
  const input = { PolicyId: 'p-FullAWSAccess', TargetId: target.id };
  return {
    call: organizations('AttachPolicy', '*', `Attach FullAWSAccess to ${target.name}`, input),
    undo: [organizations('DetachPolicy', '*', `Detach FullAWSAccess from ${target.name}`, input)],
  };
}

export function enablePolicyType(rootId: string, PolicyType: string, words: string): FixStep {
  const input = { RootId: rootId, PolicyType };
  return {
    call: organizations('EnablePolicyType', '*', `Enable ${words}`, input),
    undo: [organizations('DisablePolicyType', '*', `Disable ${words}`, input)],
  };
}

export function disableTrustedService(ServicePrincipal: string): FixStep {
  const input = { ServicePrincipal };
  return {
    call: organizations('DisableAWSServiceAccess', '*', `Disable trusted access for ${ServicePrincipal}`, input),
    undo: [organizations('EnableAWSServiceAccess', '*', `Enable trusted access for ${ServicePrincipal}`, input)],
  };
}

function enableTrustedService(ServicePrincipal: string): FixStep {
  const { call, undo } = disableTrustedService(ServicePrincipal);
  return { call: first(undo ?? []), undo: [call] };
}

/** @param has what is enabled already: IAM's trusted access, and the central management of root credentials */
export function centralRoot(has: { trusted: boolean; central: boolean }): FixStep[] {
  const trust = has.trusted ? [] : [enableTrustedService('iam.amazonaws.com')];
  if (has.central) return trust;
  return [
    ...trust,
    {
      call: iam('EnableOrganizationsRootCredentialsManagement', '*', 'Manage root credentials of members centrally', {}),
      undo: [
        iam('DisableOrganizationsRootCredentialsManagement', '*', 'Stop managing root credentials of members centrally', {}),
      ],
    },
  ];
}

/** @param unit the OU to move it to; if absent, one is created */
export function moveAccount({ rootId }: ExaminedOrganization, account: Target, unit: Target | undefined): FixStep[] {
  const key = 'the OU';
  const made: FromAnswer = { $answer: [key, 'OrganizationalUnit', 'Id'] };
  const name = unit?.name ?? 'Workloads';
  const id = unit?.id ?? made;
  const move = (from: unknown, to: unknown, says: string) =>
    organizations('MoveAccount', '*', says, { AccountId: account.id, SourceParentId: from, DestinationParentId: to });
  return [
    ...(unit
      ? []
      : [
          {
            key,
            call: organizations('CreateOrganizationalUnit', '*', `Create the OU ${name}`, { ParentId: rootId, Name: name }),
            undo: [organizations('DeleteOrganizationalUnit', '*', `Delete the OU ${name}`, { OrganizationalUnitId: made })],
          },
        ]),
    {
      call: move(rootId, id, `Move the account ${account.name} to the OU ${name}`),
      undo: [move(id, rootId, `Move the account ${account.name} back to the root`)],
    },
  ];
}

/** Enables all features. This can't be undone, and invited members must agree first. */
export function enableAllFeatures(): FixStep[] {
  const key = 'the request';
  const HandshakeId: FromAnswer = { $answer: [key, 'Handshake', 'Id'] };
  return [
    { key, call: organizations('EnableAllFeatures', '*', 'Request all features', {}), undo: null },
    { call: organizations('AcceptHandshake', '*', 'Enable all features', { HandshakeId }), undo: null },
  ];
}

export function putDelegation(document: string | null, before: string): FixStep {
  const call = (Content: string, says: string) => organizations('PutResourcePolicy', '*', says, { Content });
  return {
    call:
      document === null
        ? organizations('DeleteResourcePolicy', '*', 'Delete the delegation policy', {})
        : call(document, 'Change the delegation policy'),
    undo: [call(before, 'Restore the previous delegation policy')],
  };
}

function sso(name: string, on: string, says: string, input: FixCall['input']): FixCall {
  return { service: 'sso', name, input, on, says };
}

/** Removes an assignment. Undoing it creates the role of the permission set again, if it was the last assignment in its account. */
export function deleteAssignment(
  InstanceArn: string,
  { arn, name }: PermissionSetFacts,
  { accountId, principal }: Pick<AssignmentFacts, 'accountId' | 'principal'>,
): FixStep {
  const assignment = {
    InstanceArn,
    PermissionSetArn: arn,
    TargetId: accountId,
    TargetType: 'AWS_ACCOUNT',
    PrincipalType: principal.type,
    PrincipalId: principal.id,
  };
  const who = `the ${principal.type === 'USER' ? 'user' : 'group'} ${principal.name ?? principal.id}`;
  const remove = sso('DeleteAccountAssignment', arn, `Remove ${name} in ${accountId} from ${who}`, assignment);
  const create = sso('CreateAccountAssignment', arn, `Assign ${name} in ${accountId} to ${who}`, assignment);
  // AWS assigns only to users and groups that exist.
  return { call: remove, undo: principal.name === null ? null : [create] };
}

/** Deletes a permission set. The id of a new one differs, so this can't be undone. */
export function deletePermissionSet(InstanceArn: string, { arn, name }: PermissionSetFacts): FixStep {
  const input = { InstanceArn, PermissionSetArn: arn };
  return { call: sso('DeletePermissionSet', arn, `Delete the permission set ${name}`, input), undo: null };
}

/** Changes the session duration of a permission set. The call clears what it does not name. */
export function shortenSessions(InstanceArn: string, permissionSet: PermissionSetFacts, duration: string): FixStep {
  const { arn, name, description, relayState, sessionDuration } = permissionSet;
  const update = (SessionDuration: string) =>
    sso('UpdatePermissionSet', arn, `Set the session duration of ${name} to ${SessionDuration}`, {
      InstanceArn,
      PermissionSetArn: arn,
      SessionDuration,
      ...(description !== null && { Description: description }),
      ...(relayState !== null && { RelayState: relayState }),
    });
  return { call: update(duration), undo: [update(sessionDuration)] };
}

/** Returns the action that a call is authorized by. */
export function actionOf({ service, name, on }: FixCall): string {
  return service === 'resource' ? policyAction(on) : `${service}:${name}`;
}

/** Returns the action that sets a resource's policy. */
export function policyAction(arn: string): string {
  return policyActionsOf(arn).save ?? `${serviceOfArn(arn)}:PutResourcePolicy`;
}
