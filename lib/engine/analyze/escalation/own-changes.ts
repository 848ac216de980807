import { isAwsManaged } from '../../evaluate/aws-managed';
import { preparePolicyText } from '../../evaluate/prepare-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import type { RequestContext } from '../../evaluate/types';
import type { PolicyVersion } from '../model/access-model';
import type { Actor } from './actor';
import { boundaryContext, type Escalation, kindOf, step, tagRequest } from './steps';

/** Another version of a policy that the actor has, or that bounds it, made the default. */
export function setVersions(actor: Actor): Escalation[] {
  if (actor.can('iam:SetDefaultPolicyVersion') === 'never') return [];
  const { identity, boundary } = actor.entry;
  const arns = new Set([...identity, ...(boundary ? [boundary] : [])].flatMap(({ ref }) => ref.arn ?? []));
  return [...arns].flatMap((arn) => {
    const versions = actor.account.versions?.get(arn) ?? [];
    const need = versions.length === 0 ? null : actor.need('iam:SetDefaultPolicyVersion', arn);
    return versions.flatMap((version) => {
      const put = (policy: PreparedPolicy) => (policy.ref.arn === arn ? preparedVersion(policy, version) : policy);
      const change = { identity: identity.map(put), ...(boundary && { boundary: put(boundary) }) };
      const to = actor.with(change, `${arn}@${version.versionId}`);
      return step(actor, 'setPolicyVersion', arn, [need], { value: version.versionId }).map((one) => ({ steps: [one], to }));
    });
  });
}

const prepared = new WeakMap<PolicyVersion, Map<string, PreparedPolicy>>();

/** The version as it would bear on whoever has the policy. What does not parse was refused when it was saved. */
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

/** A policy with a Deny taken off: off itself, off a group it is in, or the group left. */
export function dropDenies(actor: Actor): Escalation[] {
  const { entry, account } = actor;
  const kind = kindOf(entry);
  if (kind === null) return [];
  return entry.identity.filter(denies).flatMap((policy): Escalation[] => {
    const { origin, arn, name, id } = policy.ref;
    const { carries, lacks } = boundaryContext(entry.boundary);
    const to = () => actor.with({ identity: entry.identity.filter((one) => one !== policy) }, `-${id}`);
    const drop = (action: string, on: string, more: RequestContext = {}, without: readonly string[] = []) =>
      actor.can(action) === 'never'
        ? []
        : step(actor, 'dropPolicy', on, [actor.need(action, on, more, without)], { value: name }).map((one) => ({
            steps: [one],
            to: to(),
          }));
    if (origin.kind === 'group') {
      const group = account.groups.find((one) => one.name === origin.groupName);
      if (group === undefined) return [];
      const off = origin.inline
        ? drop('iam:DeleteGroupPolicy', group.arn)
        : drop('iam:DetachGroupPolicy', group.arn, arn === undefined ? {} : { 'iam:PolicyARN': arn });
      return [...off, ...leave(actor, group.name, group.arn)];
    }
    if (arn !== undefined) return drop(`iam:Detach${kind}Policy`, entry.arn, { ...carries, 'iam:PolicyARN': arn }, lacks);
    if (origin.kind !== 'inline') return [];
    // Whoever may write inline policies writes another one over it.
    const deleted = drop(`iam:Delete${kind}Policy`, entry.arn, carries, lacks);
    return deleted.length > 0 ? deleted : drop(`iam:Put${kind}Policy`, entry.arn, carries, lacks);
  });
}

function leave(actor: Actor, name: string, arn: string): Escalation[] {
  if (actor.entry.principal.type !== 'User' || actor.can('iam:RemoveUserFromGroup') === 'never') return [];
  const ofGroup = ({ ref }: PreparedPolicy) => ref.origin.kind === 'group' && ref.origin.groupName === name;
  const to = actor.with(
    {
      identity: actor.entry.identity.filter((policy) => !ofGroup(policy)),
      groups: (actor.entry.groups ?? []).filter((one) => one !== name),
    },
    `-${arn}`,
  );
  return step(actor, 'leaveGroup', arn, [actor.need('iam:RemoveUserFromGroup', arn)]).map((one) => ({ steps: [one], to }));
}

export function denies({ policy }: PreparedPolicy): boolean {
  return policy.statements.some(({ effect }) => effect === 'Deny');
}

/** Whether a managed policy is the account's own. */
export function isCustomerManaged({ ref }: PreparedPolicy): boolean {
  return ref.arn !== undefined && !isAwsManaged(ref);
}

/** A tag set on itself, with which conditions on `aws:PrincipalTag/…` hold that did not. */
export function tagOneself(actor: Actor, trusts: readonly PreparedPolicy[]): Escalation[] {
  const { entry, account } = actor;
  const kind = kindOf(entry);
  if (kind === null || actor.marks.some((mark) => mark.startsWith(tagMark(''))) || actor.can(`iam:Tag${kind}`) === 'never')
    return [];
  const bearing = [
    ...entry.identity,
    ...(entry.boundary ? [entry.boundary] : []),
    ...(account.scp ?? []).flatMap(({ policies }) => policies),
    ...trusts,
  ];
  return tagsAsked(bearing, 'aws:principaltag/', (key) => actor.tagValues(key)).flatMap(([key, value]) => {
    if (actor.principalTag(key) === value) return [];
    const to = actor.withKnown({ [`aws:PrincipalTag/${key}`]: value }, tagMark(`${key}=${value}`));
    const needs = [actor.need(`iam:Tag${kind}`, entry.arn, tagRequest(key, value))];
    return step(actor, 'tagPrincipal', entry.arn, needs, { value: `${key}=${value}` }).map((one) => ({ steps: [one], to }));
  });
}

/** Of a tag that an actor gave itself. One is tried at a time. */
function tagMark(tag: string): string {
  return `tag ${tag}`;
}

/** So many tags are tried for one principal. */
const MOST_TAGS = 4;
const OPERATOR = /^(?:ForAnyValue:|ForAllValues:)?String(Not)?(?:Equals|EqualsIgnoreCase|Like)(?:IfExists)?$/i;
const ONE_VARIABLE = /^\$\{aws:PrincipalTag\/([^},]+)\}$/i;

/**
 * Tags with which a condition of an Allow would hold, or one of a Deny would not, by the key that ends with their name.
 * @param family `aws:principaltag/` or that of tags of resources, in lower case
 * @param valuesOf which values a tag could be given to meet one that the policy leaves to a variable
 */
export function tagsAsked(
  policies: readonly PreparedPolicy[],
  family: string,
  valuesOf: (key: string) => string | readonly string[],
): [key: string, value: string][] {
  const found = new Map<string, [string, string]>();
  const note = (key: string, value: string) => {
    if (found.size < MOST_TAGS) found.set(`${key}=${value}`, [key, value]);
  };
  for (const { compiled } of policies) {
    if (!compiled.readsContext) continue;
    for (const { deny, conditions } of compiled.statements) {
      for (const { clause, expected } of conditions) {
        const operator = OPERATOR.exec(clause.operator);
        if (operator === null || (operator[1] !== undefined) !== deny) continue;
        for (const value of expected) {
          const variable = ONE_VARIABLE.exec(value)?.[1];
          if (clause.key.toLowerCase().startsWith(family)) {
            const key = clause.key.slice(family.length);
            if (variable !== undefined) for (const one of [valuesOf(variable)].flat()) note(key, one);
            else if (!value.includes('${')) note(key, value.replace(/[*?]/g, 'x'));
          } else if (variable !== undefined && family === 'aws:principaltag/') {
            for (const one of [valuesOf(clause.key.slice(clause.key.indexOf('/') + 1))].flat()) note(variable, one);
          }
        }
      }
    }
  }
  return [...found.values()];
}

const MFA_KEY = /^aws:multifactorauth/i;
const asksMfa = new WeakMap<PreparedPolicy['compiled'], boolean>();

/** Whether some statement asks how its caller signed in. */
export function readsMfa({ compiled }: PreparedPolicy): boolean {
  const known = asksMfa.get(compiled) ?? compiled.statements.some(({ keys }) => keys.some((key) => MFA_KEY.test(key)));
  asksMfa.set(compiled, known);
  return known;
}

/** A device of its own, or of the user it is about to become: with it requests carry that MFA was given. */
export function registerMfa(actor: Actor, of: Actor) {
  const { entry } = of;
  if (entry.principal.type !== 'User' || actor.can('iam:EnableMFADevice') === 'never') return [];
  const devices = `arn:aws:iam::${of.account.accountId}:mfa/`;
  const named = actor.need('iam:CreateVirtualMFADevice', `${devices}${entry.principal.userName}`);
  const made = named ?? actor.need('iam:CreateVirtualMFADevice', `${devices}*`);
  return step(actor, 'registerMfa', entry.arn, [made, actor.need('iam:EnableMFADevice', entry.arn)]);
}
