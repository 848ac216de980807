import { AwsError } from '../core/errors';
import type { Scope } from '../core/operation';

type Organization = NonNullable<Scope['account']['organization']>;

/** @throws AwsError for an account that manages no organization */
export function requireManagementAccount({ account, accountId }: Scope): Organization {
  const { organization } = account;
  if (!organization) throw new AwsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
  if (organization.managementAccountId !== accountId)
    throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.");
  return organization;
}
