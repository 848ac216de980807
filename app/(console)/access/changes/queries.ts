import type { Moment } from '@/lib/access/changes/schema';
import { consoleQuery } from '@/lib/console/query';

/** Two times. A missing one is now. */
export type Moments = { From?: Moment; To?: Moment };

export const changesReachQuery = () => consoleQuery('console', 'GetChangesReach', {});

/** The searched principals: by account, part of the ARN, and verdict. */
export type Sought = { account?: string | undefined; search?: string | undefined; verdict?: ChangeVerdict | undefined };
export type ChangeVerdict = 'wider' | 'narrower' | 'both' | 'undecided';

export const accessChangesQuery = (moments: Moments, { account, search, verdict }: Sought, Page: number) =>
  consoleQuery('console', 'ListAccessChanges', {
    ...moments,
    AccountId: account,
    Search: search || undefined,
    Verdict: verdict,
    Page,
  });

export const policyChangesQuery = (moments: Moments, AccountId: string | undefined, Page: number) =>
  consoleQuery('console', 'ListPolicyChanges', { ...moments, AccountId, Page });

export const effectivePolicyChangesQuery = (moments: Moments, AccountId: string | undefined, Page: number) =>
  consoleQuery('console', 'ListEffectivePolicyChanges', { ...moments, AccountId, Page });

export const identityCenterChangesQuery = (moments: Moments, AccountId: string | undefined, Page: number) =>
  consoleQuery('console', 'ListIdentityCenterChanges', { ...moments, AccountId, Page });

export const peopleAccessChangesQuery = (moments: Moments, { account, search }: Sought, Page: number) =>
  consoleQuery('console', 'ListPeopleAccessChanges', { ...moments, AccountId: account, Search: search || undefined, Page });

export const accessChangeQuery = (moments: Moments, PrincipalArn: string, Service?: string) =>
  consoleQuery('console', 'GetAccessChange', { ...moments, PrincipalArn, Service });
