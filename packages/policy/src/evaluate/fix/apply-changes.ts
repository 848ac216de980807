import { parsePolicy } from '../../policy/parse-policy';
import { mapPolicySet } from '../map-policy-set';
import { preparePolicy } from '../prepare-policy';
import type { PreparedPolicy } from '../record';
import type { AuthorizationRequest, Blocker, OrganizationLevel, PolicyOrigin, PolicyRef, PolicySet, PolicyType } from '../types';
import { type DocumentChange, editPolicy } from './edit-policy';
import type { FixPlace, PlacedChange, Situation } from './types';

type Set = PolicySet<PreparedPolicy>;
type Level = OrganizationLevel<PreparedPolicy>;
type Applied = { after: Situation; documents: ReadonlyMap<string, string> };

/** Returns the key of a reference's document. One document can be attached several times, with an id for each. */
export function documentKey({ arn, id }: PolicyRef): string {
  return arn ?? id;
}

/** Applies all changes to a copy. Statement indexes are those before any change. @returns null if a change is impossible */
export function applyChanges(start: Situation, changes: readonly PlacedChange[]): Applied | null {
  const documents = new Map<string, string>();
  let { request, set } = start;
  const edits = editsByDocument(changes);
  if (edits === null) return null;
  for (const [key, some] of edits) {
    const edited = editDocument(set, key, some);
    if (edited === null) return null;
    set = edited.set;
    documents.set(key, edited.text);
  }
  for (const { place, change } of changes) {
    if (change.kind === 'setContext') request = { ...request, context: withValues(request.context, change.values) };
    if (change.kind === 'useCredential') request = { ...request, credential: change.credential };
    if (change.kind !== 'detachPolicy') continue;
    if (place.kind !== 'policy') return null;
    set = detach(set, place.policy, change.level);
  }
  for (const { place, change } of changes) {
    if (change.kind !== 'createPolicy') continue;
    const created = place.kind === 'newPolicy' ? createPolicy(place, change.statement, request.resource) : null;
    if (created === null || isTaken(created.policy.ref.type, set)) return null;
    set = withPolicy(set, created.policy, created.level);
    documents.set(created.policy.ref.id, created.text);
  }
  return { after: { request, set }, documents };
}

function editsByDocument(changes: readonly PlacedChange[]): Map<string, DocumentChange[]> | null {
  const edits = new Map<string, DocumentChange[]>();
  for (const { place, change } of changes) {
    if (!isDocumentChange(change)) continue;
    if (place.kind !== 'policy') return null;
    const key = documentKey(place.policy);
    edits.set(key, [...(edits.get(key) ?? []), change]);
  }
  return edits;
}

export function isDocumentChange(change: PlacedChange['change']): change is DocumentChange {
  return !['createPolicy', 'detachPolicy', 'setContext', 'useCredential'].includes(change.kind);
}

function editDocument(set: Set, key: string, edits: readonly DocumentChange[]): { set: Set; text: string } | null {
  const replaced = new Map<PreparedPolicy, PreparedPolicy>();
  let text: string | null = null;
  for (const policy of allPolicies(set)) {
    if (documentKey(policy.ref) !== key || replaced.has(policy)) continue;
    const edited = editPolicy(policy.policy, edits);
    if (edited === null) return null;
    text = edited.text;
    replaced.set(policy, preparePolicy(policy.ref, edited.policy));
  }
  return text === null ? null : { set: mapPolicySet(set, (policy) => replaced.get(policy) ?? policy), text };
}

function withValues(
  context: AuthorizationRequest['context'],
  values: Readonly<Record<string, string>>,
): AuthorizationRequest['context'] {
  const names = new Set(Object.keys(values).map((name) => name.toLowerCase()));
  return { ...Object.fromEntries(Object.entries(context).filter(([name]) => !names.has(name.toLowerCase()))), ...values };
}

export function allPolicies(set: Set): PreparedPolicy[] {
  const policies = [...set.identity, ...(set.session ?? [])];
  for (const one of [set.boundary, set.resource, set.vpcEndpoint]) if (one !== undefined) policies.push(one);
  for (const level of [...(set.scp ?? []), ...(set.rcp ?? [])]) policies.push(...level.policies);
  return policies;
}

export function findPolicy(set: Set, { id }: PolicyRef): PreparedPolicy | undefined {
  return allPolicies(set).find((policy) => policy.ref.id === id);
}

/** Detaches a policy: from its level if it has one, otherwise everywhere. */
function detach(set: Set, { id }: PolicyRef, at: Blocker['level']): Set {
  const others = (policies: readonly PreparedPolicy[]) => policies.filter((policy) => policy.ref.id !== id);
  const levels = (list: readonly Level[] | undefined) =>
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

/** Tests whether a policy exists where there can be only one. It is changed, or detached first. */
export function isTaken(type: PolicyType, { resource, boundary, vpcEndpoint }: Set): boolean {
  if (type === 'boundary') return boundary !== undefined;
  if (type === 'vpcEndpoint') return vpcEndpoint !== undefined;
  return (type === 'resource' || type === 'trust') && resource !== undefined;
}

/** Returns the id of a policy that a change creates, one of each type at each level. */
export function newPolicyId({ type, level }: { type: PolicyType; level?: Blocker['level'] }): string {
  return ['new', type, level?.id].join(':');
}

function createPolicy(
  place: Extract<FixPlace, { kind: 'newPolicy' }>,
  statement: object,
  resource: string,
): { policy: PreparedPolicy; text: string; level: Blocker['level'] } | null {
  const { type, level } = place;
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
  const parsed = parsePolicy(text, type, { author: 'aws' });
  if (!parsed.ok) return null;
  const ref: PolicyRef = { id: newPolicyId(place), type, name: 'new policy', origin: originOf(type, resource, level) };
  return { policy: preparePolicy(ref, parsed.policy), text, level };
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

function withPolicy(set: Set, policy: PreparedPolicy, at: Blocker['level']): Set {
  const levels = (list: readonly Level[] | undefined) =>
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
