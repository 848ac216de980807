import { consoleQuery } from '@/lib/console/query';
import { queueUrl } from '@/lib/console/resource-arn';
import { type ResourceKindInfo, reading, type Tag } from './kind';

export const queueReading = reading(
  (at) => consoleQuery('sqs', 'GetQueueAttributes', { QueueUrl: queueUrl(at), AttributeNames: ['All'] }, at.region),
  ({ Attributes = {} }) => Attributes as Record<string, string | undefined>,
);

export const queues: ResourceKindInfo = {
  id: 'queues',
  noun: 'Queue',
  title: 'SQS queues',
  one: 'queue',
  many: 'queues',
  description: 'Queues hold messages until somebody receives and deletes them. An access policy can let in other accounts.',
  empty: 'Make a queue, send a message, and see who may send and who may receive.',
  describe: queueReading,
  gone: ['QueueDoesNotExist'],
  tags: reading(
    (at) => consoleQuery('sqs', 'ListQueueTags', { QueueUrl: queueUrl(at) }, at.region),
    ({ Tags = {} }): readonly Tag[] => Object.entries(Tags).map(([Key, Value]) => ({ Key, Value })),
  ),
  noTags: 'Policies can ask for tags in conditions, such as aws:ResourceTag/Team of a queue.',
  policy: {
    read: reading(queueReading.query, (data) => queueReading.of(data).Policy ?? null),
    type: 'AWS::SQS::Queue',
    maxCharacters: 8192,
    removable: true,
    none: 'Without an access policy only principals of the account get in, by their own policies.',
  },
  create: 'Create queue',
  remove: {
    verb: 'Delete',
    title: (name) => `Delete queue ${name}?`,
    text: 'Its messages are lost. Policies that name it stay as they are.',
    done: (name) => `Queue ${name} was deleted.`,
  },
  asks: [
    { action: 'sqs:SendMessage' },
    { action: 'sqs:ReceiveMessage' },
    { action: 'sqs:DeleteMessage' },
    { action: 'sqs:GetQueueAttributes' },
    { action: 'sqs:SetQueueAttributes' },
    { action: 'sqs:DeleteQueue' },
  ],
};
