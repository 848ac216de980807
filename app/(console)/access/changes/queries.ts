import { consoleQuery } from '@/lib/console/query';

/** Two moments, each a snapshot by its name or, without one, now. */
export type Moments = { From?: string; To?: string };

export const accessChangesQuery = (moments: Moments, AccountId: string | undefined, Page: number) =>
  consoleQuery('console', 'ListAccessChanges', { ...moments, AccountId, Page });

export const accessChangeQuery = (moments: Moments, PrincipalArn: string, Service?: string) =>
  consoleQuery('console', 'GetAccessChange', { ...moments, PrincipalArn, Service });
