import { imagesIn } from '../../resources/ec2/resource';
import type { PackOperation, PackResource } from '../format/schema';
import { valuesAt } from './pointers';
import { REGION } from './run-operations';
import { MADE } from './world';

type Tags = Readonly<Record<string, string>>;
type Place = { accountId: string; name: string };
type Kind = {
  create: string;
  input: (name: string, tags: Tags, key: string) => Readonly<Record<string, unknown>>;
  /** The pointer to the ARN in the answer, or a function that builds it. */
  arn: string | ((place: Place, output: unknown) => string);
  /** The call that attaches a policy, if the type has policies. */
  policy?: { put: string; input: (made: Place & { arn: string }, document: unknown) => Readonly<Record<string, unknown>> };
};

const pairs = (tags: Tags) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
const some = (member: string, tags: Tags, value: unknown) => (Object.keys(tags).length > 0 ? { [member]: value } : {});
const queueUrl = ({ accountId, name }: Place) => `https://sqs.${REGION}.amazonaws.com/${accountId}/${name}`;

/** The operation that creates each type of named resource. */
const KINDS: Readonly<Record<NonNullable<PackResource['type']>, Kind>> = {
  's3:bucket': {
    create: 's3:CreateBucket',
    input: (Bucket) => ({ Bucket }),
    arn: ({ name }) => `arn:aws:s3:::${name}`,
    policy: { put: 's3:PutBucketPolicy', input: ({ name }, Policy) => ({ Bucket: name, Policy }) },
  },
  'ec2:instance': {
    create: 'ec2:RunInstances',
    input: (name, tags) => ({
      ImageId: imagesIn(REGION)[0]?.id,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: pairs({ Name: name, ...tags }) }],
    }),
    arn: ({ accountId }, output) =>
      `arn:aws:ec2:${REGION}:${accountId}:instance/${String(valuesAt(output, '/Instances/0/InstanceId')[0])}`,
  },
  'kms:key': {
    create: 'kms:CreateKey',
    input: (Description, tags) => ({
      Description,
      ...some(
        'Tags',
        tags,
        Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      ),
    }),
    arn: '/KeyMetadata/Arn',
    policy: { put: 'kms:PutKeyPolicy', input: ({ arn }, Policy) => ({ KeyId: arn, PolicyName: 'default', Policy }) },
  },
  'sqs:queue': {
    create: 'sqs:CreateQueue',
    input: (QueueName, tags) => ({ QueueName, ...some('tags', tags, tags) }),
    arn: ({ accountId, name }) => `arn:aws:sqs:${REGION}:${accountId}:${name}`,
    policy: {
      put: 'sqs:SetQueueAttributes',
      input: (made, Policy) => ({ QueueUrl: queueUrl(made), Attributes: { Policy } }),
    },
  },
  'sns:topic': {
    create: 'sns:CreateTopic',
    input: (Name, tags) => ({ Name, ...some('Tags', tags, pairs(tags)) }),
    arn: '/TopicArn',
    policy: {
      put: 'sns:SetTopicAttributes',
      input: ({ arn }, AttributeValue) => ({ TopicArn: arn, AttributeName: 'Policy', AttributeValue }),
    },
  },
  'secretsmanager:secret': {
    create: 'secretsmanager:CreateSecret',
    input: (Name, tags, key) => ({ Name, SecretString: `{{secret.${key}}}`, ...some('Tags', tags, pairs(tags)) }),
    arn: '/ARN',
    policy: {
      put: 'secretsmanager:PutResourcePolicy',
      input: ({ arn }, ResourcePolicy) => ({ SecretId: arn, ResourcePolicy }),
    },
  },
  'lambda:function': {
    create: 'lambda:CreateFunction',
    input: (FunctionName, tags, key) => ({
      FunctionName,
      Role: `{{ref.role-of-${key}}}`,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { S3Bucket: 'code-of-the-lab', S3Key: `${FunctionName}.zip` },
      ...some('Tags', tags, tags),
    }),
    arn: '/FunctionArn',
    policy: { put: 'lambda:PutResourcePolicy', input: ({ arn }, Policy) => ({ ResourceArn: arn, Policy }) },
  },
  'dynamodb:table': {
    create: 'dynamodb:CreateTable',
    input: (TableName, tags) => ({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      ...some('Tags', tags, pairs(tags)),
    }),
    arn: '/TableDescription/TableArn',
    policy: { put: 'dynamodb:PutResourcePolicy', input: ({ arn }, Policy) => ({ ResourceArn: arn, Policy }) },
  },
};

const FUNCTION_TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** Returns the operations that create a resource, as the root user of its account. The last one saves its whole answer. */
export function makingOperations(key: string, resource: PackResource): PackOperation[] {
  const { account, name, tags = {}, type } = resource;
  if (!type) return [];
  const kind = KINDS[type];
  const as = `root@${account}`;
  const made: PackOperation = { as, do: kind.create, input: kind.input(name, tags, key), save: { [MADE]: '' } };
  if (type === 's3:bucket' && Object.keys(tags).length > 0)
    return [made, { as, do: 's3:PutBucketTagging', input: { Bucket: name, Tagging: { TagSet: pairs(tags) } } }];
  if (type !== 'lambda:function') return [made];
  const input = { RoleName: `${name}-role`, AssumeRolePolicyDocument: FUNCTION_TRUST };
  return [{ as, do: 'iam:CreateRole', input, save: { [`role-of-${key}`]: '/Role/Arn' } }, made];
}

/** Returns the ARN of a created resource. */
export function arnOfMade(resource: PackResource, place: Place, output: unknown): string {
  const arn = resource.type ? KINDS[resource.type].arn : (resource.arn ?? '');
  return typeof arn === 'string' && resource.type
    ? String(valuesAt(output, arn)[0])
    : typeof arn === 'function'
      ? arn(place, output)
      : arn;
}

/** Returns the operation that attaches a resource's policy, or null. */
export function policyOperation(resource: PackResource, made: Place & { arn: string }): PackOperation | null {
  const put = resource.type && KINDS[resource.type].policy;
  if (!put || !resource.policy) return null;
  return { as: `root@${resource.account}`, do: put.put, input: put.input(made, resource.policy) };
}
