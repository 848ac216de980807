import { consoleQuery } from '@/lib/console/query';
import type { ListInput } from '@/lib/core/list/schema';

export type Reach = 'account' | 'organization';

export const tagComplianceQuery = (Reach: Reach) => (input: ListInput) =>
  consoleQuery('console', 'ListTagCompliance', { ...input, Reach });
