import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AwsError } from '../core/errors';
import { fromModules } from '../core/module/module';
import type { AnyOperation } from '../core/operation';
import { type Actor, createTestWorld, type TestWorld } from '../core/test-world';
import { PutUserPolicy } from '../iam/inline-policy/operations';
import { CreateRole } from '../iam/role/operations';
import { policyDocument } from '../iam/test-accounts';
import { policy, userWith } from '../sts/test-actors';
import { CreateTable, DescribeTable } from './dynamodb/operations';
import { consoleOperations as tables } from './dynamodb/parts';
import * as tablePolicies from './dynamodb/policy-operations';
import * as tableTags from './dynamodb/tag-operations';
import { CreateKey, DescribeKey } from './kms/operations';
import { consoleOperations as keys } from './kms/parts';
import { GetKeyPolicy } from './kms/policy-operations';
import { ListResourceTags } from './kms/tag-operations';
import { CreateFunction } from './lambda/operations';
import { consoleOperations as functions } from './lambda/parts';
import { GetPolicy } from './lambda/policy-operations';
import { ListTags } from './lambda/tag-operations';
import type { ResourceOverview } from './overviews';
import { CreateBucket } from './s3/bucket-operations';
import { GetBucketTagging, PutBucketTagging } from './s3/bucket-tag-operations';
import { consoleOperations as buckets } from './s3/parts';
import { GetBucketPolicy } from './s3/policy-operations';
import { CreateSecret } from './secretsmanager/operations';
import { consoleOperations as secrets } from './secretsmanager/parts';
import * as secretPolicies from './secretsmanager/policy-operations';
import { CreateTopic, GetTopicAttributes } from './sns/operations';
import { consoleOperations as topics } from './sns/parts';
import * as topicTags from './sns/tag-operations';
import { CreateQueue, GetQueueAttributes } from './sqs/operations';
import { consoleOperations as queues } from './sqs/parts';
import * as queueTags from './sqs/tag-operations';

// Each part of a row belongs to a call of AWS. Callers who may make that call in the resource's Region see the part, from every
// Region of the top bar, and nobody else does.

const REGIONS = ['us-east-1', 'eu-north-1'] as const;
type Part = 'Policy' | 'Tags' | 'Facts';
type Kind = {
  list: AnyOperation;
  make: (actor: Actor, region: string) => Promise<unknown>;
  /** The call that shows each part of a row. */
  calls: Partial<Record<Part, { operation: AnyOperation; input: (row: ResourceOverview) => object }>>;
};

const Tags = [{ Key: 'team', Value: 'blue' }];
const url = ({ Arn, Region, Name }: ResourceOverview) => `http://sqs.${Region}.localhost/${Arn.split(':')[4]}/${Name}`;
const { ListBucketOverviews } = buckets;
const { ListFunctionOverviews } = functions;
const { ListQueueOverviews, ListKeyOverviews, ListTopicOverviews, ListSecretOverviews, ListTableOverviews } = {
  ...queues,
  ...keys,
  ...topics,
  ...secrets,
  ...tables,
};

const KINDS: Readonly<Record<string, Kind>> = {
  queue: {
    list: ListQueueOverviews,
    make: (actor) => actor.run(CreateQueue, { QueueName: 'orders', tags: { team: 'blue' } }),
    calls: {
      Policy: { operation: GetQueueAttributes, input: (row) => ({ QueueUrl: url(row), AttributeNames: ['Policy'] }) },
      Tags: { operation: queueTags.ListQueueTags, input: (row) => ({ QueueUrl: url(row) }) },
    },
  },
  key: {
    list: ListKeyOverviews,
    make: async (actor) => {
      const { accountId } = actor;
      await actor.run(CreateKey, {
        Tags: [{ TagKey: 'team', TagValue: 'blue' }],
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'kms:*', Resource: '*' },
        }),
      });
    },
    calls: {
      Policy: { operation: GetKeyPolicy, input: ({ Arn }) => ({ KeyId: Arn }) },
      Tags: { operation: ListResourceTags, input: ({ Arn }) => ({ KeyId: Arn }) },
      Facts: { operation: DescribeKey, input: ({ Arn }) => ({ KeyId: Arn }) },
    },
  },
  topic: {
    list: ListTopicOverviews,
    make: (actor) => actor.run(CreateTopic, { Name: 'news', Tags }),
    calls: {
      Policy: { operation: GetTopicAttributes, input: ({ Arn }) => ({ TopicArn: Arn }) },
      Tags: { operation: topicTags.ListTagsForResource, input: ({ Arn }) => ({ ResourceArn: Arn }) },
      Facts: { operation: GetTopicAttributes, input: ({ Arn }) => ({ TopicArn: Arn }) },
    },
  },
  secret: {
    list: ListSecretOverviews,
    make: (actor) => actor.run(CreateSecret, { Name: 'db', SecretString: 'x', Tags }),
    calls: { Policy: { operation: secretPolicies.GetResourcePolicy, input: ({ Arn }) => ({ SecretId: Arn }) } },
  },
  table: {
    list: ListTableOverviews,
    make: (actor) =>
      actor.run(CreateTable, {
        TableName: 'music',
        AttributeDefinitions: [{ AttributeName: 'artist', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'artist', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        Tags,
      }),
    calls: {
      Policy: { operation: tablePolicies.GetResourcePolicy, input: ({ Arn }) => ({ ResourceArn: Arn }) },
      Tags: { operation: tableTags.ListTagsOfResource, input: ({ Arn }) => ({ ResourceArn: Arn }) },
      Facts: { operation: DescribeTable, input: ({ Arn }) => ({ TableName: Arn }) },
    },
  },
  function: {
    list: ListFunctionOverviews,
    make: (actor) =>
      actor.run(CreateFunction, {
        FunctionName: 'resize',
        Role: `arn:aws:iam::${actor.accountId}:role/runs-functions`,
        Code: { ZipFile: new Uint8Array([80, 75, 5, 6]) },
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Tags: { team: 'blue' },
      }),
    calls: {
      Policy: { operation: GetPolicy, input: ({ Arn }) => ({ FunctionName: Arn }) },
      Tags: { operation: ListTags, input: ({ Arn }) => ({ Resource: Arn }) },
    },
  },
  bucket: {
    list: ListBucketOverviews,
    make: async (actor, region) => {
      const Bucket = `rows-${region}-${actor.accountId}`;
      const place = { CreateBucketConfiguration: { LocationConstraint: region } };
      await actor.run(CreateBucket, { Bucket, ...(region === 'us-east-1' ? {} : place) });
      await actor.run(PutBucketTagging, { Bucket, Tagging: { TagSet: Tags } });
    },
    calls: {
      Policy: { operation: GetBucketPolicy, input: ({ Name }) => ({ Bucket: Name }) },
      Tags: { operation: GetBucketTagging, input: ({ Name }) => ({ Bucket: Name }) },
    },
  },
};

const LISTING = [
  'lambda:ListFunctions',
  's3:ListAllMyBuckets',
  'sqs:ListQueues',
  'kms:ListKeys',
  'sns:ListTopics',
  'secretsmanager:ListSecrets',
  'dynamodb:ListTables',
];
const READING = [
  'sqs:Get*',
  'sqs:ListQueueTags',
  'kms:GetKeyPolicy',
  'kms:ListResourceTags',
  'kms:DescribeKey',
  'sns:GetTopicAttributes',
  'sns:ListTagsForResource',
  'secretsmanager:GetResourcePolicy',
  'dynamodb:GetResourcePolicy',
  'dynamodb:ListTagsOfResource',
  'dynamodb:DescribeTable',
  'lambda:GetPolicy',
  'lambda:ListTags',
  's3:GetBucketPolicy',
  's3:GetBucketTagging',
];
const region = fc.constantFrom<string>(...REGIONS);
const condition = fc.oneof(
  fc.constant({}),
  region.map((one) => ({ StringEquals: { 'aws:RequestedRegion': one } })),
  region.map((one) => ({ StringNotEquals: { 'aws:RequestedRegion': one } })),
  fc.constantFrom('blue', 'red').map((team) => ({ StringEquals: { 'aws:ResourceTag/team': team } })),
);
const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
  Action: fc.oneof(fc.constant(READING), fc.shuffledSubarray(READING, { minLength: 1 })),
  Resource: fc.oneof(
    fc.constant(['*']),
    region.map((one) => [
      'arn:aws:s3:::*',
      ...['sqs', 'kms', 'sns', 'secretsmanager', 'dynamodb', 'lambda'].map((service) => `arn:aws:${service}:${one}:*`),
    ]),
  ),
  Condition: condition,
});

let world: TestWorld;
let root: Actor;
let clerk: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  const AssumeRolePolicyDocument = policyDocument({
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  await root.run(CreateRole, { RoleName: 'runs-functions', AssumeRolePolicyDocument });
  for (const Region of REGIONS) for (const { make } of Object.values(KINDS)) await make(root.with({ region: Region }), Region);
  clerk = await userWith(world, root, 'clerk');
});
afterAll(() => world.close());

/** Returns whether a call is not denied. That there is nothing to show is an answer too. */
async function isAllowed(actor: Actor, operation: AnyOperation, input: object): Promise<boolean> {
  try {
    await actor.run(operation, input);
    return true;
  } catch (error) {
    if (error instanceof AwsError) return !/AccessDenied/.test(error.shape);
    throw error;
  }
}

it('are tried of every kind whose rows have parts by other calls', () => {
  const kinds = fromModules((modules) => modules.flatMap(({ resources = [] }) => resources));
  const parted = kinds.filter(({ listed }) => listed && (listed.policyBy || listed.tagsBy || listed.factsBy));
  expect(parted.map(({ type }) => type.toLowerCase()).sort()).toEqual(Object.keys(KINDS).sort());
});

it('shows each part of a row to those who may make its call in the Region of the resource, from every Region', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 2 }), async (statements) => {
      const listing = { Effect: 'Allow', Action: LISTING, Resource: '*' };
      await root.run(PutUserPolicy, {
        UserName: 'clerk',
        PolicyName: 'own',
        PolicyDocument: policy(listing, ...statements.map((one, index) => ({ Sid: `s${index}`, ...one }))),
      });
      for (const [name, { list, calls }] of Object.entries(KINDS)) {
        const lists = [];
        for (const Region of REGIONS) {
          const { Rows } = (await clerk.with({ region: Region }).run(list, {})) as { Rows: ResourceOverview[] };
          lists.push(Rows);
        }
        const [here = [], there] = lists;
        expect(there).toEqual(here);
        expect(here).toHaveLength(REGIONS.length);
        for (const row of here) {
          for (const [part, call] of Object.entries(calls) as [Part, NonNullable<Kind['calls'][Part]>][]) {
            const allowed = await isAllowed(clerk.with({ region: row.Region }), call.operation, call.input(row));
            expect([name, row.Region, part, row[part] !== null]).toEqual([name, row.Region, part, allowed]);
            seen.add(`${name} ${part} ${allowed}`);
          }
        }
      }
    }),
    { numRuns: 25 },
  );
  const parts = Object.entries(KINDS).flatMap(([name, { calls }]) => Object.keys(calls).map((part) => `${name} ${part}`));
  for (const part of parts) for (const allowed of [true, false]) expect(seen).toContain(`${part} ${allowed}`);
});
