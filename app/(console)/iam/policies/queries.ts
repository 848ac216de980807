import type { SummarizePolicy, SummarizePolicyService } from '@/lib/access/policy-summary/operations';
import { consoleQuery } from '@/lib/console/query';
import type { ListInput } from '@/lib/core/list/schema';
import type { InputOf } from '@/lib/core/operation';

export const policyVersionsQuery = (PolicyArn: string) => consoleQuery('iam', 'ListPolicyVersions', { PolicyArn });
export const policyEntitiesQuery = (
  PolicyArn: string,
  PolicyUsageFilter: 'PermissionsPolicy' | 'PermissionsBoundary',
  input: ListInput,
) => consoleQuery('console', 'ListPolicyEntityOverviews', { ...input, PolicyArn, PolicyUsageFilter });
/** Reads the users, groups and roles that a policy can be attached to. */
export const policyTargetsQuery = (PolicyArn: string, input: ListInput) =>
  consoleQuery('console', 'ListPolicyTargetOverviews', { ...input, PolicyArn });

export const policySummaryQuery = (input: InputOf<typeof SummarizePolicy>) => consoleQuery('console', 'SummarizePolicy', input);
export const policySummaryServiceQuery = (input: InputOf<typeof SummarizePolicyService>) =>
  consoleQuery('console', 'SummarizePolicyService', input);
