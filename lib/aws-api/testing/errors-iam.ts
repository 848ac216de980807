import { PRESETS, type QuotaName } from '../../core/quotas';
import { samlMetadata } from '../../iam/test-saml-metadata';
import { ALLOW_READ, longPolicy, OIDC_URL, PASSWORD, RSA_KEY, TRUST } from './documents';
import { type ErrorTable, every, takes } from './errors';

const SERVICE_ROLE = 'AWSServiceRoleForECS';
const SERVICE_ROLE_POLICY = 'arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const NO_POLICY = 'arn:aws:iam::<scene.account>:policy/none';
const NO_DEVICE = 'arn:aws:iam::<scene.account>:mfa/none';
const NO_PROVIDER = 'arn:aws:iam::<scene.account>:oidc-provider/none';
const NO_THUMBPRINTS = Array.from({ length: 6 }, () => '0'.repeat(40));
const TAG = /^Tag/;
const TWICE = [
  { Key: 'new', Value: '1' },
  { Key: 'NEW', Value: '2' },
];

// AWS's sentence comes first; how to raise the quota may follow.
const quota = (name: QuotaName) =>
  new RegExp(`^Cannot exceed quota for ${name}: ${PRESETS.current[name]}(\\. Gatehouse's setting QUOTAS raises ${name}, .*)?$`);
const missing = (type: string, name = 'none') => `The ${type} with name ${name} cannot be found.`;
const NO_PROFILE = 'Login Profile for User plain cannot be found.';
const NO_ARN = 'ARN arn:aws:iam::aws:role/policy is not valid.';
const BAD_PASSWORD = 'Password does not conform to the account password policy.';
const crowded = { by: 'crowded' };

/** The errors that IAM's operations declare. Who and what is there: test-scene-iam.ts. */
export const IAM_ERRORS: ErrorTable = {
  usual: {
    AWSServiceName: 'ecs.amazonaws.com',
    AccessKeyId: '<scene.key>',
    AccountAlias: 'taken',
    ActionNames: ['s3:GetObject'],
    AssumeRolePolicyDocument: TRUST,
    AuthenticationCode1: '000000',
    AuthenticationCode2: '000000',
    ClientID: 'client',
    DeletionTaskId: 'task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/00000000-0000-0000-0000-000000000000',
    Description: 'described',
    GroupName: 'group',
    InstanceProfileName: 'profile',
    Name: 'new',
    NewPassword: 'Correct-horse-8-battery',
    OldPassword: PASSWORD,
    OpenIDConnectProviderArn: '<scene.oidc>',
    PermissionsBoundary: READ_ONLY,
    PolicyArn: '<scene.policyArn>',
    PolicyDocument: ALLOW_READ,
    PolicyInputList: [ALLOW_READ],
    PolicyName: 'own',
    PolicySourceArn: 'arn:aws:iam::<scene.account>:user/full',
    RoleName: 'role',
    SAMLMetadataDocument: samlMetadata(),
    SAMLProviderArn: '<scene.saml>',
    SerialNumber: '<scene.worn>',
    Status: 'Active',
    TagKeys: ['key-1'],
    Tags: [{ Key: 'new', Value: '1' }],
    ThumbprintList: ['0'.repeat(40)],
    Url: 'https://new.example',
    UserName: 'full',
    VersionId: 'v1',
    VirtualMFADeviceName: 'spare',
  },

  failures: {
    NoSuchEntityException: [
      [takes('UserName', 'CreateUser'), { UserName: 'none' }, missing('user')],
      [takes('GroupName', 'CreateGroup'), { GroupName: 'none' }, missing('group')],
      [takes('RoleName', 'CreateRole'), { RoleName: 'none' }, missing('role')],
      [
        takes('InstanceProfileName', 'CreateInstanceProfile'),
        { InstanceProfileName: 'none' },
        'Instance Profile none cannot be found.',
      ],
      [
        takes('PolicyArn', 'AttachUserPolicy', 'AttachGroupPolicy', 'AttachRolePolicy'),
        { PolicyArn: NO_POLICY },
        /^Policy arn:aws:iam::\d{12}:policy\/none was not found\.$/,
      ],
      [
        ['AttachUserPolicy', 'AttachGroupPolicy', 'AttachRolePolicy'],
        { PolicyArn: NO_POLICY },
        /^Policy arn:aws:iam::\d{12}:policy\/none does not exist or is not attachable\.$/,
      ],
      [
        takes('PermissionsBoundary', 'CreateUser'),
        { PermissionsBoundary: NO_POLICY },
        /^Policy arn:aws:iam::\d{12}:policy\/none does not exist or is not attachable\.$/,
      ],
      [
        'CreateUser',
        { UserName: 'new', PermissionsBoundary: NO_POLICY },
        /^Policy arn:aws:iam::\d{12}:policy\/none does not exist or is not attachable\.$/,
      ],
      [
        takes('VersionId'),
        { VersionId: 'v99' },
        /^Policy arn:aws:iam::\d{12}:policy\/policy version v99 does not exist or is not attachable\.$/,
      ],
      [
        takes('SerialNumber'),
        { SerialNumber: NO_DEVICE },
        /^VirtualMFADevice with serial number arn:aws:iam::\d{12}:mfa\/none doesn't exist\.$/,
      ],
      [
        ['GetMFADevice', 'DeactivateMFADevice', 'ResyncMFADevice'],
        { UserName: 'full', SerialNumber: '<scene.spare>' },
        /^MFA device with serial number arn:aws:iam::\d{12}:mfa\/spare is not assigned to the user\.$/,
      ],
      [
        takes('AccessKeyId'),
        { AccessKeyId: 'AKIAAAAAAAAAAAAAAAAA' },
        'The Access Key with id AKIAAAAAAAAAAAAAAAAA cannot be found',
      ],
      [
        takes('PolicySourceArn'),
        { PolicySourceArn: 'arn:aws:iam::<scene.account>:role/none' },
        /^The role with ARN arn:aws:iam::\d{12}:role\/none cannot be found\.$/,
      ],
      [
        takes('OpenIDConnectProviderArn', 'DeleteOpenIDConnectProvider'),
        { OpenIDConnectProviderArn: NO_PROVIDER },
        /^OpenIDConnect Provider not found for arn arn:aws:iam::\d{12}:oidc-provider\/none$/,
      ],
      [
        'DeleteOpenIDConnectProvider',
        { OpenIDConnectProviderArn: NO_PROVIDER },
        /^OpenId connect Provider arn:aws:iam::\d{12}:oidc-provider\/none cannot be found\.$/,
      ],
      [
        takes('SAMLProviderArn'),
        { SAMLProviderArn: 'arn:aws:iam::<scene.account>:saml-provider/none' },
        /^Manifest not found for arn arn:aws:iam::\d{12}:saml-provider\/none$/,
      ],
      [['GetUserPolicy', 'DeleteUserPolicy'], { PolicyName: 'none' }, missing('user policy')],
      [['GetGroupPolicy', 'DeleteGroupPolicy'], { PolicyName: 'none' }, missing('group policy')],
      [['GetRolePolicy', 'DeleteRolePolicy'], { PolicyName: 'none' }, missing('role policy')],
      ['RemoveUserFromGroup', { UserName: 'plain' }, 'User plain not in group group'],
      ['RemoveRoleFromInstanceProfile', { RoleName: 'plain' }, missing('role', 'plain')],
      [['GetLoginProfile', 'UpdateLoginProfile', 'DeleteLoginProfile'], { UserName: 'plain' }, NO_PROFILE],
      ['ChangePassword', {}, NO_PROFILE, { by: 'plain' }],
      ['DeleteServiceLinkedRole', { RoleName: 'role' }, missing('role', 'role')],
      ['GetServiceLinkedRoleDeletionStatus', {}, /^Deletion id task\/aws-service-role\/\S+ cannot be found\.$/],
      ['DeleteAccountAlias', { AccountAlias: 'none' }, missing('account alias')],
      [
        ['GetAccountPasswordPolicy', 'DeleteAccountPasswordPolicy'],
        {},
        /^The Password Policy with domain name \d{12} cannot be found\.$/,
      ],
    ],

    EntityAlreadyExistsException: [
      ['CreateUser', { UserName: 'FULL' }, 'User with name FULL already exists.'],
      ['CreateGroup', { GroupName: 'Group' }, 'Group with name Group already exists.'],
      ['CreateRole', { RoleName: 'Role' }, 'Role with name Role already exists.'],
      ['CreateInstanceProfile', { InstanceProfileName: 'Profile' }, 'Instance Profile Profile already exists.'],
      ['CreatePolicy', { PolicyName: 'Policy' }, 'A policy called Policy already exists. Duplicate names are not allowed.'],
      ['CreateVirtualMFADevice', {}, 'MFADevice entity at the same path and name already exists.'],
      ['CreateLoginProfile', { UserName: 'full', Password: PASSWORD }, 'Login Profile for User full already exists.'],
      ['CreateAccountAlias', {}, 'The account alias taken already exists.'],
      ['CreateOpenIDConnectProvider', { Url: OIDC_URL }, `Provider with url ${OIDC_URL} already exists.`],
      ['CreateSAMLProvider', { Name: 'SAML' }, 'Provider with name SAML already exists.'],
      ['UpdateUser', { NewUserName: 'plain' }, 'User with name plain already exists.'],
      ['UpdateGroup', { NewGroupName: 'group-1' }, 'Group with name group-1 already exists.'],
      ['EnableMFADevice', { UserName: 'plain' }, 'MFA Device is already in use.'],
    ],

    LimitExceededException: [
      ['CreateUser', { UserName: 'new' }, quota('UsersPerAccount'), crowded],
      ['CreateGroup', { GroupName: 'new' }, quota('GroupsPerAccount'), crowded],
      [['CreateRole', 'CreateServiceLinkedRole'], {}, quota('RolesPerAccount'), crowded],
      ['CreatePolicy', {}, quota('PoliciesPerAccount'), crowded],
      ['CreateInstanceProfile', {}, quota('InstanceProfilesPerAccount'), crowded],
      ['CreateVirtualMFADevice', {}, quota('UsersPerAccount'), crowded],
      ['CreateOpenIDConnectProvider', {}, quota('OpenIdConnectProvidersPerAccount'), crowded],
      ['CreateSAMLProvider', {}, quota('SAMLProvidersPerAccount'), crowded],
      ['AddClientIDToOpenIDConnectProvider', {}, quota('ClientIdsPerOpenIdConnectProvider')],
      ['UpdateSAMLProvider', { AddPrivateKey: RSA_KEY }, quota('PrivateKeysPerSAMLProvider')],
      ['AddUserToGroup', {}, quota('GroupsPerUser')],
      ['AttachUserPolicy', { PolicyArn: READ_ONLY }, quota('PoliciesPerUser')],
      ['AttachGroupPolicy', { PolicyArn: READ_ONLY }, quota('PoliciesPerGroup')],
      ['AttachRolePolicy', { PolicyArn: READ_ONLY }, quota('PoliciesPerRole')],
      ['CreateAccessKey', { UserName: 'full' }, quota('AccessKeysPerUser')],
      ['EnableMFADevice', { SerialNumber: '<scene.spare>' }, quota('MFADevicesPerUser')],
      ['AddRoleToInstanceProfile', {}, 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1'],
      [
        'CreatePolicyVersion',
        {},
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
      ],
      [['CreatePolicy', 'CreatePolicyVersion'], { PolicyDocument: longPolicy(6144) }, 'Cannot exceed quota for PolicySize: 6144'],
      [
        'CreateRole',
        { RoleName: 'new', AssumeRolePolicyDocument: TRUST.padEnd(2049) },
        /^Cannot exceed quota for ACLSizePerRole: 2048$/,
      ],
      ['UpdateAssumeRolePolicy', { PolicyDocument: TRUST.padEnd(2049) }, /^Cannot exceed quota for ACLSizePerRole: 2048$/],
      ['PutUserPolicy', { PolicyDocument: longPolicy(2048) }, 'Maximum policy size of 2048 bytes exceeded for user full'],
      ['PutGroupPolicy', { PolicyDocument: longPolicy(5120) }, 'Maximum policy size of 5120 bytes exceeded for group group'],
      ['PutRolePolicy', { PolicyDocument: longPolicy(10_240) }, 'Maximum policy size of 10240 bytes exceeded for role role'],
      [TAG, {}, 'The number of tags has reached the maximum limit.'],
    ],

    InvalidInputException: [
      [takes('PolicyArn'), { PolicyArn: 'arn:aws:iam::aws:role/policy' }, NO_ARN],
      [TAG, { Tags: TWICE }, 'Duplicate tag keys found. Please note that Tag keys are case insensitive.'],
      [
        ['CreateUser', 'CreateRole', 'CreatePolicy', 'CreateInstanceProfile', 'CreateVirtualMFADevice'],
        {
          UserName: 'new',
          RoleName: 'new',
          PolicyName: 'new',
          InstanceProfileName: 'new',
          VirtualMFADeviceName: 'new',
          Tags: [{ Key: 'aws:new', Value: '' }],
        },
        'Tag keys must not start with the reserved prefix aws:.',
      ],
      ['CreateOpenIDConnectProvider', { ThumbprintList: NO_THUMBPRINTS }, 'Thumbprint list must contain fewer than 5 entries.'],
      ['UpdateOpenIDConnectProviderThumbprint', { ThumbprintList: [] }, 'Thumbprint list must contain at least one entry.'],
      [takes('SAMLMetadataDocument'), { SAMLMetadataDocument: 'x'.repeat(1000) }, 'Could not parse metadata'],
      ['CreateRole', { Path: '/aws-service-role/x/' }, 'Roles with this path are created by AWS services only.'],
      [
        'CreateServiceLinkedRole',
        {},
        `Service role name ${SERVICE_ROLE} has been taken in this account, please try a different suffix.`,
      ],
      ['CreateServiceLinkedRole', { CustomSuffix: 'x' }, 'Custom suffix is not allowed for ecs.amazonaws.com'],
      ['GetServiceLinkedRoleDeletionStatus', { DeletionTaskId: 'none' }, 'Deletion id none is not valid.'],
      ['UpdateAccessKey', { Status: 'Expired' }, 'Access keys do not expire: their status is Active or Inactive.'],
      [takes('PolicySourceArn'), { PolicySourceArn: READ_ONLY }, `Invalid PolicySourceArn: ${READ_ONLY}`],
      [takes('PolicyInputList'), { PolicyInputList: ['{}'] }, /^PolicyInputList\.1: ./],
    ],

    MalformedPolicyDocumentException: [
      [takes('PolicyDocument'), { PolicyName: 'new', PolicyDocument: '{' }, 'Syntax errors in policy.'],
      ['CreateRole', { RoleName: 'new', AssumeRolePolicyDocument: '{' }, 'Syntax errors in policy.'],
      [
        'UpdateAssumeRolePolicy',
        { PolicyDocument: TRUST.replace('"Service":"ec2.amazonaws.com"', '"AWS":"arn:aws:iam::<scene.account>:user/none"') },
        /^Invalid principal in policy: "AWS":"arn:aws:iam::\d{12}:user\/none"$/,
      ],
    ],

    DeleteConflictException: [
      ['DeleteUser', {}, 'Cannot delete entity, must delete login profile first.'],
      ['DeleteUser', { UserName: 'plain' }, 'Cannot delete entity, must delete access keys first.'],
      ['DeleteGroup', {}, 'Cannot delete entity, must detach all policies first.'],
      ['DeleteGroup', { GroupName: 'group-1' }, 'Cannot delete entity, must remove users from group first.'],
      ['DeleteRole', {}, 'Cannot delete entity, must remove roles from instance profile first.'],
      ['DeleteInstanceProfile', {}, 'Cannot delete entity, must remove roles from instance profile first.'],
      ['DeletePolicy', {}, 'Cannot delete a policy attached to entities.'],
      ['DeletePolicyVersion', {}, 'Cannot delete the default version of a policy.'],
      ['DeleteVirtualMFADevice', {}, 'MFA VirtualDevice in use. Must deactivate first.'],
    ],

    UnmodifiableEntityException: [
      [
        takes('RoleName', 'UpdateRoleDescription'),
        { RoleName: SERVICE_ROLE, MaxSessionDuration: 3600 },
        `Cannot perform the operation on the protected role '${SERVICE_ROLE}' - this role is only modifiable by AWS`,
      ],
    ],

    PolicyNotAttachableException: [
      [takes('PolicyArn'), { PolicyArn: SERVICE_ROLE_POLICY }, 'Cannot attach a Service Role Policy to a Customer Role.'],
      [
        takes('PermissionsBoundary'),
        { PermissionsBoundary: SERVICE_ROLE_POLICY },
        'Cannot attach a Service Role Policy to a Customer Role.',
      ],
    ],

    PasswordPolicyViolationException: [
      ['CreateLoginProfile', { UserName: 'plain', Password: 'password' }, BAD_PASSWORD],
      ['UpdateLoginProfile', { Password: 'password' }, BAD_PASSWORD],
      ['ChangePassword', { NewPassword: 'password' }, BAD_PASSWORD, { by: 'full' }],
    ],
    OrganizationNotFoundException: [
      [every, {}, 'The request was rejected because no organization is associated with your account.'],
    ],
    OrganizationNotInAllFeaturesModeException: [
      [every, {}, 'The request was rejected because your organization does not have All features enabled.', { by: 'payer' }],
    ],
    AccountNotManagementOrDelegatedAdministratorException: [
      [every, {}, /^Input account \d{12} is neither management account nor delegated admin\.$/, { by: 'plainMember' }],
    ],
    ServiceAccessNotEnabledException: [
      [every, {}, /^Trusted Access for IAM not enabled by organization of input account \d{12}\.$/, { by: 'untrusting' }],
    ],
    CallerIsNotManagementAccountException: [
      [
        every,
        {},
        /^Caller account \d{12} is not management account of the organization and cannot enable IAM features\.$/,
        { by: 'delegate' },
      ],
    ],
    CredentialReportNotPresentException: [
      [every, {}, /^The request was rejected because the credential report does not exist\./],
    ],
    CredentialReportNotReadyException: [
      [every, {}, /^The request was rejected because the credential report is still being generated\.$/, { by: 'reporting' }],
    ],
    CredentialReportExpiredException: [
      [every, {}, /^The request was rejected because the most recent credential report has expired\./, { by: 'reportedOnce' }],
    ],
    InvalidUserTypeException: [['ChangePassword', {}, 'Only IAM Users can change their own password']],
    InvalidAuthenticationCodeException: [
      ['EnableMFADevice', { UserName: 'plain', SerialNumber: '<scene.spare>' }, 'Authentication code for device is not valid'],
      ['ResyncMFADevice', {}, 'Authentication code for device is not valid'],
    ],
  },

  unreachable: {
    OpenIdIdpCommunicationErrorException: [[every, 'nothing is fetched from an identity provider']],
    PolicyEvaluationException: [[every, 'the engine decides every policy that parses; one that does not is InvalidInput']],
    LimitExceededException: [
      [
        [
          'ChangePassword',
          'ResyncMFADevice',
          'SetDefaultPolicyVersion',
          'UpdateAccessKey',
          'UpdateAccountPasswordPolicy',
          'UpdateGroup',
          'UpdateLoginProfile',
          'UpdateUser',
        ],
        'changes what there is, and no quota counts that',
      ],
      ['CreateAccountAlias', 'a new alias takes the place of the old one'],
      ['CreateLoginProfile', 'a second one is EntityAlreadyExists'],
      ['GenerateCredentialReport', 'asked too early, it tells how far the one before is'],
    ],
    NoSuchEntityException: [
      [['CreateGroup', 'CreateServiceLinkedRole', 'UpdateAccountPasswordPolicy'], 'refers to nothing that could be missing'],
    ],
    EntityAlreadyExistsException: [['AddRoleToInstanceProfile', 'a profile that has a role, even this one, is LimitExceeded']],
    InvalidInputException: [
      [
        ['ListAttachedUserPolicies', 'ListAttachedGroupPolicies', 'ListAttachedRolePolicies'],
        'a name or prefix that cannot be one is a ValidationError',
      ],
      [
        takes('OpenIDConnectProviderArn', 'TagOpenIDConnectProvider', 'UpdateOpenIDConnectProviderThumbprint'),
        'an ARN or client id that cannot be one is a ValidationError',
      ],
      [takes('SAMLProviderArn', 'TagSAMLProvider', 'UpdateSAMLProvider'), 'an ARN that cannot be one is a ValidationError'],
      [takes('PermissionsBoundary', 'CreateUser', 'CreateRole'), 'a boundary that is no policy’s ARN is a ValidationError'],
      [
        ['UntagInstanceProfile', 'UntagMFADevice', 'ListMFADeviceTags'],
        'a key that cannot be one is a ValidationError, and every serial number that is not a device’s is NoSuchEntity',
      ],
    ],
    MalformedPolicyDocumentException: [
      ['UpdateAccountPasswordPolicy', 'takes no document; a number out of its range is a ValidationError'],
    ],
    UnmodifiableEntityException: [['UpdateRoleDescription', 'the description is what may be changed of a service-linked role']],
  },
};
