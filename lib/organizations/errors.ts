import type {
  ConstraintViolationExceptionReason,
  HandshakeConstraintViolationExceptionReason,
  InvalidInputExceptionReason,
} from '@aws-sdk/client-organizations';
import { AwsError } from '../core/errors';
import { type QuotaName, quotaInWords } from '../core/quotas';

// AWS's messages, one for each error of the service.
const TEXTS = {
  AccessDeniedException: "You don't have permissions to access this resource.",
  AWSOrganizationsNotInUseException: 'Your account is not a member of an organization.',
  AccountAlreadyClosedException: 'The provided account is already closed.',
  AccountAlreadyRegisteredException: 'The provided account is already a delegated administrator for your organization.',
  AccountNotFoundException: "You specified an account that doesn't exist.",
  AccountNotRegisteredException: 'The provided account is not a registered delegated administrator for your organization.',
  AlreadyInOrganizationException: 'The provided account is already a member of an organization.',
  ChildNotFoundException: "You specified a child that doesn't exist.",
  ConflictException: 'The request conflicts with another request that is in progress for the account.',
  CreateAccountStatusNotFoundException: "You specified a create account request that doesn't exist.",
  DestinationParentNotFoundException: "You specified a destination parent that doesn't exist.",
  DuplicateAccountException: 'The account is already in the specified destination.',
  DuplicateHandshakeException: 'A handshake for the same account and the same action already exists.',
  DuplicateOrganizationalUnitException: 'An OU with the same name already exists.',
  DuplicatePolicyAttachmentException: 'A policy with the specified name and type already exists.',
  DuplicatePolicyException: 'A policy with the same name already exists.',
  EffectivePolicyNotFoundException:
    'The specified policy type is not enabled. Enable that policy type on your organization root and then retry.',
  HandshakeNotFoundException: "You specified a handshake that doesn't exist.",
  InvalidResponsibilityTransferTransitionException: "You can't perform the operation on the transfer in its current status.",
  InvalidHandshakeTransitionException: "You can't perform the operation on the handshake in its current state.",
  MasterCannotLeaveOrganizationException: 'The management account cannot leave the organization.',
  OrganizationNotEmptyException: 'To delete an organization you must first remove all member accounts (except the master).',
  OrganizationalUnitNotEmptyException:
    'The organizational unit is not empty. Move all accounts to another root or OU and remove all child OUs first.',
  OrganizationalUnitNotFoundException: "You specified an organizational unit that doesn't exist.",
  ParentNotFoundException: "You specified parent that doesn't exist.",
  PolicyInUseException:
    'The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.',
  PolicyNotAttachedException: 'The policy is not attached to the specified target.',
  PolicyNotFoundException: "You specified a policy that doesn't exist.",
  PolicyTypeAlreadyEnabledException: 'The specified policy type is already enabled.',
  PolicyTypeNotAvailableForOrganizationException: 'The specified policy type is not available for your organization.',
  PolicyTypeNotEnabledException: 'This operation can be performed only for enabled policy types.',
  ResponsibilityTransferAlreadyInStatusException: 'The transfer is already in the status WITHDRAWN.',
  ResponsibilityTransferNotFoundException: "You specified a transfer that doesn't exist.",
  ResourcePolicyNotFoundException: "We can't find a resource policy for your organization.",
  RootNotFoundException: "You specified a root that doesn't exist.",
  SourceParentNotFoundException: "You specified a source parent that doesn't exist.",
  TargetNotFoundException: "You specified a target that doesn't exist.",
} as const;

/** Returns an error of the service without additional members. */
export function organizationsError(shape: keyof typeof TEXTS, member?: string): AwsError {
  return new AwsError(shape, TEXTS[shape], {}, { member });
}

const CONSTRAINTS = {
  ACCOUNT_NUMBER_LIMIT_EXCEEDED: 'You have exceeded the allowed number of AWS Accounts.',
  ACTIVE_RESPONSIBILITY_TRANSFER_PROCESS:
    'You cannot delete organization due to an ongoing responsibility transfer process. For example, a pending invitation or an in-progress transfer. To delete the organization, you must resolve the current transfer process.',
  CANNOT_CLOSE_MANAGEMENT_ACCOUNT: 'You cannot close the management account of an organization.',
  CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR:
    'You cannot register master account/yourself as delegated administrator for your organization.',
  CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR:
    'You cannot register a suspended account as delegated administrator for your organization.',
  CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG:
    'This account is a delegated administrator of your organization. Deregister it for all services before you remove it.',
  CLOSE_ACCOUNT_QUOTA_EXCEEDED: 'You have exceeded close account quota for the past 30 days.',
  CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED: 'You have exceeded the number of accounts that you can close at a time.',
  MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED:
    'You have exceeded the allowed number of delegated administrators for the delegated service.',
  MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED: 'You have attached the maximum number of policies to the specified target.',
  MAX_TAG_LIMIT_EXCEEDED: 'You have exceeded the maximum number of tags for this resource.',
  MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED:
    'You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.',
  ORGANIZATION_NOT_IN_ALL_FEATURES_MODE: 'Your organization must have all features enabled to perform this operation.',
  OU_DEPTH_LIMIT_EXCEEDED:
    'You cannot add an organizational unit to the specified parent because it would exceed the max depth allowed.',
  OU_NUMBER_LIMIT_EXCEEDED: 'You have exceeded the allowed number of organizational units.',
  POLICY_CONTENT_LIMIT_EXCEEDED: 'You have exceeded the maximum policy size.',
  POLICY_NUMBER_LIMIT_EXCEEDED: 'You have exceeded the allowed number of policies.',
  RESPONSIBILITY_TRANSFER_MAX_INBOUND_QUOTA_VIOLATION: 'You have exceeded your inbound transfers limit.',
  RESPONSIBILITY_TRANSFER_MAX_LEVEL_VIOLATION: 'You have exceeded the maximum length of your transfer chain.',
  RESPONSIBILITY_TRANSFER_MAX_OUTBOUND_QUOTA_VIOLATION: 'You have exceeded your outbound transfers limit.',
  SERVICE_ACCESS_NOT_ENABLED:
    'You must enable service access before you delegate an administrator for this service. Call the AWS API EnableAWSServiceAccess first.',
  TRANSFER_RESPONSIBILITY_UPDATE_NOT_ALLOWED:
    'You cannot update this transfer because it is no longer active. Transfers that have been withdrawn, declined, expired, or cancelled cannot be modified.',
  WAIT_PERIOD_ACTIVE: 'This operation requires a wait period.  Try again later.',
} as const satisfies Partial<Record<ConstraintViolationExceptionReason, string>>;

/**
 * Returns a ConstraintViolation error.
 * @param quota the quota named after AWS's sentence, which contains no number: one that can be set, or the number of a fixed one
 */
export function constraintViolation(reason: keyof typeof CONSTRAINTS, quota?: QuotaName | number): AwsError {
  return new AwsError('ConstraintViolationException', withQuota(CONSTRAINTS[reason], quota), { Reason: reason });
}

/** Appends the quota. AWS's sentence stays first and unchanged, because scripts search for it (lib/decisions/013-quotas.md). */
function withQuota(sentence: string, quota: QuotaName | number | undefined): string {
  if (quota === undefined) return sentence;
  const words = typeof quota === 'number' ? `The quota is ${quota.toLocaleString('en')}.` : quotaInWords(quota);
  return `${sentence}${sentence.endsWith('.') ? '' : '.'} ${words}`;
}

const HANDSHAKE_CONSTRAINTS = {
  ACCOUNT_NUMBER_LIMIT_EXCEEDED: 'You have exceeded the allowed number of AWS accounts',
  ALREADY_IN_AN_ORGANIZATION: 'The provided account is already a member of an organization.',
  HANDSHAKE_RATE_LIMIT_EXCEEDED: 'You have exceeded the number of handshakes that you can send in one day.',
  INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES:
    'You cannot issue new invitations to join an organization while it is in the process of enabling all features.',
  ORGANIZATION_ALREADY_HAS_ALL_FEATURES: 'The organization has already enabled all features.',
  ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION: 'The organization is already in the process of enabling all features.',
  RESPONSIBILITY_TRANSFER_ALREADY_EXISTS: 'You cannot perform this operation with the current transfer.',
  SOURCE_AND_TARGET_CANNOT_MATCH:
    "An account can't accept a transfer invitation if it is both the sender and recipient of the invitation.",
} as const satisfies Partial<Record<HandshakeConstraintViolationExceptionReason, string>>;

export function handshakeConstraintViolation(reason: keyof typeof HANDSHAKE_CONSTRAINTS, quota?: QuotaName): AwsError {
  return new AwsError('HandshakeConstraintViolationException', withQuota(HANDSHAKE_CONSTRAINTS[reason], quota), {
    Reason: reason,
  });
}

const INVALID_VALUE = 'You specified an invalid value.';

/** Returns an error for a value that matches its pattern but is still invalid. */
export function invalidInput(reason: InvalidInputExceptionReason, message: string = INVALID_VALUE): AwsError {
  return new AwsError('InvalidInputException', message, { Reason: reason });
}
