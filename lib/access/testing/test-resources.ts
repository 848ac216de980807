import type { AnyOperation } from '../../core/operation';
import type { Actor } from '../../core/test-world';
import { CreateRole } from '../../iam/role/operations';
import { GetItem } from '../../resources/dynamodb/item-operations';
import { CreateTable, PutResourcePolicy as PutTablePolicy } from '../../resources/dynamodb/operations';
import { Encrypt } from '../../resources/kms/cryptography-operations';
import { CreateKey, PutKeyPolicy } from '../../resources/kms/operations';
import { Invoke } from '../../resources/lambda/invoke-operations';
import { CreateFunction } from '../../resources/lambda/operations';
import { PutResourcePolicy as PutFunctionPolicy } from '../../resources/lambda/policy-operations';
import { CreateBucket, PutPublicAccessBlock } from '../../resources/s3/bucket-operations';
import { GetObject, PutObject } from '../../resources/s3/object-operations';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import { CreateSecret, PutResourcePolicy as PutSecretPolicy } from '../../resources/secretsmanager/operations';
import { GetSecretValue } from '../../resources/secretsmanager/value-operations';
import { Publish } from '../../resources/sns/message-operations';
import { CreateTopic, SetTopicAttributes } from '../../resources/sns/operations';
import { SendMessage } from '../../resources/sqs/message-operations';
import { CreateQueue, SetQueueAttributes } from '../../resources/sqs/operations';

/** A resource with a policy, and a call about it. */
export type MadeResource = {
  arn: string;
  put: (policy: string) => Promise<unknown>;
  call: AnyOperation;
  input: object;
  action: string;
  /** The resource of the call: the resource itself or an object in it. */
  text: string;
  /** The Region of the resource and the call. */
  region: string;
};

/** The inputs of a maker. `owner` already calls in the Region. */
type Maker = { owner: Actor; region: string; name: string };

const BODY = new Uint8Array([1]);
const MAKERS = {
  bucket: async ({ owner, region, name }: Maker): Promise<MadeResource> => {
    const Bucket = `${name}-${owner.accountId}`;
    const away = region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
    await owner.run(CreateBucket, { Bucket, ...away });
    const open = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false };
    await owner.run(PutPublicAccessBlock, { Bucket, PublicAccessBlockConfiguration: open });
    await owner.run(PutObject, { Bucket, Key: 'key', Body: BODY });
    const arn = `arn:aws:s3:::${Bucket}`;
    const put = (Policy: string) => owner.run(PutBucketPolicy, { Bucket, Policy });
    return { arn, put, call: GetObject, input: { Bucket, Key: 'key' }, action: 's3:GetObject', text: `${arn}/key`, region };
  },
  key: async ({ owner, region }: Maker): Promise<MadeResource> => {
    const { KeyMetadata } = await owner.run(CreateKey, {});
    const arn = KeyMetadata.Arn;
    const own = {
      Effect: 'Allow',
      Principal: { AWS: owner.accountId },
      Action: ['kms:PutKeyPolicy', 'kms:GetKeyPolicy'],
      Resource: '*',
    };
    const put = (Policy: string) => {
      const parsed = JSON.parse(Policy) as { Statement: object[] };
      return owner.run(PutKeyPolicy, {
        KeyId: arn,
        Policy: JSON.stringify({ ...parsed, Statement: [...parsed.Statement, own] }),
      });
    };
    return { arn, put, call: Encrypt, input: { KeyId: arn, Plaintext: BODY }, action: 'kms:Encrypt', text: arn, region };
  },
  queue: async ({ owner, region, name }: Maker): Promise<MadeResource> => {
    const { QueueUrl } = await owner.run(CreateQueue, { QueueName: name });
    const arn = `arn:aws:sqs:${region}:${owner.accountId}:${name}`;
    const put = (Policy: string) => owner.run(SetQueueAttributes, { QueueUrl, Attributes: { Policy } });
    return { arn, put, call: SendMessage, input: { QueueUrl, MessageBody: 'x' }, action: 'sqs:SendMessage', text: arn, region };
  },
  topic: async ({ owner, region, name }: Maker): Promise<MadeResource> => {
    const { TopicArn = '' } = await owner.run(CreateTopic, { Name: name });
    const put = (AttributeValue: string) => owner.run(SetTopicAttributes, { TopicArn, AttributeName: 'Policy', AttributeValue });
    return {
      arn: TopicArn,
      put,
      call: Publish,
      input: { TopicArn, Message: 'x' },
      action: 'sns:Publish',
      text: TopicArn,
      region,
    };
  },
  secret: async ({ owner, region, name }: Maker): Promise<MadeResource> => {
    const { ARN = '' } = await owner.run(CreateSecret, { Name: name, SecretString: 'x', ClientRequestToken: 'a'.repeat(32) });
    const put = (ResourcePolicy: string) => owner.run(PutSecretPolicy, { SecretId: ARN, ResourcePolicy });
    return {
      arn: ARN,
      put,
      call: GetSecretValue,
      input: { SecretId: ARN },
      action: 'secretsmanager:GetSecretValue',
      text: ARN,
      region,
    };
  },
  function: async ({ owner, region, name }: Maker): Promise<MadeResource> => {
    const Statement = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const { Role } = await owner.run(CreateRole, { RoleName: name, AssumeRolePolicyDocument });
    const { FunctionArn: arn = '' } = await owner.run(CreateFunction, {
      FunctionName: name,
      Role: Role.Arn,
      Code: { ZipFile: new Uint8Array([80, 75, 5, 6]) },
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
    });
    const put = (Policy: string) => owner.run(PutFunctionPolicy, { ResourceArn: arn, Policy });
    return { arn, put, call: Invoke, input: { FunctionName: arn }, action: 'lambda:InvokeFunction', text: arn, region };
  },
  table: async ({ owner, region, name }: Maker): Promise<MadeResource> => {
    await owner.run(CreateTable, {
      TableName: name,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    const arn = `arn:aws:dynamodb:${region}:${owner.accountId}:table/${name}`;
    const put = (Policy: string) => owner.run(PutTablePolicy, { ResourceArn: arn, Policy });
    return {
      arn,
      put,
      call: GetItem,
      input: { TableName: arn, Key: { id: { S: 'x' } } },
      action: 'dynamodb:GetItem',
      text: arn,
      region,
    };
  },
} satisfies Record<string, (maker: Maker) => Promise<MadeResource>>;

export type ResourceKind = keyof typeof MAKERS;
export const RESOURCE_KINDS = Object.keys(MAKERS) as ResourceKind[];

/** Creates a resource of a kind in a Region as the root user of an account. */
export function makeResource(kind: ResourceKind, root: Actor, region: string, name: string): Promise<MadeResource> {
  return MAKERS[kind]({ owner: root.with({ region }), region, name });
}
