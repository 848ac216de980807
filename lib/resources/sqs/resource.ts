import { defineKind, type StoredResource } from '../../core/module/kind';
import { tagRecord } from '../../core/tags';
import { QUEUE, queueArn } from './arns';
import { sqsError } from './errors';

/** The attributes that were set on a queue, by name. An absent one has AWS's default. */
export type QueueSettings = { attributes: Readonly<Record<string, string>>; changedAt: string };
export type QueueResource = StoredResource<QueueSettings>;

const invalidPolicy = () => sqsError('InvalidAttributeValue', 'Invalid value for the parameter Policy.', 'Attributes');

/** Source: SQS Developer Guide, "Limitations of custom policies": no cross-account permissions for these. */
const OWNERS_ONLY: ReadonlySet<string> = new Set(
  [
    'AddPermission',
    'CancelMessageMoveTask',
    'CreateQueue',
    'DeleteQueue',
    'ListMessageMoveTasks',
    'ListQueues',
    'ListQueueTags',
    'RemovePermission',
    'SetQueueAttributes',
    'StartMessageMoveTask',
    'TagQueue',
    'UntagQueue',
  ].map((name) => `sqs:${name.toLowerCase()}`),
);

/** Returns the path of a queue's URL. */
export function queuePath(arn: string): string {
  return `/${arn.split(':').slice(4).join('/')}`;
}

export const Queue = defineKind<QueueSettings>({
  service: QUEUE.service,
  type: QUEUE.type,
  arn: queueArn,
  arnPattern: /^arn:[^:]+:sqs:[^:]+:\d{12}:/,
  policyReading: (arn) => ['GetQueueAttributes', { QueueUrl: queuePath(arn), AttributeNames: ['Policy'] }],
  tagReading: (arn) => ['ListQueueTags', { QueueUrl: queuePath(arn) }],
  quota: 'SQSQueuesPerRegion',
  packs: {
    create: ({ name, tags }) => ({
      do: 'sqs:CreateQueue',
      input: {
        QueueName: name,
        ...(tags.length > 0 && { tags: tagRecord(tags) }),
      },
    }),
    savePolicy: ({ name, arn }, Policy) => ({
      do: 'sqs:SetQueueAttributes',
      input: { QueueUrl: QUEUE.members.QueueUrl(name, arn), Attributes: { Policy } },
    }),
  },
  usualActions: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteQueue'],
  ownersOnly: OWNERS_ONLY,
  listed: {
    noun: QUEUE.noun,
    label: QUEUE.label,
    check: () => ({ action: 'sqs:ListQueues', resource: '*' }),
    policyBy: 'sqs:GetQueueAttributes',
    tagsBy: 'sqs:ListQueueTags',
  },
  policy: {
    savedBy: 'sqs:SetQueueAttributes',
    most: 8192,
    tooLong: invalidPolicy,
    type: QUEUE.policyType,
    refused: invalidPolicy,
    invalidPrincipal: invalidPolicy,
  },
});
