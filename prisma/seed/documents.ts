const statement = (body: object | object[]) => JSON.stringify({ Version: '2012-10-17', Statement: body }, null, 2);

export const DENY_LEAVING_ORGANIZATION = statement({
  Sid: 'DenyLeaving',
  Effect: 'Deny',
  Action: 'organizations:LeaveOrganization',
  Resource: '*',
});

// Global services answer in us-east-1 only, so they are left out of the limit.
export const REGION_LIMIT = statement({
  Sid: 'DenyOtherRegions',
  Effect: 'Deny',
  NotAction: [
    'iam:*',
    'sts:*',
    'organizations:*',
    'route53:*',
    'cloudfront:*',
    'support:*',
    'budgets:*',
    'cloudtrail:LookupEvents',
    'gatehouse:*',
  ],
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-north-1', 'eu-central-1'] } },
});

export const PROTECT_AUDIT_ROLE = statement({
  Sid: 'ProtectAuditRole',
  Effect: 'Deny',
  Action: [
    'iam:AttachRolePolicy',
    'iam:DeleteRole',
    'iam:DeleteRolePolicy',
    'iam:DetachRolePolicy',
    'iam:PutRolePolicy',
    'iam:UpdateAssumeRolePolicy',
    'iam:UpdateRole',
  ],
  Resource: 'arn:aws:iam::*:role/OrganizationAuditRole',
  Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/OrganizationAccountAccessRole' } },
});

export const SANDBOX_LIMIT = statement({
  Sid: 'DenyExpensive',
  Effect: 'Deny',
  Action: ['ec2:PurchaseReservedInstancesOffering', 'ec2:RunInstances', 'redshift:*', 'sagemaker:*', 'rds:CreateDBCluster'],
  Resource: '*',
});

export const DEVELOPER_BOUNDARY = statement([
  {
    Sid: 'ServicesForWork',
    Effect: 'Allow',
    Action: ['ec2:*', 's3:*', 'lambda:*', 'dynamodb:*', 'logs:*', 'cloudwatch:*', 'sts:GetCallerIdentity'],
    Resource: '*',
  },
  {
    Sid: 'OwnCredentials',
    Effect: 'Allow',
    Action: ['iam:ChangePassword', 'iam:GetUser', 'iam:*AccessKey*'],
    Resource: 'arn:aws:iam::*:user/${aws:username}',
  },
]);

export const EC2_OPERATE = statement([
  {
    Sid: 'SeeEverything',
    Effect: 'Allow',
    Action: ['ec2:Describe*', 'cloudwatch:GetMetricStatistics', 'cloudwatch:ListMetrics'],
    Resource: '*',
  },
  {
    Sid: 'StartAndStop',
    Effect: 'Allow',
    Action: ['ec2:StartInstances', 'ec2:StopInstances', 'ec2:RebootInstances'],
    Resource: '*',
  },
]);

export const OWN_BUCKET = (account: string) =>
  statement([
    {
      Sid: 'ListTeamBuckets',
      Effect: 'Allow',
      Action: ['s3:ListAllMyBuckets', 's3:GetBucketLocation'],
      Resource: 'arn:aws:s3:::*',
    },
    {
      Sid: 'OwnPrefix',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      Resource: `arn:aws:s3:::acme-dev-${account}/\${aws:username}/*`,
    },
  ]);

export const RESET_PASSWORDS = statement({
  Sid: 'ResetPasswords',
  Effect: 'Allow',
  Action: ['iam:ListUsers', 'iam:GetUser', 'iam:GetLoginProfile', 'iam:UpdateLoginProfile'],
  Resource: '*',
});

export const DEPLOY = statement([
  { Sid: 'Deploy', Effect: 'Allow', Action: ['lambda:*', 'apigateway:*', 'dynamodb:*', 'logs:*'], Resource: '*' },
  {
    Sid: 'PassOnlyAppRoles',
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: 'arn:aws:iam::*:role/app/*',
    Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
  },
]);

export function trustAccount(account: string, condition?: object): string {
  return statement({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'sts:AssumeRole',
    ...(condition ? { Condition: condition } : {}),
  });
}

export function trustService(service: string): string {
  return statement({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });
}

export const ASSUME_AUDIT_ROLES = statement({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Resource: 'arn:aws:iam::*:role/OrganizationAuditRole',
});
