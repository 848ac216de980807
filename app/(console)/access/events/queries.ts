import { infiniteQueryOptions } from '@tanstack/react-query';
import { consoleQuery, fetchRead } from '@/lib/console/query';
import type { LookupEventsInput } from '@/lib/events/schema';

/** The event history, page after page. */
export const eventsQuery = (input: LookupEventsInput) =>
  infiniteQueryOptions({
    queryKey: ['console', 'LookupEvents', input],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => fetchRead('console', 'LookupEvents', { ...input, NextToken: pageParam }, signal),
    getNextPageParam: (last) => (last.ok ? last.data.NextToken : undefined),
  });

export const eventQuery = (EventId: string) => consoleQuery('console', 'GetEvent', { EventId });
export const authorizationQuery = (AuthorizationId: string) =>
  consoleQuery('console', 'GetAuthorizationDetails', { AuthorizationId });
