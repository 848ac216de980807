import { queryOptions } from '@tanstack/react-query';
import { consoleQuery, fetchRead, type NameOf, type ReadKey, type ReadOf } from '@/lib/console/query';
import type { ConsoleOperations } from '@/lib/console/registry';
import type { Json } from '@/lib/console/result';
import type { ListInput } from '@/lib/core/list/schema';
import type { InputOf, OutputOf } from '@/lib/core/operation';
import type { DeclarativeEffect } from '@/lib/organizations/effective-policy/preview-operations';
import type { DeclarativeChange } from '@/lib/organizations/effective-policy/schema';
import type { AnyPolicyTypeId } from './_components/organization-nodes';

export const callerQuery = () => consoleQuery('sts', 'GetCallerIdentity', {});
export const organizationQuery = () => consoleQuery('organizations', 'DescribeOrganization', {});
export const rootsQuery = () => consoleQuery('organizations', 'ListRoots', {});
/** Reads a root, OU or account with its ancestors. @param NodeId the default is the root */
export const nodeQuery = (NodeId?: string) => consoleQuery('console', 'GetOrganizationNode', { NodeId });
/** Reads the whole tree. */
export const diagramQuery = () => consoleQuery('console', 'GetOrganizationDiagram', {});
/** Reads a page of the children of a root or OU. The default parent is the root. */
export const branchQuery = ({ parentId, unitsOnly, page }: { parentId?: string; unitsOnly?: boolean; page?: number } = {}) =>
  consoleQuery('console', 'GetTreeBranch', { ParentId: parentId, UnitsOnly: unitsOnly, Page: page === 1 ? undefined : page });
export const foundNodesQuery = (input: ListInput) => consoleQuery('console', 'FindOrganizationNodes', input);
export const childrenQuery = (ParentId: string, input: ListInput) =>
  consoleQuery('console', 'ListChildOverviews', { ...input, ParentId });
export const accountsQuery = (input: ListInput) => consoleQuery('console', 'ListAccountOverviews', input);
/** Reads a page of accounts, for callers that read all pages in turn. */
export const fetchAccounts = (input: ListInput) =>
  fetchRead('console', 'ListAccountOverviews', input, AbortSignal.timeout(30_000));
export const accountQuotaQuery = () => consoleQuery('console', 'GetAccountQuota', {});
export const policiesQuery = (input: ListInput & { Types?: AnyPolicyTypeId[]; NotOn?: string }) =>
  consoleQuery('console', 'ListPolicyOverviews', input);
export const policyQuery = (id: string, Types?: AnyPolicyTypeId[]) =>
  policiesQuery({ Filters: [`id=${id}`], PageSize: 1, Types });
export const policiesOfTargetsQuery = (TargetIds: readonly string[], Types?: AnyPolicyTypeId[]) =>
  consoleQuery('console', 'ListPoliciesOfTargets', { TargetIds: [...TargetIds], Types });
export const delegationPolicyQuery = () => consoleQuery('organizations', 'DescribeResourcePolicy', {});
export const declarativePreviewQuery = (Change: DeclarativeChange) =>
  consoleQuery('console', 'PreviewDeclarativeChange', { Change });
/** The effect of a change on effective policies, as JSON. */
export type Effect = Json<DeclarativeEffect>;
export const servicesQuery = () => consoleQuery('console', 'ListIntegratedServices', {});
/** Counts the policies of some types. */
export const policyTypeFactsQuery = (types: readonly AnyPolicyTypeId[]) =>
  consoleQuery('console', 'GetPolicyTypeFacts', { Types: [...types] });
export const targetsQuery = (PolicyId: string, input: ListInput) =>
  consoleQuery('console', 'ListTargetOverviews', { ...input, PolicyId });
export const accountQuery = (AccountId: string) => consoleQuery('organizations', 'DescribeAccount', { AccountId });
/** Reads the services that SCPs allow an account, and when they were last used. */
export const servicesAccessedQuery = (TargetId: string) => consoleQuery('console', 'GetOrganizationsLastAccessed', { TargetId });
export const organizationPolicyQuery = (PolicyId: string) => consoleQuery('organizations', 'DescribePolicy', { PolicyId });
export const policyVersionsQuery = (PolicyId: string) => consoleQuery('console', 'ListOrganizationPolicyVersions', { PolicyId });
export const policyVersionQuery = (PolicyId: string, VersionNumber: number) =>
  consoleQuery('console', 'GetOrganizationPolicyVersion', { PolicyId, VersionNumber });
type NodePolicyInput = InputOf<ConsoleOperations['console']['GetNodeEffectivePolicy']>;
/** Reads the effective policy of a root, OU or account, as it is or with a draft. */
export const nodePolicyQuery = (NodeId: string, PolicyType: NodePolicyInput['PolicyType'], Draft?: NodePolicyInput['Draft']) =>
  consoleQuery('console', 'GetNodeEffectivePolicy', { NodeId, PolicyType, Draft });
/** Reads the accounts with the same effective policy. */
export const sharingAccountsQuery = (NodeId: string, PolicyType: NodePolicyInput['PolicyType']) =>
  consoleQuery('console', 'ListAccountsSharingEffectivePolicy', { NodeId, PolicyType });
/** Reads the accounts with an invalid effective policy of any type. */
export const invalidEffectivePoliciesQuery = () => consoleQuery('console', 'ListInvalidEffectivePolicies', {});
export const createAccountStatusQuery = (CreateAccountRequestId: string) =>
  consoleQuery('organizations', 'DescribeCreateAccountStatus', { CreateAccountRequestId });

type Page = { NextToken?: string };
type OrganizationsOperations = ConsoleOperations['organizations'];

/** Reads all pages of a list whose pages have twenty items. Not for `Prefetch`, which reads one page. */
function everyPage<N extends NameOf<'organizations'>>(
  operation: N,
  input: InputOf<OrganizationsOperations[N]>,
  member: keyof Json<OutputOf<OrganizationsOperations[N]>> & string,
) {
  type Read = ReadOf<OrganizationsOperations[N]>;
  return queryOptions<Read, Error, Read, ReadKey>({
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

/** Reads the tags of a root, OU, account or policy. */
export const resourceTagsQuery = (ResourceId: string) => everyPage('ListTagsForResource', { ResourceId }, 'Tags');

/** Reads the organization's requests to enable all features. At most one is pending. */
export const allFeaturesQuery = () =>
  everyPage('ListHandshakesForOrganization', { Filter: { ActionType: 'ENABLE_ALL_FEATURES' } }, 'Handshakes');
/** Reads the accounts' responses to a request for all features. */
export const allFeaturesAnswersQuery = (ParentHandshakeId: string) =>
  everyPage('ListHandshakesForOrganization', { Filter: { ParentHandshakeId } }, 'Handshakes');
/** Reads the handshakes for this account, such as a request to approve all features. */
export const allFeaturesRequestsQuery = () => everyPage('ListHandshakesForAccount', {}, 'Handshakes');

/** A billing transfer as one side sees it. */
export type BillingTransfer = Json<
  OutputOf<OrganizationsOperations['ListInboundResponsibilityTransfers']>
>['ResponsibilityTransfers'][number];

/** Reads the billing transfers by which this organization pays. */
export const inboundTransfersQuery = () =>
  everyPage('ListInboundResponsibilityTransfers', { Type: 'BILLING' }, 'ResponsibilityTransfers');
/** Reads the billing transfers by which others pay for this organization. */
export const outboundTransfersQuery = () =>
  everyPage('ListOutboundResponsibilityTransfers', { Type: 'BILLING' }, 'ResponsibilityTransfers');

export const invitationsSentQuery = (input: ListInput) => consoleQuery('console', 'ListSentInvitationOverviews', input);
export const invitationsReceivedQuery = (input: ListInput) => consoleQuery('console', 'ListReceivedInvitationOverviews', input);

/** Reads the instance of IAM Identity Center of the organization, and the part that this account plays. */
export const identityCenterQuery = () => consoleQuery('console', 'GetIdentityCenter', {});

export type AccessQuestion = InputOf<ConsoleOperations['console']['GetAccountAccessMatrix']>;
/** Reads who reaches which account with which permission set. */
export const accessMatrixQuery = (question: AccessQuestion) => consoleQuery('console', 'GetAccountAccessMatrix', question);
