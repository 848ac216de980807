import { defineKind, type StoredResource } from '../../core/module/kind';
import { queueArn } from './arns';
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

function urlOf(arn: string): string {
  return `/${arn.split(':').slice(4).join('/')}`;
}

export const Queue = defineKind<QueueSettings>({
  service: 'sqs',
  type: 'queue',
  arn: queueArn,
  arnPattern: /^arn:[^:]+:sqs:[^:]+:\d{12}:/,
  policyReading: (arn) => ['GetQueueAttributes', { QueueUrl: urlOf(arn), AttributeNames: ['Policy'] }],
  tagReading: (arn) => ['ListQueueTags', { QueueUrl: urlOf(arn) }],
  quota: 'SQSQueuesPerRegion',
  ownersOnly: OWNERS_ONLY,
  listed: {
    noun: 'Queue',
    label: 'SQS queue',
    check: () => ({ action: 'sqs:ListQueues', resource: '*' }),
    policyBy: 'sqs:GetQueueAttributes',
    tagsBy: 'sqs:ListQueueTags',
  },
  policy: {
    savedBy: 'sqs:SetQueueAttributes',
    most: 8192,
    tooLong: invalidPolicy,
    type: 'AWS::SQS::Queue',
    refused: invalidPolicy,
    invalidPrincipal: invalidPolicy,
  },
});
