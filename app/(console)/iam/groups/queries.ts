import { consoleQuery } from '@/lib/console/query';
import type { GetGroup } from '@/lib/iam/group/operations';
import type { ListGroupOverviews } from '@/lib/iam/group/overview';

export const groupsQuery = () => consoleQuery<typeof ListGroupOverviews>('console', 'ListGroupOverviews', {});
export const groupQuery = (GroupName: string) => consoleQuery<typeof GetGroup>('iam', 'GetGroup', { GroupName, MaxItems: 1000 });
