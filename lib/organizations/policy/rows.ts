import type { Policy, PolicySummary } from '@aws-sdk/client-organizations';
import { organizationPolicyArn } from '../../core/arns';
import { type AwsOrganizationPolicy, findAwsOrganizationPolicy } from '../../core/authorization/aws-organization-policies';
import { readTags } from '../../core/tags';
import { oneOf } from '../../core/text/lists';
import type { Transaction } from '../../db/client';
import { invalidInput, organizationsError } from '../errors';
import type { OrganizationScope } from '../organizations-operation';
import { policyTypeContext } from '../policy-type/rows';
import { isDeclarative, POLICY_TYPES, type PolicyType } from '../shapes';

export type PolicyRow = NonNullable<Awaited<ReturnType<Transaction['organizationPolicy']['findUnique']>>>;

/** A policy that the organization can use: its own, or AWS's. */
export type OrganizationPolicy = {
  awsManaged: boolean;
  id: string;
  type: PolicyType;
  name: string;
  description: string;
  content: string;
};

export function toOrganizationPolicy(row: PolicyRow | AwsOrganizationPolicy): OrganizationPolicy {
  const { id, type, name, description, content } = row;
  return { awsManaged: !('organizationId' in row), id, type: oneOf(POLICY_TYPES, type), name, description, content };
}

/** Returns the policy with the id, AWS's or the organization's, or null. */
export async function findPolicy({ db, organization }: OrganizationScope, id: string): Promise<OrganizationPolicy | null> {
  const aws = findAwsOrganizationPolicy(id);
  if (aws) return toOrganizationPolicy(aws);
  const row = await db.organizationPolicy.findUnique({ where: { id } });
  return row?.organizationId === organization.id ? toOrganizationPolicy(row) : null;
}

/**
 * Returns a policy.
 * @throws AwsError PolicyNotFound
 */
export function requirePolicy(policy: OrganizationPolicy | null): OrganizationPolicy {
  if (!policy) throw organizationsError('PolicyNotFoundException');
  return policy;
}

/**
 * Returns a policy that decides access.
 * @throws AwsError PolicyNotFound; InvalidInput for a declarative policy
 */
export function requireGuardrail(policy: OrganizationPolicy | null): OrganizationPolicy {
  const found = requirePolicy(policy);
  if (isDeclarative(found.type)) throw invalidInput('INVALID_ENUM_POLICY_TYPE', 'You specified an invalid policy type.');
  return found;
}

export function immutablePolicy() {
  return invalidInput('IMMUTABLE_POLICY', "You can't modify a policy that AWS manages.");
}

/** Returns policies of one organization by id, AWS's included. */
export async function findPolicies(
  { db, organization }: OrganizationScope,
  ids: readonly string[],
): Promise<Map<string, OrganizationPolicy>> {
  const rows = await db.organizationPolicy.findMany({ where: { organizationId: organization.id, id: { in: [...ids] } } });
  const aws = ids.flatMap((id) => findAwsOrganizationPolicy(id) ?? []);
  return new Map([...rows, ...aws].map((row) => [row.id, toOrganizationPolicy(row)]));
}

export function policyArn(
  scope: Pick<OrganizationScope, 'partition' | 'organization'>,
  policy: Pick<OrganizationPolicy, 'id' | 'type' | 'awsManaged'>,
): string {
  const { id: organizationId, managementAccountId } = scope.organization;
  return organizationPolicyArn(
    scope.partition,
    policy.awsManaged ? 'aws' : { organizationId, managementAccountId },
    policy.type,
    policy.id,
  );
}

/**
 * Returns the check for a policy, with its ARN, tags and type. A missing policy has no type, so the check covers every policy.
 */
export async function policyQuestion(scope: OrganizationScope, policy: OrganizationPolicy | null) {
  if (!policy) return { resource: '*' };
  return {
    resource: policyArn(scope, policy),
    resourceTags: policy.awsManaged ? [] : await readTags(scope.db, policy.id),
    context: policyTypeContext(policy.type),
  };
}

/** Returns the SDK's shape. */
export function toPolicySummary(scope: OrganizationScope, policy: Omit<OrganizationPolicy, 'content'>) {
  return {
    Id: policy.id,
    Arn: policyArn(scope, policy),
    Name: policy.name,
    Description: policy.description,
    Type: policy.type,
    AwsManaged: policy.awsManaged,
  } satisfies PolicySummary;
}

/** Returns the answer to an update. For declarative policies, AWS leaves out the name and description that the call did not give. */
export function toUpdatedPolicy(
  scope: OrganizationScope,
  policy: OrganizationPolicy,
  given: { Name?: string | undefined; Description?: string | undefined },
) {
  const { Name, Description, ...summary } = toPolicySummary(scope, policy);
  const named = {
    ...(isDeclarative(policy.type) && given.Name === undefined ? {} : { Name }),
    ...(isDeclarative(policy.type) && given.Description === undefined ? {} : { Description }),
  };
  return { PolicySummary: { ...summary, ...named }, Content: policy.content } satisfies Policy;
}

export function toPolicy(scope: OrganizationScope, policy: OrganizationPolicy) {
  return { PolicySummary: toPolicySummary(scope, policy), Content: policy.content } satisfies Policy;
}
