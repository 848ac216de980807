import type { ResourcePolicy } from '@aws-sdk/client-organizations';
import { type Policy, parsePolicy } from '@gatehouse/policy/parse';
import { delegateAccount, isDelegableAction } from '@gatehouse/policy/validate';
import { organizationsArn } from '../../core/arns';
import { readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { invalidInput } from '../errors';
import type { OrganizationScope } from '../organizations-operation';
import { membersOf } from '../tree';

export type ResourcePolicyRow = NonNullable<Awaited<ReturnType<Transaction['organizationResourcePolicy']['findUnique']>>>;

export function resourcePolicyArn(
  { partition, organization }: Pick<OrganizationScope, 'partition' | 'organization'>,
  id: string,
): string {
  return organizationsArn(partition, organization.managementAccountId, 'resourcepolicy', organization.id, id);
}

export function findResourcePolicy({
  db,
  organization,
}: Pick<OrganizationScope, 'db' | 'organization'>): Promise<ResourcePolicyRow | null> {
  return db.organizationResourcePolicy.findUnique({ where: { organizationId: organization.id } });
}

/** Returns the SDK's shape. */
export function toResourcePolicy(scope: OrganizationScope, row: ResourcePolicyRow) {
  return {
    ResourcePolicySummary: { Id: row.id, Arn: resourcePolicyArn(scope, row.id) },
    Content: row.content,
  } satisfies ResourcePolicy;
}

/**
 * Refuses an invalid delegation policy.
 * @throws AwsError InvalidInput with AWS's reason
 */
export async function requireDelegationPolicy(scope: OrganizationScope, content: string): Promise<void> {
  const parsed = parsePolicy(content, 'resource');
  if (!parsed.ok) throw invalidInput('INVALID_RESOURCE_POLICY_JSON', 'The provided resource policy is not valid.');
  requireDelegableActions(parsed.policy);
  requireOrganizationResources(parsed.policy);
  await requireMemberPrincipals(scope, parsed.policy);
}

function requireDelegableActions(policy: Policy): void {
  for (const { action } of policy.statements) {
    const supported = action.entries.every(({ value }) => isDelegableAction(value));
    if (action.negated || !supported) throw invalidInput('UNSUPPORTED_ACTION_IN_RESOURCE_POLICY');
  }
}

function requireOrganizationResources(policy: Policy): void {
  const entries = policy.statements.flatMap(({ resource }) => resource?.entries ?? []);
  if (entries.some(({ value }) => value !== '*' && !/^arn:[^:]+:organizations:/.test(value))) {
    throw invalidInput('UNSUPPORTED_RESOURCE_IN_RESOURCE_POLICY');
  }
}

/** Refuses other principals than accounts of the organization and their users and roles, as AWS does. */
async function requireMemberPrincipals(scope: OrganizationScope, policy: Policy): Promise<void> {
  const principals = policy.statements.map(({ principal }) => principal);
  const ids = principals.flatMap((principal) =>
    principal && !principal.negated ? principal.entries.map(delegateAccount) : [null],
  );
  const accountIds = ids.flatMap((id) => id ?? []);
  const members = await readByIds(accountIds, (some) =>
    scope.db.account.findMany({ where: { ...membersOf(scope), id: { in: some } }, select: { id: true } }),
  );
  if (accountIds.length < ids.length || members.length < new Set(accountIds).size) throw invalidInput('INVALID_PRINCIPAL');
}
