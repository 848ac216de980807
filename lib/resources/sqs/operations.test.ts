import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { allow, userWith } from '../../sts/test-actors';
import { DeleteMessage, ReceiveMessage, SendMessage } from './message-operations';
import {
  CreateQueue,
  DeleteQueue,
  GetQueueAttributes,
  GetQueueUrl,
  ListQueueTags,
  SetQueueAttributes,
  TagQueue,
} from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const at = (seconds: number) => ({ now: new Date(TEST_NOW.getTime() + seconds * 1000) });

async function newQueue(owner: Actor, QueueName: string, input: object = {}): Promise<string> {
  return (await owner.run(CreateQueue, { QueueName, ...input })).QueueUrl;
}

const bodies = async (actor: Actor, QueueUrl: string, more: object = {}) =>
  ((await actor.run(ReceiveMessage, { QueueUrl, MaxNumberOfMessages: 10, ...more })).Messages ?? []).map(({ Body }) => Body);

const statement = (owner: Actor, name: string, Principal: unknown, Action: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource: `arn:aws:sqs:us-east-1:${owner.accountId}:${name}`,
  ...more,
});
const open = (owner: Actor, name: string, ...rest: [Principal: unknown, Action: string | string[], more?: object]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement(owner, name, ...rest)] });

describe('a queue', () => {
  it('delivers a message to one receiver, and again after the visibility timeout until it is deleted', async () => {
    const owner = await world.account();
    const QueueUrl = await newQueue(owner, 'orders', { Attributes: { VisibilityTimeout: '60' } });
    await owner.run(SendMessage, { QueueUrl, MessageBody: 'first' });
    await owner.run(SendMessage, { QueueUrl, MessageBody: 'later', DelaySeconds: 5 });
    expect(await bodies(owner, QueueUrl)).toEqual(['first']);
    expect(await bodies(owner.with(at(10)), QueueUrl)).toEqual(['later']);
    const { Attributes } = await owner.with(at(10)).run(GetQueueAttributes, { QueueUrl, AttributeNames: ['All'] });
    expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '2' });
    const again = await owner.with(at(61)).run(ReceiveMessage, { QueueUrl, AttributeNames: ['ApproximateReceiveCount'] });
    expect(again.Messages).toMatchObject([{ Body: 'first', Attributes: { ApproximateReceiveCount: '2' } }]);
    await owner.with(at(62)).run(DeleteMessage, { QueueUrl, ReceiptHandle: again.Messages?.[0]?.ReceiptHandle ?? '' });
    expect(await bodies(owner.with(at(300)), QueueUrl)).toEqual(['later']);
    // The retention period of four days is over.
    expect(await bodies(owner.with(at(345_700)), QueueUrl)).toEqual([]);
  });

  it('encrypts the content of messages, records none in events, and changes no revision', async () => {
    const owner = await world.account();
    const QueueUrl = await newQueue(owner, 'quiet');
    const { reader } = world.database;
    const revision = async () => (await reader.account.findUniqueOrThrow({ where: { id: owner.accountId } })).revision;
    const before = await revision();
    const MessageAttributes = { note: { DataType: 'String', StringValue: 'HushedNote' } };
    await owner.run(SendMessage, { QueueUrl, MessageBody: 'HushedBody', MessageAttributes });
    await owner.run(ReceiveMessage, { QueueUrl, MessageAttributeNames: ['All'] });
    expect(await revision()).toBe(before);
    const { accountId } = owner;
    const events = await reader.event.findMany({ where: { accountId, eventName: { in: ['SendMessage', 'ReceiveMessage'] } } });
    expect(events).toHaveLength(2);
    const rows = await reader.queueMessage.findMany({ where: { accountId } });
    expect(JSON.stringify([events, rows])).not.toMatch(/Hushed/);
  });
});

describe('access to a queue', () => {
  it('from another account needs both policies, and is recorded in both accounts', async () => {
    const [owner, guest] = [await world.account(), await world.account()];
    const QueueUrl = await newQueue(owner, 'inbox');
    const able = await userWith(world, guest, 'able', allow('sqs:*'));
    const unable = await userWith(world, guest, 'unable', allow('s3:*'));
    const send = (actor: Actor) =>
      actor.run(SendMessage, { QueueUrl, MessageBody: 'x' }).then(
        () => 'Success',
        ({ shape }) => shape,
      );
    expect(await send(able)).toBe('AccessDenied');
    const Policy = open(owner, 'inbox', { AWS: guest.accountId }, 'sqs:SendMessage');
    await owner.run(SetQueueAttributes, { QueueUrl, Attributes: { Policy } });
    expect([await send(able), await send(unable)]).toEqual(['Success', 'AccessDenied']);
    expect(await able.fails(ReceiveMessage, { QueueUrl })).toMatchObject({ shape: 'AccessDenied' });
    const told = await world.database.reader.event.findMany({ where: { accountId: owner.accountId, eventName: 'SendMessage' } });
    expect(told).toMatchObject([{ outcome: 'Success', decision: null, authorizationId: null }]);
    const caller = await world.database.reader.eventCaller.findUniqueOrThrow({ where: { id: told[0]?.callerId ?? '' } });
    expect(caller).toMatchObject({ principalType: 'AWSAccount', principalArn: null, userName: null });
    // A missing queue must look like one that denies access.
    const none = { QueueName: 'none', QueueOwnerAWSAccountId: owner.accountId };
    expect(await able.fails(GetQueueUrl, none)).toMatchObject({ shape: 'AccessDenied' });
  });

  it('from another account can be allowed for messages, but never for managing the queue', async () => {
    const [owner, guest] = [await world.account(), await world.account()];
    const QueueUrl = await newQueue(owner, 'shared');
    await owner.run(SetQueueAttributes, { QueueUrl, Attributes: { Policy: open(owner, 'shared', '*', 'sqs:*') } });
    await guest.run(SendMessage, { QueueUrl, MessageBody: 'x' });
    expect(await bodies(guest, QueueUrl)).toEqual(['x']);
    const refused = [
      await guest.fails(SetQueueAttributes, { QueueUrl, Attributes: { Policy: '' } }),
      await guest.fails(DeleteQueue, { QueueUrl }),
      await guest.fails(TagQueue, { QueueUrl, Tags: { a: 'b' } }),
      await guest.fails(ListQueueTags, { QueueUrl }),
    ];
    expect(refused.map(({ shape }) => shape)).toEqual(['AccessDenied', 'AccessDenied', 'AccessDenied', 'AccessDenied']);
  });

  it('can depend on the queue’s tags, and on the tags at creation', async () => {
    const owner = await world.account();
    const blue = { 'aws:ResourceTag/team': 'blue' };
    const user = await userWith(
      world,
      owner,
      'ana',
      allow('sqs:SendMessage', '*', { StringEquals: blue }),
      allow(['sqs:CreateQueue', 'sqs:TagQueue'], '*', { StringEquals: { 'aws:RequestTag/team': 'blue' } }),
    );
    const [mine, other] = [await newQueue(user, 'mine', { tags: { team: 'blue' } }), await newQueue(owner, 'other')];
    await user.run(SendMessage, { QueueUrl: mine, MessageBody: 'x' });
    expect(await user.fails(SendMessage, { QueueUrl: other, MessageBody: 'x' })).toMatchObject({ shape: 'AccessDenied' });
    expect(await user.fails(CreateQueue, { QueueName: 'third', tags: { team: 'red' } })).toMatchObject({ shape: 'AccessDenied' });
  });

  it('can be restored only by the root user if the policy denies everyone', async () => {
    const owner = await world.account();
    const admin = await userWith(world, owner, 'admin', allow('*'));
    const QueueUrl = await newQueue(owner, 'locked');
    const Policy = open(owner, 'locked', '*', 'sqs:*', { Effect: 'Deny' });
    await owner.run(SetQueueAttributes, { QueueUrl, Attributes: { Policy } });
    expect(await owner.fails(SendMessage, { QueueUrl, MessageBody: 'x' })).toMatchObject({ shape: 'AccessDenied' });
    const restore = { QueueUrl, Attributes: { Policy: '' } };
    expect(await admin.fails(SetQueueAttributes, restore)).toMatchObject({ shape: 'AccessDenied' });
    await owner.run(SetQueueAttributes, restore);
    await owner.run(SendMessage, { QueueUrl, MessageBody: 'x' });
  });
});
