import { CreateAccessKey } from '../../lib/iam/access-key/operations';
import { CreateAccountAlias } from '../../lib/iam/account/operations';
import { AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy } from '../../lib/iam/attachment/operations';
import { AddUserToGroup, CreateGroup } from '../../lib/iam/group/operations';
import { PutGroupPolicy, PutRolePolicy, PutUserPolicy } from '../../lib/iam/inline-policy/operations';
import { CreateLoginProfile } from '../../lib/iam/login-profile/operations';
import { CreateOpenIDConnectProvider } from '../../lib/iam/oidc-provider/operations';
import { CreatePolicy } from '../../lib/iam/policy/operations';
import { CreateRole } from '../../lib/iam/role/operations';
import { CreateUser } from '../../lib/iam/user/operations';
import { issuerUrl } from '../../lib/token-issuer/rows';
import type { Actor } from './actor';
import { DEMO_PASSWORD } from './demo-password';
import type { Members } from './organization';
import { policy } from './policy';

const AWS = (name: string) => `arn:aws:iam::aws:policy/${name}`;

async function person(actor: Actor, UserName: string, tags: Record<string, string>): Promise<void> {
  await actor(CreateUser, { UserName, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) });
  await actor(CreateLoginProfile, { UserName, Password: DEMO_PASSWORD, PasswordResetRequired: false });
}

/**
 * Creates the administrator and other users of the management account, so that the root user is not needed again.
 * @returns the ID of the administrator's access key
 */
export async function seedManagement(root: Actor): Promise<string> {
  await root(CreateAccountAlias, { AccountAlias: 'acme' });
  await root(CreateGroup, { GroupName: 'Administrators' });
  await root(AttachGroupPolicy, { GroupName: 'Administrators', PolicyArn: AWS('AdministratorAccess') });
  await person(root, 'admin', { team: 'platform' });
  await root(AddUserToGroup, { GroupName: 'Administrators', UserName: 'admin' });
  await root(CreateGroup, { GroupName: 'Billing' });
  await root(AttachGroupPolicy, { GroupName: 'Billing', PolicyArn: AWS('job-function/Billing') });
  await person(root, 'finn', { team: 'finance' });
  await root(AddUserToGroup, { GroupName: 'Billing', UserName: 'finn' });
  await root(CreateGroup, { GroupName: 'Helpdesk' });
  await root(PutGroupPolicy, { GroupName: 'Helpdesk', PolicyName: 'ResetPasswords', PolicyDocument: policy('reset-passwords') });
  await person(root, 'kim', { team: 'helpdesk' });
  await root(AddUserToGroup, { GroupName: 'Helpdesk', UserName: 'kim' });
  const { AccessKey } = await root(CreateAccessKey, { UserName: 'admin' });
  return AccessKey.AccessKeyId;
}

/** Creates a role with which the audit account can read an account. */
export async function seedAuditRole(actor: Actor, auditAccount: string): Promise<void> {
  await actor(CreateRole, {
    RoleName: 'OrganizationAuditRole',
    Description: 'Read-only access for the audit account',
    AssumeRolePolicyDocument: policy('trust-account', auditAccount),
  });
  await actor(AttachRolePolicy, { RoleName: 'OrganizationAuditRole', PolicyArn: AWS('SecurityAudit') });
}

export async function seedAudit(actor: Actor): Promise<void> {
  await actor(CreateAccountAlias, { AccountAlias: 'acme-audit' });
  await actor(CreateGroup, { GroupName: 'Auditors' });
  await actor(AttachGroupPolicy, { GroupName: 'Auditors', PolicyArn: AWS('SecurityAudit') });
  await actor(PutGroupPolicy, {
    GroupName: 'Auditors',
    PolicyName: 'AssumeAuditRoles',
    PolicyDocument: policy('assume-audit-roles'),
  });
  await person(actor, 'olivia', { team: 'security' });
  await actor(AddUserToGroup, { GroupName: 'Auditors', UserName: 'olivia' });
}

/** Creates the users of the IAM lab: three with a group for each job, a developer with a boundary, and a newcomer without permissions. */
export async function seedDevelopment(actor: Actor, members: Members): Promise<void> {
  await actor(CreateAccountAlias, { AccountAlias: 'acme-dev' });
  await actor(CreateGroup, { GroupName: 'S3-Support' });
  await actor(AttachGroupPolicy, { GroupName: 'S3-Support', PolicyArn: AWS('AmazonS3ReadOnlyAccess') });
  await actor(CreateGroup, { GroupName: 'EC2-Support' });
  await actor(AttachGroupPolicy, { GroupName: 'EC2-Support', PolicyArn: AWS('AmazonEC2ReadOnlyAccess') });
  await actor(CreateGroup, { GroupName: 'EC2-Admin' });
  await actor(PutGroupPolicy, { GroupName: 'EC2-Admin', PolicyName: 'EC2-Operate', PolicyDocument: policy('ec2-operate') });
  for (const [user, group] of [
    ['user-1', 'S3-Support'],
    ['user-2', 'EC2-Support'],
    ['user-3', 'EC2-Admin'],
  ] as const) {
    await person(actor, user, { lab: 'introduction-to-iam' });
    await actor(AddUserToGroup, { GroupName: group, UserName: user });
  }

  const boundary = await actor(CreatePolicy, {
    PolicyName: 'DeveloperBoundary',
    Description: 'The most a developer can have, whatever else is attached',
    PolicyDocument: policy('developer-boundary'),
  });
  const boundaryArn = boundary.Policy.Arn;
  await actor(CreateUser, { UserName: 'dana', PermissionsBoundary: boundaryArn, Tags: [{ Key: 'team', Value: 'web' }] });
  await actor(CreateLoginProfile, { UserName: 'dana', Password: DEMO_PASSWORD, PasswordResetRequired: false });
  await actor(AttachUserPolicy, { UserName: 'dana', PolicyArn: AWS('PowerUserAccess') });
  await actor(PutUserPolicy, {
    UserName: 'dana',
    PolicyName: 'OwnBucket',
    PolicyDocument: policy('own-bucket', members.development),
  });
  await person(actor, 'newcomer', {});

  // The pipeline's identity provider is the account's own token issuer, which needs no network, instead of GitHub or GitLab
  // ("Identity providers").
  await actor(CreateOpenIDConnectProvider, { Url: issuerUrl(members.development), ClientIDList: ['sts.amazonaws.com'] });
  await actor(CreateRole, {
    RoleName: 'PreviewPipeline',
    Description: 'Releases previews; used by the pipeline of acme/app, which has no access key',
    AssumeRolePolicyDocument: policy('trust-pipeline', members.development),
  });
  await actor(PutRolePolicy, { RoleName: 'PreviewPipeline', PolicyName: 'Deploy', PolicyDocument: policy('deploy') });
}

export async function seedProduction(actor: Actor, members: Members): Promise<void> {
  await actor(CreateAccountAlias, { AccountAlias: 'acme-production' });
  const deploy = await actor(CreatePolicy, {
    PolicyName: 'DeployApplication',
    Path: '/app/',
    Description: 'The permissions that the pipeline needs to release',
    PolicyDocument: policy('deploy'),
  });
  await actor(CreateRole, {
    RoleName: 'DeploymentPipeline',
    Description: 'Releases the application; used from the development account',
    AssumeRolePolicyDocument: policy('trust-account', members.development),
    MaxSessionDuration: 3600,
  });
  await actor(AttachRolePolicy, { RoleName: 'DeploymentPipeline', PolicyArn: deploy.Policy.Arn });
  await actor(CreateRole, {
    Path: '/app/',
    RoleName: 'orders-function',
    Description: 'Runs the orders function',
    AssumeRolePolicyDocument: policy('trust-lambda'),
  });
  await actor(AttachRolePolicy, { RoleName: 'orders-function', PolicyArn: AWS('service-role/AWSLambdaBasicExecutionRole') });
  await actor(CreateRole, {
    RoleName: 'PartnerReadOnly',
    Description: 'For the monitoring partner, who is given the external id',
    AssumeRolePolicyDocument: policy('trust-partner', members.audit),
  });
  await actor(AttachRolePolicy, { RoleName: 'PartnerReadOnly', PolicyArn: AWS('job-function/ViewOnlyAccess') });
  await person(actor, 'erik', { team: 'operations' });
  await actor(AttachUserPolicy, { UserName: 'erik', PolicyArn: AWS('ReadOnlyAccess') });
}

export async function seedPayments(actor: Actor): Promise<void> {
  await actor(CreateRole, {
    RoleName: 'payments-api',
    Description: 'Runs the payments service',
    AssumeRolePolicyDocument: policy('trust-ecs-tasks'),
  });
  await actor(AttachRolePolicy, { RoleName: 'payments-api', PolicyArn: AWS('AmazonDynamoDBFullAccess') });
}

export async function seedSandbox(actor: Actor): Promise<void> {
  await actor(CreateAccountAlias, { AccountAlias: 'acme-sandbox' });
  await person(actor, 'maria', { team: 'web' });
  await actor(AttachUserPolicy, { UserName: 'maria', PolicyArn: AWS('AdministratorAccess') });
}
