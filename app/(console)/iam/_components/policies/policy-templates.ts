/** A template for a policy: its purpose and its text. */
export type PolicyTemplate = { id: string; label: string; description: string; document: string };

const documentOf = (...statements: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

const OWN_USER = `arn:aws:iam::*:user/\${aws:username}`;

/** The ARN of the example bucket in AWS's documentation. */
const BUCKET = 'arn:aws:s3:::amzn-s3-demo-bucket';

/** Templates of common policies. Some follow "Example IAM identity-based policies" in the IAM User Guide. */
export const POLICY_TEMPLATES: readonly PolicyTemplate[] = [
  {
    id: 'read-bucket',
    label: 'Read one bucket',
    description: 'Lists a bucket and reads its objects. Replace the bucket name.',
    document: documentOf(
      { Sid: 'ListBucket', Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetBucketLocation'], Resource: BUCKET },
      { Sid: 'ReadObjects', Effect: 'Allow', Action: 's3:GetObject', Resource: `${BUCKET}/*` },
    ),
  },
  {
    id: 'own-credentials',
    label: 'Manage own credentials',
    description: 'Users manage their own password, access keys and MFA devices. Based on an AWS example.',
    document: documentOf(
      {
        Sid: 'AllowViewAccountInfo',
        Effect: 'Allow',
        Action: ['iam:GetAccountPasswordPolicy', 'iam:ListVirtualMFADevices'],
        Resource: '*',
      },
      { Sid: 'AllowManageOwnPasswords', Effect: 'Allow', Action: ['iam:ChangePassword', 'iam:GetUser'], Resource: OWN_USER },
      {
        Sid: 'AllowManageOwnAccessKeys',
        Effect: 'Allow',
        Action: [
          'iam:CreateAccessKey',
          'iam:DeleteAccessKey',
          'iam:ListAccessKeys',
          'iam:UpdateAccessKey',
          'iam:GetAccessKeyLastUsed',
        ],
        Resource: OWN_USER,
      },
      {
        Sid: 'AllowManageOwnVirtualMFADevice',
        Effect: 'Allow',
        Action: ['iam:CreateVirtualMFADevice'],
        Resource: 'arn:aws:iam::*:mfa/*',
      },
      {
        Sid: 'AllowManageOwnUserMFA',
        Effect: 'Allow',
        Action: ['iam:DeactivateMFADevice', 'iam:EnableMFADevice', 'iam:ListMFADevices', 'iam:ResyncMFADevice'],
        Resource: OWN_USER,
      },
    ),
  },
  {
    id: 'deny-without-mfa',
    label: 'Deny everything without MFA',
    description:
      'Users who have not signed in with MFA can only set it up. Grants no permissions itself. Based on an AWS example.',
    document: documentOf({
      Sid: 'DenyAllExceptListedIfNoMFA',
      Effect: 'Deny',
      NotAction: [
        'iam:CreateVirtualMFADevice',
        'iam:EnableMFADevice',
        'iam:GetUser',
        'iam:GetMFADevice',
        'iam:ListMFADevices',
        'iam:ListVirtualMFADevices',
        'iam:ResyncMFADevice',
        'sts:GetSessionToken',
      ],
      Resource: '*',
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    }),
  },
  {
    id: 'tagged-instances',
    label: 'Start and stop own instances',
    description: 'EC2 instances whose Owner tag is the user name. Based on an AWS example.',
    document: documentOf(
      {
        Sid: 'StartAndStopOwn',
        Effect: 'Allow',
        Action: ['ec2:StartInstances', 'ec2:StopInstances'],
        Resource: 'arn:aws:ec2:*:*:instance/*',
        Condition: { StringEquals: { 'aws:ResourceTag/Owner': `\${aws:username}` } },
      },
      { Sid: 'Describe', Effect: 'Allow', Action: 'ec2:DescribeInstances', Resource: '*' },
    ),
  },
  {
    id: 'pass-role',
    label: 'Pass one role to one service',
    description: 'Allows passing a role to EC2 instances only. Replace the account and the role.',
    document: documentOf({
      Sid: 'PassOneRole',
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: 'arn:aws:iam::111122223333:role/web-server',
      Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    }),
  },
  {
    id: 'boundary',
    label: 'Permissions boundary',
    description:
      'The maximum services for a team. As a boundary it grants nothing, and the users and roles it limits cannot remove it.',
    document: documentOf(
      {
        Sid: 'ServicesOfTheTeam',
        Effect: 'Allow',
        Action: ['cloudwatch:*', 'dynamodb:*', 'ec2:*', 'lambda:*', 'logs:*', 's3:*'],
        Resource: '*',
      },
      {
        Sid: 'KeepTheBoundary',
        Effect: 'Deny',
        Action: ['iam:DeleteUserPermissionsBoundary', 'iam:DeleteRolePermissionsBoundary'],
        Resource: '*',
      },
    ),
  },
];
