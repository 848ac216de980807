import { consoleQuery } from '@/lib/console/query';

export const escalationPathsQuery = (Reach: 'account' | 'organization') =>
  consoleQuery('console', 'ListEscalationPaths', { Reach });
