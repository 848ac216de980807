import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListFindingExceptions } from '@/lib/posture/exception-operations';

export type Reach = 'account' | 'organization';
export type FindingsAsked = {
  Reach: Reach;
  Status: 'ACTIVE' | 'SUPPRESSED' | 'RESOLVED';
  Filter?: string | undefined;
  MaxResults: number;
};
export type PostureException = Json<OutputOf<typeof ListFindingExceptions>>['Exceptions'][number];

export const postureQuery = (reach: Reach) => consoleQuery('console', 'GetPosture', { Reach: reach });
export const findingsQuery = (asked: FindingsAsked) => consoleQuery('console', 'ListPostureFindings', asked);
export const postureFixQuery = (Reach: Reach, FindingId: string, many: boolean) =>
  consoleQuery('console', 'GetPostureFix', { Reach, FindingId, ...(many && { Many: true }) });
export const exceptionsQuery = () => consoleQuery('console', 'ListFindingExceptions', {});
export const unusedPermissionsQuery = () => consoleQuery('console', 'ListUnusedPermissions', {});
export const parametersQuery = () => consoleQuery('console', 'GetPostureParameters', {});
