import { matchAction } from '../match/match-action';

/** The contents of an organization's delegation policy: its resource-based policy, by which members administer policies. */

/** The actions that a delegation policy can grant. Source: Organizations User Guide, "Delegated administrator for Organizations". */
export const DELEGABLE_ACTIONS: readonly string[] = [
  'AttachPolicy',
  'CreatePolicy',
  'DeletePolicy',
  'DescribeAccount',
  'DescribeCreateAccountStatus',
  'DescribeEffectivePolicy',
  'DescribeHandshake',
  'DescribeOrganization',
  'DescribeOrganizationalUnit',
  'DescribePolicy',
  'DescribeResourcePolicy',
  'DescribeResponsibilityTransfer',
  'DetachPolicy',
  'DisablePolicyType',
  'EnablePolicyType',
  'ListAWSServiceAccessForOrganization',
  'ListAccounts',
  'ListAccountsForParent',
  'ListAccountsWithInvalidEffectivePolicy',
  'ListChildren',
  'ListCreateAccountStatus',
  'ListDelegatedAdministrators',
  'ListDelegatedServicesForAccount',
  'ListEffectivePolicyValidationErrors',
  'ListHandshakesForAccount',
  'ListHandshakesForOrganization',
  'ListInboundResponsibilityTransfers',
  'ListOrganizationalUnitsForParent',
  'ListOutboundResponsibilityTransfers',
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

/** The other actions. A pattern that matches one of them is too wide. */
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
  'CreateGovCloudAccount',
  'InviteOrganizationToTransferResponsibility',
  'UpdateResponsibilityTransfer',
  'TerminateResponsibilityTransfer',
].map((name) => `organizations:${name}`);

/** Tests whether an Action entry matches only delegable actions of this service, and at least one. */
export function isDelegableAction(pattern: string): boolean {
  const reached = DELEGABLE_ACTIONS.some((action) => matchAction(pattern, action));
  return reached && /^organizations:/i.test(pattern) && !NEVER_DELEGABLE_ACTIONS.some((action) => matchAction(pattern, action));
}

/** Returns the account of a principal, or null if it cannot be a delegate. AWS accepts accounts, their users and their roles. */
export function delegateAccount({ key, value }: { key: string; value: string }): string | null {
  if (key !== 'AWS') return null;
  return /^(\d{12})$/.exec(value)?.[1] ?? /^arn:[^:]+:iam::(\d{12}):(?:root|user\/.+|role\/.+)$/.exec(value)?.[1] ?? null;
}
