import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, rootCaller } from '../core/test-world';
import { AttachPolicy } from '../organizations/attachment/operations';
import { CreatePolicy } from '../organizations/policy/operations';
import { EnablePolicyType } from '../organizations/policy-type/operations';
import { createOrganizationWorld, memberOf } from '../organizations/test-organization';
import { Encrypt } from './kms/cryptography-operations';
import { CreateKey } from './kms/operations';
import { PutKeyPolicy } from './kms/policy-operations';
import { SendMessage } from './sqs/message-operations';
import { CreateQueue, SetQueueAttributes } from './sqs/operations';

// An RCP says who reaches what members have, whatever the policies on it say: for keys and queues alike.

let world: Awaited<ReturnType<typeof createOrganizationWorld>>;
let owner: Actor;
beforeAll(async () => {
  world = await createOrganizationWorld();
  const { management, rootId } = world;
  await management.run(EnablePolicyType, { RootId: rootId, PolicyType: 'RESOURCE_CONTROL_POLICY' });
  owner = world.as(rootCaller(await memberOf(management, 'owner')));
});
afterAll(() => world.close());

it('keeps outsiders out of the keys and queues of members, and lets the organization in', async () => {
  const outsider = await world.account('outsider');
  const insider = world.management;
  const { KeyMetadata } = await owner.run(CreateKey, {});
  const KeyId = KeyMetadata.Arn ?? '';
  const { QueueUrl } = await owner.run(CreateQueue, { QueueName: 'inbox' });
  const everybody = (Action: string, Resource: string) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action, Resource }] });
  await owner.run(PutKeyPolicy, { KeyId, Policy: everybody('kms:*', '*') });
  const arn = `arn:aws:sqs:us-east-1:${owner.accountId}:inbox`;
  await owner.run(SetQueueAttributes, { QueueUrl, Attributes: { Policy: everybody('sqs:*', arn) } });
  const Plaintext = new Uint8Array([1]);
  const tried = async (actor: Actor) => [
    await actor.run(Encrypt, { KeyId, Plaintext }).then(
      () => 'Success',
      ({ shape }) => shape,
    ),
    await actor.run(SendMessage, { QueueUrl, MessageBody: 'x' }).then(
      () => 'Success',
      ({ shape }) => shape,
    ),
  ];
  expect(await tried(outsider)).toEqual(['Success', 'Success']);
  const Content = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: ['kms:*', 'sqs:*'],
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
  await world.management.run(AttachPolicy, { PolicyId: Policy.PolicySummary?.Id ?? '', TargetId: world.rootId });
  expect(await tried(outsider)).toEqual(['AccessDenied', 'AccessDenied']);
  expect(await tried(insider)).toEqual(['Success', 'Success']);
});
