import { defaultPolicyOfType } from '../../core/authorization/aws-organization-policies';
import { newOrganizationPolicyId } from '../../core/ids';
import { deleteTagsOf } from '../../core/tags';
import { changeContent } from '../effective-policies';
import { organizationsError } from '../errors';
import { type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { pageStart, toOrganizationsPage } from '../paging';
import { policyTypeContext, requireAvailableTypes, requireContent, requireWithin } from '../policy-type/rows';
import type { PolicyType } from '../shapes';
import { creationQuestions, tagOrganizationResource } from '../tags';
import {
  findPolicy,
  immutablePolicy,
  type OrganizationPolicy,
  policyArn,
  policyQuestion,
  requirePolicy,
  toOrganizationPolicy,
  toPolicy,
  toPolicySummary,
  toUpdatedPolicy,
} from './rows';
import { CreatePolicyInput, DeletePolicyInput, DescribePolicyInput, ListPoliciesInput, UpdatePolicyInput } from './schema';
import { keepVersion } from './versions';

export const CreatePolicy = organizationsOperation({
  name: 'CreatePolicy',
  access: 'Write',
  callers: 'policyDelegate',
  input: CreatePolicyInput,
  // The id is generated here, so that the check names the future policy.
  target: async () => newOrganizationPolicyId(),
  checks: ({ Type, Tags }, scope, id) => {
    const question = { resource: policyArn(scope, { id, type: Type, awsManaged: false }), context: policyTypeContext(Type) };
    return creationQuestions(question, question, Tags);
  },
  run: async ({ Name, Description, Type, Content, Tags }, scope, id) => {
    const { db, organization, now } = scope;
    requireAvailableTypes(organization);
    requireContent(Type, Content);
    await requireFreePolicyName(scope, Type, Name);
    const count = await db.organizationPolicy.count({ where: { organizationId: organization.id, type: Type } });
    requireWithin(Type, 'policies', count + 1);
    const text = { type: Type, name: Name, description: Description, content: Content };
    const row = await db.organizationPolicy.create({
      data: { id, organizationId: organization.id, ...text, createdAt: now, updatedAt: now },
    });
    await keepVersion(scope, row);
    if (Tags) await tagOrganizationResource(scope, id, Tags);
    return { Policy: toPolicy(scope, toOrganizationPolicy(row)) };
  },
});

/**
 * Refuses a name that another policy of the type has.
 * @throws AwsError DuplicatePolicy
 */
async function requireFreePolicyName(scope: OrganizationScope, type: PolicyType, name: string, except?: string): Promise<void> {
  const key = { organizationId: scope.organization.id, type, name };
  const other = await scope.db.organizationPolicy.findUnique({ where: { organizationId_type_name: key }, select: { id: true } });
  const awsName = defaultPolicyOfType(type)?.name;
  if (name === awsName || (other && other.id !== except)) throw organizationsError('DuplicatePolicyException', 'Name');
}

/**
 * Returns a customer policy.
 * @throws AwsError PolicyNotFound; InvalidInput for an AWS managed policy
 */
function requireCustomerPolicy(policy: OrganizationPolicy | null): OrganizationPolicy {
  const found = requirePolicy(policy);
  if (found.awsManaged) throw immutablePolicy();
  return found;
}

export const UpdatePolicy = organizationsOperation({
  name: 'UpdatePolicy',
  access: 'Permissions management',
  callers: 'policyDelegate',
  input: UpdatePolicyInput,
  target: ({ PolicyId }, scope) => findPolicy(scope, PolicyId),
  checks: async (_input, scope, policy) => [await policyQuestion(scope, policy)],
  run: async ({ Name, Description, Content }, scope, policy) => {
    const found = requireCustomerPolicy(policy);
    if (Content !== undefined) {
      requireAvailableTypes(scope.organization);
      requireContent(found.type, Content);
    }
    if (Name !== undefined) await requireFreePolicyName(scope, found.type, Name, found.id);
    const before = await scope.db.organizationPolicy.findUniqueOrThrow({ where: { id: found.id } });
    const data = { name: Name, description: Description, content: Content, updatedAt: scope.now };
    const update = () => scope.db.organizationPolicy.update({ where: { id: found.id }, data });
    const row = Content === undefined ? await update() : await changeContent(scope, found, update);
    await keepVersion(scope, row, before);
    return { Policy: toUpdatedPolicy(scope, toOrganizationPolicy(row), { Name, Description }) };
  },
});

export const DeletePolicy = organizationsOperation({
  name: 'DeletePolicy',
  access: 'Write',
  callers: 'policyDelegate',
  input: DeletePolicyInput,
  target: ({ PolicyId }, scope) => findPolicy(scope, PolicyId),
  checks: async (_input, scope, policy) => [await policyQuestion(scope, policy)],
  run: async (_input, { db }, policy) => {
    const { id } = requireCustomerPolicy(policy);
    if (await db.organizationPolicyAttachment.count({ where: { policyId: id } }))
      throw organizationsError('PolicyInUseException');
    await deleteTagsOf(db, [id]);
    await db.organizationPolicy.delete({ where: { id } });
    return {};
  },
});

export const DescribePolicy = organizationsOperation({
  name: 'DescribePolicy',
  access: 'Read',
  callers: 'reader',
  input: DescribePolicyInput,
  target: ({ PolicyId }, scope) => findPolicy(scope, PolicyId),
  checks: async (_input, scope, policy) => [await policyQuestion(scope, policy)],
  run: async (_input, scope, policy) => ({ Policy: toPolicy(scope, requirePolicy(policy)) }),
});

/** Lists policies. As in AWS, its own policy of the type is included even if the type is not enabled. */
export const ListPolicies = organizationsOperation({
  name: 'ListPolicies',
  access: 'List',
  callers: 'reader',
  input: ListPoliciesInput,
  checks: ({ Filter }) => [{ resource: '*', context: policyTypeContext(Filter) }],
  run: async (input, scope) => {
    const list = `ListPolicies:${scope.organization.id}:${input.Filter}`;
    const { after, take, limit } = pageStart(list, input);
    const rows = await scope.db.organizationPolicy.findMany({
      where: { organizationId: scope.organization.id, type: input.Filter, ...(after === undefined ? {} : { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take,
    });
    // AWS's policy comes first, because its key sorts before every id.
    const aws = after === undefined ? defaultPolicyOfType(input.Filter) : undefined;
    const policies = [...(aws ? [aws] : []), ...rows].map(toOrganizationPolicy);
    const { items, ...page } = toOrganizationsPage(list, policies, limit, (policy) => (policy.awsManaged ? '' : policy.id));
    return { Policies: items.map((policy) => toPolicySummary(scope, policy)), ...page };
  },
});
