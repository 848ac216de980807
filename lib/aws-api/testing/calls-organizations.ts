import type { CallTable } from '../../core/testing/contract';

const scp = (Action: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action, Resource: '*' }] });
const delegation = (account: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Read', Effect: 'Allow', Principal: { AWS: account }, Action: 'organizations:DescribeOrganization', Resource: '*' },
    ],
  });

/** Every Organizations operation once, in an order in which all succeed. `guest` and `other` are further accounts. */
export const ORGANIZATIONS_CALLS: CallTable = [
  ['CreateOrganization', { FeatureSet: 'ALL' }],
  ['DescribeOrganization', {}],
  ['ListRoots', {}],
  ['CreateOrganizationalUnit', { ParentId: '<ListRoots.Roots.0.Id>', Name: 'Workloads', Tags: [{ Key: 'a', Value: 'b' }] }],
  ['DescribeOrganizationalUnit', { OrganizationalUnitId: '<CreateOrganizationalUnit.OrganizationalUnit.Id>' }],
  ['UpdateOrganizationalUnit', { OrganizationalUnitId: '<CreateOrganizationalUnit.OrganizationalUnit.Id>', Name: 'Work' }],
  ['ListOrganizationalUnitsForParent', { ParentId: '<ListRoots.Roots.0.Id>' }],
  ['CreateAccount', { AccountName: 'member', Email: 'every-operation@example.com' }],
  ['DescribeCreateAccountStatus', { CreateAccountRequestId: '<CreateAccount.CreateAccountStatus.Id>' }],
  ['ListCreateAccountStatus', {}],
  ['ListAccounts', {}],
  ['DescribeAccount', { AccountId: '<DescribeCreateAccountStatus.CreateAccountStatus.AccountId>' }],
  [
    'MoveAccount',
    {
      AccountId: '<DescribeCreateAccountStatus.CreateAccountStatus.AccountId>',
      SourceParentId: '<ListRoots.Roots.0.Id>',
      DestinationParentId: '<CreateOrganizationalUnit.OrganizationalUnit.Id>',
    },
  ],
  ['ListAccountsForParent', { ParentId: '<CreateOrganizationalUnit.OrganizationalUnit.Id>' }],
  ['ListChildren', { ParentId: '<CreateOrganizationalUnit.OrganizationalUnit.Id>', ChildType: 'ACCOUNT' }],
  ['ListParents', { ChildId: '<DescribeCreateAccountStatus.CreateAccountStatus.AccountId>' }],

  ['EnablePolicyType', { RootId: '<ListRoots.Roots.0.Id>', PolicyType: 'SERVICE_CONTROL_POLICY' }],
  ['CreatePolicy', { Name: 'no-s3', Description: 'é', Content: scp('s3:*'), Type: 'SERVICE_CONTROL_POLICY' }],
  ['DescribePolicy', { PolicyId: '<CreatePolicy.Policy.PolicySummary.Id>' }],
  ['UpdatePolicy', { PolicyId: '<CreatePolicy.Policy.PolicySummary.Id>', Content: scp('s3:Put*') }],
  ['ListPolicies', { Filter: 'SERVICE_CONTROL_POLICY' }],
  [
    'AttachPolicy',
    { PolicyId: '<CreatePolicy.Policy.PolicySummary.Id>', TargetId: '<CreateOrganizationalUnit.OrganizationalUnit.Id>' },
  ],
  ['ListPoliciesForTarget', { TargetId: '<CreateOrganizationalUnit.OrganizationalUnit.Id>', Filter: 'SERVICE_CONTROL_POLICY' }],
  ['ListTargetsForPolicy', { PolicyId: '<CreatePolicy.Policy.PolicySummary.Id>' }],
  ['TagResource', { ResourceId: '<CreatePolicy.Policy.PolicySummary.Id>', Tags: [{ Key: 'a', Value: 'b' }] }],
  ['ListTagsForResource', { ResourceId: '<CreatePolicy.Policy.PolicySummary.Id>' }],
  ['UntagResource', { ResourceId: '<CreatePolicy.Policy.PolicySummary.Id>', TagKeys: ['a'] }],
  [
    'DetachPolicy',
    { PolicyId: '<CreatePolicy.Policy.PolicySummary.Id>', TargetId: '<CreateOrganizationalUnit.OrganizationalUnit.Id>' },
  ],
  ['DeletePolicy', { PolicyId: '<CreatePolicy.Policy.PolicySummary.Id>' }],
  ['DisablePolicyType', { RootId: '<ListRoots.Roots.0.Id>', PolicyType: 'SERVICE_CONTROL_POLICY' }],

  ['EnableAWSServiceAccess', { ServicePrincipal: 'config.amazonaws.com' }],
  ['ListAWSServiceAccessForOrganization', {}],
  [
    'RegisterDelegatedAdministrator',
    { AccountId: '<DescribeCreateAccountStatus.CreateAccountStatus.AccountId>', ServicePrincipal: 'config.amazonaws.com' },
  ],
  ['ListDelegatedAdministrators', {}],
  ['ListDelegatedServicesForAccount', { AccountId: '<DescribeCreateAccountStatus.CreateAccountStatus.AccountId>' }],
  [
    'DeregisterDelegatedAdministrator',
    { AccountId: '<DescribeCreateAccountStatus.CreateAccountStatus.AccountId>', ServicePrincipal: 'config.amazonaws.com' },
  ],
  ['DisableAWSServiceAccess', { ServicePrincipal: 'config.amazonaws.com' }],
  ['PutResourcePolicy', { Content: delegation('<DescribeCreateAccountStatus.CreateAccountStatus.AccountId>') }],
  ['DescribeResourcePolicy', {}],
  ['DeleteResourcePolicy', {}],

  ['InviteAccountToOrganization', { Target: { Id: '<accounts.guest>', Type: 'ACCOUNT' }, Notes: 'welcome' }],
  ['ListHandshakesForOrganization', {}],
  ['ListHandshakesForAccount', {}, 'guest'],
  ['DescribeHandshake', { HandshakeId: '<InviteAccountToOrganization.Handshake.Id>' }, 'guest'],
  ['AcceptHandshake', { HandshakeId: '<InviteAccountToOrganization.Handshake.Id>' }, 'guest'],
  ['LeaveOrganization', {}, 'guest'],
  ['InviteAccountToOrganization', { Target: { Id: '<accounts.guest>', Type: 'ACCOUNT' } }],
  ['DeclineHandshake', { HandshakeId: '<InviteAccountToOrganization.Handshake.Id>' }, 'guest'],
  ['InviteAccountToOrganization', { Target: { Id: '<accounts.guest>', Type: 'ACCOUNT' } }],
  ['CancelHandshake', { HandshakeId: '<InviteAccountToOrganization.Handshake.Id>' }],
  ['InviteAccountToOrganization', { Target: { Id: '<accounts.guest>', Type: 'ACCOUNT' } }],
  ['AcceptHandshake', { HandshakeId: '<InviteAccountToOrganization.Handshake.Id>' }, 'guest'],
  ['RemoveAccountFromOrganization', { AccountId: '<accounts.guest>' }],

  ['CloseAccount', { AccountId: '<DescribeCreateAccountStatus.CreateAccountStatus.AccountId>' }],
  [
    'MoveAccount',
    {
      AccountId: '<DescribeCreateAccountStatus.CreateAccountStatus.AccountId>',
      SourceParentId: '<CreateOrganizationalUnit.OrganizationalUnit.Id>',
      DestinationParentId: '<ListRoots.Roots.0.Id>',
    },
  ],
  ['DeleteOrganizationalUnit', { OrganizationalUnitId: '<CreateOrganizationalUnit.OrganizationalUnit.Id>' }],

  // A second organization, of another account: with consolidated billing first, and empty at last.
  ['CreateOrganization', { FeatureSet: 'CONSOLIDATED_BILLING' }, 'other'],
  ['EnableAllFeatures', {}, 'other'],
  ['DeleteOrganization', {}, 'other'],
];
