import { consoleQuery } from '@/lib/console/query';
import type { FixAsked } from '@/lib/console/recipes/fix';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListFindingExceptions } from '@/lib/posture/findings/exception-operations';

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
/** Reads the fix of a finding, wherever the finding is listed. */
export function fixQuery({ of, input }: FixAsked, many: boolean) {
  const more = many ? { Many: true } : {};
  switch (of) {
    case 'posture':
      return consoleQuery('console', 'GetPostureFix', { ...input, ...more });
    case 'analyzer':
      return consoleQuery('console', 'GetAnalyzerFindingFix', { ...input, ...more });
    case 'unusedPermissions':
      return consoleQuery('console', 'GetUnusedPermissionsFix', { ...input, ...more });
  }
}
export const exceptionsQuery = () => consoleQuery('console', 'ListFindingExceptions', {});
export const unusedPermissionsQuery = () => consoleQuery('console', 'ListUnusedPermissions', {});
export const parametersQuery = () => consoleQuery('console', 'GetPostureParameters', {});
