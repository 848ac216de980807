import type { ResourcePolicy } from '@aws-sdk/client-organizations';
import { organizationsArn } from '../../core/arns';
import { readByIds } from '../../core/bulk';
import type { Transaction } from '../../db/client';
import { matchAction, type Policy, type PrincipalEntry, parsePolicy } from '../../engine';
import { invalidInput } from '../errors';
import type { OrganizationScope } from '../organizations-operation';
import { membersOf } from '../tree';

export type ResourcePolicyRow = NonNullable<Awaited<ReturnType<Transaction['organizationResourcePolicy']['findUnique']>>>;

/** Actions that a delegation policy can grant. Source: Organizations User Guide, "Delegated administrator for Organizations". */
export const DELEGABLE_ACTIONS: readonly string[] = [
  'AttachPolicy',
  'CreatePolicy',
  'DeletePolicy',
  'DescribeAccount',
  'DescribeCreateAccountStatus',
  'DescribeHandshake',
  'DescribeOrganization',
  'DescribeOrganizationalUnit',
  'DescribePolicy',
  'DescribeResourcePolicy',
  'DetachPolicy',
  'DisablePolicyType',
  'EnablePolicyType',
  'ListAWSServiceAccessForOrganization',
  'ListAccounts',
  'ListAccountsForParent',
  'ListChildren',
  'ListCreateAccountStatus',
  'ListDelegatedAdministrators',
  'ListDelegatedServicesForAccount',
  'ListHandshakesForAccount',
  'ListHandshakesForOrganization',
  'ListOrganizationalUnitsForParent',
  'ListParents',
  'ListPolicies',
  'ListPoliciesForTarget',
  'ListRoots',
  'ListTagsForResource',
  'ListTargetsForPolicy',
  'TagResource',
  'UntagResource',
  'UpdatePolicy',
].map((name) => `organizations:${name}`);

/** The others: a pattern that reaches one of them is too wide. */
export const NEVER_DELEGABLE_ACTIONS: readonly string[] = [
  'CreateAccount',
  'CreateOrganizationalUnit',
  'DeleteOrganization',
  'DeleteOrganizationalUnit',
  'DeleteResourcePolicy',
  'UpdateOrganizationalUnit',
  'EnableAWSServiceAccess',
  'EnableAllFeatures',
  'DisableAWSServiceAccess',
  'MoveAccount',
  'CloseAccount',
  'PutResourcePolicy',
  'InviteAccountToOrganization',
  'RegisterDelegatedAdministrator',
  'DeregisterDelegatedAdministrator',
  'RemoveAccountFromOrganization',
  'CreateOrganization',
  'LeaveOrganization',
  'AcceptHandshake',
  'CancelHandshake',
  'DeclineHandshake',
].map((name) => `organizations:${name}`);

export function resourcePolicyArn({ partition, organization }: OrganizationScope, id: string): string {
  return organizationsArn(partition, organization.managementAccountId, 'resourcepolicy', organization.id, id);
}

export function findResourcePolicy({ db, organization }: OrganizationScope): Promise<ResourcePolicyRow | null> {
  return db.organizationResourcePolicy.findUnique({ where: { organizationId: organization.id } });
}

/** The SDK's shape. */
export function toResourcePolicy(scope: OrganizationScope, row: ResourcePolicyRow): ResourcePolicy {
  return { ResourcePolicySummary: { Id: row.id, Arn: resourcePolicyArn(scope, row.id) }, Content: row.content };
}

/** @throws AwsError InvalidInput, with AWS's reason, for a document that cannot be a delegation policy */
export async function requireDelegationPolicy(scope: OrganizationScope, content: string): Promise<void> {
  const parsed = parsePolicy(content, 'resource');
  if (!parsed.ok) throw invalidInput('INVALID_RESOURCE_POLICY_JSON', 'The provided resource policy is not valid.');
  requireDelegableActions(parsed.policy);
  requireOrganizationResources(parsed.policy);
  await requireMemberPrincipals(scope, parsed.policy);
}

// A pattern may only reach what can be delegated, so it has to be of this service and match something.
function requireDelegableActions(policy: Policy): void {
  for (const { action } of policy.statements) {
    const supported = action.entries.every(({ value }) => isDelegable(value));
    if (action.negated || !supported) throw invalidInput('UNSUPPORTED_ACTION_IN_RESOURCE_POLICY');
  }
}

function isDelegable(pattern: string): boolean {
  const reached = DELEGABLE_ACTIONS.some((action) => matchAction(pattern, action));
  return reached && /^organizations:/i.test(pattern) && !NEVER_DELEGABLE_ACTIONS.some((action) => matchAction(pattern, action));
}

function requireOrganizationResources(policy: Policy): void {
  const entries = policy.statements.flatMap(({ resource }) => resource?.entries ?? []);
  if (entries.some(({ value }) => value !== '*' && !/^arn:[^:]+:organizations:/.test(value))) {
    throw invalidInput('UNSUPPORTED_RESOURCE_IN_RESOURCE_POLICY');
  }
}

/** AWS: accounts of the organization, and their users and roles. */
async function requireMemberPrincipals(scope: OrganizationScope, policy: Policy): Promise<void> {
  const principals = policy.statements.map(({ principal }) => principal);
  const ids = principals.flatMap((principal) => (principal && !principal.negated ? principal.entries.map(accountOf) : [null]));
  const accountIds = ids.flatMap((id) => id ?? []);
  const members = await readByIds(accountIds, (some) =>
    scope.db.account.findMany({ where: { ...membersOf(scope), id: { in: some } }, select: { id: true } }),
  );
  if (accountIds.length < ids.length || members.length < new Set(accountIds).size) throw invalidInput('INVALID_PRINCIPAL');
}

function accountOf({ key, value }: PrincipalEntry): string | null {
  if (key !== 'AWS') return null;
  return /^(\d{12})$/.exec(value)?.[1] ?? /^arn:[^:]+:iam::(\d{12}):(?:root|user\/.+|role\/.+)$/.exec(value)?.[1] ?? null;
}
