import { infiniteQueryOptions } from '@tanstack/react-query';
import type { UsageBatchAnswer } from '@/lib/billing/usage/operations';
import { FIRST_PAGE, fetchRead } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';

export type UsageBatch = Json<UsageBatchAnswer>;

/** Reads batches, newest first, page by page. */
export const usageBatchesQuery = () =>
  infiniteQueryOptions({
    queryKey: ['console', 'ListUsageBatches', {}],
    initialPageParam: FIRST_PAGE,
    queryFn: ({ pageParam, signal }) =>
      fetchRead('console', 'ListUsageBatches', { MaxResults: 100, NextToken: pageParam }, signal),
    getNextPageParam: (last) => (last.ok ? last.data.NextToken : undefined),
  });
