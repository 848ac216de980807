import { generateKeyPairSync } from 'node:crypto';
import type { CallTable, Seen } from '../../core/testing/contract';
import { codeOf, stepOf } from '../../iam/mfa/totp';
import { samlMetadata } from '../../iam/test-saml-metadata';

const policy = (Action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const trust = (Service: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }] });

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const Tags = [
  { Key: 'team', Value: 'blue' },
  { Key: 'cost', Value: '7' },
];
const paging = { MaxItems: 1 };
const OIDC = { OpenIDConnectProviderArn: '<CreateOpenIDConnectProvider.OpenIDConnectProviderArn>' };
const SAML = { SAMLProviderArn: '<CreateSAMLProvider.SAMLProviderArn>' };
const PRIVATE_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

/** The code that the device shows `steps` half minutes from now. */
const code = (seen: Seen, steps: number) => {
  const seed = (seen.CreateVirtualMFADevice as { VirtualMFADevice: { Base32StringSeed: Uint8Array } }).VirtualMFADevice
    .Base32StringSeed;
  return codeOf(new TextDecoder().decode(seed), stepOf(new Date()) + steps);
};
const codes = (seen: Seen, steps: number) => ({
  AuthenticationCode1: code(seen, steps),
  AuthenticationCode2: code(seen, steps + 1),
});

/** Every IAM operation of the nouns that have no contract yet, once, in an order in which all succeed. `<A.B>` stands for what operation A answered as B. */
export const IAM_CALLS: CallTable = [
  ['CreateUser', { UserName: 'alice', Path: '/a/', Tags }],
  ['GetUser', { UserName: 'alice' }],
  ['ListUsers', paging],
  ['UpdateUser', { UserName: 'alice', NewPath: '/b/', NewUserName: 'alicia' }],
  ['TagUser', { UserName: 'alicia', Tags: [{ Key: 'new', Value: '' }] }],
  ['ListUserTags', { UserName: 'alicia' }],
  ['UntagUser', { UserName: 'alicia', TagKeys: ['new'] }],
  ['PutUserPolicy', { UserName: 'alicia', PolicyName: 'own', PolicyDocument: policy('iam:ChangePassword') }],
  ['GetUserPolicy', { UserName: 'alicia', PolicyName: 'own' }],
  ['ListUserPolicies', { UserName: 'alicia' }],
  ['AttachUserPolicy', { UserName: 'alicia', PolicyArn: READ_ONLY }],
  ['ListAttachedUserPolicies', { UserName: 'alicia' }],
  ['PutUserPermissionsBoundary', { UserName: 'alicia', PermissionsBoundary: READ_ONLY }],
  ['DeleteUserPermissionsBoundary', { UserName: 'alicia' }],

  ['CreateGroup', { GroupName: 'developers' }],
  ['UpdateGroup', { GroupName: 'developers', NewPath: '/g/' }],
  ['AddUserToGroup', { GroupName: 'developers', UserName: 'alicia' }],
  ['GetGroup', { GroupName: 'developers' }],
  ['ListGroups', paging],
  ['ListGroupsForUser', { UserName: 'alicia' }],
  ['PutGroupPolicy', { GroupName: 'developers', PolicyName: 'own', PolicyDocument: policy('s3:*') }],
  ['GetGroupPolicy', { GroupName: 'developers', PolicyName: 'own' }],
  ['ListGroupPolicies', { GroupName: 'developers' }],
  ['AttachGroupPolicy', { GroupName: 'developers', PolicyArn: READ_ONLY }],
  ['ListAttachedGroupPolicies', { GroupName: 'developers' }],

  ['CreatePolicy', { PolicyName: 'custom', PolicyDocument: policy('s3:GetObject'), Description: 'é < & >', Tags }],
  ['GetPolicy', { PolicyArn: '<CreatePolicy.Policy.Arn>' }],
  ['ListPolicies', { Scope: 'All', ...paging }],
  ['CreatePolicyVersion', { PolicyArn: '<CreatePolicy.Policy.Arn>', PolicyDocument: policy('s3:Get*'), SetAsDefault: false }],
  ['GetPolicyVersion', { PolicyArn: '<CreatePolicy.Policy.Arn>', VersionId: 'v2' }],
  ['ListPolicyVersions', { PolicyArn: '<CreatePolicy.Policy.Arn>' }],
  ['SetDefaultPolicyVersion', { PolicyArn: '<CreatePolicy.Policy.Arn>', VersionId: 'v2' }],
  ['DeletePolicyVersion', { PolicyArn: '<CreatePolicy.Policy.Arn>', VersionId: 'v1' }],
  ['TagPolicy', { PolicyArn: '<CreatePolicy.Policy.Arn>', Tags: [{ Key: 'new', Value: '1' }] }],
  ['ListPolicyTags', { PolicyArn: '<CreatePolicy.Policy.Arn>' }],
  ['UntagPolicy', { PolicyArn: '<CreatePolicy.Policy.Arn>', TagKeys: ['new'] }],
  ['ListEntitiesForPolicy', { PolicyArn: READ_ONLY }],

  ['CreateRole', { RoleName: 'worker', AssumeRolePolicyDocument: trust('ec2.amazonaws.com'), Tags, MaxSessionDuration: 7200 }],
  ['GetRole', { RoleName: 'worker' }],
  ['ListRoles', paging],
  ['UpdateRole', { RoleName: 'worker', Description: 'works', MaxSessionDuration: 3600 }],
  ['UpdateRoleDescription', { RoleName: 'worker', Description: 'works harder' }],
  ['UpdateAssumeRolePolicy', { RoleName: 'worker', PolicyDocument: trust('lambda.amazonaws.com') }],
  ['TagRole', { RoleName: 'worker', Tags: [{ Key: 'new', Value: '1' }] }],
  ['ListRoleTags', { RoleName: 'worker' }],
  ['UntagRole', { RoleName: 'worker', TagKeys: ['new'] }],
  ['PutRolePolicy', { RoleName: 'worker', PolicyName: 'own', PolicyDocument: policy('sqs:*') }],
  ['GetRolePolicy', { RoleName: 'worker', PolicyName: 'own' }],
  ['ListRolePolicies', { RoleName: 'worker' }],
  ['AttachRolePolicy', { RoleName: 'worker', PolicyArn: '<CreatePolicy.Policy.Arn>' }],
  ['ListAttachedRolePolicies', { RoleName: 'worker' }],
  ['PutRolePermissionsBoundary', { RoleName: 'worker', PermissionsBoundary: READ_ONLY }],
  ['DeleteRolePermissionsBoundary', { RoleName: 'worker' }],

  ['CreateInstanceProfile', { InstanceProfileName: 'machine', Tags }],
  ['AddRoleToInstanceProfile', { InstanceProfileName: 'machine', RoleName: 'worker' }],
  ['GetInstanceProfile', { InstanceProfileName: 'machine' }],
  ['ListInstanceProfiles', {}],
  ['ListInstanceProfilesForRole', { RoleName: 'worker' }],
  ['TagInstanceProfile', { InstanceProfileName: 'machine', Tags: [{ Key: 'new', Value: '1' }] }],
  ['ListInstanceProfileTags', { InstanceProfileName: 'machine' }],
  ['UntagInstanceProfile', { InstanceProfileName: 'machine', TagKeys: ['new'] }],
  ['RemoveRoleFromInstanceProfile', { InstanceProfileName: 'machine', RoleName: 'worker' }],
  ['DeleteInstanceProfile', { InstanceProfileName: 'machine' }],

  [
    'CreateOpenIDConnectProvider',
    { Url: 'https://idp.acme.example/realms/acme', ClientIDList: ['web'], ThumbprintList: ['a'.repeat(40)], Tags },
  ],
  ['GetOpenIDConnectProvider', OIDC],
  ['ListOpenIDConnectProviders', {}],
  ['AddClientIDToOpenIDConnectProvider', { ...OIDC, ClientID: 'cli' }],
  ['RemoveClientIDFromOpenIDConnectProvider', { ...OIDC, ClientID: 'web' }],
  ['UpdateOpenIDConnectProviderThumbprint', { ...OIDC, ThumbprintList: ['b'.repeat(40)] }],
  ['TagOpenIDConnectProvider', { ...OIDC, Tags: [{ Key: 'new', Value: '1' }] }],
  ['ListOpenIDConnectProviderTags', { ...OIDC, ...paging }],
  ['UntagOpenIDConnectProvider', { ...OIDC, TagKeys: ['new'] }],
  ['DeleteOpenIDConnectProvider', OIDC],

  ['CreateSAMLProvider', { Name: 'Acme', SAMLMetadataDocument: samlMetadata(), AddPrivateKey: PRIVATE_KEY, Tags }],
  ['GetSAMLProvider', SAML],
  ['ListSAMLProviders', {}],
  [
    'UpdateSAMLProvider',
    {
      ...SAML,
      SAMLMetadataDocument: samlMetadata({ entityId: 'https://é.example/' }),
      RemovePrivateKey: '<GetSAMLProvider.PrivateKeyList.0.KeyId>',
      AssertionEncryptionMode: 'Allowed',
    },
  ],
  ['TagSAMLProvider', { ...SAML, Tags: [{ Key: 'new', Value: '1' }] }],
  ['ListSAMLProviderTags', { ...SAML, ...paging }],
  ['UntagSAMLProvider', { ...SAML, TagKeys: ['new'] }],
  ['DeleteSAMLProvider', SAML],

  ['CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' }],
  ['DeleteServiceLinkedRole', { RoleName: 'AWSServiceRoleForAutoScaling' }],
  ['GetServiceLinkedRoleDeletionStatus', { DeletionTaskId: '<DeleteServiceLinkedRole.DeletionTaskId>' }],

  ['CreateAccessKey', { UserName: 'alicia' }],
  ['UpdateAccessKey', { UserName: 'alicia', AccessKeyId: '<CreateAccessKey.AccessKey.AccessKeyId>', Status: 'Active' }],
  ['ListAccessKeys', { UserName: 'alicia' }],
  ['GetAccessKeyLastUsed', { AccessKeyId: '<CreateAccessKey.AccessKey.AccessKeyId>' }],
  ['CreateLoginProfile', { UserName: 'alicia', Password: 'Correct-horse-7-battery', PasswordResetRequired: true }],
  ['GetLoginProfile', { UserName: 'alicia' }],
  ['UpdateLoginProfile', { UserName: 'alicia', Password: 'Correct-horse-8-battery', PasswordResetRequired: false }],
  ['ChangePassword', { OldPassword: 'Correct-horse-8-battery', NewPassword: 'Correct-horse-9-battery' }, 'CreateAccessKey'],

  ['CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone', Tags }],
  ['ListVirtualMFADevices', { AssignmentStatus: 'Unassigned' }],
  [
    'EnableMFADevice',
    (seen) => ({
      UserName: 'alicia',
      SerialNumber: '<CreateVirtualMFADevice.VirtualMFADevice.SerialNumber>',
      ...codes(seen, -3),
    }),
  ],
  ['ListMFADevices', { UserName: 'alicia' }],
  ['GetMFADevice', { UserName: 'alicia', SerialNumber: '<CreateVirtualMFADevice.VirtualMFADevice.SerialNumber>' }],
  [
    'ResyncMFADevice',
    (seen) => ({ UserName: 'alicia', SerialNumber: '<CreateVirtualMFADevice.VirtualMFADevice.SerialNumber>', ...codes(seen, 1) }),
  ],
  [
    'TagMFADevice',
    { SerialNumber: '<CreateVirtualMFADevice.VirtualMFADevice.SerialNumber>', Tags: [{ Key: 'new', Value: '1' }] },
  ],
  ['ListMFADeviceTags', { SerialNumber: '<CreateVirtualMFADevice.VirtualMFADevice.SerialNumber>' }],
  ['UntagMFADevice', { SerialNumber: '<CreateVirtualMFADevice.VirtualMFADevice.SerialNumber>', TagKeys: ['new'] }],
  ['DeactivateMFADevice', { UserName: 'alicia', SerialNumber: '<CreateVirtualMFADevice.VirtualMFADevice.SerialNumber>' }],
  ['DeleteVirtualMFADevice', { SerialNumber: '<CreateVirtualMFADevice.VirtualMFADevice.SerialNumber>' }],

  ['CreateAccountAlias', { AccountAlias: 'every-operation' }],
  ['ListAccountAliases', {}],
  ['UpdateAccountPasswordPolicy', { MinimumPasswordLength: 12, RequireNumbers: true, AllowUsersToChangePassword: true }],
  ['GetAccountPasswordPolicy', {}],
  ['GetAccountSummary', {}],
  ['GetAccountAuthorizationDetails', { Filter: ['User', 'Role', 'Group', 'LocalManagedPolicy'] }],

  ['GetContextKeysForCustomPolicy', { PolicyInputList: [policy('s3:*')] }],
  ['GetContextKeysForPrincipalPolicy', { PolicySourceArn: '<CreateRole.Role.Arn>' }],
  [
    'SimulateCustomPolicy',
    {
      PolicyInputList: [policy('s3:Get*')],
      ActionNames: ['s3:GetObject', 's3:PutObject'],
      ResourceArns: ['arn:aws:s3:::bucket/key'],
      ContextEntries: [{ ContextKeyName: 'aws:username', ContextKeyType: 'string', ContextKeyValues: ['alicia'] }],
    },
  ],
  ['SimulatePrincipalPolicy', { PolicySourceArn: '<CreateRole.Role.Arn>', ActionNames: ['sqs:SendMessage'] }],

  ['EnableOrganizationsRootCredentialsManagement', {}],
  ['EnableOrganizationsRootSessions', {}],
  ['ListOrganizationsFeatures', {}],
  ['DisableOrganizationsRootSessions', {}],
  ['DisableOrganizationsRootCredentialsManagement', {}],

  ['GenerateCredentialReport', {}],
  ['GetCredentialReport', {}],

  ['DeleteAccountPasswordPolicy', {}],
  ['DeleteAccountAlias', { AccountAlias: 'every-operation' }],
  ['DeleteLoginProfile', { UserName: 'alicia' }],
  ['DeleteAccessKey', { UserName: 'alicia', AccessKeyId: '<CreateAccessKey.AccessKey.AccessKeyId>' }],
  ['DetachRolePolicy', { RoleName: 'worker', PolicyArn: '<CreatePolicy.Policy.Arn>' }],
  ['DeleteRolePolicy', { RoleName: 'worker', PolicyName: 'own' }],
  ['DeleteRole', { RoleName: 'worker' }],
  ['DeletePolicy', { PolicyArn: '<CreatePolicy.Policy.Arn>' }],
  ['DetachGroupPolicy', { GroupName: 'developers', PolicyArn: READ_ONLY }],
  ['DeleteGroupPolicy', { GroupName: 'developers', PolicyName: 'own' }],
  ['RemoveUserFromGroup', { GroupName: 'developers', UserName: 'alicia' }],
  ['DeleteGroup', { GroupName: 'developers' }],
  ['DetachUserPolicy', { UserName: 'alicia', PolicyArn: READ_ONLY }],
  ['DeleteUserPolicy', { UserName: 'alicia', PolicyName: 'own' }],
  ['DeleteUser', { UserName: 'alicia' }],
];
