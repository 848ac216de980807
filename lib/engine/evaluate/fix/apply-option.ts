import { parsePolicy } from '../../policy/parse-policy';
import { preparePolicy } from '../prepare-policy';
import type { PreparedPolicy } from '../record';
import type { AuthorizationRequest, Blocker, OrganizationLevel, PolicyOrigin, PolicyRef, PolicySet, PolicyType } from '../types';
import { editPolicy } from './edit-policy';
import type { FixChange, FixPlace } from './types';

/** A question with its policies: what a change turns into another. */
export type Situation = { request: AuthorizationRequest; set: PolicySet<PreparedPolicy> };

/** The situation after a change, and the text of the policy it leaves behind; null when the change can't be made. */
export function applyChange(
  place: FixPlace,
  change: FixChange,
  situation: Situation,
): { after: Situation; document?: string } | null {
  const { request, set } = situation;
  switch (change.kind) {
    case 'setContext':
      return { after: { request: { ...request, context: withValues(request.context, change.values) }, set } };
    case 'useCredential':
      return { after: { request: { ...request, credential: change.credential }, set } };
    case 'createPolicy':
      return place.kind === 'newPolicy' ? createPolicy(place, change.statement, situation) : null;
    case 'detachPolicy':
      return place.kind === 'policy' ? { after: { request, set: detach(set, place.policy, change.level) } } : null;
    default: {
      const prepared = place.kind === 'policy' ? findPolicy(set, place.policy) : undefined;
      const edited = prepared === undefined ? null : editPolicy(prepared.policy, change);
      if (prepared === undefined || edited === null) return null;
      const replacement = preparePolicy(prepared.ref, edited.policy);
      return {
        after: { request, set: mapPolicies(set, (one) => (one.ref.id === prepared.ref.id ? replacement : one)) },
        document: edited.text,
      };
    }
  }
}

function withValues(
  context: AuthorizationRequest['context'],
  values: Readonly<Record<string, string>>,
): AuthorizationRequest['context'] {
  const names = new Set(Object.keys(values).map((name) => name.toLowerCase()));
  return { ...Object.fromEntries(Object.entries(context).filter(([name]) => !names.has(name.toLowerCase()))), ...values };
}

export function allPolicies(set: PolicySet<PreparedPolicy>): PreparedPolicy[] {
  const policies = [...set.identity, ...(set.session ?? [])];
  for (const one of [set.boundary, set.resource, set.vpcEndpoint]) if (one !== undefined) policies.push(one);
  for (const level of [...(set.scp ?? []), ...(set.rcp ?? [])]) policies.push(...level.policies);
  return policies;
}

export function findPolicy(set: PolicySet<PreparedPolicy>, { id }: PolicyRef): PreparedPolicy | undefined {
  return allPolicies(set).find((policy) => policy.ref.id === id);
}

function mapPolicies(
  set: PolicySet<PreparedPolicy>,
  change: (policy: PreparedPolicy) => PreparedPolicy,
): PolicySet<PreparedPolicy> {
  const levels = (list: readonly OrganizationLevel<PreparedPolicy>[] | undefined) =>
    list?.map((level) => ({ ...level, policies: level.policies.map(change) }));
  return {
    ...set,
    identity: set.identity.map(change),
    boundary: set.boundary && change(set.boundary),
    session: set.session?.map(change),
    resource: set.resource && change(set.resource),
    scp: levels(set.scp),
    rcp: levels(set.rcp),
    vpcEndpoint: set.vpcEndpoint && change(set.vpcEndpoint),
  };
}

/** Takes a policy off: off one level when it hangs at one, else off wherever it is. */
function detach(set: PolicySet<PreparedPolicy>, { id }: PolicyRef, at: Blocker['level']): PolicySet<PreparedPolicy> {
  const others = (policies: readonly PreparedPolicy[]) => policies.filter((policy) => policy.ref.id !== id);
  const levels = (list: readonly OrganizationLevel<PreparedPolicy>[] | undefined) =>
    list?.map((level) => (at === undefined || level.id === at.id ? { ...level, policies: others(level.policies) } : level));
  return {
    ...set,
    identity: others(set.identity),
    boundary: set.boundary?.ref.id === id ? undefined : set.boundary,
    session: set.session && others(set.session),
    resource: set.resource?.ref.id === id ? undefined : set.resource,
    scp: levels(set.scp),
    rcp: levels(set.rcp),
    vpcEndpoint: set.vpcEndpoint?.ref.id === id ? undefined : set.vpcEndpoint,
  };
}

function createPolicy(
  { type, level }: { type: PolicyType; level?: Blocker['level'] },
  statement: object,
  { request, set }: Situation,
): { after: Situation; document?: string } | null {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
  const parsed = parsePolicy(text, type, { author: 'aws' });
  if (!parsed.ok) return null;
  const ref: PolicyRef = {
    id: `new:${type}:${level?.id ?? ''}`,
    type,
    name: 'new policy',
    origin: originOf(type, request.resource, level),
  };
  const prepared = preparePolicy(ref, parsed.policy);
  return { after: { request, set: withPolicy(set, prepared, level) }, document: text };
}

function originOf(type: PolicyType, resourceArn: string, level: Blocker['level']): PolicyOrigin {
  if (level !== undefined) return { kind: 'level', levelId: level.id };
  switch (type) {
    case 'boundary':
    case 'session':
      return { kind: type };
    case 'resource':
    case 'trust':
    case 'vpcEndpoint':
      return { kind: 'resource', resourceArn };
    default:
      return { kind: 'inline' };
  }
}

function withPolicy(set: PolicySet<PreparedPolicy>, policy: PreparedPolicy, at: Blocker['level']): PolicySet<PreparedPolicy> {
  const levels = (list: readonly OrganizationLevel<PreparedPolicy>[] | undefined) =>
    list?.map((level) => (level.id === at?.id ? { ...level, policies: [...level.policies, policy] } : level));
  switch (policy.ref.type) {
    case 'identity':
      return { ...set, identity: [...set.identity, policy] };
    case 'session':
      return { ...set, session: [...(set.session ?? []), policy] };
    case 'resource':
    case 'trust':
      return { ...set, resource: policy };
    case 'scp':
      return { ...set, scp: levels(set.scp) };
    case 'rcp':
      return { ...set, rcp: levels(set.rcp) };
    case 'boundary':
      return { ...set, boundary: policy };
    case 'vpcEndpoint':
      return { ...set, vpcEndpoint: policy };
  }
}
