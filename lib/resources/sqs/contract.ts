import { type Contract, taking } from '../../core/testing/contract';
import { crowdResources, resourcePolicy } from '../test-tables';
import * as messages from './message-operations';
import * as queues from './operations';
import { Queue } from './resource';

const operations = { ...queues, ...messages };

const QUEUE = { QueueUrl: '<CreateQueue.QueueUrl>' };
const OUR_URL = 'http://localhost/<scene.account>/';
const ARN = 'arn:aws:sqs:us-east-1:<scene.account>:';
const NO_SUCH_QUEUE = 'The specified queue does not exist.';
const INVALID_POLICY = 'Invalid value for the parameter Policy.';
const policyFor = (name: string, more: object = {}) =>
  resourcePolicy({
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::<scene.account>:root' },
    Action: 'sqs:SendMessage',
    Resource: `${ARN}${name}`,
    ...more,
  });
const settingPolicy = (name: string, more: object) => ({ Attributes: { Policy: policyFor(name, more) } });
const AT_URL = taking(operations, 'QueueUrl');
const ANY = Object.keys(operations);

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const Policy = JSON.stringify({
      Id: secret,
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: root.accountId },
          Action: 'sqs:*',
          Resource: `arn:aws:sqs:us-east-1:${root.accountId}:${name}`,
        },
      ],
    });
    const { QueueUrl } = await root.run(queues.CreateQueue, { QueueName: name, Attributes: { Policy }, tags: { owner: secret } });
    await root.run(messages.SendMessage, { QueueUrl, MessageBody: secret });
    return { QueueUrl, QueueName: name };
  },
  calls: [
    ['CreateQueue', { QueueName: 'orders', Attributes: { VisibilityTimeout: '60' }, tags: { team: 'blue' } }],
    ['CreateQueue', { QueueName: 'orders', Attributes: { VisibilityTimeout: '60' } }],
    ['GetQueueUrl', { QueueName: 'orders' }],
    ['ListQueues', { QueueNamePrefix: 'ord', MaxResults: 1 }],
    ['SetQueueAttributes', { ...QUEUE, Attributes: { DelaySeconds: '0' } }],
    ['GetQueueAttributes', { ...QUEUE, AttributeNames: ['All'] }],
    ['TagQueue', { ...QUEUE, Tags: { new: '1' } }],
    ['ListQueueTags', QUEUE],
    ['UntagQueue', { ...QUEUE, TagKeys: ['new'] }],
    [
      'SendMessage',
      {
        ...QUEUE,
        MessageBody: 'hello',
        MessageAttributes: {
          kind: { DataType: 'String', StringValue: 'greeting' },
          raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 3]) },
        },
      },
    ],
    ['ReceiveMessage', { ...QUEUE, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] }],
    ['DeleteMessage', { ...QUEUE, ReceiptHandle: '<ReceiveMessage.Messages.0.ReceiptHandle>' }],
    ['DeleteQueue', QUEUE],
  ],
  errors: {
    furnish: async (stage) => {
      await stage.root.run(queues.CreateQueue, { QueueName: 'queue' });
      await crowdResources(stage, Queue, { attributes: {}, changedAt: '2026-03-01T12:00:00.000Z' });
      return {};
    },
    usual: {
      QueueUrl: `${OUR_URL}queue`,
      QueueName: 'queue',
      Attributes: {},
      Tags: { new: '1' },
      TagKeys: ['new'],
      MessageBody: 'hello',
      ReceiptHandle: 'none',
    },
    failures: {
      QueueDoesNotExist: [
        [AT_URL, { QueueUrl: `${OUR_URL}none` }, NO_SUCH_QUEUE],
        ['GetQueueUrl', { QueueName: 'none' }, NO_SUCH_QUEUE],
      ],
      QueueNameExists: [
        [
          'CreateQueue',
          { Attributes: { DelaySeconds: '7' } },
          'A queue already exists with the same name and a different value for attribute DelaySeconds',
        ],
      ],
      InvalidAttributeName: [
        [['CreateQueue', 'SetQueueAttributes'], { Attributes: { Colour: 'blue' } }, 'Unknown Attribute Colour.'],
        ['GetQueueAttributes', { AttributeNames: ['Colour'] }, 'Unknown Attribute Colour.'],
      ],
      InvalidAttributeValue: [
        [
          ['CreateQueue', 'SetQueueAttributes'],
          { Attributes: { VisibilityTimeout: '43201' } },
          'Invalid value for the parameter VisibilityTimeout.',
        ],
        [['CreateQueue', 'SetQueueAttributes'], { Attributes: { Policy: '{' } }, INVALID_POLICY],
        ['SetQueueAttributes', settingPolicy('other', {}), INVALID_POLICY],
        ['SetQueueAttributes', settingPolicy('queue', { Action: 's3:GetObject' }), INVALID_POLICY],
        [
          'SetQueueAttributes',
          settingPolicy('queue', { Action: Array.from({ length: 8 }, () => 'sqs:SendMessage') }),
          INVALID_POLICY,
        ],
        [
          'SetQueueAttributes',
          settingPolicy('queue', { Principal: { AWS: 'arn:aws:iam::<scene.account>:user/none' } }),
          INVALID_POLICY,
        ],
      ],
      UnsupportedOperation: [
        ['CreateQueue', { QueueName: 'queue.fifo' }, 'Gatehouse has standard queues alone, and no FIFO queues.'],
        [
          ['CreateQueue', 'SetQueueAttributes'],
          { Attributes: { RedrivePolicy: '{}' } },
          /^Gatehouse has standard queues alone, .+: RedrivePolicy cannot be set\.$/,
        ],
        ['SendMessage', { MessageGroupId: 'group' }, /^Gatehouse has standard queues alone/],
      ],
      InvalidMessageContents: [['SendMessage', { MessageBody: 'bell: \u0007' }, /^Invalid characters found\./]],
      ReceiptHandleIsInvalid: [['DeleteMessage', {}, 'The input receipt handle is invalid.']],
    },
    unreachable: {
      QueueDeletedRecently: [['CreateQueue', 'the name of a queue is free as soon as it is deleted']],
      InvalidIdFormat: [['DeleteMessage', 'AWS deprecated it: a handle that is none is ReceiptHandleIsInvalid']],
      OverLimit: [
        ['ReceiveMessage', 'a queue holds fewer messages than may be in flight'],
        ['SetQueueAttributes', 'a policy that is too long is InvalidAttributeValue'],
      ],
      UnsupportedOperation: [
        [
          ANY.filter((name) => !['CreateQueue', 'SetQueueAttributes', 'SendMessage'].includes(name)),
          'every standard queue supports it',
        ],
      ],
    },
  },
};
