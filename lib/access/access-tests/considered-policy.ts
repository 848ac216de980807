import type { AccessAccount, AccessGroup, AccessModel } from '@gatehouse/policy/analyze';
import type { OrganizationLevel, PolicyRef, PreparedPolicy } from '@gatehouse/policy/evaluate';
import { malformedPolicyMessage } from '@gatehouse/policy/parse';
import { AwsError, invalidInput } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { prepareTrustPolicy, tryPrepare } from '../../core/prepared-policies';
import { toStoredTrustPolicy } from '../../iam/role/documents';
import { findRole, requireRole, roleArn } from '../../iam/role/rows';
import { keptResourceOf, withPolicyTried } from '../../resources/resources';
import { type HeldChange, heldChange } from '../policy-preview/operations';
import { requireReadableResource } from '../resource-access/operations';
import type { ConsideredPolicy } from './schema';

/** A change of one policy, ready for whatever is asked about a state in which it is made. */
export type TriedPolicy = {
  model: AccessModel;
  /** An SCP or RCP with another text; where RCPs bear, they come with each question. */
  guardrail?: { policyId: string; document: string };
  /** The policy of a resource, or the trust policy of a role, comes with each question about that. */
  on?: { arn: string; document: string; trust?: PreparedPolicy };
};

/**
 * A model of an account or of its organization as it would be after a change.
 * @throws AwsError MalformedPolicyDocument for a text that does not parse, NoSuchEntity for what is not there, and what its service answers
 * for the policy of a resource that it does not take
 */
export async function tryPolicy(scope: Scope, model: AccessModel, change: ConsideredPolicy): Promise<TriedPolicy> {
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
      if (change.Document === undefined) throw invalidInput('Tests are run under a policy of the resource, not without one.');
      // Whether a resource of an account that the caller does not read is there stays untold.
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

/** Policies that users and roles have, and groups give, are of the own account alone. */
function withHeld({ accountId }: Scope, model: AccessModel, { concerns, changed }: HeldChange): AccessModel {
  const inGroup = (group: AccessGroup): AccessGroup => {
    // What a group gives is changed as it is for a member who has nothing else.
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
  // Of which type it is, the model says only where it is attached; a text that is of neither is refused in any case.
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
