import { consoleQuery } from '@/lib/console/query';

export const userGroupsQuery = (UserName: string) => consoleQuery('iam', 'ListGroupsForUser', { UserName, MaxItems: 1000 });
export const loginProfileQuery = (UserName: string) => consoleQuery('iam', 'GetLoginProfile', { UserName });
export const passwordPolicyQuery = () => consoleQuery('iam', 'GetAccountPasswordPolicy', {});
