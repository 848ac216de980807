import { consoleQuery } from '@/lib/console/query';
import type { ListInput } from '@/lib/core/list/schema';

export const groupsQuery = (input: ListInput) => consoleQuery('console', 'ListGroupOverviews', input);
/** Reads a group without its users, which have their own list. */
export const groupQuery = (GroupName: string) => consoleQuery('iam', 'GetGroup', { GroupName, MaxItems: 1 });
export const groupUsersQuery = (GroupName: string, input: ListInput) =>
  consoleQuery('console', 'ListGroupUserOverviews', { ...input, GroupName });
