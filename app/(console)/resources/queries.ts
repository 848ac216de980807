import { consoleQuery } from '@/lib/console/query';
import type { ResourceKindId } from '@/lib/console/resource-arn';
import type { ListInput } from '@/lib/core/list/schema';

/** The list operations by kind. Their outputs have the same type. */
const LISTS = {
  buckets: 'ListBucketOverviews',
  instances: 'ListInstanceOverviews',
  keys: 'ListKeyOverviews',
  queues: 'ListQueueOverviews',
  topics: 'ListTopicOverviews',
  secrets: 'ListSecretOverviews',
  functions: 'ListFunctionOverviews',
  tables: 'ListTableOverviews',
} as const satisfies Record<ResourceKindId, string>;

export const resourceCountsQuery = () => consoleQuery('console', 'CountResources', {});
export const resourcesQuery = (kind: ResourceKindId) => (input: ListInput) => consoleQuery('console', LISTS[kind], input);
