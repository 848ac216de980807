import { infiniteQueryOptions } from '@tanstack/react-query';
import type {
  BilledAccountAnswer,
  BillingPreferencesAnswer,
  PreferencesChange as Changed,
} from '@/lib/billing/preferences/operations';
import { consoleQuery, FIRST_PAGE, fetchRead } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';

export type Preferences = Json<BillingPreferencesAnswer>;
export type PreferencesChange = Json<Changed>;
export type BilledAccount = Json<BilledAccountAnswer>;

export const preferencesQuery = () => consoleQuery('console', 'GetBillingPreferences', {});

/** Reads the history, newest first, page by page. */
export const preferencesHistoryQuery = () =>
  infiniteQueryOptions({
    queryKey: ['console', 'ListBillingPreferences', {}],
    initialPageParam: FIRST_PAGE,
    queryFn: ({ pageParam, signal }) => fetchHistory({ MaxResults: 20, NextToken: pageParam }, signal),
    getNextPageParam: (last) => (last.ok ? last.data.NextToken : undefined),
  });

type HistoryAsked = { MaxResults: number; MaxDifferences?: number; NextToken: string | undefined };

/** Reads a part of the history for a file, with every account. */
export const fetchHistory = (asked: HistoryAsked, signal: AbortSignal = AbortSignal.timeout(60_000)) =>
  fetchRead('console', 'ListBillingPreferences', asked, signal);
