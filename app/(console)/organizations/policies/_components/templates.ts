import type { PolicyTypeFacts } from '../../_components/policy-types';

export type Template = { id: string; label: string; description: string; name: string; text: string; document: string };

const statement = (body: object) => JSON.stringify({ Version: '2012-10-17', Statement: [body] }, null, 2);

// AWS: "Deny access to AWS based on the requested AWS Region" in the examples of SCPs, whose list this is, with `billing` added.
const GLOBAL_SERVICES = [
  'a4b:*',
  'acm:*',
  'aws-marketplace-management:*',
  'aws-marketplace:*',
  'aws-portal:*',
  'billing:*',
  'budgets:*',
  'ce:*',
  'chime:*',
  'cloudfront:*',
  'config:*',
  'cur:*',
  'directconnect:*',
  'ec2:DescribeRegions',
  'ec2:DescribeTransitGateways',
  'ec2:DescribeVpnGateways',
  'fms:*',
  'globalaccelerator:*',
  'health:*',
  'iam:*',
  'importexport:*',
  'kms:*',
  'mobileanalytics:*',
  'networkmanager:*',
  'organizations:*',
  'pricing:*',
  'route53:*',
  'route53domains:*',
  'route53-recovery-cluster:*',
  'route53-recovery-control-config:*',
  'route53-recovery-readiness:*',
  's3:GetAccountPublic*',
  's3:ListAllMyBuckets',
  's3:ListMultiRegionAccessPoints',
  's3:PutAccountPublic*',
  'shield:*',
  'sts:*',
  'support:*',
  'trustedadvisor:*',
  'waf-regional:*',
  'waf:*',
  'wafv2:*',
  'wellarchitected:*',
];

const scp: readonly Template[] = [
  {
    id: 'empty',
    label: 'One statement',
    description: 'A single Deny to write over.',
    name: '',
    text: '',
    document: statement({ Sid: 'Guardrail', Effect: 'Deny', Action: ['s3:DeleteBucket'], Resource: '*' }),
  },
  {
    id: 'leaving',
    label: 'Deny leaving',
    description: 'No account can leave the organization and its guardrails by itself.',
    name: 'DenyLeavingOrganization',
    text: 'No member account may leave the organization',
    document: statement({
      Sid: 'DenyLeaving',
      Effect: 'Deny',
      Action: 'organizations:LeaveOrganization',
      Resource: '*',
    }),
  },
  {
    id: 'region',
    label: 'Limit Regions',
    description: 'Work only in the Regions you name. Global services are left out: those of AWS’s example, and billing.',
    name: 'RegionLimit',
    text: 'Work only in the Regions named',
    document: statement({
      Sid: 'DenyOtherRegions',
      Effect: 'Deny',
      NotAction: GLOBAL_SERVICES,
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-north-1', 'eu-central-1'] } },
    }),
  },
  {
    id: 'role',
    label: 'Protect a role',
    description: 'A role in every account that nobody there can change but the organization itself.',
    name: 'ProtectAuditRole',
    text: 'Nobody but the organization itself changes the audit role',
    document: statement({
      Sid: 'ProtectRole',
      Effect: 'Deny',
      Action: [
        'iam:AttachRolePolicy',
        'iam:DeleteRole',
        'iam:DeleteRolePermissionsBoundary',
        'iam:DeleteRolePolicy',
        'iam:DetachRolePolicy',
        'iam:PutRolePermissionsBoundary',
        'iam:PutRolePolicy',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ],
      Resource: 'arn:aws:iam::*:role/OrganizationAuditRole',
      Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/OrganizationAccountAccessRole' } },
    }),
  },
  {
    id: 'root',
    label: 'Deny root users',
    description: 'The root users of member accounts can do nothing.',
    name: 'DenyRootUser',
    text: 'Root users of member accounts can do nothing',
    document: statement({
      Sid: 'DenyRootUser',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } },
    }),
  },
];

const rcp: readonly Template[] = [
  {
    id: 'organization',
    label: 'Only the organization',
    description: 'Nobody outside the organization reaches the resources, AWS services apart.',
    name: 'OnlyMyOrganization',
    text: 'Nobody outside the organization reaches buckets, secrets and keys',
    document: statement({
      Sid: 'OnlyMyOrganization',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:*', 'secretsmanager:*', 'kms:*', 'sqs:*'],
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'ORGANIZATION_ID' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    }),
  },
  {
    id: 'deputy',
    label: 'No confused deputies',
    description: 'AWS services reach the resources on behalf of the organization’s own accounts alone.',
    name: 'NoConfusedDeputies',
    text: 'AWS services act on buckets, secrets and keys for accounts of the organization only',
    // AWS: "Cross-service confused deputy protection" in the examples of RCPs. Without aws:SourceArn a call is for nobody's resource.
    document: statement({
      Sid: 'EnforceConfusedDeputyProtection',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:*', 'sqs:*', 'kms:*', 'secretsmanager:*', 'sts:*'],
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': 'ORGANIZATION_ID' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
        Null: { 'aws:SourceArn': 'false' },
      },
    }),
  },
  {
    id: 'tls',
    label: 'Only encrypted connections',
    description: 'Requests that are not made over TLS are denied.',
    name: 'OnlyEncryptedConnections',
    text: 'Requests without TLS are denied',
    document: statement({
      Sid: 'OnlyTls',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:*', 'sts:*', 'kms:*', 'sqs:*', 'secretsmanager:*'],
      Resource: '*',
      Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
    }),
  },
];

/** Documents to start from. The organization's own ID is filled in. */
export function templatesOf({ kind }: PolicyTypeFacts, organizationId: string | undefined): readonly Template[] {
  const templates = kind === 'scp' ? scp : rcp;
  return templates.map((template) => ({
    ...template,
    document: template.document.replaceAll('ORGANIZATION_ID', organizationId ?? 'o-exampleorgid'),
  }));
}
