import type {
  BilledAccountAnswer,
  BillingPreferencesAnswer,
  PreferencesChange as Changed,
} from '@/lib/billing/preferences/operations';
import { consoleQuery, fetchRead, pagedQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';

export type Preferences = Json<BillingPreferencesAnswer>;
export type PreferencesChange = Json<Changed>;
export type BilledAccount = Json<BilledAccountAnswer>;

export const preferencesQuery = () => consoleQuery('console', 'GetBillingPreferences', {});

/** Reads the history, newest first, page by page. */
export const preferencesHistoryQuery = () => pagedQuery('console', 'ListBillingPreferences', {}, 20);

type HistoryAsked = { MaxResults: number; MaxDifferences?: number; NextToken: string | undefined };

/** Reads a part of the history for a file, with every account. */
export const fetchHistory = (asked: HistoryAsked) =>
  fetchRead('console', 'ListBillingPreferences', asked, AbortSignal.timeout(60_000));
