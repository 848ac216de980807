import { infiniteQueryOptions } from '@tanstack/react-query';
import { fetchRead } from '@/lib/console/query';

/** What would have been sent, newest first, page after page: all of it, or what one budget says. */
export const outboxQuery = (budget: string | undefined) => {
  const asked = budget === undefined ? {} : { Source: 'budgets' as const, About: budget };
  return infiniteQueryOptions({
    queryKey: ['console', 'ListOutboxMessages', asked],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      fetchRead('console', 'ListOutboxMessages', { ...asked, MaxResults: 50, NextToken: pageParam }, signal),
    getNextPageParam: (last) => (last.ok ? last.data.NextToken : undefined),
  });
};
