import { consoleQuery } from '@/lib/console/query';

export const policyTakeoversQuery = (Reach: 'account' | 'organization') =>
  consoleQuery('console', 'ListPolicyTakeovers', { Reach });

export const escalationPathsQuery = (Reach: 'account' | 'organization') =>
  consoleQuery('console', 'ListEscalationPaths', { Reach });
