import { RCP_FULL_AWS_ACCESS } from '../../core/authorization/aws-organization-policies';
import { changePolicies } from '../effective-policies';
import { constraintViolation, invalidInput, organizationsError } from '../errors';
import { type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { organizationsPageOf, pageStart, toOrganizationsPage } from '../paging';
import {
  findPolicies,
  findPolicy,
  type OrganizationPolicy,
  policyQuestion,
  requirePolicy,
  toPolicySummary,
} from '../policy/rows';
import { policyTypeContext, requireAvailableTypes, requireWithin } from '../policy-type/rows';
import { isDeclarative, type PolicyType } from '../shapes';
import { findNode, nodeQuestion, type TreeNode } from '../tree';
import { toTargets } from './rows';
import { AttachPolicyInput, DetachPolicyInput, ListPoliciesForTargetInput, ListTargetsForPolicyInput } from './schema';

type Pair = { policy: OrganizationPolicy | null; node: TreeNode | null };

async function findPair({ PolicyId, TargetId }: { PolicyId: string; TargetId: string }, scope: OrganizationScope): Promise<Pair> {
  return { policy: await findPolicy(scope, PolicyId), node: await findNode(scope, TargetId) };
}

// AWS: attaching and detaching need permission on the policy and on the target.
async function pairQuestions({ TargetId }: { TargetId: string }, scope: OrganizationScope, { policy, node }: Pair) {
  const context = policy ? policyTypeContext(policy.type) : {};
  return [await policyQuestion(scope, policy), { ...(await nodeQuestion(scope, TargetId, node)), context }];
}

function requirePair({ policy, node }: Pair): { policy: OrganizationPolicy; target: TreeNode } {
  const found = requirePolicy(policy);
  if (!node) throw organizationsError('TargetNotFoundException');
  return { policy: found, target: node };
}

export const AttachPolicy = organizationsOperation({
  name: 'AttachPolicy',
  access: 'Permissions management',
  callers: 'policyDelegate',
  input: AttachPolicyInput,
  target: findPair,
  checks: pairQuestions,
  run: async (_input, scope, pair) => {
    const { policy, target } = requirePair(pair);
    const { db, organization, now } = scope;
    await requireEnabled(scope, policy);
    requireAvailableTypes(organization);
    const attached = await attachedTo(scope, target, policy.type);
    if (attached.some(({ policyId }) => policyId === policy.id)) throw organizationsError('DuplicatePolicyAttachmentException');
    requireWithin(policy.type, 'attachments', attached.length + 1);
    const createdAt = isDeclarative(policy.type) ? afterAll(attached, now) : now;
    const data = { targetId: target.id, policyId: policy.id, organizationId: organization.id, type: policy.type, createdAt };
    await changePolicies(scope, policy.type, [target.id], () => db.organizationPolicyAttachment.create({ data }));
    return {};
  },
});

/**
 * Refuses a policy whose type is not enabled.
 * @throws AwsError PolicyTypeNotEnabled
 */
async function requireEnabled({ db, organization }: OrganizationScope, { type }: OrganizationPolicy): Promise<void> {
  const key = { organizationId: organization.id, type };
  const enabled = await db.enabledPolicyType.findUnique({ where: { organizationId_type: key } });
  if (!enabled) throw organizationsError('PolicyTypeNotEnabledException');
}

/** Returns a time after all attachments of a target. The order of attachment decides the effective policy, so no two have the same. */
function afterAll(attached: readonly { createdAt: Date }[], now: Date): Date {
  return new Date(Math.max(now.getTime(), ...attached.map(({ createdAt }) => createdAt.getTime() + 1)));
}

/** Returns the attachments of a type at a node. */
function attachedTo({ db }: OrganizationScope, { id }: TreeNode, type: PolicyType) {
  return db.organizationPolicyAttachment.findMany({ where: { targetId: id, type } });
}

/**
 * Detaches a policy. As in AWS, RCPFullAWSAccess can't be detached, and neither can the last SCP of a node. The last policy of a
 * declarative type can.
 */
export const DetachPolicy = organizationsOperation({
  name: 'DetachPolicy',
  access: 'Permissions management',
  callers: 'policyDelegate',
  input: DetachPolicyInput,
  target: findPair,
  checks: pairQuestions,
  run: async (_input, scope, pair) => {
    const { policy, target } = requirePair(pair);
    const { db } = scope;
    if (policy.id === RCP_FULL_AWS_ACCESS.id) {
      throw invalidInput('NON_DETACHABLE_POLICY', "You can't detach this policy from the specified target.");
    }
    const attached = await attachedTo(scope, target, policy.type);
    if (!attached.some(({ policyId }) => policyId === policy.id)) throw organizationsError('PolicyNotAttachedException');
    if (attached.length === 1 && !isDeclarative(policy.type)) {
      throw constraintViolation('MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED');
    }
    const where = { targetId_policyId: { targetId: target.id, policyId: policy.id } };
    await changePolicies(scope, policy.type, [target.id], () => db.organizationPolicyAttachment.delete({ where }));
    return {};
  },
});

/** Lists the policies attached directly to a target, as AWS does, without inherited ones. */
export const ListPoliciesForTarget = organizationsOperation({
  name: 'ListPoliciesForTarget',
  access: 'List',
  callers: 'reader',
  input: ListPoliciesForTargetInput,
  target: ({ TargetId }, scope) => findNode(scope, TargetId),
  checks: async ({ TargetId, Filter }, scope, node) => [
    { ...(await nodeQuestion(scope, TargetId, node)), context: policyTypeContext(Filter) },
  ],
  run: async (input, scope, node) => {
    if (!node) throw organizationsError('TargetNotFoundException');
    const list = `ListPoliciesForTarget:${node.id}:${input.Filter}`;
    // A target has as many attachments of a type as its quota allows, which is few.
    const rows = await scope.db.organizationPolicyAttachment.findMany({ where: { targetId: node.id, type: input.Filter } });
    // AWS documents no order. The order of attachment decides the effective policy, so exports need it.
    const keyOf = ({ createdAt, policyId }: (typeof rows)[number]) =>
      isDeclarative(input.Filter) ? `${createdAt.toISOString()} ${policyId}` : policyId;
    const { items, ...page } = organizationsPageOf(list, rows, input, keyOf);
    const ids = items.map(({ policyId }) => policyId);
    const policies = await findPolicies(scope, ids);
    return { Policies: ids.flatMap((id) => policies.get(id) ?? []).map((policy) => toPolicySummary(scope, policy)), ...page };
  },
});

export const ListTargetsForPolicy = organizationsOperation({
  name: 'ListTargetsForPolicy',
  access: 'List',
  callers: 'reader',
  input: ListTargetsForPolicyInput,
  target: ({ PolicyId }, scope) => findPolicy(scope, PolicyId),
  checks: async (_input, scope, policy) => [await policyQuestion(scope, policy)],
  run: async (input, scope, policy) => {
    const { id } = requirePolicy(policy);
    const { db, organization } = scope;
    const list = `ListTargetsForPolicy:${organization.id}:${id}`;
    const { after, take, limit } = pageStart(list, input);
    const rows = await db.organizationPolicyAttachment.findMany({
      where: { organizationId: organization.id, policyId: id, ...(after === undefined ? {} : { targetId: { gt: after } }) },
      orderBy: { targetId: 'asc' },
      take,
    });
    const { items, ...page } = toOrganizationsPage(list, rows, limit, (row) => row.targetId);
    return { Targets: await toTargets(scope, items), ...page };
  },
});
