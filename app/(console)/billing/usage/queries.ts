import type { UsageBatchAnswer } from '@/lib/billing/usage/operations';
import { pagedQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';

export type UsageBatch = Json<UsageBatchAnswer>;

/** Reads batches, newest first, page by page. */
export const usageBatchesQuery = () => pagedQuery('console', 'ListUsageBatches', {}, 100);
