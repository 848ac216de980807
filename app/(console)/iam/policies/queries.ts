import { queryOptions } from '@tanstack/react-query';
import type { PreviewPolicyVersion } from '@/lib/access/policy-preview/operations';
import type { SummarizePolicy, SummarizePolicyService } from '@/lib/access/policy-summary/operations';
import { consoleQuery, type ReadKey, type ReadOf } from '@/lib/console/query';
import { callAction } from '@/lib/console/shown-identity';
import type { ListInput } from '@/lib/core/list/schema';
import type { InputOf } from '@/lib/core/operation';
import { previewPolicyVersion, summarizePolicy, summarizePolicyService } from './actions';

export const policyVersionsQuery = (PolicyArn: string) => consoleQuery('iam', 'ListPolicyVersions', { PolicyArn });
export const policyEntitiesQuery = (
  PolicyArn: string,
  PolicyUsageFilter: 'PermissionsPolicy' | 'PermissionsBoundary',
  input: ListInput,
) => consoleQuery('console', 'ListPolicyEntityOverviews', { ...input, PolicyArn, PolicyUsageFilter });
/** Whom it can be attached to. */
export const policyTargetsQuery = (PolicyArn: string, input: ListInput) =>
  consoleQuery('console', 'ListPolicyTargetOverviews', { ...input, PolicyArn });

// A document belongs in a body, so these are server actions (lib/decisions/004-evaluations-are-actions.md).
export const policySummaryQuery = (input: InputOf<typeof SummarizePolicy>) =>
  queryOptions<ReadOf<typeof SummarizePolicy>, Error, ReadOf<typeof SummarizePolicy>, ReadKey>({
    queryKey: ['console', 'SummarizePolicy', input],
    queryFn: () => callAction(summarizePolicy, input),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const policySummaryServiceQuery = (input: InputOf<typeof SummarizePolicyService>) =>
  queryOptions<ReadOf<typeof SummarizePolicyService>, Error, ReadOf<typeof SummarizePolicyService>, ReadKey>({
    queryKey: ['console', 'SummarizePolicyService', input],
    queryFn: () => callAction(summarizePolicyService, input),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What a document would change as the default version. Who has the policy may change, so that it is asked anew before long. */
export const versionEffectQuery = (PolicyArn: string, Document: string) =>
  queryOptions<ReadOf<typeof PreviewPolicyVersion>, Error, ReadOf<typeof PreviewPolicyVersion>, ReadKey>({
    queryKey: ['console', 'PreviewPolicyVersion', { PolicyArn, Document }],
    queryFn: () => callAction(previewPolicyVersion, { PolicyArn, Document }),
    staleTime: 30_000,
  });
