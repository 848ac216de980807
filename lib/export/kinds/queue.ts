import { tagged } from '../cloudformation-values';
import {
  attributesWithPolicy,
  defineExportedKind,
  type Located,
  MESSAGES_LEFT_OUT,
  noted,
  numberOrFlag,
  reference,
  tagsByKey,
} from './kind';

/** A queue. `attributes` are those that can be set, without the policy. */
export type QueueState = Located & { kind: 'queue'; name: string; attributes: Readonly<Record<string, string>> };

const ARGUMENTS: Readonly<Record<string, string>> = {
  DelaySeconds: 'delay_seconds',
  MaximumMessageSize: 'max_message_size',
  MessageRetentionPeriod: 'message_retention_seconds',
  ReceiveMessageWaitTimeSeconds: 'receive_wait_time_seconds',
  SqsManagedSseEnabled: 'sqs_managed_sse_enabled',
  VisibilityTimeout: 'visibility_timeout_seconds',
};

export const queue = defineExportedKind<QueueState>({
  kind: 'queue',
  nameOf: ({ name }) => name,
  last: {
    title: 'Queues',
    calls({ name: QueueName, attributes, tags }, { policy, call }) {
      const Attributes = attributesWithPolicy(attributes, policy);
      return [noted(call('sqs', 'CreateQueue', { QueueName, Attributes, tags: tagsByKey(tags) }), policy)];
    },
  },
  template({ name: QueueName, attributes, tags }, { own, policy, document: PolicyDocument }) {
    const name = own('Queue');
    const set = Object.entries(attributes).map(([attribute, value]) => [attribute, numberOrFlag(value)]);
    return [
      [name, { Type: 'AWS::SQS::Queue', Properties: { QueueName, ...Object.fromEntries(set), ...tagged(tags) } }],
      ...policy('AWS::SQS::QueuePolicy', { Queues: [{ Ref: name }], PolicyDocument }),
    ];
  },
  terraform({ name, attributes }, to) {
    const set = Object.entries(attributes).map(([attribute, value]) => [ARGUMENTS[attribute] ?? attribute, numberOrFlag(value)]);
    const made = to.block('aws_sqs_queue', { name, ...Object.fromEntries(set) }, { tagged: true });
    to.policy('aws_sqs_queue_policy', { queue_url: reference(made, 'url') });
  },
  leftOut: () => [MESSAGES_LEFT_OUT],
});
