import { infiniteQueryOptions } from '@tanstack/react-query';
import { FIRST_PAGE, fetchRead } from '@/lib/console/query';

/** Reads messages, newest first, page by page: all, or those of one budget. */
export const outboxQuery = (budget: string | undefined) => {
  const asked = budget === undefined ? {} : { Source: 'budgets' as const, About: budget };
  return infiniteQueryOptions({
    queryKey: ['console', 'ListOutboxMessages', asked],
    initialPageParam: FIRST_PAGE,
    queryFn: ({ pageParam, signal }) =>
      fetchRead('console', 'ListOutboxMessages', { ...asked, MaxResults: 50, NextToken: pageParam }, signal),
    getNextPageParam: (last) => (last.ok ? last.data.NextToken : undefined),
  });
};
