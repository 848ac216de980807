import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AwsError } from '../core/errors';
import { fromModules } from '../core/module/module';
import type { AnyOperation } from '../core/operation';
import type { Actor } from '../core/test-world';
import { PutRolePolicy, PutUserPolicy } from '../iam/inline-policy/operations';
import { AttachPolicy } from '../organizations/attachment/operations';
import { CreatePolicy, UpdatePolicy } from '../organizations/policy/operations';
import { EnablePolicyType } from '../organizations/policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld } from '../organizations/test-organization';
import { AssumeRole } from '../sts/session/operations';
import { allow, callerOf, policy, roleOf, trust, userWith } from '../sts/test-actors';
import * as tablePolicies from './dynamodb/operations';
import * as tableTags from './dynamodb/operations';
import { CreateTable, DescribeTable } from './dynamodb/operations';
import { consoleOperations as tables } from './dynamodb/parts';
import { CreateKey, DescribeKey, GetKeyPolicy, ListResourceTags } from './kms/operations';
import { consoleOperations as keys } from './kms/parts';
import { CreateFunction, ListTags } from './lambda/operations';
import { consoleOperations as functions } from './lambda/parts';
import { GetPolicy } from './lambda/policy-operations';
import type { ResourceOverview } from './overviews';
import { CreateBucket, GetBucketTagging, PutBucketTagging } from './s3/bucket-operations';
import { consoleOperations as buckets } from './s3/parts';
import { GetBucketPolicy } from './s3/policy-operations';
import * as secretPolicies from './secretsmanager/operations';
import { CreateSecret } from './secretsmanager/operations';
import { consoleOperations as secrets } from './secretsmanager/parts';
import * as topicTags from './sns/operations';
import { CreateTopic, GetTopicAttributes } from './sns/operations';
import { consoleOperations as topics } from './sns/parts';
import * as queueTags from './sqs/operations';
import { CreateQueue, GetQueueAttributes } from './sqs/operations';
import { consoleOperations as queues } from './sqs/parts';

// Each part of a row belongs to a call of AWS. Callers who may make that call in the resource's Region see the part, from every
// Region of the top bar, and nobody else does. One viewer is a user of a member account. The others switched there from the management
// account: to the administrator role, and to a narrow role with a session policy. An SCP limits all of them.

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
/** Generates a statement about reading. */
const reading = (effects: readonly ('Allow' | 'Deny')[], conditions: fc.Arbitrary<object>) =>
  fc.record({
    Effect: fc.constantFrom(...effects),
    Action: fc.oneof(fc.constant(READING), fc.shuffledSubarray(READING, { minLength: 1 })),
    Resource: fc.oneof(
      fc.constant(['*']),
      region.map((one) => [
        'arn:aws:s3:::*',
        ...['sqs', 'kms', 'sns', 'secretsmanager', 'dynamodb', 'lambda'].map((service) => `arn:aws:${service}:${one}:*`),
      ]),
    ),
    Condition: conditions,
  });
const ofCaller = fc.constantFrom<object>(
  { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
  { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
  { StringLike: { 'aws:userid': '*:boss' } },
  { Null: { 'aws:TokenIssueTime': 'true' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
);
const grants = fc.array(reading(['Allow', 'Allow', 'Allow', 'Deny'], condition), { minLength: 1, maxLength: 2 });
const cases = fc.record({
  /** The policy of the user and of the narrow role. */
  own: grants,
  /** The policy of the narrow role's session. */
  session: grants,
  scp: fc.array(reading(['Deny'], fc.oneof(condition, ofCaller)), { maxLength: 1 }),
});
type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never;

const inRegions = (Effect: 'Allow' | 'Deny', ...names: string[]): Case['own'][number] => ({
  Effect,
  Action: READING,
  Resource: ['*'],
  Condition: { StringEquals: { 'aws:RequestedRegion': names } },
});
// Each of these cases shows every viewer every part in one Region and not in the other: by an SCP, and by the viewer's own policies.
const byScp: Case = {
  own: [inRegions('Allow', ...REGIONS)],
  session: [inRegions('Allow', ...REGIONS)],
  scp: [inRegions('Deny', REGIONS[1])],
};
const byPolicies: Case = {
  own: [inRegions('Allow', ...REGIONS), inRegions('Deny', 'eu-west-1')],
  session: [inRegions('Allow', REGIONS[1])],
  scp: [],
};

let world: OrganizationWorld;
let root: Actor;
/** The user of the management account who switches roles. */
let boss: Actor;
let clerk: Actor;
let scpId: string;
beforeAll(async () => {
  world = await createOrganizationWorld();
  const { management, rootId } = world;
  root = await world.member('rows');
  await roleOf(
    root,
    'runs-functions',
    policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }),
  );
  for (const Region of REGIONS) for (const { make } of Object.values(KINDS)) await make(root.with({ region: Region }), Region);
  clerk = await userWith(world, root, 'clerk');
  boss = await userWith(world, management, 'boss', allow('*'));
  await roleOf(root, 'narrow', trust(management.accountId));
  const Type = 'SERVICE_CONTROL_POLICY' as const;
  await management.run(EnablePolicyType, { RootId: rootId, PolicyType: Type });
  const { Policy } = await management.run(CreatePolicy, { Name: 'limits', Description: '', Type, Content: policy(HARMLESS) });
  scpId = Policy.PolicySummary.Id;
  await management.run(AttachPolicy, { PolicyId: scpId, TargetId: root.accountId });
});
afterAll(() => world.close());

const HARMLESS = { Effect: 'Deny', Action: 'sqs:PurgeQueue', Resource: '*' };
const numbered = (statements: readonly object[]) => statements.map((one, index) => ({ Sid: `s${index}`, ...one }));

/** Puts the policies of a case into effect. Returns the viewers by name. */
async function establish({ own, session, scp }: Case): Promise<Record<string, Actor>> {
  const listing = allow(LISTING);
  const named = { PolicyName: 'own', PolicyDocument: policy(listing, ...numbered(own)) };
  await root.run(PutUserPolicy, { UserName: 'clerk', ...named });
  await root.run(PutRolePolicy, { RoleName: 'narrow', ...named });
  await world.management.run(UpdatePolicy, { PolicyId: scpId, Content: policy(HARMLESS, ...numbered(scp)) });
  return {
    user: clerk,
    administrator: await switchedTo('OrganizationAccountAccessRole'),
    'narrow session': await switchedTo('narrow', policy(listing, ...numbered(session))),
  };
}

/** Switches to a role in the member account. */
async function switchedTo(name: string, Policy?: string): Promise<Actor> {
  const RoleArn = `arn:aws:iam::${root.accountId}:role/${name}`;
  const { Credentials } = await boss.run(AssumeRole, { RoleArn, RoleSessionName: 'boss', ...(Policy && { Policy }) });
  return world.as(await callerOf(world, Credentials));
}

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

it('covers every resource type whose rows have parts from other calls', () => {
  const kinds = fromModules((modules) => modules.flatMap(({ resources = [] }) => resources));
  const parted = kinds.filter(({ listed }) => listed && (listed.policyBy || listed.tagsBy || listed.factsBy));
  expect(parted.map(({ type }) => type.toLowerCase()).sort()).toEqual(Object.keys(KINDS).sort());
});

/** Expects that a viewer is shown exactly the parts that the viewer's own calls in the resource's Region would show. */
async function seesWhatCallsShow(viewer: string, actor: Actor, note: (what: string) => void): Promise<void> {
  for (const [name, { list, calls }] of Object.entries(KINDS)) {
    const lists = [];
    for (const Region of REGIONS) {
      const { Rows } = (await actor.with({ region: Region }).run(list, {})) as { Rows: ResourceOverview[] };
      lists.push(Rows);
    }
    const [here = [], there] = lists;
    expect(there).toEqual(here);
    expect(here).toHaveLength(REGIONS.length);
    for (const row of here) {
      expect(row.Arn.split(':')[4] || root.accountId).toBe(root.accountId);
      for (const [part, call] of Object.entries(calls) as [Part, NonNullable<Kind['calls'][Part]>][]) {
        const allowed = await isAllowed(actor.with({ region: row.Region }), call.operation, call.input(row));
        const what = [viewer, name, row.Region, part];
        expect([...what, row[part] !== null]).toEqual([...what, allowed]);
        note(`${viewer} ${name} ${part} ${allowed}`);
      }
    }
  }
}

it('shows each part of a row to callers who may make its call in the resource’s Region', async () => {
  const seen = new Set<string>();
  const viewers = new Set<string>();
  await fc.assert(
    fc.asyncProperty(cases, async (generated) => {
      for (const [viewer, actor] of Object.entries(await establish(generated))) {
        viewers.add(viewer);
        await seesWhatCallsShow(viewer, actor, (what) => seen.add(what));
      }
    }),
    { ...runs(25), examples: [[byScp], [byPolicies]] },
  );
  const parts = Object.entries(KINDS).flatMap(([name, { calls }]) => Object.keys(calls).map((part) => `${name} ${part}`));
  const expected = [...viewers].flatMap((viewer) =>
    parts.flatMap((part) => [true, false].map((allowed) => `${viewer} ${part} ${allowed}`)),
  );
  expect(viewers.size).toBe(3);
  expect(expected.filter((what) => !seen.has(what))).toEqual([]);
});
