import type { Moment } from '@/lib/access/changes/schema';
import { consoleQuery } from '@/lib/console/query';

/** Two moments; one that is not given is now. */
export type Moments = { From?: Moment; To?: Moment };

export const changesReachQuery = () => consoleQuery('console', 'GetChangesReach', {});

export const accessChangesQuery = (moments: Moments, AccountId: string | undefined, Page: number) =>
  consoleQuery('console', 'ListAccessChanges', { ...moments, AccountId, Page });

export const policyChangesQuery = (moments: Moments, AccountId: string | undefined, Page: number) =>
  consoleQuery('console', 'ListPolicyChanges', { ...moments, AccountId, Page });

export const accessChangeQuery = (moments: Moments, PrincipalArn: string, Service?: string) =>
  consoleQuery('console', 'GetAccessChange', { ...moments, PrincipalArn, Service });
