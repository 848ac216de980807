import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, rootCaller } from '../core/test-world';
import { AttachPolicy } from '../organizations/attachment/operations';
import { CreatePolicy } from '../organizations/policy/operations';
import { EnablePolicyType } from '../organizations/policy-type/operations';
import { createOrganizationWorld, memberOf } from '../organizations/test-organization';
import { Encrypt } from './kms/cryptography-operations';
import { CreateKey, PutKeyPolicy } from './kms/operations';
import { CreateSecret, PutResourcePolicy } from './secretsmanager/operations';
import { GetSecretValue } from './secretsmanager/value-operations';
import { Publish } from './sns/message-operations';
import { CreateTopic, SetTopicAttributes } from './sns/operations';
import { SendMessage } from './sqs/message-operations';
import { CreateQueue, SetQueueAttributes } from './sqs/operations';

// An RCP limits access to members' keys, queues and secrets, whatever their own policies say. AWS: RCPs do not support topics.

let world: Awaited<ReturnType<typeof createOrganizationWorld>>;
let owner: Actor;
beforeAll(async () => {
  world = await createOrganizationWorld();
  const { management, rootId } = world;
  await management.run(EnablePolicyType, { RootId: rootId, PolicyType: 'RESOURCE_CONTROL_POLICY' });
  owner = world.as(rootCaller(await memberOf(management, 'owner')));
});
afterAll(() => world.close());

it('an RCP denies external principals access to keys, queues and secrets, and allows the organization', async () => {
  const outsider = await world.account('outsider');
  const insider = world.management;
  const { KeyMetadata } = await owner.run(CreateKey, {});
  const KeyId = KeyMetadata.Arn;
  const { QueueUrl } = await owner.run(CreateQueue, { QueueName: 'inbox' });
  const everybody = (Action: string, Resource: string) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action, Resource }] });
  await owner.run(PutKeyPolicy, { KeyId, Policy: everybody('kms:*', '*') });
  const arn = `arn:aws:sqs:us-east-1:${owner.accountId}:inbox`;
  await owner.run(SetQueueAttributes, { QueueUrl, Attributes: { Policy: everybody('sqs:*', arn) } });
  const { ARN: SecretId } = await owner.run(CreateSecret, { Name: 'shared', SecretString: 'x' });
  await owner.run(PutResourcePolicy, { SecretId, ResourcePolicy: everybody('secretsmanager:*', '*') });
  const { TopicArn } = await owner.run(CreateTopic, { Name: 'news' });
  const AttributeValue = everybody('sns:Publish', TopicArn);
  await owner.run(SetTopicAttributes, { TopicArn, AttributeName: 'Policy', AttributeValue });
  const Plaintext = new Uint8Array([1]);
  const tried = async (actor: Actor) => {
    const outcome = (call: Promise<unknown>) =>
      call.then(
        () => 'Success',
        ({ shape }) => shape,
      );
    return [
      await outcome(actor.run(Encrypt, { KeyId, Plaintext })),
      await outcome(actor.run(SendMessage, { QueueUrl, MessageBody: 'x' })),
      await outcome(actor.run(GetSecretValue, { SecretId })),
      await outcome(actor.run(Publish, { TopicArn, Message: 'x' })),
    ];
  };
  expect(await tried(outsider)).toEqual(['Success', 'Success', 'Success', 'Success']);
  const Content = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: ['kms:*', 'sqs:*', 'secretsmanager:*'],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalOrgID': world.organizationId } },
      },
    ],
  });
  const { Policy } = await world.management.run(CreatePolicy, {
    Type: 'RESOURCE_CONTROL_POLICY',
    Name: 'perimeter',
    Description: '',
    Content,
  });
  await world.management.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId: world.rootId });
  expect(await tried(outsider)).toEqual(['AccessDenied', 'AccessDenied', 'AccessDenied', 'Success']);
  expect(await tried(insider)).toEqual(['Success', 'Success', 'Success', 'Success']);
});
