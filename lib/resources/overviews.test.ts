import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, type TestWorld } from '../core/test-world';
import { PutUserPolicy } from '../iam/inline-policy/operations';
import { SearchResources } from '../search/operations';
import { userWith } from '../sts/test-actors';
import { CountResources } from './count-operations';
import { consoleOperations as instances } from './ec2/parts';
import { CreateBucket, DeletePublicAccessBlock, PutPublicAccessBlock } from './s3/bucket-operations';
import { consoleOperations as buckets } from './s3/parts';
import { PutBucketPolicy } from './s3/policy-operations';
import { CreateSecret } from './secretsmanager/operations';
import { consoleOperations as secrets } from './secretsmanager/parts';
import { CreateTopic } from './sns/operations';
import { consoleOperations as topics } from './sns/parts';
import { CreateQueue } from './sqs/operations';
import { consoleOperations as queues } from './sqs/parts';

const { ListQueueOverviews } = queues;
const { ListBucketOverviews } = buckets;
const { ListInstanceOverviews } = instances;
const { ListTopicOverviews } = topics;
const { ListSecretOverviews } = secrets;

let world: TestWorld;
let root: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  const queue = (Principal: unknown, name: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: `arn:aws:sqs:us-east-1:${root.accountId}:${name}` },
      ],
    });
  await root.run(CreateQueue, { QueueName: 'orders', tags: { team: 'blue' } });
  await root.run(CreateQueue, { QueueName: 'open', Attributes: { Policy: queue('*', 'open') } });
  await root.run(CreateQueue, { QueueName: 'shared', Attributes: { Policy: queue({ AWS: '999988887777' }, 'shared') } });
  await root.with({ region: 'eu-west-1' }).run(CreateQueue, { QueueName: 'orders' });
  await root.run(CreateBucket, { Bucket: 'overview-bucket' });
});
afterAll(() => world.close());

const allow = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });

describe('the list of a resource type', () => {
  it('contains the resources of all Regions, with the reach of their policies', async () => {
    const { Rows, Total } = await root.run(ListQueueOverviews, {});
    expect(Total).toBe(4);
    expect(Rows.map(({ Name, Region, Policy }) => [Name, Region, Policy])).toEqual([
      ['open', 'us-east-1', { Statements: 1, Public: true, Outside: false, Blocked: false }],
      ['orders', 'eu-west-1', { Statements: 0, Public: false, Outside: false, Blocked: false }],
      ['orders', 'us-east-1', { Statements: 0, Public: false, Outside: false, Blocked: false }],
      ['shared', 'us-east-1', { Statements: 1, Public: false, Outside: true, Blocked: false }],
    ]);
    const shared = await root.run(ListQueueOverviews, { Filters: ['policy = Shared outside'] });
    expect(shared.Rows.map(({ Name }) => Name)).toEqual(['shared']);
  });

  it('shows a public bucket, and whether a public access block covers it', async () => {
    await root.run(DeletePublicAccessBlock, { Bucket: 'overview-bucket' });
    const Statement = [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::overview-bucket/*' }];
    await root.run(PutBucketPolicy, { Bucket: 'overview-bucket', Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
    const { Rows } = await root.run(ListBucketOverviews, {});
    expect(Rows.map(({ Policy }) => Policy)).toEqual([{ Statements: 1, Public: true, Outside: false, Blocked: false }]);
    const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
    await root.run(PutPublicAccessBlock, { Bucket: 'overview-bucket', PublicAccessBlockConfiguration });
    expect((await root.run(ListBucketOverviews, {})).Rows).toMatchObject([{ Policy: { Statements: 1, Blocked: true } }]);
  });

  it('contains topics and secrets, and counts the default policy of a topic as private', async () => {
    const { TopicArn } = await root.run(CreateTopic, { Name: 'news', Attributes: { DisplayName: 'News' } });
    await root.run(CreateSecret, { Name: 'prod/db', Description: 'of the books' });
    const [listedTopics, listedSecrets] = [await root.run(ListTopicOverviews, {}), await root.run(ListSecretOverviews, {})];
    const reach = { Public: false, Outside: false, Blocked: false };
    expect(listedTopics.Rows).toMatchObject([
      { Arn: TopicArn, Name: 'news', Policy: { Statements: 1, ...reach }, Facts: { displayName: 'News' } },
    ]);
    expect(listedSecrets.Rows).toMatchObject([
      { Name: 'prod/db', Policy: { Statements: 0, ...reach }, Facts: { state: 'Active', description: 'of the books' } },
    ]);
  });

  it('shows policies and tags with permission to read them, and omits Regions without permission to list', async () => {
    const Condition = { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } };
    const clerk = await userWith(world, root, 'clerk', { ...allow('sqs:ListQueues'), Condition }, allow('sqs:ListQueueTags'));
    const { Rows, Total } = await clerk.run(ListQueueOverviews, {});
    expect(Total).toBe(3);
    expect(Rows.map(({ Policy, Tags }) => [Policy, Tags?.length])).toEqual([
      [null, 0],
      [null, 1],
      [null, 0],
    ]);
    const abroad = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
    const traveller = await userWith(world, root, 'traveller', { ...allow('sqs:ListQueues'), Condition: abroad });
    expect((await traveller.run(ListQueueOverviews, {})).Rows).toMatchObject([{ Name: 'orders', Region: 'eu-west-1' }]);
    const { Kinds } = await traveller.run(CountResources, {});
    const counts = Kinds.find(({ Kind }) => Kind === 'Queue');
    expect(counts).toMatchObject({ Regions: { 'eu-west-1': 1 }, DeniedRegions: ['us-east-1'] });
    const { Results } = await traveller.run(SearchResources, { Text: 'order' });
    expect(Results.map(({ Detail }) => Detail)).toEqual(['eu-west-1']);
    const denied = await clerk.fails(ListInstanceOverviews, {});
    expect([denied.shape, denied.message]).toEqual(['AccessDenied', expect.stringContaining('ec2:DescribeInstances')]);
  });
});

describe('resource counts and search', () => {
  it('return only the resource types that the caller may list', async () => {
    const counted = await userWith(world, root, 'counting', allow('sqs:ListQueues', 's3:ListAllMyBuckets'));
    const { Kinds } = await counted.run(CountResources, {});
    expect(Kinds.filter(({ Regions }) => Regions !== null)).toEqual([
      { Kind: 'Bucket', Regions: { 'us-east-1': 1 }, DeniedRegions: [] },
      { Kind: 'Queue', Regions: { 'us-east-1': 3, 'eu-west-1': 1 }, DeniedRegions: [] },
    ]);
    expect(Kinds.length).toBeGreaterThan(2);
    const { Results } = await counted.run(SearchResources, { Text: 'order' });
    expect(Results.map(({ Kind, Name, Detail }) => [Kind, Name, Detail])).toEqual([
      ['SQS queue', 'orders', 'eu-west-1'],
      ['SQS queue', 'orders', 'us-east-1'],
    ]);
    const none = await userWith(world, root, 'none');
    expect((await none.run(SearchResources, { Text: 'order' })).Results).toEqual([]);
  });
});

it('opens an empty list for callers who may list in any Region, from every Region', async () => {
  const empty = await world.account('empty');
  const guest = await userWith(world, empty, 'guest');
  const region = ['us-east-1', 'eu-west-1', 'ap-south-2', 'sa-east-1'] as const;
  await fc.assert(
    fc.asyncProperty(fc.subarray([...region]), fc.constantFrom(...region), async (allowed, ofCall) => {
      const Condition = { StringEquals: { 'aws:RequestedRegion': allowed.length > 0 ? allowed : 'none' } };
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...allow('*'), Condition }] });
      await empty.run(PutUserPolicy, { UserName: 'guest', PolicyName: 'own', PolicyDocument });
      const { Kinds } = await guest.with({ region: ofCall }).run(CountResources, {});
      expect(Kinds.map(({ Regions }) => Regions)).toEqual(Kinds.map(() => (allowed.length > 0 ? {} : null)));
      const list = guest.with({ region: ofCall }).run(ListInstanceOverviews, {});
      if (allowed.length > 0) expect((await list).Rows).toEqual([]);
      else await expect(list).rejects.toMatchObject({ shape: 'AccessDenied' });
    }),
    runs(30),
  );
});
