import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../core/errors';
import type { AnyOperation } from '../core/operation';
import type { Actor } from '../core/test-world';
import { isOpen } from '../engine';
import { CreateRole } from '../iam/role/operations';
import { createOrganizationWorld } from '../organizations/test-organization';
import { GetItem } from '../resources/dynamodb/item-operations';
import { CreateTable } from '../resources/dynamodb/operations';
import { PutResourcePolicy as PutTablePolicy } from '../resources/dynamodb/policy-operations';
import { Encrypt } from '../resources/kms/cryptography-operations';
import { CreateKey } from '../resources/kms/operations';
import { PutKeyPolicy } from '../resources/kms/policy-operations';
import { Invoke } from '../resources/lambda/invoke-operations';
import { CreateFunction } from '../resources/lambda/operations';
import { PutResourcePolicy as PutFunctionPolicy } from '../resources/lambda/policy-operations';
import { CreateBucket, PutPublicAccessBlock } from '../resources/s3/bucket-operations';
import { GetObject, PutObject } from '../resources/s3/object-operations';
import { PutBucketPolicy } from '../resources/s3/policy-operations';
import { CreateSecret } from '../resources/secretsmanager/operations';
import { PutResourcePolicy as PutSecretPolicy } from '../resources/secretsmanager/policy-operations';
import { GetSecretValue } from '../resources/secretsmanager/value-operations';
import { CreateTopic, SetTopicAttributes } from '../resources/sns/operations';
import { Publish } from '../resources/sns/publish-operations';
import { SendMessage } from '../resources/sqs/message-operations';
import { CreateQueue, SetQueueAttributes } from '../resources/sqs/operations';
import { userWith } from '../sts/test-actors';
import { ExplainAccess } from './operations';
import { SimulateAccess } from './simulate/operations';
import { WhoCan } from './who-can/operations';

// One answer, wherever it is asked, about resources of every kind that has a policy: by the call itself, by Ask, by the simulator and by
// "Who can", for principals of the owner's account, of another account of the organization, and for nobody.

type Made = {
  arn: string;
  put: (policy: string) => Promise<unknown>;
  call: AnyOperation;
  input: object;
  action: string;
  text: string;
};

let world: Awaited<ReturnType<typeof createOrganizationWorld>>;
let owner: Actor;
let callers: { name: string; arn: string; actor: Actor }[];
let other: Actor;
beforeAll(async () => {
  world = await createOrganizationWorld();
  owner = await world.member('owner');
  other = await world.member('other');
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  callers = [];
  for (const [name, root, ...statements] of [
    ['idle', owner],
    ['free', owner, everything],
    ['guest', other, everything],
    ['idle-guest', other],
  ] as const) {
    const actor = await userWith(world, root, name, ...statements);
    callers.push({ name, arn: actor.arn, actor });
  }
});
afterAll(() => world.close());

const BODY = new Uint8Array([1]);
const KINDS: Readonly<Record<string, () => Promise<Made>>> = {
  bucket: async () => {
    const Bucket = 'law-bucket';
    await owner.run(CreateBucket, { Bucket });
    const open = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false };
    await owner.run(PutPublicAccessBlock, { Bucket, PublicAccessBlockConfiguration: open });
    await owner.run(PutObject, { Bucket, Key: 'key', Body: BODY });
    const arn = `arn:aws:s3:::${Bucket}`;
    const put = (Policy: string) => owner.run(PutBucketPolicy, { Bucket, Policy });
    return { arn, put, call: GetObject, input: { Bucket, Key: 'key' }, action: 's3:GetObject', text: `${arn}/key` };
  },
  key: async () => {
    const { KeyMetadata } = await owner.run(CreateKey, {});
    const arn = KeyMetadata.Arn ?? '';
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
    return { arn, put, call: Encrypt, input: { KeyId: arn, Plaintext: BODY }, action: 'kms:Encrypt', text: arn };
  },
  queue: async () => {
    const { QueueUrl } = await owner.run(CreateQueue, { QueueName: 'law' });
    const arn = `arn:aws:sqs:us-east-1:${owner.accountId}:law`;
    const put = (Policy: string) => owner.run(SetQueueAttributes, { QueueUrl, Attributes: { Policy } });
    return { arn, put, call: SendMessage, input: { QueueUrl, MessageBody: 'x' }, action: 'sqs:SendMessage', text: arn };
  },
  topic: async () => {
    const { TopicArn = '' } = await owner.run(CreateTopic, { Name: 'law' });
    const put = (AttributeValue: string) => owner.run(SetTopicAttributes, { TopicArn, AttributeName: 'Policy', AttributeValue });
    return { arn: TopicArn, put, call: Publish, input: { TopicArn, Message: 'x' }, action: 'sns:Publish', text: TopicArn };
  },
  secret: async () => {
    const { ARN = '' } = await owner.run(CreateSecret, { Name: 'law', SecretString: 'x', ClientRequestToken: 'a'.repeat(32) });
    const put = (ResourcePolicy: string) => owner.run(PutSecretPolicy, { SecretId: ARN, ResourcePolicy });
    return { arn: ARN, put, call: GetSecretValue, input: { SecretId: ARN }, action: 'secretsmanager:GetSecretValue', text: ARN };
  },
  function: async () => {
    const Statement = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const { Role } = await owner.run(CreateRole, { RoleName: 'law', AssumeRolePolicyDocument });
    const { FunctionArn: arn = '' } = await owner.run(CreateFunction, {
      FunctionName: 'law',
      Role: Role.Arn ?? '',
      Code: { ZipFile: new Uint8Array([80, 75, 5, 6]) },
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
    });
    const put = (Policy: string) => owner.run(PutFunctionPolicy, { ResourceArn: arn, Policy });
    return { arn, put, call: Invoke, input: { FunctionName: arn }, action: 'lambda:InvokeFunction', text: arn };
  },
  table: async () => {
    await owner.run(CreateTable, {
      TableName: 'law',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    const arn = `arn:aws:dynamodb:us-east-1:${owner.accountId}:table/law`;
    const put = (Policy: string) => owner.run(PutTablePolicy, { ResourceArn: arn, Policy });
    return { arn, put, call: GetItem, input: { TableName: arn, Key: { id: { S: 'x' } } }, action: 'dynamodb:GetItem', text: arn };
  },
};

async function succeeds(actor: Actor, operation: AnyOperation, input: object): Promise<boolean> {
  try {
    await actor.run(operation, input);
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.shape === 'AccessDenied') return false;
    throw error;
  }
}

/** Policies of each kind, by what they say of the action. */
const variants = ({ action, text }: Made): Record<string, object[]> => {
  const say = (Effect: string, Principal: unknown, Condition?: object) => ({
    Effect,
    Principal,
    Action: action,
    Resource: text,
    ...(Condition && { Condition }),
  });
  const inside = { StringEquals: { 'aws:PrincipalOrgID': world.organizationId } };
  return {
    'names a user': [say('Allow', { AWS: callers[0]?.arn })],
    'names another account': [say('Allow', { AWS: other.accountId })],
    'names a guest and denies the account': [say('Allow', { AWS: callers[2]?.arn }), say('Deny', { AWS: owner.accountId })],
    'lets the organization in': [say('Allow', '*', inside)],
    'lets everybody in': [say('Allow', '*')],
  };
};

describe.each(Object.keys(KINDS))('a %s', (kind) => {
  it('is answered for alike by the call, Ask, the simulator and "Who can"', async () => {
    const made = await KINDS[kind]?.();
    if (!made) throw new Error('every kind is made');
    const { action, text, call, input } = made;
    const seen = new Set<boolean>();
    for (const [policy, statements] of Object.entries(variants(made))) {
      // DynamoDB takes no policy that is public.
      if (kind === 'table' && policy === 'lets everybody in') continue;
      await made.put(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
      const asked = { Action: action, Resource: text };
      const { Principals, Anonymous } = await world.management.run(WhoCan, { ...asked, Reach: 'organization' });
      for (const { name, arn, actor } of callers) {
        const real = await succeeds(actor, call, input);
        const { explanation } = await world.management.run(ExplainAccess, { PrincipalArn: arn, ...asked });
        const { Results } = await world.management.run(SimulateAccess, {
          PrincipalArn: arn,
          Actions: [action],
          Resources: [text],
        });
        const direct = Principals.find(({ Arn }) => Arn === arn)?.Direct ?? 'never';
        const told = [policy, name, isOpen(explanation), explanation.decision === 'Allowed', Results[0]?.Decision];
        expect(told).toEqual([policy, name, false, real, explanation.decision]);
        expect([policy, name, direct]).toEqual([policy, name, real ? 'always' : 'never']);
        seen.add(real);
      }
      const { explanation } = await owner.run(ExplainAccess, { PrincipalArn: 'anonymous', ...asked });
      expect([policy, explanation.decision]).toEqual([policy, Anonymous === 'always' ? 'Allowed' : 'ImplicitDeny']);
    }
    expect(seen.size).toBe(2);
  });
});

describe('what a service takes from the owner alone', () => {
  it('is for nobody of another account, whatever the policy says and wherever it is asked', async () => {
    const Resource = `arn:aws:sqs:us-east-1:${owner.accountId}:law`;
    const Statement = { Effect: 'Allow', Principal: '*', Action: ['sqs:SetQueueAttributes', 'sqs:GetQueueAttributes'], Resource };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    const Queue = { QueueUrl: `/${owner.accountId}/law`, Attributes: { Policy } };
    await owner.run(SetQueueAttributes, Queue);
    const [idle, , guest] = callers;
    for (const [caller, expected] of [
      [idle, true],
      [guest, false],
    ] as const) {
      if (!caller) throw new Error('there are four');
      const asked = { Action: 'sqs:SetQueueAttributes', Resource };
      const { explanation } = await world.management.run(ExplainAccess, { PrincipalArn: caller.arn, ...asked });
      const { Principals } = await world.management.run(WhoCan, { ...asked, Reach: 'organization' });
      expect([caller.name, await succeeds(caller.actor, SetQueueAttributes, Queue)]).toEqual([caller.name, expected]);
      expect([caller.name, explanation.decision === 'Allowed']).toEqual([caller.name, expected]);
      expect([caller.name, Principals.some(({ Arn, Direct }) => Arn === caller.arn && Direct === 'always')]).toEqual([
        caller.name,
        expected,
      ]);
    }
  });
});
