import { consoleQuery } from '@/lib/console/query';
import { type ResourceKindInfo, reading, type Tag } from './kind';

export const topicReading = reading(
  ({ arn: TopicArn, region }) => consoleQuery('sns', 'GetTopicAttributes', { TopicArn }, region),
  ({ Attributes }) => Attributes as Record<string, string | undefined>,
);

export const topics: ResourceKindInfo = {
  id: 'topics',
  noun: 'Topic',
  title: 'SNS topics',
  one: 'topic',
  many: 'topics',
  description: 'Topics take what is published to them. Nothing is delivered: it is about who may publish.',
  empty: 'Make a topic, publish to it, and see who may publish by its policy.',
  describe: topicReading,
  gone: ['NotFound', 'NotFoundException'],
  tags: reading(
    ({ arn: ResourceArn, region }) => consoleQuery('sns', 'ListTagsForResource', { ResourceArn }, region),
    ({ Tags }): readonly Tag[] => Tags,
  ),
  noTags: 'Policies can ask for tags in conditions, such as aws:ResourceTag/Team of a topic.',
  policy: {
    read: reading(topicReading.query, (data) => topicReading.of(data).Policy ?? null),
    type: 'AWS::SNS::Topic',
    maxCharacters: 30_720,
    removable: false,
    none: 'A topic always has a policy.',
  },
  create: 'Create topic',
  remove: {
    verb: 'Delete',
    title: (name) => `Delete topic ${name}?`,
    text: 'Its messages are lost. Policies that name it stay as they are.',
    done: (name) => `Topic ${name} was deleted.`,
  },
  asks: [
    { action: 'sns:Publish' },
    { action: 'sns:GetTopicAttributes' },
    { action: 'sns:SetTopicAttributes' },
    { action: 'sns:DeleteTopic' },
  ],
};
