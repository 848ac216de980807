import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { CreateUser, DeleteUser } from '../../iam/user/operations';
import { allow, userWith } from '../../sts/test-actors';
import { resourcePolicy } from '../test-tables';
import { ListTopicMessages, Publish } from './message-operations';
import {
  AddPermission,
  CreateTopic,
  DeleteTopic,
  GetTopicAttributes,
  ListTagsForResource,
  ListTopics,
  RemovePermission,
  SetTopicAttributes,
  TagResource,
} from './operations';
import { KEPT_MESSAGES } from './rows';

const world = await createTestWorld();
afterAll(() => world.close());

async function newTopic(owner: Actor, Name: string, input: object = {}): Promise<string> {
  return (await owner.run(CreateTopic, { Name, ...input })).TopicArn;
}

const policyOf = async (actor: Actor, TopicArn: string) =>
  JSON.parse((await actor.run(GetTopicAttributes, { TopicArn })).Attributes.Policy ?? '');
const setPolicy = (actor: Actor, TopicArn: string, AttributeValue: string) =>
  actor.run(SetTopicAttributes, { TopicArn, AttributeName: 'Policy', AttributeValue });
const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'Success',
    ({ shape }) => shape,
  );
const publish = (actor: Actor, TopicArn: string) => outcome(actor.run(Publish, { TopicArn, Message: 'x' }));

describe('a topic', () => {
  it('stores its newest messages encrypted, records none in events, and changes no revision', async () => {
    const owner = await world.account();
    const TopicArn = await newTopic(owner, 'news');
    const { reader } = world.database;
    const revision = async () => (await reader.account.findUniqueOrThrow({ where: { id: owner.accountId } })).revision;
    const before = await revision();
    const MessageAttributes = { note: { DataType: 'String', StringValue: 'HushedNote' } };
    for (let second = 0; second <= KEPT_MESSAGES; second++) {
      const later = owner.with({ now: new Date(TEST_NOW.getTime() + second * 1000) });
      await later.run(Publish, { TopicArn, Message: `Hushed ${second}`, Subject: 'HushedSubject', MessageAttributes });
    }
    expect(await revision()).toBe(before);
    const rows = await reader.topicMessage.findMany({ where: { accountId: owner.accountId } });
    const { Messages } = await owner.run(ListTopicMessages, { TopicArn });
    expect(Messages.map(({ Message }) => Message).reverse()).toEqual(
      Array.from({ length: KEPT_MESSAGES }, (_, index) => `Hushed ${index + 1}`),
    );
    expect(Messages[0]).toMatchObject({ Subject: 'HushedSubject', MessageAttributes, PublisherId: owner.accountId });
    // AWS: only subscribers can read messages.
    const publisher = await userWith(world, owner, 'publisher', allow('sns:Publish'));
    const subscriber = await userWith(world, owner, 'subscriber', allow('sns:Subscribe'));
    const reads = (actor: Actor) => outcome(actor.run(ListTopicMessages, { TopicArn }));
    expect([await reads(publisher), await reads(subscriber)]).toEqual(['AccessDenied', 'Success']);
    const events = await reader.event.findMany({
      where: { accountId: owner.accountId, eventName: { in: ['Publish', 'ListTopicMessages'] } },
    });
    expect(events.filter(({ eventName }) => eventName === 'Publish')).toHaveLength(KEPT_MESSAGES + 1);
    expect(JSON.stringify([events, rows])).not.toMatch(/Hushed/);
    await owner.run(DeleteTopic, { TopicArn });
    expect(await reader.topicMessage.count({ where: { accountId: owner.accountId } })).toBe(0);
    expect((await owner.run(ListTopics, {})).Topics).toEqual([]);
  });

  it('has AWS’s default policy until another one is set, and after that is removed', async () => {
    const owner = await world.account();
    const TopicArn = await newTopic(owner, 'plain');
    const usual = await policyOf(owner, TopicArn);
    expect(usual).toMatchObject({
      Id: '__default_policy_ID',
      Statement: [
        {
          Sid: '__default_statement_ID',
          Principal: { AWS: '*' },
          Resource: TopicArn,
          Condition: { StringEquals: { 'AWS:SourceOwner': owner.accountId } },
        },
      ],
    });
    // The default policy allows neither other accounts nor users without their own permissions.
    const [guest, nobody] = [await world.account(), await userWith(world, owner, 'nobody')];
    expect([await publish(owner, TopicArn), await publish(guest, TopicArn), await publish(nobody, TopicArn)]).toEqual([
      'Success',
      'AccessDenied',
      'AccessDenied',
    ]);
    await owner.run(AddPermission, { TopicArn, Label: 'guest', AWSAccountId: [guest.accountId], ActionName: ['Publish'] });
    expect((await policyOf(owner, TopicArn)).Statement[1]).toEqual({
      Sid: 'guest',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${guest.accountId}:root` },
      Action: 'SNS:Publish',
      Resource: TopicArn,
    });
    expect(await publish(guest, TopicArn)).toBe('Success');
    await owner.run(RemovePermission, { TopicArn, Label: 'guest' });
    expect(await publish(guest, TopicArn)).toBe('AccessDenied');
    await owner.run(RemovePermission, { TopicArn, Label: '__default_statement_ID' });
    expect(await policyOf(owner, TopicArn)).toEqual(usual);
    await setPolicy(owner, TopicArn, resourcePolicy({ ...usual.Statement[0], Condition: {} }));
    expect(await publish(guest, TopicArn)).toBe('Success');
    await setPolicy(owner, TopicArn, '');
    expect(await policyOf(owner, TopicArn)).toEqual(usual);
  });

  it('stores the users of its policy by unique ID, and shows their ARNs while they exist', async () => {
    const owner = await world.account();
    const { User } = await owner.run(CreateUser, { UserName: 'ana' });
    const TopicArn = await newTopic(owner, 'kept');
    const Principal = { AWS: User.Arn };
    await setPolicy(owner, TopicArn, resourcePolicy({ Effect: 'Allow', Principal, Action: 'sns:Publish', Resource: TopicArn }));
    const shown = async () => (await policyOf(owner, TopicArn)).Statement[0].Principal.AWS;
    expect(await shown()).toBe(User.Arn);
    await owner.run(DeleteUser, { UserName: 'ana' });
    await owner.run(CreateUser, { UserName: 'ana' });
    expect(await shown()).toBe(User.UserId);
  });
});

describe('access to a topic', () => {
  it('from another account needs both policies, and is recorded in both accounts', async () => {
    const [owner, guest] = [await world.account(), await world.account()];
    const TopicArn = await newTopic(owner, 'shared');
    const able = await userWith(world, guest, 'able', allow('sns:*'));
    const unable = await userWith(world, guest, 'unable', allow('s3:*'));
    expect(await publish(able, TopicArn)).toBe('AccessDenied');
    const statement = { Effect: 'Allow', Principal: { AWS: guest.accountId }, Resource: TopicArn };
    const Action = ['sns:Publish', 'sns:SetTopicAttributes'];
    await setPolicy(owner, TopicArn, resourcePolicy({ ...statement, Action }));
    expect([await publish(able, TopicArn), await publish(unable, TopicArn)]).toEqual(['Success', 'AccessDenied']);
    const told = await world.database.reader.event.findMany({ where: { accountId: owner.accountId, eventName: 'Publish' } });
    expect(told).toMatchObject([{ outcome: 'Success', decision: null, authorizationId: null }]);
    // Topic policies cannot allow tagging, so only the owner's account can tag.
    const tagging = able.run(TagResource, { ResourceArn: TopicArn, Tags: [{ Key: 'a', Value: 'b' }] });
    expect(await outcome(tagging)).toBe('AccessDenied');
    // A missing topic must look like one that denies access.
    expect(await publish(able, TopicArn.replace(/shared$/, 'none'))).toBe('AccessDenied');
    // Another account's change takes effect on the next call.
    await setPolicy(able, TopicArn, '');
    expect(await publish(able, TopicArn)).toBe('AccessDenied');
  });

  it('can depend on the topic’s tags, and on the tags at creation', async () => {
    const owner = await world.account();
    const blue = { Key: 'team', Value: 'blue' };
    const user = await userWith(
      world,
      owner,
      'ana',
      allow('sns:Publish', '*', { StringEquals: { 'aws:ResourceTag/team': 'blue' } }),
      allow(['sns:CreateTopic', 'sns:TagResource'], '*', { StringEquals: { 'aws:RequestTag/team': 'blue' } }),
    );
    const mine = await newTopic(user, 'mine', { Tags: [blue] });
    const other = await newTopic(owner, 'other');
    expect([await publish(user, mine), await publish(user, other)]).toEqual(['Success', 'AccessDenied']);
    expect(await user.fails(CreateTopic, { Name: 'third' })).toMatchObject({ shape: 'AccessDenied' });
    expect((await owner.run(ListTagsForResource, { ResourceArn: mine })).Tags).toEqual([blue]);
  });
});
