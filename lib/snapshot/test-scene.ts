import { generateKeyPairSync } from 'node:crypto';
import type { Actor, TestWorld } from '../core/test-world';
import { CreateAccessKey } from '../iam/access-key/operations';
import { CreateAccountAlias } from '../iam/account/operations';
import { AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy } from '../iam/attachment/operations';
import { GenerateCredentialReport } from '../iam/credential-report/operations';
import { AddUserToGroup, CreateGroup } from '../iam/group/operations';
import { PutUserPolicy } from '../iam/inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from '../iam/instance-profile/operations';
import { CreateLoginProfile } from '../iam/login-profile/operations';
import { CreateVirtualMFADevice } from '../iam/mfa/operations';
import { CreateOpenIDConnectProvider } from '../iam/oidc-provider/operations';
import { UpdateAccountPasswordPolicy } from '../iam/password-policy/operations';
import { CreatePolicy } from '../iam/policy/operations';
import { CreateRole } from '../iam/role/operations';
import { EnableOrganizationsRootSessions } from '../iam/root-access/operations';
import { CreateSAMLProvider } from '../iam/saml-provider/operations';
import { CreateServiceLinkedRole, DeleteServiceLinkedRole } from '../iam/service-linked-role/operations';
import { iamContracts } from '../iam/test-contracts';
import { samlMetadata } from '../iam/test-saml-metadata';
import { CreateUser } from '../iam/user/operations';
import { EnableAWSServiceAccess } from '../organizations/service-access/operations';
import { policyText } from '../organizations/test-organization';
import { IssueIdentityToken } from '../token-issuer/operations';
import { type Extent, HELD_TABLES, type HeldTable, type Row, rowsOf, whereIn } from './tables';

/** Puts one of everything that IAM has into an account. */
export async function fillAccount(root: Actor, name: string): Promise<{ AccessKeyId: string; SecretAccessKey: string }> {
  const UserName = `${name}-user`;
  const RoleName = `${name}-role`;
  const GroupName = `${name}-group`;
  const document = policyText({ Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' });
  await root.run(CreateUser, { UserName, Tags: [{ Key: 'team', Value: name }] });
  await root.run(CreateLoginProfile, { UserName, Password: 'Correct-horse-7' });
  await root.run(CreateGroup, { GroupName });
  await root.run(AddUserToGroup, { GroupName, UserName });
  const trust = policyText({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' });
  await root.run(CreateRole, { RoleName, AssumeRolePolicyDocument: trust });
  await root.run(CreateInstanceProfile, { InstanceProfileName: RoleName });
  await root.run(AddRoleToInstanceProfile, { InstanceProfileName: RoleName, RoleName });
  const { Policy } = await root.run(CreatePolicy, { PolicyName: `${name}-policy`, PolicyDocument: document });
  const PolicyArn = Policy?.Arn ?? '';
  await root.run(AttachUserPolicy, { UserName, PolicyArn });
  await root.run(AttachGroupPolicy, { GroupName, PolicyArn });
  await root.run(AttachRolePolicy, { RoleName, PolicyArn });
  await root.run(PutUserPolicy, { UserName, PolicyName: 'inline', PolicyDocument: document });
  await root.run(CreateVirtualMFADevice, { VirtualMFADeviceName: `${name}-phone` });
  await root.run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com' });
  await root.run(DeleteServiceLinkedRole, { RoleName: 'AWSServiceRoleForECS' });
  await root.run(CreateOpenIDConnectProvider, { Url: `https://${name}.example`, ClientIDList: [name] });
  const AddPrivateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  await root.run(CreateSAMLProvider, {
    Name: `${name}-saml`,
    SAMLMetadataDocument: samlMetadata(),
    AddPrivateKey: AddPrivateKey.toString(),
  });
  await root.run(UpdateAccountPasswordPolicy, { MinimumPasswordLength: 9 });
  await root.run(CreateAccountAlias, { AccountAlias: `${name}-alias` });
  await root.run(IssueIdentityToken, { Subject: name, Audience: name });
  await root.run(GenerateCredentialReport, {});
  for (const [noun, { make }] of iamContracts) await make(root, { name: `${name}-${noun}`, secret: name });
  const { AccessKey } = await root.run(CreateAccessKey, { UserName });
  return { AccessKeyId: AccessKey.AccessKeyId ?? '', SecretAccessKey: AccessKey.SecretAccessKey ?? '' };
}

/** Switches on what the scene of an organization has not. */
export async function fillOrganization(management: Actor): Promise<void> {
  await management.run(EnableAWSServiceAccess, { ServicePrincipal: 'iam.amazonaws.com' });
  await management.run(EnableOrganizationsRootSessions, {});
}

/** Every row that snapshots hold of an extent, in an order of its own, without revisions and without numbers of the database. */
export async function rowsHeld({ database }: TestWorld, extent: Extent = 'everything'): Promise<Record<HeldTable, string[]>> {
  const held = {} as Record<HeldTable, string[]>;
  for (const name of HELD_TABLES) {
    const rows = await rowsOf(database.reader, name).findMany({ where: whereIn(name, extent) });
    held[name] = rows.map((row) => comparable(name, row)).sort();
  }
  return held;
}

function comparable(name: HeldTable, row: Row): string {
  const { revision: _, ...rest } = row;
  if (name === 'PasswordHistory') delete rest.id;
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
}
