import { consoleQuery } from '@/lib/console/query';
import type { GetAccessKeyLastUsed, ListAccessKeys } from '@/lib/iam/access-key/operations';
import type { ListGroupsForUser } from '@/lib/iam/group/operations';
import type { GetLoginProfile } from '@/lib/iam/login-profile/operations';
import type { ListMFADevices } from '@/lib/iam/mfa/operations';
import type { GetAccountPasswordPolicy } from '@/lib/iam/password-policy/operations';
import type { GetUser } from '@/lib/iam/user/operations';
import type { ListUserOverviews } from '@/lib/iam/user/overview';

export const usersQuery = () => consoleQuery<typeof ListUserOverviews>('console', 'ListUserOverviews', {});
export const userQuery = (UserName: string) => consoleQuery<typeof GetUser>('iam', 'GetUser', { UserName });
export const userGroupsQuery = (UserName: string) =>
  consoleQuery<typeof ListGroupsForUser>('iam', 'ListGroupsForUser', { UserName, MaxItems: 1000 });
export const loginProfileQuery = (UserName: string) =>
  consoleQuery<typeof GetLoginProfile>('iam', 'GetLoginProfile', { UserName });
/** Without a name: the caller's own. */
export const accessKeysQuery = (UserName?: string) => consoleQuery<typeof ListAccessKeys>('iam', 'ListAccessKeys', { UserName });
export const accessKeyLastUsedQuery = (AccessKeyId: string) =>
  consoleQuery<typeof GetAccessKeyLastUsed>('iam', 'GetAccessKeyLastUsed', { AccessKeyId });
export const mfaDevicesQuery = (UserName?: string) => consoleQuery<typeof ListMFADevices>('iam', 'ListMFADevices', { UserName });
export const passwordPolicyQuery = () => consoleQuery<typeof GetAccountPasswordPolicy>('iam', 'GetAccountPasswordPolicy', {});
