import type { CostAllocationCoverageAnswer } from '@/lib/billing/cost-allocation-tag/operations';
import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';

export type Coverage = Json<CostAllocationCoverageAnswer>;
export type TagRow = Coverage['Tags'][number];

/** Reads the tagged costs of a month. Default: the current billing month. */
export const coverageQuery = (Month?: string) =>
  consoleQuery('console', 'GetCostAllocationCoverage', { ...(Month && { Month }) });
