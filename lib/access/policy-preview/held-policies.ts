import type { AccessPrincipal } from '@gatehouse/policy/analyze';
import type { PolicyRef, PreparedPolicy } from '@gatehouse/policy/evaluate';
import { malformedPolicyMessage } from '@gatehouse/policy/parse';
import { tryPrepare } from '../../core/authorization/prepared-policies';
import { prepareBoundary, readManagedPolicies } from '../../core/authorization/principal-policies';
import { AwsError, noSuchEntity } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { ENTITIES, findEntity } from '../../iam/entity';
import type { PolicyChange } from './schema';

/** A change to identity policies: the principals it affects, and their policies after it. */
export type HeldChange = {
  concerns: (principal: AccessPrincipal) => boolean;
  changed: (principal: AccessPrincipal) => AccessPrincipal;
};

export type ChangeOfHeld = Extract<PolicyChange, { Kind: 'version' | 'inline' | 'boundary' }>;

/** Builds the change. @throws AwsError if the document is not a valid policy or something does not exist */
export async function heldChange(scope: Scope, change: ChangeOfHeld): Promise<HeldChange> {
  switch (change.Kind) {
    case 'version':
      return newVersion(change);
    case 'inline':
      return inlinePolicy(scope, change);
    case 'boundary':
      return newBoundary(scope, change);
  }
}

function newVersion({ PolicyArn, Document }: Extract<PolicyChange, { Kind: 'version' }>): HeldChange {
  const isIt = ({ ref }: PreparedPolicy) => ref.arn === PolicyArn;
  const known = new Map<PreparedPolicy, PreparedPolicy>();
  // Principals that share a policy also share the new one, so results for it are computed once.
  const put = (policy: PreparedPolicy): PreparedPolicy => {
    if (!isIt(policy)) return policy;
    const made = known.get(policy) ?? drafted(policy.ref, Document);
    known.set(policy, made);
    return made;
  };
  // An invalid document is refused even if nobody has the policy.
  drafted({ id: PolicyArn, type: 'identity', name: PolicyArn, arn: PolicyArn, origin: { kind: 'direct' } }, Document);
  return {
    concerns: ({ identity, boundary }) => identity.some(isIt) || (boundary !== undefined && isIt(boundary)),
    changed: (principal) => ({
      ...principal,
      identity: principal.identity.map(put),
      ...(principal.boundary && { boundary: put(principal.boundary) }),
    }),
  };
}

async function inlinePolicy(
  scope: Scope,
  { EntityType, Name, PolicyName, Document }: Extract<PolicyChange, { Kind: 'inline' }>,
): Promise<HeldChange> {
  const { id, name } = await requireEntity(scope, EntityType, Name);
  const policyId = `${id}/${PolicyName}`;
  const origin =
    EntityType === 'Group' ? ({ kind: 'group', groupName: name, inline: true } as const) : ({ kind: 'inline' } as const);
  const draft = drafted({ id: policyId, type: 'identity', name: PolicyName, origin }, Document);
  // IAM: policy names are unique regardless of case.
  const isIt = ({ ref }: PreparedPolicy) => ref.id.toLowerCase() === policyId.toLowerCase();
  return {
    concerns: (principal) => (EntityType === 'Group' ? principal.groups?.includes(name) === true : uniqueIdOf(principal) === id),
    changed: (principal) => ({
      ...principal,
      identity: principal.identity.some(isIt)
        ? principal.identity.map((policy) => (isIt(policy) ? draft : policy))
        : [...principal.identity, draft],
    }),
  };
}

async function newBoundary(
  scope: Scope,
  { EntityType, Name, PolicyArn }: Extract<PolicyChange, { Kind: 'boundary' }>,
): Promise<HeldChange> {
  const { id } = await requireEntity(scope, EntityType, Name);
  const found = PolicyArn === undefined ? null : (await readManagedPolicies(scope.db, [PolicyArn])).get(PolicyArn);
  if (PolicyArn !== undefined && (!found || !isReadable(scope, PolicyArn)))
    throw noSuchEntity(`Policy ${PolicyArn} does not exist or is not attachable.`);
  const boundary = PolicyArn !== undefined && found ? prepareBoundary(PolicyArn, found) : undefined;
  return {
    concerns: (principal) => uniqueIdOf(principal) === id,
    changed: ({ boundary: _, ...principal }) => ({ ...principal, ...(boundary && { boundary }) }),
  };
}

/** Tests whether a policy is AWS's or the caller's account's. */
function isReadable({ accountId }: Scope, arn: string): boolean {
  const owner = arn.split(':')[4];
  return owner === 'aws' || owner === accountId;
}

async function requireEntity(scope: Scope, type: keyof typeof ENTITIES, name: string) {
  const row = await findEntity(scope, type, name);
  return row ?? ENTITIES[type].require(null, name);
}

function uniqueIdOf({ principal }: AccessPrincipal): string | null {
  if (principal.type === 'User') return principal.userId;
  return principal.type === 'AssumedRole' ? principal.roleId : null;
}

/** Prepares a draft. @throws AwsError MalformedPolicyDocument with IAM's message */
function drafted(ref: PolicyRef, document: string): PreparedPolicy {
  const result = tryPrepare(ref, document);
  if (!result.ok) throw new AwsError('MalformedPolicyDocumentException', malformedPolicyMessage(result.issues, 'identity'));
  return result.prepared;
}
