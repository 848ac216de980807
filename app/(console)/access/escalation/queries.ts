import type { ListEscalationPaths } from '@/lib/access/escalation/operations';
import { consoleQuery } from '@/lib/console/query';

export const escalationPathsQuery = (Reach: 'account' | 'organization') =>
  consoleQuery<typeof ListEscalationPaths>('console', 'ListEscalationPaths', { Reach });
