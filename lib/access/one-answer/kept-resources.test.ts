import { isOpen } from '@gatehouse/policy/evaluate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyOperation } from '../../core/operation';
import type { Actor } from '../../core/test-world';
import { createOrganizationWorld } from '../../organizations/test-organization';
import { GetItem } from '../../resources/dynamodb/item-operations';
import { CreateTable, PutResourcePolicy as DynamoDbPutResourcePolicy } from '../../resources/dynamodb/operations';
import { Encrypt } from '../../resources/kms/cryptography-operations';
import { CreateKey, GetKeyPolicy, PutKeyPolicy } from '../../resources/kms/operations';
import { Invoke } from '../../resources/lambda/invoke-operations';
import { CreateFunction } from '../../resources/lambda/operations';
import { PutResourcePolicy as LambdaPutResourcePolicy } from '../../resources/lambda/policy-operations';
import { CreateBucket, GetPublicAccessBlock, PutPublicAccessBlock } from '../../resources/s3/bucket-operations';
import { GetObject, PutObject } from '../../resources/s3/object-operations';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import {
  CreateSecret,
  GetResourcePolicy,
  PutResourcePolicy,
  TagResource as TagSecret,
} from '../../resources/secretsmanager/operations';
import { GetSecretValue } from '../../resources/secretsmanager/value-operations';
import { Publish } from '../../resources/sns/message-operations';
import { CreateTopic, GetTopicAttributes, SetTopicAttributes } from '../../resources/sns/operations';
import { SendMessage } from '../../resources/sqs/message-operations';
import { CreateQueue, GetQueueAttributes, SetQueueAttributes, TagQueue } from '../../resources/sqs/operations';
import { roleOf, userWith } from '../../sts/test-actors';
import { ExplainAccess } from '../operations';
import { SimulateAccess } from '../simulate/operations';
import { isRealCallAllowed } from '../testing/real-calls';
import { WhoCan } from '../who-can/operations';

// The policies of stored keys, queues, topics, secrets and buckets apply to every question about access, as they do to the call itself.

let world: Awaited<ReturnType<typeof createOrganizationWorld>>;
let owner: Actor;
let users: { name: string; arn: string; actor: Actor }[];
let key: string;
let queue: { arn: string; url: string };
beforeAll(async () => {
  world = await createOrganizationWorld();
  owner = await world.account('keeper');
  const kinds = { nothing: [], everything: ['*'], sending: ['sqs:SendMessage'], encrypting: ['kms:Encrypt'] };
  users = [];
  for (const [name, actions] of Object.entries(kinds)) {
    const statements = actions.map((Action) => ({ Effect: 'Allow', Action, Resource: '*' }));
    const actor = await userWith(world, owner, name, ...statements);
    users.push({ name, arn: `arn:aws:iam::${owner.accountId}:user/${name}`, actor });
  }
  key = (await owner.run(CreateKey, { Tags: [{ TagKey: 'team', TagValue: 'blue' }] })).KeyMetadata.Arn;
  const { QueueUrl } = await owner.run(CreateQueue, { QueueName: 'inbox' });
  queue = { arn: `arn:aws:sqs:us-east-1:${owner.accountId}:inbox`, url: QueueUrl };
});
afterAll(() => world.close());

type Asked = { Action: string; Resource: string; operation: AnyOperation; input: object };
const asked = (): Asked[] => [
  { Action: 'kms:Encrypt', Resource: key, operation: Encrypt, input: { KeyId: key, Plaintext: new Uint8Array([1]) } },
  { Action: 'sqs:SendMessage', Resource: queue.arn, operation: SendMessage, input: { QueueUrl: queue.url, MessageBody: 'x' } },
];

/** Compares the answers for every user, from every source, with the real call. */
async function compare(questions = asked()): Promise<string[]> {
  const allowed: string[] = [];
  for (const { Action, Resource, operation, input } of questions) {
    const { Principals } = await owner.run(WhoCan, { Action, Resource });
    for (const { name, arn, actor } of users) {
      const real = await isRealCallAllowed(actor, operation, input);
      const { explanation } = await owner.run(ExplainAccess, { PrincipalArn: arn, Action, Resource });
      const { Results } = await owner.run(SimulateAccess, { PrincipalArn: arn, Actions: [Action], Resources: [Resource] });
      expect(isOpen(explanation), `${name} ${Action}`).toBe(false);
      expect([name, Action, explanation.decision === 'Allowed', Results[0]?.Decision]).toEqual([
        name,
        Action,
        real,
        explanation.decision,
      ]);
      const direct = Principals.find(({ Arn }) => Arn === arn)?.Direct ?? 'never';
      expect([name, Action, direct]).toEqual([name, Action, real ? 'always' : 'never']);
      if (real) allowed.push(`${name} ${Action}`);
    }
  }
  return allowed;
}

const policyOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const root = () => ({ AWS: `arn:aws:iam::${owner.accountId}:root` });
const userArn = (name: string) => ({ AWS: users.find((user) => user.name === name)?.arn });

describe('questions about existing S3 buckets', () => {
  const Bucket = 'kept-bucket';
  const Resource = `arn:aws:s3:::${Bucket}/key`;
  const put = (...statements: object[]) => owner.run(PutBucketPolicy, { Bucket, Policy: policyOf(...statements) });
  const ask = (asker: Actor, PrincipalArn: string) =>
    asker.run(ExplainAccess, { PrincipalArn, Action: 's3:GetObject', Resource });
  const read = (actor: Actor) => isRealCallAllowed(actor, GetObject, { Bucket, Key: 'key' });
  beforeAll(async () => {
    await owner.run(CreateBucket, { Bucket });
    await owner.run(PutObject, { Bucket, Key: 'key', Body: new Uint8Array([1]) });
  });

  it('use the stored bucket policy for objects', async () => {
    await put(
      { Effect: 'Allow', Principal: userArn('nothing'), Action: 's3:GetObject', Resource },
      { Effect: 'Deny', Principal: userArn('everything'), Action: 's3:GetObject', Resource },
    );
    const { Principals } = await owner.run(WhoCan, { Action: 's3:GetObject', Resource });
    const answers = [];
    for (const { name, arn, actor } of users) {
      const [real, { explanation }] = [await read(actor), await ask(owner, arn)];
      expect([name, isOpen(explanation), explanation.decision === 'Allowed']).toEqual([name, false, real]);
      const direct = Principals.find(({ Arn }) => Arn === arn)?.Direct ?? 'never';
      expect([name, direct]).toEqual([name, real ? 'always' : 'never']);
      if (real) answers.push(name);
    }
    expect(answers).toEqual(['nothing']);
  });

  it('apply Block Public Access to callers of other accounts as a separate step', async () => {
    const other = await world.account('public-guest');
    const guest = await userWith(world, other, 'guest', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
    const { PublicAccessBlockConfiguration: on } = await owner.run(GetPublicAccessBlock, { Bucket });
    const PublicAccessBlockConfiguration = { ...on, BlockPublicPolicy: false };
    await owner.run(PutPublicAccessBlock, { Bucket, PublicAccessBlockConfiguration });
    await put(
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource },
      { Effect: 'Allow', Principal: { AWS: other.accountId }, Action: 's3:GetObject', Resource },
    );
    const bare = userArn('nothing').AWS ?? '';
    const callers = ['anonymous', guest.arn, bare, 'cloudfront.amazonaws.com'];
    const told = async () => {
      const decisions = [];
      for (const caller of callers) {
        const { explanation } = await ask(owner, caller);
        const found = explanation.steps.find(({ step }) => step === 'blockPublicAccess');
        const { Results } = await owner.run(SimulateAccess, {
          PrincipalArn: caller,
          Actions: ['s3:GetObject'],
          Resources: [Resource],
        });
        expect(Results[0]?.Decision).toBe(explanation.decision);
        decisions.push([isOpen(explanation) ? 'open' : explanation.decision, found && `${found.outcome} ${found.reason}`]);
      }
      const { Anonymous, Outside } = await owner.run(WhoCan, { Action: 's3:GetObject', Resource });
      return { decisions, Anonymous, outside: Outside.map(({ Principal }) => Principal), guest: await read(guest) };
    };
    expect(await told()).toEqual({
      decisions: [
        ['ImplicitDeny', 'NoMatch restrictedToOwner'],
        ['ImplicitDeny', 'NoMatch restrictedToOwner'],
        ['Allowed', 'Skipped ownAccount'],
        ['Allowed', 'Skipped awsService'],
      ],
      Anonymous: 'never',
      outside: [],
      guest: false,
    });
    await owner.run(PutPublicAccessBlock, {
      Bucket,
      PublicAccessBlockConfiguration: { ...PublicAccessBlockConfiguration, RestrictPublicBuckets: false },
    });
    const account = `arn:aws:iam::${other.accountId}:root`;
    const open = await told();
    await put({ Effect: 'Allow', Principal: root(), Action: 's3:GetObject', Resource });
    expect(open).toEqual({
      decisions: [
        ['Allowed', undefined],
        ['open', undefined],
        ['Allowed', undefined],
        ['Allowed', undefined],
      ],
      Anonymous: 'always',
      outside: [account],
      guest: true,
    });
  });

  it('apply Block Public Access to a given policy instead of the stored one', async () => {
    const other = await world.account('given-guest');
    const guest = await userWith(world, other, 'guest', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
    const { PublicAccessBlockConfiguration: before } = await owner.run(GetPublicAccessBlock, { Bucket });
    const restrict = (RestrictPublicBuckets: boolean) =>
      owner.run(PutPublicAccessBlock, { Bucket, PublicAccessBlockConfiguration: { ...before, RestrictPublicBuckets } });
    await restrict(true);
    const told = async (Principal: unknown) => {
      const question = { Action: 's3:GetObject', Resource };
      const ResourcePolicy = policyOf({ Effect: 'Allow', Principal, ...question });
      const { explanation } = await owner.run(ExplainAccess, { PrincipalArn: guest.arn, ...question, ResourcePolicy });
      const { Outside } = await owner.run(WhoCan, { ...question, ResourcePolicy });
      return [explanation.steps.some(({ step }) => step === 'blockPublicAccess'), Outside.map((each) => each.Principal)];
    };
    const account = `arn:aws:iam::${other.accountId}:root`;
    expect(await told({ AWS: ['*', account] })).toEqual([true, []]);
    expect(await told({ AWS: account })).toEqual([false, [account]]);
    await restrict(false);
  });

  it('need an Allow of both accounts across accounts and hide the bucket policy from the other account', async () => {
    const other = await world.account('buckets-guest');
    const guest = await userWith(world, other, 'guest', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
    expect(await read(guest)).toBe(false);
    await put({ Effect: 'Allow', Principal: { AWS: other.accountId }, Action: 's3:GetObject', Resource });
    expect(await read(guest)).toBe(true);
    const { explanation, documents } = await other.run(ExplainAccess, {
      PrincipalArn: guest.arn,
      Action: 's3:GetObject',
      Resource,
      ResourceAccount: owner.accountId,
    });
    expect([isOpen(explanation), Object.keys(documents).some((id) => id.includes(Bucket))]).toEqual([true, false]);
  });
});

describe('questions about existing tables and functions', () => {
  it('use their stored policies and tags, and show the policies only to callers who may read them', async () => {
    await owner.run(CreateTable, {
      TableName: 'kept',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    const table = `arn:aws:dynamodb:us-east-1:${owner.accountId}:table/kept`;
    const Role = await roleOf(
      owner,
      'kept',
      policyOf({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }),
    );
    const code = { Code: { ZipFile: new Uint8Array([1]) }, Runtime: 'python3.13', Handler: 'index.handler' };
    await owner.run(CreateFunction, { FunctionName: 'kept', Role, ...code, Tags: { team: 'red' } });
    const lambda = `arn:aws:lambda:us-east-1:${owner.accountId}:function:kept`;
    const questions: Asked[] = [
      {
        Action: 'dynamodb:GetItem',
        Resource: table,
        operation: GetItem,
        input: { TableName: table, Key: { id: { S: 'x' } } },
      },
      { Action: 'lambda:InvokeFunction', Resource: lambda, operation: Invoke, input: { FunctionName: lambda } },
    ];
    expect(await compare(questions)).toEqual(['everything dynamodb:GetItem', 'everything lambda:InvokeFunction']);
    const rules = (Action: string, Resource: string, Condition: object) =>
      policyOf(
        { Effect: 'Allow', Principal: userArn('nothing'), Action, Resource },
        { Effect: 'Deny', Principal: '*', Action, Resource, Condition },
      );
    const isEverything = { StringEquals: { 'aws:PrincipalArn': userArn('everything').AWS } };
    const isRed = { StringEquals: { 'aws:ResourceTag/team': 'red' } };
    await owner.run(DynamoDbPutResourcePolicy, {
      ResourceArn: table,
      Policy: rules('dynamodb:GetItem', table, isEverything),
    });
    await owner.run(LambdaPutResourcePolicy, { ResourceArn: lambda, Policy: rules('lambda:InvokeFunction', lambda, isRed) });
    expect(await compare(questions)).toEqual(['nothing dynamodb:GetItem']);
    const asker = await userWith(world, owner, 'table-asker', { Effect: 'Allow', Action: 'iam:*', Resource: '*' });
    for (const { Action, Resource } of questions) {
      const question = { PrincipalArn: userArn('nothing').AWS ?? '', Action, Resource };
      const told = async (by: Actor) => Object.keys((await by.run(ExplainAccess, question)).documents);
      expect(await told(owner)).toContain(`${Resource}/policy`);
      expect(await told(asker)).not.toContain(`${Resource}/policy`);
    }
  });
});

describe('questions about existing KMS keys and SQS queues', () => {
  it('use their stored policies', async () => {
    const plain = ['everything kms:Encrypt', 'encrypting kms:Encrypt', 'everything sqs:SendMessage', 'sending sqs:SendMessage'];
    expect(await compare()).toEqual(plain);
    const Policy = policyOf(
      { Effect: 'Allow', Principal: userArn('nothing'), Action: 'kms:Encrypt', Resource: '*' },
      { Effect: 'Allow', Principal: root(), Action: ['kms:PutKeyPolicy', 'kms:GetKeyPolicy'], Resource: '*' },
    );
    await owner.run(PutKeyPolicy, { KeyId: key, Policy });
    const queuePolicy = policyOf(
      { Effect: 'Allow', Principal: userArn('nothing'), Action: 'sqs:SendMessage', Resource: queue.arn },
      { Effect: 'Deny', Principal: userArn('everything'), Action: 'sqs:SendMessage', Resource: queue.arn },
    );
    await owner.run(SetQueueAttributes, { QueueUrl: queue.url, Attributes: { Policy: queuePolicy } });
    expect(await compare()).toEqual(['nothing kms:Encrypt', 'nothing sqs:SendMessage', 'sending sqs:SendMessage']);
  });

  it('use their tags and the condition keys that depend on them', async () => {
    const Condition = { StringEquals: { 'aws:ResourceTag/team': 'blue', 'kms:CallerAccount': owner.accountId } };
    const keyPolicy = policyOf(
      { Effect: 'Allow', Principal: root(), Action: 'kms:Encrypt', Resource: '*', Condition },
      { Effect: 'Allow', Principal: root(), Action: ['kms:PutKeyPolicy', 'kms:GetKeyPolicy'], Resource: '*' },
    );
    await owner.run(PutKeyPolicy, { KeyId: key, Policy: keyPolicy });
    await owner.run(TagQueue, { QueueUrl: queue.url, Tags: { team: 'red' } });
    const Deny = { Effect: 'Deny', Principal: '*', Action: 'sqs:SendMessage', Resource: queue.arn };
    const denied = policyOf({ ...Deny, Condition: { StringEquals: { 'aws:ResourceTag/team': 'red' } } });
    await owner.run(SetQueueAttributes, { QueueUrl: queue.url, Attributes: { Policy: denied } });
    expect(await compare()).toEqual(['everything kms:Encrypt', 'encrypting kms:Encrypt']);
  });

  it('show the stored policies only to callers who may read them', async () => {
    const PrincipalArn = userArn('sending').AWS ?? '';
    const question = { PrincipalArn, Action: 'kms:Encrypt', Resource: key };
    const { Policy } = await owner.run(GetKeyPolicy, { KeyId: key });
    const shown = await owner.run(ExplainAccess, question);
    expect(Object.values(shown.documents)).toContain(Policy);
    const asker = await userWith(world, owner, 'asker', { Effect: 'Allow', Action: 'iam:*', Resource: '*' });
    expect(Object.keys((await asker.run(ExplainAccess, question)).documents)).not.toContain(`${key}/policy`);
    const { Attributes } = await owner.run(GetQueueAttributes, { QueueUrl: queue.url, AttributeNames: ['Policy'] });
    const aboutQueue = { PrincipalArn, Action: 'sqs:SendMessage', Resource: queue.arn };
    expect(Object.values((await owner.run(ExplainAccess, aboutQueue)).documents)).toContain(Attributes?.Policy);
    expect(Object.keys((await asker.run(ExplainAccess, aboutQueue)).documents)).not.toContain(`${queue.arn}/policy`);
  });

  it('leave the answer open for other accounts and hide the policy', async () => {
    const other = await world.account('other');
    const { arn } = await userWith(world, other, 'guest', { Effect: 'Allow', Action: '*', Resource: '*' });
    const { explanation, documents } = await other.run(ExplainAccess, {
      PrincipalArn: arn,
      Action: 'kms:Encrypt',
      Resource: key,
    });
    expect([isOpen(explanation), Object.keys(documents).includes(`${key}/policy`)]).toEqual([true, false]);
    expect(JSON.stringify(explanation)).not.toContain('blue');
  });
});

describe('questions about existing topics and secrets', () => {
  let topic: string;
  let secret: string;
  const aboutTopic = (): Asked => ({
    Action: 'sns:Publish',
    Resource: topic,
    operation: Publish,
    input: { TopicArn: topic, Message: 'x' },
  });
  const aboutSecret = (): Asked => ({
    Action: 'secretsmanager:GetSecretValue',
    Resource: secret,
    operation: GetSecretValue,
    input: { SecretId: secret },
  });
  beforeAll(async () => {
    topic = (await owner.run(CreateTopic, { Name: 'news' })).TopicArn;
    secret = (await owner.run(CreateSecret, { Name: 'prod/db', SecretString: 'x' })).ARN;
  });

  it('use their stored policies', async () => {
    expect(await compare([aboutTopic(), aboutSecret()])).toEqual([
      'everything sns:Publish',
      'everything secretsmanager:GetSecretValue',
    ]);
    const lettingIn = (Action: string, Resource: string) =>
      policyOf(
        { Effect: 'Allow', Principal: userArn('nothing'), Action, Resource },
        { Effect: 'Deny', Principal: userArn('everything'), Action, Resource },
      );
    const AttributeValue = lettingIn('sns:Publish', topic);
    await owner.run(SetTopicAttributes, { TopicArn: topic, AttributeName: 'Policy', AttributeValue });
    const ResourcePolicy = lettingIn('secretsmanager:GetSecretValue', '*');
    await owner.run(PutResourcePolicy, { SecretId: secret, ResourcePolicy });
    expect(await compare([aboutTopic(), aboutSecret()])).toEqual([
      'nothing sns:Publish',
      'nothing secretsmanager:GetSecretValue',
    ]);
  });

  it('use their tags and the condition keys that depend on them', async () => {
    const Condition = {
      StringEquals: {
        'aws:ResourceTag/team': 'blue',
        'secretsmanager:ResourceTag/team': 'blue',
        'secretsmanager:SecretId': secret,
      },
    };
    const Action = 'secretsmanager:GetSecretValue';
    const ResourcePolicy = policyOf({ Effect: 'Allow', Principal: userArn('sending'), Action, Resource: '*', Condition });
    await owner.run(PutResourcePolicy, { SecretId: secret, ResourcePolicy });
    expect(await compare([aboutSecret()])).toEqual(['everything secretsmanager:GetSecretValue']);
    await owner.run(TagSecret, { SecretId: secret, Tags: [{ Key: 'team', Value: 'blue' }] });
    expect(await compare([aboutSecret()])).toEqual([
      'everything secretsmanager:GetSecretValue',
      'sending secretsmanager:GetSecretValue',
    ]);
  });

  it('show the stored policies only to callers who may read them, and hide them from other accounts', async () => {
    const PrincipalArn = userArn('sending').AWS ?? '';
    const Statement = { Effect: 'Allow', Principal: root(), Action: 'sns:Publish', Resource: topic };
    await owner.run(SetTopicAttributes, { TopicArn: topic, AttributeName: 'Policy', AttributeValue: policyOf(Statement) });
    const Condition = { StringEquals: { 'aws:ResourceTag/team': 'blue' } };
    const reading = { Action: 'secretsmanager:GetSecretValue', Resource: '*', Condition };
    const toRoot = policyOf({ Effect: 'Allow', Principal: root(), ...reading });
    await owner.run(PutResourcePolicy, { SecretId: secret, ResourcePolicy: toRoot });
    const asker = await userWith(world, owner, 'onlooker', { Effect: 'Allow', Action: 'iam:*', Resource: '*' });
    const other = await world.account('topics-guest');
    const guest = await userWith(world, other, 'guest', { Effect: 'Allow', Action: '*', Resource: '*' });
    const { Attributes } = await owner.run(GetTopicAttributes, { TopicArn: topic });
    const { ResourcePolicy } = await owner.run(GetResourcePolicy, { SecretId: secret });
    for (const [{ Action, Resource }, text] of [
      [aboutTopic(), Attributes.Policy],
      [aboutSecret(), ResourcePolicy],
    ] as const) {
      const question = { PrincipalArn, Action, Resource };
      expect(Object.values((await owner.run(ExplainAccess, question)).documents)).toContain(text);
      expect(Object.keys((await asker.run(ExplainAccess, question)).documents)).not.toContain(`${Resource}/policy`);
      const told = await other.run(ExplainAccess, { ...question, PrincipalArn: guest.arn });
      expect([isOpen(told.explanation), Object.keys(told.documents)]).toEqual([
        true,
        expect.not.arrayContaining([`${Resource}/policy`]),
      ]);
      expect(JSON.stringify(told.explanation)).not.toContain('blue');
    }
  });
});
