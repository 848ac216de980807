import { matchAction } from '../match/match-action';

/** What the delegation policy of an organization can say: its resource-based policy, by which members administer guardrails. */

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

/** Whether an entry of Action reaches only what can be delegated: it is of this service and matches something. */
export function isDelegableAction(pattern: string): boolean {
  const reached = DELEGABLE_ACTIONS.some((action) => matchAction(pattern, action));
  return reached && /^organizations:/i.test(pattern) && !NEVER_DELEGABLE_ACTIONS.some((action) => matchAction(pattern, action));
}

/** The account that a principal is or belongs to; null for what can be no delegate: AWS takes accounts, and their users and roles. */
export function delegateAccount({ key, value }: { key: string; value: string }): string | null {
  if (key !== 'AWS') return null;
  return /^(\d{12})$/.exec(value)?.[1] ?? /^arn:[^:]+:iam::(\d{12}):(?:root|user\/.+|role\/.+)$/.exec(value)?.[1] ?? null;
}
