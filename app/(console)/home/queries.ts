import { consoleQuery } from '@/lib/console/query';
import type { SearchEventsInput } from '@/lib/events/schema';

export const ownAccessQuery = () => consoleQuery('console', 'GetOwnAccess', {});
export const ownCredentialsQuery = () => consoleQuery('console', 'GetOwnCredentials', {});
export const ownDenialsQuery = () => consoleQuery('console', 'ListOwnDenials', {});
export const ownSubjectQuery = (PrincipalArn: string) => consoleQuery('console', 'GetSubject', { PrincipalArn });

export const RECENT_KINDS = ['changes', 'denials', 'all'] as const;
export type RecentKind = (typeof RECENT_KINDS)[number];

const RECENT: Record<RecentKind, SearchEventsInput> = {
  changes: { ReadOnly: false },
  denials: { Outcome: 'Denied' },
  all: {},
};

export const recentQuery = (kind: RecentKind) => consoleQuery('console', 'SearchEvents', { ...RECENT[kind], MaxResults: 8 });
