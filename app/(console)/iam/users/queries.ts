import { consoleQuery } from '@/lib/console/query';
import type { ListGroupsForUser } from '@/lib/iam/group/operations';
import type { GetUser } from '@/lib/iam/user/operations';
import type { ListUserOverviews } from '@/lib/iam/user/overview';

export const usersQuery = () => consoleQuery<typeof ListUserOverviews>('console', 'ListUserOverviews', {});
export const userQuery = (UserName: string) => consoleQuery<typeof GetUser>('iam', 'GetUser', { UserName });
export const userGroupsQuery = (UserName: string) =>
  consoleQuery<typeof ListGroupsForUser>('iam', 'ListGroupsForUser', { UserName });
