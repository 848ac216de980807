import { isAwsManaged } from '../../evaluate/aws-managed';
import { preparePolicyText } from '../../evaluate/prepare-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import type { RequestContext } from '../../evaluate/types';
import type { AccessModel, AccessPrincipal, PolicyVersion } from '../model/access-model';
import { modelIndexOf } from '../model/model-index';
import { trustIndexOf } from '../who-can/assume-role';
import { type Actor, type EscalationNeed, GAINED_POLICY, MFA } from './actor';
import { readsMfa, tagsAsked } from './asked-conditions';
import { roomForPolicy, roomForVersion } from './quotas';
import {
  ADMINISTRATOR_ACCESS,
  boundaryContext,
  type Escalation,
  type EscalationStep,
  kindOf,
  nameOfArn,
  step,
  tagRequest,
} from './steps';

/** The entity that gets a policy. */
type Target = { arn: string; kind: 'User' | 'Group' | 'Role' };

/** The permissions to change what a principal may do. */
const ALTERING = [
  ...['User', 'Group', 'Role'].flatMap((kind) => [
    `iam:Attach${kind}Policy`,
    `iam:Put${kind}Policy`,
    `iam:Detach${kind}Policy`,
    `iam:Delete${kind}Policy`,
  ]),
  ...['User', 'Role'].flatMap((kind) => [
    `iam:Put${kind}PermissionsBoundary`,
    `iam:Delete${kind}PermissionsBoundary`,
    `iam:Tag${kind}`,
  ]),
  'iam:CreatePolicyVersion',
  'iam:SetDefaultPolicyVersion',
  'iam:AddUserToGroup',
  'iam:RemoveUserFromGroup',
  'iam:EnableMFADevice',
];

/**
 * The changes that a principal can make to its own or another's permissions. Becoming another principal is the subject of
 * `EscalationMethods`.
 */
export class Alterations {
  private trustsAskMfa: boolean | null = null;
  private readonly able = new WeakMap<Actor, boolean>();

  constructor(private readonly model: AccessModel) {}

  /** Tests whether an actor has any permission to change what a principal may do. */
  isAble(by: Actor): boolean {
    const known = this.able.get(by) ?? ALTERING.some((action) => by.can(action) !== 'never');
    this.able.set(by, known);
    return known;
  }

  /** Returns every change that an actor can make to another principal of its account or to itself, with the result. */
  of(by: Actor, target: Actor): Escalation[] {
    if (by.account !== target.account || kindOf(target.entry) === null || !this.isAble(by)) return [];
    return [
      ...giveAdministrator(by, target),
      ...writeVersions(by, target),
      ...setVersions(by, target),
      ...dropDenies(by, target),
      ...joinGroups(by, target),
      ...removeBoundary(by, target),
      ...this.giveMfa(by, target),
      ...tag(by, target, this.trustsOf(target)),
    ];
  }

  /** Adds an MFA device if something that applies to the target requires MFA. */
  private giveMfa(by: Actor, target: Actor): Escalation[] {
    if (target.marks.includes(MFA) || !this.asksMfa(target)) return [];
    return registerMfa(by, target).map((one) => ({ steps: [one], to: target.withMfa() }));
  }

  private asksMfa({ entry, account }: Actor): boolean {
    this.trustsAskMfa ??= modelIndexOf(this.model).members.some(({ entry: { trust } }) => trust !== undefined && readsMfa(trust));
    if (this.trustsAskMfa || entry.identity.some(readsMfa)) return true;
    return (
      (entry.boundary !== undefined && readsMfa(entry.boundary)) ||
      (account.scp ?? []).some(({ policies }) => policies.some(readsMfa))
    );
  }

  /** Returns the trust policies with conditions of roles that an actor may be able to assume. */
  private trustsOf(actor: Actor): PreparedPolicy[] {
    const roles = trustIndexOf(this.model).rolesFor(actor.member);
    return roles.flatMap(({ entry: { trust } }) => (trust?.compiled.readsContext ? trust : []));
  }
}

/** Gives an administrator's policy to a principal or to one of its groups. */
function giveAdministrator(by: Actor, target: Actor): Escalation[] {
  const { entry } = target;
  if (entry.identity.some((policy) => GAINED_POLICY.includes(policy))) return [];
  const to = target.with({ identity: [...entry.identity, ...GAINED_POLICY] });
  return targetsOf(target).flatMap((one) => policyEdits(by, target, one).map((steps) => ({ steps, to })));
}

/** Attaches an administrator's policy: AWS's, or the actor's own if that may not be attached. Otherwise it writes an inline policy. */
function policyEdits(by: Actor, target: Actor, { arn, kind }: Target): EscalationStep[][] {
  const { carries, lacks } = kind === 'Group' ? NO_BOUNDARY : boundaryContext(target.entry.boundary);
  const attach = (policy: string) => by.need(`iam:Attach${kind}Policy`, arn, { ...carries, 'iam:PolicyARN': policy }, lacks);
  const aws = attach(ADMINISTRATOR_ACCESS);
  const own = aws === null && by.can(`iam:Attach${kind}Policy`) !== 'never' ? ownPolicy(by) : null;
  const attached =
    own === null
      ? step(by, 'attachPolicy', arn, [aws])
      : step(by, 'attachPolicy', arn, [attach(own.arn)], { value: nameOfArn(own.arn) });
  const kept = new Set(attached.flatMap(({ needs }) => needs.flatMap(({ deciding }) => deciding.map((ref) => ref.policyId))));
  const room = attached.length === 0 ? null : roomForPolicy(by, target, { arn, kind }, kept);
  const ways: EscalationStep[][] = room === null ? [] : [[...room, ...(own?.steps ?? []), ...attached]];
  const put = step(by, 'putPolicy', arn, [by.need(`iam:Put${kind}Policy`, arn, carries, lacks)]);
  return put.length === 0 ? ways : [...ways, put];
}

/** AWS: requests about a group carry no boundary, so conditions on it see none. */
const NO_BOUNDARY = { carries: {}, lacks: ['iam:PermissionsBoundary'] };

/** The name of a policy that is created to be attached. */
const NEW_POLICY = 'allow-everything';

function ownPolicy(by: Actor): { arn: string; steps: EscalationStep[] } | null {
  const arn = `arn:aws:iam::${by.account.accountId}:policy/${NEW_POLICY}`;
  const steps = step(by, 'createPolicy', arn, [by.need('iam:CreatePolicy', arn)]);
  return steps.length === 0 ? null : { arn, steps };
}

/** Writes a new version of a customer managed policy that the target has. */
function writeVersions(by: Actor, target: Actor): Escalation[] {
  const { identity } = target.entry;
  if (by.can('iam:CreatePolicyVersion') === 'never' || identity.some((policy) => GAINED_POLICY.includes(policy))) return [];
  return identity.filter(isCustomerManaged).flatMap((policy) => {
    const { arn = '' } = policy.ref;
    const made = newVersion(by, arn, 'newPolicyVersion', arn);
    if (made === null) return [];
    // The new version does not need the Deny statements of the old one.
    const rest = denies(policy) ? identity.filter(({ ref }) => ref.arn !== arn) : identity;
    const to = target.with({ identity: [...rest, ...GAINED_POLICY] }, denies(policy) ? `-${arn}` : undefined);
    return [{ steps: made, to }];
  });
}

/** Writes a version that allows everything as the default. If the policy has the most versions already, one is deleted first. */
function newVersion(by: Actor, policyArn: string, method: 'newPolicyVersion' | 'removeBoundary', on: string) {
  const made = step(by, method, on, [by.need('iam:CreatePolicyVersion', policyArn)]);
  const room = made.length === 0 ? null : roomForVersion(by, policyArn);
  return room === null ? null : [...room, ...made];
}

/** Makes another version of a target's policy or boundary the default. */
function setVersions(by: Actor, target: Actor): Escalation[] {
  if (by.can('iam:SetDefaultPolicyVersion') === 'never') return [];
  const { identity, boundary } = target.entry;
  const arns = new Set([...identity, ...(boundary ? [boundary] : [])].flatMap(({ ref }) => ref.arn ?? []));
  return [...arns].flatMap((arn) => {
    const versions = target.account.versions?.get(arn) ?? [];
    const need = versions.length === 0 ? null : by.need('iam:SetDefaultPolicyVersion', arn);
    return versions.flatMap((version) => {
      const put = (policy: PreparedPolicy) => (policy.ref.arn === arn ? preparedVersion(policy, version) : policy);
      const change = { identity: identity.map(put), ...(boundary && { boundary: put(boundary) }) };
      const to = target.with(change, `${arn}@${version.versionId}`);
      return step(by, 'setPolicyVersion', arn, [need], { value: version.versionId }).map((one) => ({ steps: [one], to }));
    });
  });
}

const prepared = new WeakMap<PolicyVersion, Map<string, PreparedPolicy>>();

/** Returns a version prepared as its policy. A version that does not parse was refused when it was saved. */
function preparedVersion(policy: PreparedPolicy, version: PolicyVersion): PreparedPolicy {
  const known = prepared.get(version) ?? new Map<string, PreparedPolicy>();
  prepared.set(version, known);
  const { ref } = policy;
  const found = known.get(ref.id);
  if (found !== undefined) return found;
  const made = preparePolicyText({ ...ref, id: `${ref.id}@${version.versionId}` }, version.document);
  const result = made.ok ? made.prepared : policy;
  known.set(ref.id, result);
  return result;
}

/** Removes a policy with a Deny: from the target, from one of its groups, or by leaving the group. */
function dropDenies(by: Actor, target: Actor): Escalation[] {
  const { entry, account } = target;
  const kind = kindOf(entry);
  return entry.identity.filter(denies).flatMap((policy): Escalation[] => {
    const { origin, arn, name, id } = policy.ref;
    const { carries, lacks } = boundaryContext(entry.boundary);
    const to = () => target.with({ identity: entry.identity.filter((one) => one !== policy) }, `-${id}`);
    const drop = (action: string, on: string, more: RequestContext = {}, without: readonly string[] = []) =>
      by.can(action) === 'never'
        ? []
        : step(by, 'dropPolicy', on, [by.need(action, on, more, without)], { value: name }).map((one) => ({
            steps: [one],
            to: to(),
          }));
    if (origin.kind === 'group') {
      const group = account.groups.find((one) => one.name === origin.groupName);
      if (group === undefined) return [];
      const off = origin.inline
        ? drop('iam:DeleteGroupPolicy', group.arn)
        : drop('iam:DetachGroupPolicy', group.arn, arn === undefined ? {} : { 'iam:PolicyARN': arn });
      return [...off, ...leave(by, target, group.name, group.arn)];
    }
    if (arn !== undefined) return drop(`iam:Detach${kind}Policy`, entry.arn, { ...carries, 'iam:PolicyARN': arn }, lacks);
    if (origin.kind !== 'inline') return [];
    // A permission to write inline policies overwrites it.
    const deleted = drop(`iam:Delete${kind}Policy`, entry.arn, carries, lacks);
    return deleted.length > 0 ? deleted : drop(`iam:Put${kind}Policy`, entry.arn, carries, lacks);
  });
}

function leave(
  by: Actor,
  target: Actor,
  name: string,
  arn: string,
  method: 'leaveGroup' | 'exchangeGroup' = 'leaveGroup',
): Escalation[] {
  if (target.entry.principal.type !== 'User' || by.can('iam:RemoveUserFromGroup') === 'never') return [];
  const ofGroup = ({ ref }: PreparedPolicy) => ref.origin.kind === 'group' && ref.origin.groupName === name;
  const to = target.with(
    {
      identity: target.entry.identity.filter((policy) => !ofGroup(policy)),
      groups: (target.entry.groups ?? []).filter((one) => one !== name),
    },
    `-${arn}`,
  );
  const needs = [by.need('iam:RemoveUserFromGroup', arn)];
  return step(by, method, arn, needs, whom(by, target)).map((one) => ({ steps: [one], to }));
}

/** Returns the user that joins or leaves a group, if it is not the actor itself. */
function whom(by: Actor, { entry }: Actor): { value?: string } {
  return by.entry.arn === entry.arn ? {} : { value: nameOfArn(entry.arn) };
}

function joinGroups(by: Actor, target: Actor): Escalation[] {
  const { entry, account } = target;
  if (entry.principal.type !== 'User' || by.can('iam:AddUserToGroup') === 'never') return [];
  const joined = entry.groups ?? [];
  const most = account.quotas?.GroupsPerUser ?? Number.POSITIVE_INFINITY;
  // A user in more groups than a lowered quota allows would have to leave several.
  if (joined.length > most) return [];
  if (joined.length === most) return exchangeGroups(by, target, joined);
  return account.groups.flatMap(({ name, arn, policies }) => {
    if (joined.includes(name)) return [];
    const to = target.with({ groups: [...joined, name], identity: [...entry.identity, ...policies] });
    const needs = [by.need('iam:AddUserToGroup', arn)];
    return step(by, 'addToGroup', arn, needs, whom(by, target)).map((one) => ({ steps: [one], to }));
  });
}

/** Joins other groups after leaving one, for a user in as many groups as the quota allows. */
function exchangeGroups(by: Actor, target: Actor, joined: readonly string[]): Escalation[] {
  for (const { name, arn } of target.account.groups) {
    if (!joined.includes(name)) continue;
    for (const { steps, to } of leave(by, target, name, arn, 'exchangeGroup')) {
      // Leaving can take away the actor's own permission to join.
      const joins = joinGroups(by.entry.arn === target.entry.arn ? to : by, to);
      const others = joins.filter(({ to: { entry } }) => entry.groups?.includes(name) !== true);
      if (others.length > 0) return others.map((join) => ({ ...join, steps: [...steps, ...join.steps] }));
    }
  }
  return [];
}

function removeBoundary(by: Actor, target: Actor): Escalation[] {
  const { entry } = target;
  const { boundary, arn } = entry;
  const kind = kindOf(entry);
  if (boundary === undefined || kind === null) return [];
  const now = boundaryContext(boundary);
  const to = target.withoutBoundary();
  const needs: (EscalationNeed | null)[] = [
    by.need(`iam:Delete${kind}PermissionsBoundary`, arn, now.carries, now.lacks),
    by.need(`iam:Put${kind}PermissionsBoundary`, arn, { 'iam:PermissionsBoundary': ADMINISTRATOR_ACCESS }),
  ];
  const { arn: boundaryArn } = boundary.ref;
  const written =
    isCustomerManaged(boundary) && boundaryArn !== undefined ? newVersion(by, boundaryArn, 'removeBoundary', arn) : null;
  return [
    ...needs.flatMap((need) => step(by, 'removeBoundary', arn, [need]).map((one) => ({ steps: [one], to }))),
    ...(written === null ? [] : [{ steps: written, to }]),
  ];
}

/** Registers an MFA device for a user, so that its requests carry MFA. */
function registerMfa(by: Actor, { entry, account }: Actor): EscalationStep[] {
  if (entry.principal.type !== 'User' || by.can('iam:EnableMFADevice') === 'never') return [];
  const devices = `arn:aws:iam::${account.accountId}:mfa/`;
  const named = by.need('iam:CreateVirtualMFADevice', `${devices}${entry.principal.userName}`);
  const made = named ?? by.need('iam:CreateVirtualMFADevice', `${devices}*`);
  return step(by, 'registerMfa', entry.arn, [made, by.need('iam:EnableMFADevice', entry.arn)]);
}

/** Sets a tag on the target, so that conditions on `aws:PrincipalTag/…` change. */
function tag(by: Actor, target: Actor, trusts: readonly PreparedPolicy[]): Escalation[] {
  const { entry, account } = target;
  const kind = kindOf(entry);
  if (kind === null || target.marks.some((mark) => mark.startsWith(tagMark(''))) || by.can(`iam:Tag${kind}`) === 'never')
    return [];
  const bearing = [
    ...entry.identity,
    ...(entry.boundary ? [entry.boundary] : []),
    ...(account.scp ?? []).flatMap(({ policies }) => policies),
    ...trusts,
  ];
  return tagsAsked(bearing, 'aws:principaltag/', (key) => target.tagValues(key)).flatMap(([key, value]) => {
    if (target.principalTag(key) === value) return [];
    const to = target.withKnown({ [`aws:PrincipalTag/${key}`]: value }, tagMark(`${key}=${value}`));
    const needs = [by.need(`iam:Tag${kind}`, entry.arn, tagRequest(key, value))];
    return step(by, 'tagPrincipal', entry.arn, needs, { value: `${key}=${value}` }).map((one) => ({ steps: [one], to }));
  });
}

/** Returns the mark of a tag. One tag is tried at a time. */
function tagMark(text: string): string {
  return `tag ${text}`;
}

function denies({ policy }: PreparedPolicy): boolean {
  return policy.statements.some(({ effect }) => effect === 'Deny');
}

/** Tests whether a managed policy belongs to the account. */
function isCustomerManaged({ ref }: PreparedPolicy): boolean {
  return ref.arn !== undefined && !isAwsManaged(ref);
}

function targetsOf({ entry, account }: Actor): Target[] {
  return [
    ...principalTarget(entry),
    ...account.groups.flatMap(({ name, arn }): Target[] => (entry.groups?.includes(name) ? [{ arn, kind: 'Group' }] : [])),
  ];
}

function principalTarget(entry: AccessPrincipal): Target[] {
  const kind = kindOf(entry);
  return kind === null ? [] : [{ arn: entry.arn, kind }];
}
