import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { userWith } from '../../iam/test-accounts';
import { CreateUser, GetUser } from '../../iam/user/operations';
import { SendMessage } from '../../resources/sqs/message-operations';
import { CreateQueue } from '../../resources/sqs/operations';
import { SearchEvents } from '../operations';
import { LookupEvents } from './operations';
import { DAYS } from './schema';

const DAY_MS = 86_400_000;
let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(() => world.close());

type Key = NonNullable<Parameters<typeof LookupEvents.run>[0]['LookupAttributes']>[number]['AttributeKey'];
type Actor = Awaited<ReturnType<TestWorld['account']>>;
type Input = Parameters<Actor['run']>[1];

/** Returns the names of the found events, newest first. */
const find = async (actor: Actor, AttributeKey?: Key, AttributeValue = '', more: Input = {}) => {
  const LookupAttributes = AttributeKey && [{ AttributeKey, AttributeValue }];
  const { Events } = await actor.run(LookupEvents, { LookupAttributes, ...more });
  return Events.map(({ EventName }) => EventName);
};

describe('LookupEvents', () => {
  it('finds events by each attribute, newest first, with record, user and resources', async () => {
    const root = await world.account();
    const maria = await userWith(world, root, 'maria', { Effect: 'Allow', Action: 'iam:*', Resource: '*' });
    await maria.run(CreateUser, { UserName: 'eve', Path: '/staff/' });
    await root.run(GetUser, { UserName: 'eve' });
    const all = await root.run(LookupEvents, {});
    expect(all.Events.map(({ EventName }) => EventName)).toEqual(['GetUser', 'CreateUser', 'PutUserPolicy', 'CreateUser']);
    const [, created] = all.Events;
    expect(created).toMatchObject({
      EventSource: 'iam.amazonaws.com',
      EventTime: TEST_NOW,
      ReadOnly: 'false',
      Username: 'maria',
      Resources: [{ ResourceType: 'AWS::IAM::User', ResourceName: 'eve' }],
    });
    const record = JSON.parse(created?.CloudTrailEvent ?? '') as Record<string, unknown>;
    expect(record).toMatchObject({
      eventID: created?.EventId,
      eventType: 'AwsApiCall',
      requestParameters: { userName: 'eve' },
      additionalEventData: { outcome: 'Success' },
    });
    expect(await find(root, 'EventName', 'CreateUser')).toEqual(['CreateUser', 'CreateUser']);
    expect(await find(root, 'ReadOnly', 'true', { EndTime: TEST_NOW })).toContain('GetUser');
    expect(await find(root, 'ReadOnly', 'false')).toEqual(['CreateUser', 'PutUserPolicy', 'CreateUser']);
    expect(await find(root, 'Username', 'maria')).toEqual(['CreateUser']);
    expect(await find(root, 'Username', 'mari')).toEqual([]);
    expect(await find(root, 'ResourceName', 'eve')).toEqual(['GetUser', 'CreateUser']);
    expect(await find(root, 'ResourceName', 'staff')).toEqual([]);
    const arn = `arn:aws:iam::${root.accountId}:user/staff/eve`;
    expect(await find(root, 'ResourceName', arn)).toEqual(['GetUser', 'CreateUser']);
    expect(await find(root, 'ResourceType', 'AWS::IAM::Role')).toEqual([]);
    expect(await find(root, 'ResourceType', 'AWS::IAM::User')).toEqual(['GetUser', 'CreateUser', 'PutUserPolicy', 'CreateUser']);
    expect(await find(root, 'EventSource', 'sts.amazonaws.com')).toEqual([]);
    expect(await find(root, 'EventSource', 'cloudtrail.amazonaws.com')).toContain('LookupEvents');
    expect(await find(root, 'EventId', created?.EventId)).toEqual(['CreateUser']);
    expect(await find(root, 'EventId', created?.EventId, { EndTime: new Date(TEST_NOW.getTime() - 1) })).toEqual([]);
    const outsider = await world.account();
    expect(await find(outsider, 'EventId', created?.EventId)).toEqual([]);
    expect(await find(outsider)).toEqual(['LookupEvents']);
  });

  it('omits data events, other Regions and events older than 90 days, and binds page tokens to the filters', async () => {
    const root = await world.account();
    const old = root.with({ now: new Date(TEST_NOW.getTime() - DAYS * DAY_MS - 1) });
    await old.run(CreateUser, { UserName: 'old' });
    for (const UserName of ['a', 'b', 'c']) await root.run(CreateUser, { UserName });
    const { QueueUrl } = await root.with({ region: 'eu-west-1' }).run(CreateQueue, { QueueName: 'orders' });
    await root.with({ region: 'eu-west-1' }).run(SendMessage, { QueueUrl, MessageBody: 'hello' });
    expect(await find(root.with({ region: 'eu-west-1' }), 'EventSource', 'sqs.amazonaws.com')).toEqual(['CreateQueue']);
    expect(await find(root, 'EventSource', 'sqs.amazonaws.com')).toEqual([]);
    const asked = { LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue: 'CreateUser' }], MaxResults: 2 };
    const first = await root.run(LookupEvents, asked);
    const second = await root.run(LookupEvents, { ...asked, NextToken: first.NextToken });
    expect([first.Events.length, second.Events.length, second.NextToken]).toEqual([2, 1, undefined]);
    expect((await root.fails(LookupEvents, { MaxResults: 2, NextToken: first.NextToken })).shape).toBe(
      'InvalidNextTokenException',
    );
    const outsider = await world.account();
    expect((await outsider.fails(LookupEvents, { ...asked, NextToken: first.NextToken })).shape).toBe(
      'InvalidNextTokenException',
    );
    expect(await find(root, undefined, '', { EventCategory: 'insight' })).toEqual([]);
  });

  it('requires cloudtrail:LookupEvents, as does SearchEvents', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    for (const operation of [LookupEvents, SearchEvents]) {
      expect((await nobody.fails(operation, {})).action).toBe('cloudtrail:LookupEvents');
    }
  });
});
