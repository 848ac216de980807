import { consoleQuery } from '@/lib/console/query';

export type Reach = 'account' | 'organization';
export type FindingsAsked = {
  Reach: Reach;
  Status: 'ACTIVE' | 'SUPPRESSED' | 'RESOLVED';
  Filter?: string | undefined;
  MaxResults: number;
};

export const postureQuery = (reach: Reach) => consoleQuery('console', 'GetPosture', { Reach: reach });
export const findingsQuery = (asked: FindingsAsked) => consoleQuery('console', 'ListPostureFindings', asked);
export const exceptionsQuery = () => consoleQuery('console', 'ListFindingExceptions', {});
export const parametersQuery = () => consoleQuery('console', 'GetPostureParameters', {});
