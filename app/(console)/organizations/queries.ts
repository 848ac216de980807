import { queryOptions } from '@tanstack/react-query';
import type { GuardrailEffect, ListCallsDeniedByChange, PreviewGuardrailChange } from '@/lib/access/guardrail-preview/operations';
import type { GuardrailChange } from '@/lib/access/guardrail-preview/schema';
import { consoleQuery, fetchRead, type NameOf, type ReadOf } from '@/lib/console/query';
import type { ConsoleOperations } from '@/lib/console/registry';
import type { Json } from '@/lib/console/result';
import { callAction } from '@/lib/console/shown-identity';
import type { ListInput } from '@/lib/core/list/schema';
import type { InputOf, OutputOf } from '@/lib/core/operation';
import { listCallsDeniedByChange, previewGuardrailChange } from './actions';

export const callerQuery = () => consoleQuery('sts', 'GetCallerIdentity', {});
export const organizationQuery = () => consoleQuery('organizations', 'DescribeOrganization', {});
export const rootsQuery = () => consoleQuery('organizations', 'ListRoots', {});
export const treeQuery = () => consoleQuery('console', 'GetOrganizationTree', {});
export const accountsQuery = (input: ListInput) => consoleQuery('console', 'ListAccountOverviews', input);
/** A page of the same for whoever reads one after the other. */
export const fetchAccounts = (input: ListInput) =>
  fetchRead('console', 'ListAccountOverviews', input, AbortSignal.timeout(30_000));
export const accountQuotaQuery = () => consoleQuery('console', 'GetAccountQuota', {});
export const policyOverviewsQuery = () => consoleQuery('console', 'ListPolicyOverviews', {});
export const accountQuery = (AccountId: string) => consoleQuery('organizations', 'DescribeAccount', { AccountId });
export const organizationPolicyQuery = (PolicyId: string) => consoleQuery('organizations', 'DescribePolicy', { PolicyId });
export const createAccountStatusQuery = (CreateAccountRequestId: string) =>
  consoleQuery('organizations', 'DescribeCreateAccountStatus', { CreateAccountRequestId });

type Page = { NextToken?: string };
type OrganizationsOperations = ConsoleOperations['organizations'];

/** Every item of a list that the service gives twenty at a time. Not for `Prefetch`, which reads one page. */
function everyPage<N extends NameOf<'organizations'>>(
  operation: N,
  input: InputOf<OrganizationsOperations[N]>,
  member: keyof Json<OutputOf<OrganizationsOperations[N]>> & string,
) {
  type Read = ReadOf<OrganizationsOperations[N]>;
  return queryOptions<Read, Error, Read, readonly [string, string, unknown]>({
    queryKey: ['organizations', operation, { ...input, pages: 'all' }],
    queryFn: async ({ signal }) => {
      const items: unknown[] = [];
      let NextToken: string | undefined;
      do {
        const page = await fetchRead('organizations', operation, { ...input, NextToken }, signal);
        if (!page.ok) return page;
        items.push(...(page.data[member] as unknown[]));
        NextToken = (page.data as Page).NextToken;
      } while (NextToken !== undefined);
      return { ok: true, data: { [member]: items } as Json<OutputOf<OrganizationsOperations[N]>> };
    },
    staleTime: 30_000,
  });
}

/** The tags of a root, OU, account or policy. */
export const resourceTagsQuery = (ResourceId: string) => everyPage('ListTagsForResource', { ResourceId }, 'Tags');

const INVITATIONS = { Filter: { ActionType: 'INVITE' } } as const;
export const invitationsSentQuery = () => everyPage('ListHandshakesForOrganization', INVITATIONS, 'Handshakes');
export const invitationsReceivedQuery = () => everyPage('ListHandshakesForAccount', INVITATIONS, 'Handshakes');

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
