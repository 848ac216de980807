import { DENY_S3 } from './documents';
import { type ErrorTable, every, takes } from './errors';

/** AWS's sentence, then the quota's name and number, and how to raise it where it can be. */
const behind = (sentence: string, quota: string) => new RegExp(`^${sentence} The quota ${quota} is [\\d,]+\\.`);

const SCP = 'SERVICE_CONTROL_POLICY';
const NO_ACCOUNT = '000000000000';
const NO_PATTERN = 'You provided a value that does not match the required pattern.';
const INVALID = 'You specified an invalid value.';
const REFUSED = "You don't have permissions to access this resource.";
const DEPENDENCY =
  /^The operation that you attempted requires you to have the iam:CreateServiceLinkedRole for organizations\.amazonaws\.com permission/;
const NO_FEATURES = 'Your organization must have all features enabled to perform this operation.';
const because = (reason: string, by?: string) => ({ reason, ...(by === undefined ? {} : { by }) });
/** Members whose values have a pattern. */
const IDS = [
  'AccountId',
  'ChildId',
  'CreateAccountRequestId',
  'HandshakeId',
  'OrganizationalUnitId',
  'ParentId',
  'PolicyId',
  'ResourceId',
  'RootId',
  'TargetId',
];

/** The errors that the operations of Organizations declare. Who and what is there: test-scene-organizations.ts. */
export const ORGANIZATIONS_ERRORS: ErrorTable = {
  usual: {
    AccountId: '<scene.account.plain>',
    AccountName: 'new',
    ChildId: '<scene.unit>',
    ChildType: 'ACCOUNT',
    Content: DENY_S3,
    CreateAccountRequestId: '<scene.request>',
    Description: '',
    DestinationParentId: '<scene.unit>',
    Email: 'new@example.com',
    Filter: SCP,
    HandshakeId: '<scene.handshake.guest>',
    Name: 'new',
    OrganizationalUnitId: '<scene.unit>',
    ParentId: '<scene.root>',
    PolicyId: '<scene.attached>',
    PolicyType: SCP,
    ResourceId: '<scene.root>',
    RootId: '<scene.root>',
    ServicePrincipal: 'config.amazonaws.com',
    SourceParentId: '<scene.root>',
    TagKeys: ['team'],
    Tags: [{ Key: 'team', Value: 'red' }],
    Target: { Id: '<scene.account.stranger>', Type: 'ACCOUNT' },
    TargetId: '<scene.root>',
    Type: SCP,
  },

  failures: {
    AccessDeniedException: [
      [every, {}, /^User: arn:aws:iam::\d{12}:user\/nobody is not authorized to perform: organizations:/, { by: 'nobody' }],
      [['CreateAccount', 'CloseAccount', 'ListAccounts', 'CreatePolicy', 'AttachPolicy'], {}, REFUSED, { by: 'plain' }],
      [['AcceptHandshake', 'DeclineHandshake'], {}, REFUSED],
      ['CancelHandshake', {}, REFUSED, { by: 'guest' }],
    ],
    AWSOrganizationsNotInUseException: [
      [
        (operation) => operation.name !== 'AcceptHandshake',
        {},
        'Your account is not a member of an organization.',
        { by: 'stranger' },
      ],
    ],
    AccessDeniedForDependencyException: [
      ['AcceptHandshake', {}, DEPENDENCY, because('ACCESS_DENIED_DURING_CREATE_SERVICE_LINKED_ROLE', 'clerk')],
      ['CreateOrganization', {}, DEPENDENCY, because('ACCESS_DENIED_DURING_CREATE_SERVICE_LINKED_ROLE', 'founder')],
    ],

    InvalidInputException: [
      ...IDS.map((name) => [takes(name), { [name]: '-' }, NO_PATTERN, because('INVALID_PATTERN')] as const),
      ...['Content', 'Email', 'Name', 'Target'].map(
        (name) =>
          [
            takes(name, 'UpdateOrganizationalUnit', 'UpdatePolicy'),
            { [name]: undefined },
            'You must provide a value for all required parameters.',
            because('INPUT_REQUIRED'),
          ] as const,
      ),
      [takes('NextToken'), { AccountId: '<scene.account.delegate>', NextToken: 'none' }, INVALID, because('INVALID_NEXT_TOKEN')],
      [takes('MaxResults'), { MaxResults: 21 }, NO_PATTERN, because('MAX_VALUE_EXCEEDED')],
      ['CreateOrganization', { FeatureSet: 'SOME' }, INVALID, because('INVALID_ENUM')],
      [
        takes('Filter', 'ListHandshakesForAccount', 'ListHandshakesForOrganization'),
        { Filter: 'X' },
        INVALID,
        because('INVALID_ENUM_POLICY_TYPE'),
      ],
      ['CreateAccount', { RoleName: 'AWSServiceRoleForOrganizations' }, INVALID, because('INVALID_ROLE_NAME')],
      [
        ['UpdatePolicy', 'DeletePolicy'],
        { PolicyId: 'p-FullAWSAccess' },
        "You can't modify a policy that AWS manages.",
        because('IMMUTABLE_POLICY'),
      ],
      [
        'DetachPolicy',
        { PolicyId: 'p-RCPFullAWSAccess' },
        "You can't detach this policy from the specified target.",
        because('NON_DETACHABLE_POLICY'),
      ],
      [
        takes('ServicePrincipal'),
        { ServicePrincipal: 's3.amazonaws.com' },
        'You specified an unrecognized service principal.',
        because('UNRECOGNIZED_SERVICE_PRINCIPAL'),
      ],
      [
        'InviteAccountToOrganization',
        { Target: { Id: 'x', Type: 'ORGANIZATION' } },
        INVALID,
        because('INVALID_PARTY_TYPE_TARGET'),
      ],
      ['InviteAccountToOrganization', { Target: { Id: 'x', Type: 'ACCOUNT' } }, INVALID, because('INVALID_PATTERN_TARGET_ID')],
      ['InviteAccountToOrganization', { Target: { Id: 'x', Type: 'EMAIL' } }, INVALID, because('INVALID_EMAIL_ADDRESS_TARGET')],
      [
        'PutResourcePolicy',
        { Content: '{' },
        'The provided resource policy is not valid.',
        because('INVALID_RESOURCE_POLICY_JSON'),
      ],
      [
        'TagResource',
        {
          Tags: [
            { Key: 'team', Value: '1' },
            { Key: 'team', Value: '2' },
          ],
        },
        'Duplicate tag keys found.',
        because('DUPLICATE_TAG_KEY'),
      ],
    ],

    ConstraintViolationException: [
      [
        [
          'CloseAccount',
          'DeleteResourcePolicy',
          'DeregisterDelegatedAdministrator',
          'DescribeResourcePolicy',
          'DisableAWSServiceAccess',
          'EnableAWSServiceAccess',
          'ListAWSServiceAccessForOrganization',
          'ListDelegatedAdministrators',
          'ListDelegatedServicesForAccount',
          'PutResourcePolicy',
          'RegisterDelegatedAdministrator',
        ],
        { AccountId: '<scene.account.young>' },
        NO_FEATURES,
        because('ORGANIZATION_NOT_IN_ALL_FEATURES_MODE', 'payer'),
      ],
      [
        'CreateAccount',
        {},
        behind('You have exceeded the allowed number of AWS Accounts.', 'AccountsPerOrganization'),
        because('ACCOUNT_NUMBER_LIMIT_EXCEEDED'),
      ],
      [
        'CreateOrganizationalUnit',
        { ParentId: '<scene.unit>' },
        behind(
          'You cannot add an organizational unit to the specified parent because it would exceed the max depth allowed.',
          'OrganizationalUnitDepth',
        ),
        because('OU_DEPTH_LIMIT_EXCEEDED'),
      ],
      [
        ['CreatePolicy', 'UpdatePolicy'],
        { Content: DENY_S3.padEnd(10_241) },
        behind('You have exceeded the maximum policy size.', 'ServiceControlPolicySize'),
        because('POLICY_CONTENT_LIMIT_EXCEEDED'),
      ],
      [
        'AttachPolicy',
        { PolicyId: '<scene.idle>' },
        behind('You have attached the maximum number of policies to the specified target.', 'ServiceControlPoliciesPerTarget'),
        because('MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED'),
      ],
      [
        'DetachPolicy',
        { PolicyId: 'p-FullAWSAccess', TargetId: '<scene.unit>' },
        'You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.',
        because('MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED'),
      ],
      [
        'TagResource',
        {},
        behind('You have exceeded the maximum number of tags for this resource.', 'TagsPerResource'),
        because('MAX_TAG_LIMIT_EXCEEDED'),
      ],
      [
        'CloseAccount',
        { AccountId: '<scene.account.root>' },
        'You cannot close the management account of an organization.',
        because('CANNOT_CLOSE_MANAGEMENT_ACCOUNT'),
      ],
      [
        'RegisterDelegatedAdministrator',
        { ServicePrincipal: 'sso.amazonaws.com' },
        'You must enable service access before you delegate an administrator for this service. Call the AWS API EnableAWSServiceAccess first.',
        because('SERVICE_ACCESS_NOT_ENABLED'),
      ],
      [
        'RemoveAccountFromOrganization',
        { AccountId: '<scene.account.delegate>' },
        /^This account is a delegated administrator of your organization/,
        because('CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG'),
      ],
      [
        'RemoveAccountFromOrganization',
        {},
        'This operation requires a wait period.  Try again later.',
        because('WAIT_PERIOD_ACTIVE'),
      ],
      [
        'LeaveOrganization',
        {},
        'This operation requires a wait period.  Try again later.',
        because('WAIT_PERIOD_ACTIVE', 'plain'),
      ],
      [
        'AcceptHandshake',
        { HandshakeId: '<scene.handshake.young>' },
        'This operation requires a wait period.  Try again later.',
        because('WAIT_PERIOD_ACTIVE', 'young'),
      ],
    ],

    // What is named is not there.
    AccountNotFoundException: [[takes('AccountId'), { AccountId: NO_ACCOUNT }, "You specified an account that doesn't exist."]],
    ChildNotFoundException: [['ListParents', { ChildId: NO_ACCOUNT }, "You specified a child that doesn't exist."]],
    CreateAccountStatusNotFoundException: [
      [
        'DescribeCreateAccountStatus',
        { CreateAccountRequestId: 'car-00000000' },
        "You specified a create account request that doesn't exist.",
      ],
    ],
    DestinationParentNotFoundException: [
      ['MoveAccount', { DestinationParentId: 'r-none' }, "You specified a destination parent that doesn't exist."],
    ],
    HandshakeNotFoundException: [
      [takes('HandshakeId'), { HandshakeId: 'h-00000000' }, "You specified a handshake that doesn't exist."],
    ],
    OrganizationalUnitNotFoundException: [
      [
        takes('OrganizationalUnitId'),
        { OrganizationalUnitId: 'ou-none-00000000' },
        "You specified an organizational unit that doesn't exist.",
      ],
    ],
    ParentNotFoundException: [[takes('ParentId'), { ParentId: 'r-none' }, "You specified parent that doesn't exist."]],
    PolicyNotFoundException: [[takes('PolicyId'), { PolicyId: 'p-00000000' }, "You specified a policy that doesn't exist."]],
    ResourcePolicyNotFoundException: [
      [['DescribeResourcePolicy', 'DeleteResourcePolicy'], {}, "We can't find a resource policy for your organization."],
    ],
    RootNotFoundException: [[takes('RootId'), { RootId: 'r-none' }, "You specified a root that doesn't exist."]],
    SourceParentNotFoundException: [
      ['MoveAccount', { SourceParentId: 'r-none' }, "You specified a source parent that doesn't exist."],
      ['MoveAccount', { SourceParentId: '<scene.other>' }, "You specified a source parent that doesn't exist."],
    ],
    TargetNotFoundException: [
      [takes('TargetId'), { TargetId: NO_ACCOUNT }, "You specified a target that doesn't exist."],
      [takes('ResourceId'), { ResourceId: NO_ACCOUNT }, "You specified a target that doesn't exist."],
    ],

    // What is asked for is already so, or still in the way.
    AccountAlreadyClosedException: [['CloseAccount', { AccountId: '<scene.closed>' }, 'The provided account is already closed.']],
    ConflictException: [
      [
        'CloseAccount',
        { AccountId: '<scene.closing>' },
        'The request conflicts with another request that is in progress for the account.',
      ],
    ],
    AccountAlreadyRegisteredException: [
      [
        'RegisterDelegatedAdministrator',
        { AccountId: '<scene.account.delegate>' },
        'The provided account is already a delegated administrator for your organization.',
      ],
    ],
    AccountNotRegisteredException: [
      [
        ['DeregisterDelegatedAdministrator', 'ListDelegatedServicesForAccount'],
        {},
        'The provided account is not a registered delegated administrator for your organization.',
      ],
    ],
    AlreadyInOrganizationException: [['CreateOrganization', {}, 'The provided account is already a member of an organization.']],
    DuplicateAccountException: [
      ['MoveAccount', { DestinationParentId: '<scene.root>' }, 'The account is already in the specified destination.'],
    ],
    DuplicateHandshakeException: [
      [
        'InviteAccountToOrganization',
        { Target: { Id: '<scene.account.young>', Type: 'ACCOUNT' } },
        'A handshake for the same account and the same action already exists.',
      ],
    ],
    DuplicateOrganizationalUnitException: [
      [['CreateOrganizationalUnit', 'UpdateOrganizationalUnit'], { Name: 'other' }, 'An OU with the same name already exists.'],
    ],
    DuplicatePolicyException: [
      [['CreatePolicy', 'UpdatePolicy'], { Name: 'idle' }, 'A policy with the same name already exists.'],
    ],
    DuplicatePolicyAttachmentException: [['AttachPolicy', {}, 'A policy with the specified name and type already exists.']],
    OrganizationNotEmptyException: [
      ['DeleteOrganization', {}, 'To delete an organization you must first remove all member accounts (except the master).'],
    ],
    OrganizationalUnitNotEmptyException: [
      [
        'DeleteOrganizationalUnit',
        {},
        'The organizational unit is not empty. Move all accounts to another root or OU and remove all child OUs first.',
      ],
    ],
    PolicyInUseException: [
      [
        'DeletePolicy',
        {},
        'The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.',
      ],
    ],
    PolicyNotAttachedException: [
      ['DetachPolicy', { PolicyId: '<scene.idle>' }, 'The policy is not attached to the specified target.'],
    ],
    PolicyTypeAlreadyEnabledException: [['EnablePolicyType', {}, 'The specified policy type is already enabled.']],
    PolicyTypeNotEnabledException: [
      ['AttachPolicy', { PolicyId: '<scene.control>' }, 'This operation can be performed only for enabled policy types.'],
      [
        'DisablePolicyType',
        { PolicyType: 'RESOURCE_CONTROL_POLICY' },
        'This operation can be performed only for enabled policy types.',
      ],
    ],
    PolicyTypeNotAvailableForOrganizationException: [
      [
        ['CreatePolicy', 'EnablePolicyType'],
        { Type: 'TAG_POLICY', PolicyType: 'TAG_POLICY' },
        'The specified policy type is not available for your organization.',
      ],
    ],
    MalformedPolicyDocumentException: [
      [
        ['CreatePolicy', 'UpdatePolicy'],
        { Content: '{' },
        'The provided policy document does not meet the requirements of the specified policy type.',
      ],
    ],
    MasterCannotLeaveOrganizationException: [
      ['LeaveOrganization', {}, 'The management account cannot leave the organization.'],
      [
        'RemoveAccountFromOrganization',
        { AccountId: '<scene.account.root>' },
        'The management account cannot leave the organization.',
      ],
      [
        'AcceptHandshake',
        { HandshakeId: '<scene.handshake.payer>' },
        'The management account cannot leave the organization.',
        { by: 'payer' },
      ],
    ],

    HandshakeAlreadyInStateException: [
      [
        'AcceptHandshake',
        { HandshakeId: '<scene.handshake.joined>' },
        'The handshake is already in the state ACCEPTED.',
        { by: 'joined' },
      ],
      [
        'DeclineHandshake',
        { HandshakeId: '<scene.handshake.declined>' },
        'The handshake is already in the state DECLINED.',
        { by: 'declined' },
      ],
      ['CancelHandshake', { HandshakeId: '<scene.handshake.canceled>' }, 'The handshake is already in the state CANCELED.'],
    ],
    InvalidHandshakeTransitionException: [
      [
        ['AcceptHandshake', 'DeclineHandshake'],
        { HandshakeId: '<scene.handshake.canceled>' },
        "You can't perform the operation on the handshake in its current state.",
        { by: 'canceled' },
      ],
      [
        'CancelHandshake',
        { HandshakeId: '<scene.handshake.joined>' },
        "You can't perform the operation on the handshake in its current state.",
      ],
    ],
    HandshakeConstraintViolationException: [
      [
        'AcceptHandshake',
        { HandshakeId: '<scene.handshake.twin>' },
        'The provided account is already a member of an organization.',
        because('ALREADY_IN_AN_ORGANIZATION', 'twin'),
      ],
      [
        'InviteAccountToOrganization',
        { Target: { Id: '<scene.account.plain>', Type: 'ACCOUNT' } },
        'The provided account is already a member of an organization.',
        because('ALREADY_IN_AN_ORGANIZATION'),
      ],
      [
        'InviteAccountToOrganization',
        {},
        behind('You have exceeded the allowed number of AWS accounts.', 'AccountsPerOrganization'),
        because('ACCOUNT_NUMBER_LIMIT_EXCEEDED'),
      ],
      [
        'EnableAllFeatures',
        {},
        'The organization has already enabled all features.',
        because('ORGANIZATION_ALREADY_HAS_ALL_FEATURES'),
      ],
    ],
  },

  unreachable: {
    ServiceException: [[every, 'what fails here without being foreseen answers InternalFailure, as one of the common errors']],
    TooManyRequestsException: [[every, 'nobody is slowed down here']],
    UnsupportedAPIEndpointException: [[every, 'one endpoint serves all Regions and partitions']],
    ConcurrentModificationException: [
      [every, 'only the loser of a race is told so, whatever it calls: lib/core/run.test.ts makes one lose'],
    ],
    PolicyChangesInProgressException: [[every, 'a change of policies is in force when it is answered']],
    FinalizingOrganizationException: [[every, 'an organization is complete when its creation is answered']],
    AccountOwnerNotVerifiedException: [[every, 'the e-mail address of a root user is not asked to be verified']],
    AWSOrganizationsNotInUseException: [['AcceptHandshake', 'who is invited needs no organization']],
    AccountNotFoundException: [['LeaveOrganization', 'the account that calls is there']],
    InvalidInputException: [
      [['DeleteOrganization', 'EnableAllFeatures', 'LeaveOrganization'], 'takes no input that could be wrong'],
    ],
    ConstraintViolationException: [
      ['CreateOrganization', 'no account lacks an address or a means of payment here'],
      [
        ['DeleteOrganization', 'EnableAllFeatures'],
        'asks for nothing beyond the organization itself, which is OrganizationNotEmpty or a handshake',
      ],
      [['EnablePolicyType', 'DisablePolicyType'], 'no type waits for another, and no quota counts them'],
      ['InviteAccountToOrganization', 'what an invitation breaks is a HandshakeConstraintViolation'],
      ['UntagResource', 'takes away, which no quota limits'],
    ],
  },
};
