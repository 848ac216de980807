import { queryOptions } from '@tanstack/react-query';
import type { GuardrailEffect, ListCallsDeniedByChange, PreviewGuardrailChange } from '@/lib/access/guardrail-preview/operations';
import type { GuardrailChange } from '@/lib/access/guardrail-preview/schema';
import { consoleQuery, fetchRead, type ReadOf } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';
import { callAction } from '@/lib/console/shown-identity';
import type { AnyOperation, InputOf, OutputOf } from '@/lib/core/operation';
import type { DescribeAccount, DescribeCreateAccountStatus } from '@/lib/organizations/account/operations';
import type { ListHandshakesForAccount, ListHandshakesForOrganization } from '@/lib/organizations/handshake/operations';
import type { DescribeOrganization, ListRoots } from '@/lib/organizations/organization/operations';
import type { GetAccountQuota, GetOrganizationTree, ListPolicyOverviews } from '@/lib/organizations/overview/operations';
import type { DescribePolicy } from '@/lib/organizations/policy/operations';
import type { ListTagsForResource } from '@/lib/organizations/tag/operations';
import type { GetCallerIdentity } from '@/lib/sts/caller/operations';
import { listCallsDeniedByChange, previewGuardrailChange } from './actions';

export const callerQuery = () => consoleQuery<typeof GetCallerIdentity>('sts', 'GetCallerIdentity', {});
export const organizationQuery = () => consoleQuery<typeof DescribeOrganization>('organizations', 'DescribeOrganization', {});
export const rootsQuery = () => consoleQuery<typeof ListRoots>('organizations', 'ListRoots', {});
export const treeQuery = () => consoleQuery<typeof GetOrganizationTree>('console', 'GetOrganizationTree', {});
export const accountQuotaQuery = () => consoleQuery<typeof GetAccountQuota>('console', 'GetAccountQuota', {});
export const policyOverviewsQuery = () => consoleQuery<typeof ListPolicyOverviews>('console', 'ListPolicyOverviews', {});
export const accountQuery = (AccountId: string) =>
  consoleQuery<typeof DescribeAccount>('organizations', 'DescribeAccount', { AccountId });
export const organizationPolicyQuery = (PolicyId: string) =>
  consoleQuery<typeof DescribePolicy>('organizations', 'DescribePolicy', { PolicyId });
export const createAccountStatusQuery = (CreateAccountRequestId: string) =>
  consoleQuery<typeof DescribeCreateAccountStatus>('organizations', 'DescribeCreateAccountStatus', { CreateAccountRequestId });

type Page = { NextToken?: string };

/** Every item of a list that the service gives twenty at a time. Not for `Prefetch`, which reads one page. */
function everyPage<O extends AnyOperation>(operation: string, input: InputOf<O>, member: keyof Json<OutputOf<O>> & string) {
  return queryOptions<ReadOf<O>, Error, ReadOf<O>, readonly [string, string, unknown]>({
    queryKey: ['organizations', operation, { ...input, pages: 'all' }],
    queryFn: async ({ signal }) => {
      const items: unknown[] = [];
      let NextToken: string | undefined;
      do {
        const page = await fetchRead<O>('organizations', operation, { ...input, NextToken }, signal);
        if (!page.ok) return page;
        items.push(...(page.data[member] as unknown[]));
        NextToken = (page.data as Page).NextToken;
      } while (NextToken !== undefined);
      return { ok: true, data: { [member]: items } as Json<OutputOf<O>> };
    },
    staleTime: 30_000,
  });
}

/** The tags of a root, OU, account or policy. */
export const resourceTagsQuery = (ResourceId: string) =>
  everyPage<typeof ListTagsForResource>('ListTagsForResource', { ResourceId }, 'Tags');

const INVITATIONS = { Filter: { ActionType: 'INVITE' } } as const;
export const invitationsSentQuery = () =>
  everyPage<typeof ListHandshakesForOrganization>('ListHandshakesForOrganization', INVITATIONS, 'Handshakes');
export const invitationsReceivedQuery = () =>
  everyPage<typeof ListHandshakesForAccount>('ListHandshakesForAccount', INVITATIONS, 'Handshakes');

// With a document the input belongs in a body, so this evaluation is a server action (lib/decisions/004-evaluations-are-actions.md).
export const previewQuery = (Change: GuardrailChange) =>
  queryOptions<
    ReadOf<typeof PreviewGuardrailChange>,
    Error,
    ReadOf<typeof PreviewGuardrailChange>,
    readonly [string, string, unknown]
  >({
    queryKey: ['console', 'PreviewGuardrailChange', { Change }],
    queryFn: () => callAction(previewGuardrailChange, { Change }),
    staleTime: 10_000,
  });

export const callsDeniedQuery = (Change: GuardrailChange) =>
  queryOptions<
    ReadOf<typeof ListCallsDeniedByChange>,
    Error,
    ReadOf<typeof ListCallsDeniedByChange>,
    readonly [string, string, unknown]
  >({
    queryKey: ['console', 'ListCallsDeniedByChange', { Change }],
    queryFn: () => callAction(listCallsDeniedByChange, { Change }),
    staleTime: 10_000,
  });

export type Preview = Json<GuardrailEffect>;
