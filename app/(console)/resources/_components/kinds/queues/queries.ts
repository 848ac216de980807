import { partOf } from '@/components/console/kit/query';
import { consoleQuery } from '@/lib/console/query';
import { queueUrl, type ResourceAt } from '@/lib/console/resource-arn';
import type { ResourceReads, Tag } from '../kind';

type Queue = Record<string, string | undefined>;

const queueQuery = (at: ResourceAt) =>
  partOf(
    consoleQuery('sqs', 'GetQueueAttributes', { QueueUrl: queueUrl(at), AttributeNames: ['All'] }, at.region),
    ({ Attributes = {} }): Queue => Attributes,
  );

export const queueReads: ResourceReads<Queue> = {
  describe: queueQuery,
  tagsOf: (at) =>
    partOf(consoleQuery('sqs', 'ListQueueTags', { QueueUrl: queueUrl(at) }, at.region), ({ Tags = {} }): readonly Tag[] =>
      Object.entries(Tags).map(([Key, Value]) => ({ Key, Value })),
    ),
  policyOf: (at) => partOf(queueQuery(at), ({ Policy }) => Policy ?? null),
};
