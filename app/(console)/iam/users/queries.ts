import { consoleQuery } from '@/lib/console/query';

export const usersQuery = () => consoleQuery('console', 'ListUserOverviews', {});
export const userQuery = (UserName: string) => consoleQuery('iam', 'GetUser', { UserName });
export const userGroupsQuery = (UserName: string) => consoleQuery('iam', 'ListGroupsForUser', { UserName, MaxItems: 1000 });
export const loginProfileQuery = (UserName: string) => consoleQuery('iam', 'GetLoginProfile', { UserName });
/** Without a name: the caller's own. */
export const accessKeysQuery = (UserName?: string) => consoleQuery('iam', 'ListAccessKeys', { UserName });
export const accessKeyLastUsedQuery = (AccessKeyId: string) => consoleQuery('iam', 'GetAccessKeyLastUsed', { AccessKeyId });
export const mfaDevicesQuery = (UserName?: string) => consoleQuery('iam', 'ListMFADevices', { UserName });
export const passwordPolicyQuery = () => consoleQuery('iam', 'GetAccountPasswordPolicy', {});
