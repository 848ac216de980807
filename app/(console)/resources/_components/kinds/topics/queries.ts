import { partOf } from '@/components/console/kit/query';
import { consoleQuery } from '@/lib/console/query';
import type { ResourceAt } from '@/lib/console/resource-arn';
import type { ResourceReads, Tag } from '../kind';

type Topic = Record<string, string | undefined>;

const topicQuery = ({ arn: TopicArn, region }: ResourceAt) =>
  partOf(consoleQuery('sns', 'GetTopicAttributes', { TopicArn }, region), ({ Attributes }): Topic => Attributes);

export const messagesQuery = ({ arn: TopicArn, region }: ResourceAt) =>
  consoleQuery('console', 'ListTopicMessages', { TopicArn }, region);

export const topicReads: ResourceReads<Topic> = {
  describe: topicQuery,
  tagsOf: ({ arn: ResourceArn, region }) =>
    partOf(consoleQuery('sns', 'ListTagsForResource', { ResourceArn }, region), ({ Tags }): readonly Tag[] => Tags),
  policyOf: (at) => partOf(topicQuery(at), ({ Policy }) => Policy ?? null),
};
