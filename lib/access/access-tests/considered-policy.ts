import type { AccessAccount, AccessGroup, AccessModel } from '@gatehouse/policy/analyze';
import type { OrganizationLevel, PolicyRef, PreparedPolicy } from '@gatehouse/policy/evaluate';
import { malformedPolicyMessage } from '@gatehouse/policy/parse';
import type { AccessDraft, PortalRole } from '../../access-portal/role-session';
import { prepareTrustPolicy, tryPrepare } from '../../core/authorization/prepared-policies';
import { AwsError, invalidInput } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { toStoredTrustPolicy } from '../../iam/role/documents';
import { findRole, requireRole, roleArn } from '../../iam/role/rows';
import { keptResourceOf, withPolicyTried } from '../../resources/resources';
import { type HeldChange, heldChange } from '../policy-preview/operations';
import { requireReadableResource } from '../resource-access/operations';
import type { ConsideredPolicy } from './schema';

/** An unsaved change, applied to a model. */
export type TriedChange = {
  model: AccessModel;
  /** An SCP or RCP with a new text. Questions carry the RCPs that apply to their resource. */
  guardrail?: { policyId: string; document: string };
  /** A resource policy or a role's trust policy. Each question about the resource carries it. */
  on?: { arn: string; document: string; trust?: PreparedPolicy };
  /** The changes that decide which sessions people of IAM Identity Center get. */
  people?: AccessDraft;
  /** The roles that do not exist yet, by ARN. */
  created?: ReadonlyMap<string, PortalRole>;
};

/**
 * Returns the model of an account or organization after one policy changes.
 * @throws AwsError MalformedPolicyDocument if the text does not parse, NoSuchEntity if the policy or its target does not exist, and the
 * service's own error for a resource policy that it refuses
 */
export async function tryPolicy(scope: Scope, model: AccessModel, change: ConsideredPolicy): Promise<TriedChange> {
  switch (change.Kind) {
    case 'guardrail': {
      const document = change.Document;
      return { model: withGuardrail(model, change.PolicyId, document), guardrail: { policyId: change.PolicyId, document } };
    }
    case 'trust': {
      const row = requireRole(await findRole(scope, change.RoleName), change.RoleName);
      const arn = roleArn(scope.partition, row);
      const document = await toStoredTrustPolicy(scope.db, scope.partition, change.Document);
      const trust = prepareTrustPolicy({ roleArn: arn, document });
      return { model: withTrust(model, arn, trust), on: { arn, document: change.Document, trust } };
    }
    case 'resource': {
      if (change.Document === undefined) throw invalidInput("Tests need the resource's policy.");
      // Callers who may not read the resource must not learn whether it exists.
      const resource = await requireReadableResource(scope, change.Resource);
      const { arn } = resource;
      const kept = keptResourceOf(resource);
      if (!kept) throw new Error(`${arn} is kept`);
      const { policy } = await withPolicyTried(scope, kept, change.Document);
      return { model: withPolicyOn(model, arn, policy), on: { arn, document: change.Document } };
    }
    default:
      return { model: withHeld(scope, model, await heldChange(scope, change)) };
  }
}

/** @throws AwsError MalformedPolicyDocument */
export function prepareTried(ref: PolicyRef, document: string): PreparedPolicy {
  const result = tryPrepare(ref, document);
  if (result.ok) return result.prepared;
  throw new AwsError('MalformedPolicyDocumentException', malformedPolicyMessage(result.issues, ref.type));
}

/** Identity policies of users, roles and groups always belong to the caller's account. */
function withHeld({ accountId }: Scope, model: AccessModel, { concerns, changed }: HeldChange): AccessModel {
  const inGroup = (group: AccessGroup): AccessGroup => {
    // A group's policies change as they would for a member without other policies.
    const member = { arn: group.arn, principal: { type: 'Anonymous' }, identity: group.policies, groups: [group.name] } as const;
    return concerns(member) ? { ...group, policies: changed(member).identity } : group;
  };
  const inAccount = (account: AccessAccount): AccessAccount => ({
    ...account,
    principals: account.principals.map((principal) => (concerns(principal) ? changed(principal) : principal)),
    groups: account.groups.map(inGroup),
  });
  return { ...model, accounts: model.accounts.map((one) => (one.accountId === accountId ? inAccount(one) : one)) };
}

function withTrust(model: AccessModel, arn: string, trust: PreparedPolicy): AccessModel {
  const accounts = model.accounts.map((account) => ({
    ...account,
    principals: account.principals.map((principal) => (principal.arn === arn ? { ...principal, trust } : principal)),
  }));
  return { ...model, accounts };
}

function withPolicyOn(model: AccessModel, arn: string, policy: PreparedPolicy | undefined): AccessModel {
  return { ...model, resources: model.resources.map((one) => (one.arn === arn ? { ...one, policy } : one)) };
}

type Levels = readonly OrganizationLevel<PreparedPolicy>[];

function withGuardrail(model: AccessModel, policyId: string, document: string): AccessModel {
  const ref = { id: policyId, name: policyId, origin: { kind: 'level', levelId: '' } } as const;
  // The model knows a policy's type only where it is attached. A text that is neither an SCP nor an RCP fails either way.
  if (!tryPrepare({ ...ref, type: 'rcp' }, document).ok) prepareTried({ ...ref, type: 'scp' }, document);
  const made = new Map<PreparedPolicy, PreparedPolicy>();
  const put = (policy: PreparedPolicy): PreparedPolicy => {
    if (policy.ref.id.split('@')[0] !== policyId) return policy;
    const known = made.get(policy) ?? prepareTried(policy.ref, document);
    made.set(policy, known);
    return known;
  };
  const inLevels = (levels: Levels): Levels => levels.map((level) => ({ ...level, policies: level.policies.map(put) }));
  const accounts = model.accounts.map((account) => ({
    ...account,
    ...(account.scp && { scp: inLevels(account.scp) }),
    ...(account.rcp && { rcp: inLevels(account.rcp) }),
  }));
  return { ...model, accounts };
}
