import { consoleQuery, fetchRead, pagedQuery } from '@/lib/console/query';
import type { EventFilters, SearchEventsInput } from '@/lib/events/schema';

/** Reads the event history, page by page. */
export const eventsQuery = (input: SearchEventsInput) => pagedQuery('console', 'SearchEvents', input);

/** Reads one page, for callers that read pages in sequence. */
export const fetchEvents = (input: SearchEventsInput) => fetchRead('console', 'SearchEvents', input, AbortSignal.timeout(60_000));
export const countEventsQuery = (input: EventFilters) => consoleQuery('console', 'CountEvents', input);
/**
 * Reads an event.
 * @param AccountId another account of the organization, for its management account
 */
export const eventQuery = (EventId: string, AccountId?: string) => consoleQuery('console', 'GetEvent', { EventId, AccountId });
export const authorizationQuery = (AuthorizationId: string) =>
  consoleQuery('console', 'GetAuthorizationDetails', { AuthorizationId });
