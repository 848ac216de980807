import { quotas } from '../../core/quotas';
import { type Contract, taking } from '../../core/testing/contract';
import { userWith } from '../../sts/test-actors';
import { crowdResources, resourcePolicy } from '../test-tables';
import { Publish } from './message-operations';
import * as topics from './operations';
import { Topic } from './resource';

const operations = { ...topics, Publish };

const TOPIC = { TopicArn: '<CreateTopic.TopicArn>' };
const TAGGED = { ResourceArn: '<CreateTopic.TopicArn>' };
const ARN = 'arn:aws:sns:us-east-1:<scene.account>:';
const tagList = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `key-${index}`, Value: '' }));
const policyFor = (more: object) =>
  resourcePolicy({
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::<scene.account>:root' },
    Action: 'sns:Publish',
    Resource: `${ARN}topic`,
    ...more,
  });
const setting = (AttributeName: string, AttributeValue: string) => ({ AttributeName, AttributeValue });
const settingPolicy = (more: object) => setting('Policy', policyFor(more));
const BY_ARN = taking(operations, 'TopicArn');
const BY_RESOURCE = taking(operations, 'ResourceArn');
const ANY = Object.keys(operations);

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const { TopicArn } = await root.run(topics.CreateTopic, {
      Name: name,
      Attributes: { DisplayName: secret },
      Tags: [{ Key: 'owner', Value: secret }],
    });
    await root.run(Publish, { TopicArn, Message: secret });
    return { TopicArn, TargetArn: TopicArn, ResourceArn: TopicArn, Name: name };
  },
  calls: [
    ['CreateTopic', { Name: 'orders', Attributes: { DisplayName: 'Orders' }, Tags: [{ Key: 'team', Value: 'blue' }] }],
    ['CreateTopic', { Name: 'orders', Attributes: { DisplayName: 'Orders' } }],
    ['ListTopics', {}],
    ['SetTopicAttributes', { ...TOPIC, ...setting('MaximumMessageSize', '2048') }],
    ['AddPermission', { ...TOPIC, Label: 'partner', AWSAccountId: ['111122223333'], ActionName: ['Publish', 'Subscribe'] }],
    ['GetTopicAttributes', TOPIC],
    ['RemovePermission', { ...TOPIC, Label: 'partner' }],
    ['TagResource', { ...TAGGED, Tags: [{ Key: 'new', Value: '1' }] }],
    ['ListTagsForResource', TAGGED],
    ['UntagResource', { ...TAGGED, TagKeys: ['new'] }],
    [
      'Publish',
      {
        ...TOPIC,
        Message: '{"default":"hello"}',
        MessageStructure: 'json',
        Subject: 'Greeting',
        MessageAttributes: {
          kind: { DataType: 'String', StringValue: 'greeting' },
          raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 3]) },
        },
      },
    ],
    ['Publish', { TargetArn: '<CreateTopic.TopicArn>', Message: 'hello' }],
    ['DeleteTopic', TOPIC],
  ],
  errors: {
    furnish: async (stage) => {
      const Tags = tagList(quotas().TagsPerResource);
      await stage.root.run(topics.CreateTopic, { Name: 'topic', Tags });
      await crowdResources(stage, Topic, { attributes: {} });
      await stage.signs('nobody', await userWith(stage.world, stage.root, 'nobody'));
      return {};
    },
    usual: {
      Name: 'topic',
      TopicArn: `${ARN}topic`,
      ResourceArn: `${ARN}topic`,
      AttributeName: 'DisplayName',
      Label: 'partner',
      AWSAccountId: ['111122223333'],
      ActionName: ['Publish'],
      Tags: [{ Key: 'new', Value: '1' }],
      TagKeys: ['new'],
      Message: 'hello',
    },
    failures: {
      AuthorizationErrorException: [
        [
          ANY.filter((name) => name !== 'ListTopics'),
          { TopicArn: `${ARN}topic` },
          /^User: .+ is not authorized to perform: SNS:\w+ on resource: arn:.+ because no identity-based policy allows the SNS:\w+ action/,
          { by: 'nobody' },
        ],
        [
          'ListTopics',
          {},
          /^User: .+ is not authorized to perform: SNS:ListTopics on resource: arn:aws:sns:us-east-1:\d{12}:\* because no identity-based policy/,
          { by: 'nobody' },
        ],
      ],
      NotFoundException: [
        [BY_ARN.filter((name) => name !== 'DeleteTopic'), { TopicArn: `${ARN}none` }, 'Topic does not exist'],
        ['Publish', { TargetArn: `${ARN}none` }, 'Topic does not exist'],
      ],
      ResourceNotFoundException: [[BY_RESOURCE, { ResourceArn: `${ARN}none` }, 'Resource does not exist']],
      InvalidParameterException: [
        [BY_ARN, { TopicArn: 'topic' }, 'Invalid parameter: TopicArn'],
        [BY_ARN, { TopicArn: 'arn:aws:sns:eu-west-1:<scene.account>:topic' }, 'Invalid parameter: TopicArn'],
        [BY_RESOURCE, { ResourceArn: 'topic' }, 'Invalid parameter: ResourceArn'],
        ['ListTopics', { NextToken: 'none' }, 'Invalid parameter: NextToken'],
        ['CreateTopic', { Name: 'no spaces' }, 'Invalid parameter: Topic Name'],
        ['CreateTopic', { Name: 'topic.fifo' }, /^Invalid parameter: Topic Name Reason: Gatehouse has standard topics alone/],
        ['CreateTopic', { DataProtectionPolicy: '{}' }, /^Invalid parameter: DataProtectionPolicy Reason: Gatehouse/],
        [
          'CreateTopic',
          { Attributes: { DisplayName: 'Other' } },
          'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
        ],
        [
          'CreateTopic',
          { Tags: [{ Key: 'new', Value: '1' }] },
          'Invalid parameter: Tags Reason: Topic already exists with different tags',
        ],
        ['SetTopicAttributes', setting('Colour', 'blue'), 'Invalid parameter: AttributeName'],
        [
          'SetTopicAttributes',
          setting('FifoTopic', 'true'),
          /^Invalid parameter: Attributes Reason: Gatehouse .+ cannot be set\.$/,
        ],
        [
          'SetTopicAttributes',
          setting('DisplayName', 'x'.repeat(101)),
          'Invalid parameter: Attributes Reason: DisplayName is not valid.',
        ],
        [
          'SetTopicAttributes',
          setting('MaximumMessageSize', '1'),
          'Invalid parameter: Attributes Reason: MaximumMessageSize is not valid.',
        ],
        ['SetTopicAttributes', setting('Policy', '{'), /^Invalid parameter: Policy Error: ./],
        [
          'SetTopicAttributes',
          setting('Policy', ' '.repeat(30_721)),
          'Invalid parameter: Policy Error: The policy is larger than 30 kilobytes.',
        ],
        [
          'SetTopicAttributes',
          settingPolicy({ Principal: { AWS: 'arn:aws:iam::<scene.account>:user/none' } }),
          'Invalid parameter: Policy Error: PrincipalNotFound',
        ],
        [
          'SetTopicAttributes',
          settingPolicy({ Resource: `${ARN}other` }),
          'Invalid parameter: Policy Error: The resource of a statement must match the ARN of the topic.',
        ],
        ...['sns:*', 'sns:CreateTopic', 's3:GetObject'].map(
          (Action) =>
            [
              'SetTopicAttributes',
              settingPolicy({ Action }),
              'Invalid parameter: Policy statement action out of service scope!',
            ] as const,
        ),
        ['AddPermission', { AWSAccountId: ['1'] }, 'Invalid parameter: AWSAccountId'],
        ['AddPermission', { ActionName: ['CreateTopic'] }, 'Invalid parameter: Policy statement action out of service scope!'],
        ['AddPermission', { Label: '__default_statement_ID' }, 'Invalid parameter: Statement already exists'],
        ['TagResource', { Tags: [...tagList(1), ...tagList(1)] }, 'Invalid parameter: Duplicated keys are not allowed.'],
        [
          ['TagResource', 'CreateTopic'],
          { Tags: [{ Key: 'aws:new', Value: '' }] },
          'Invalid parameter: Tags Reason: aws: prefixed tag key names are not allowed for external use.',
        ],
        ['Publish', {}, 'Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter'],
        ['Publish', { PhoneNumber: '+15550100' }, /^Invalid parameter: PhoneNumber Reason: Gatehouse publishes to topics/],
        ['Publish', { TopicArn: `${ARN}topic`, Message: '' }, 'Invalid parameter: Empty message'],
        ['Publish', { TopicArn: `${ARN}topic`, Message: 'x'.repeat(262_145) }, 'Invalid parameter: Message too long'],
        ['Publish', { TopicArn: `${ARN}topic`, Subject: 'two\nlines' }, 'Invalid parameter: Subject'],
        ['Publish', { TopicArn: `${ARN}topic`, MessageStructure: 'xml' }, 'Invalid parameter: MessageStructure'],
        [
          'Publish',
          { TopicArn: `${ARN}topic`, MessageStructure: 'json', Message: 'hello' },
          'Invalid parameter: Message Structure - JSON message body failed to parse',
        ],
        [
          'Publish',
          { TopicArn: `${ARN}topic`, MessageStructure: 'json', Message: '{}' },
          'Invalid parameter: Message Structure - No default entry in JSON message body',
        ],
        [
          'Publish',
          { TopicArn: `${ARN}topic`, MessageDeduplicationId: 'x' },
          /^Invalid parameter: MessageDeduplicationId Reason: The request includes/,
        ],
      ],
      InvalidParameterValueException: [
        [
          'Publish',
          { TopicArn: `${ARN}topic`, MessageAttributes: { kind: { DataType: 'Colour', StringValue: 'blue' } } },
          /^The message attribute 'kind' has an invalid message attribute type/,
        ],
        [
          'Publish',
          { TopicArn: `${ARN}topic`, MessageAttributes: { kind: { DataType: 'String', StringValue: '' } } },
          /^The message attribute 'kind' must contain non-empty message attribute value for message attribute type 'String'\.$/,
        ],
      ],
      TagLimitExceededException: [
        [
          ['TagResource', 'CreateTopic'],
          { Name: 'many', Tags: tagList(quotas().TagsPerResource + 1) },
          'Could not complete request: tag quota of per resource exceeded',
        ],
      ],
      TopicLimitExceededException: [
        ['CreateTopic', { Name: 'new' }, 'You have too many topics in this Region.', { by: 'crowded' }],
      ],
    },
    unreachable: {
      EndpointDisabledException: [['Publish', 'nothing is published to endpoints of devices']],
      InvalidStateException: [['DeleteTopic', 'a topic has no states']],
      NotFoundException: [['DeleteTopic', 'AWS: deleting a topic that is not there succeeds']],
      PlatformApplicationDisabledException: [['Publish', 'nothing is published to endpoints of devices']],
      TagLimitExceededException: [['UntagResource', 'it takes tags away']],
      ValidationException: [['Publish', 'what SNS’s model refuses is ValidationError, as one of the common errors']],
    },
  },
};
