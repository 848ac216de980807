import type { OrganizationSummary } from '../../_components/feature-set';

export type DelegationTemplate = { id: string; label: string; description: string; document: string };

// Source: Organizations User Guide, "Resource-based delegation policy examples".
const READING = [
  'organizations:DescribeOrganization',
  'organizations:DescribeOrganizationalUnit',
  'organizations:DescribeAccount',
  'organizations:DescribePolicy',
  'organizations:ListRoots',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListParents',
  'organizations:ListChildren',
  'organizations:ListAccounts',
  'organizations:ListAccountsForParent',
  'organizations:ListPolicies',
  'organizations:ListPoliciesForTarget',
  'organizations:ListTargetsForPolicy',
  'organizations:ListTagsForResource',
];
const MANAGING = [
  'organizations:CreatePolicy',
  'organizations:UpdatePolicy',
  'organizations:DeletePolicy',
  'organizations:AttachPolicy',
  'organizations:DetachPolicy',
];

/**
 * Returns document templates that follow AWS's examples.
 * @param accountId the member account they name
 */
export function delegationTemplates({ Arn }: Pick<OrganizationSummary, 'Arn'>, accountId: string): DelegationTemplate[] {
  const partition = Arn.split(':')[1] || 'aws';
  const Principal = { AWS: `arn:${partition}:iam::${accountId}:root` };
  const read = { Sid: 'ReadTheOrganization', Effect: 'Allow', Principal, Action: READING, Resource: '*' };
  const manage = (Sid: string, type: string) => ({
    Sid,
    Effect: 'Allow',
    Principal,
    Action: MANAGING,
    Resource: '*',
    Condition: { StringEquals: { 'organizations:PolicyType': type } },
  });
  const documentOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
  return [
    {
      id: 'scp',
      label: 'Manage service control policies',
      description: 'View the organization, and create, edit, attach and detach SCPs.',
      document: documentOf(read, manage('ManageServiceControlPolicies', 'SERVICE_CONTROL_POLICY')),
    },
    {
      id: 'rcp',
      label: 'Manage resource control policies',
      description: 'View the organization, and create, edit, attach and detach RCPs.',
      document: documentOf(read, manage('ManageResourceControlPolicies', 'RESOURCE_CONTROL_POLICY')),
    },
    {
      id: 'read',
      label: 'Read the organization',
      description: 'View accounts, OUs and policies only.',
      document: documentOf(read),
    },
  ];
}
