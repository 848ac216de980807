import { consoleQuery, fetchRead } from '@/lib/console/query';
import type { ListInput } from '@/lib/core/list/schema';

export type Reach = 'account' | 'organization';

export const tagComplianceQuery = (Reach: Reach) => (input: ListInput) =>
  consoleQuery('console', 'ListTagCompliance', { ...input, Reach });

/** Reads the report as a file. */
export const fetchTagComplianceFile = (Reach: Reach) =>
  fetchRead('console', 'ExportTagCompliance', { Reach }, AbortSignal.timeout(60_000));
