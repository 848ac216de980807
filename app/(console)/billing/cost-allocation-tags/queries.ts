import type { CostAllocationCoverageAnswer } from '@/lib/billing/cost-allocation-tag/operations';
import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';

export type Coverage = Json<CostAllocationCoverageAnswer>;
export type TagRow = Coverage['Tags'][number];

/** What of a month's costs has which tag; without a month, of that which bills are at. */
export const coverageQuery = (Month?: string) =>
  consoleQuery('console', 'GetCostAllocationCoverage', { ...(Month && { Month }) });
