import { consoleQuery } from '@/lib/console/query';

export const groupsQuery = () => consoleQuery('console', 'ListGroupOverviews', {});
export const groupQuery = (GroupName: string) => consoleQuery('iam', 'GetGroup', { GroupName, MaxItems: 1000 });
