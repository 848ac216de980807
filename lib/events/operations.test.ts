import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TryCall } from '../access/try-it/operations';
import { encodeToken } from '../core/paginate';
import { createTestWorld, rootCaller, TEST_NOW, type TestWorld, userCaller } from '../core/test-world';
import { CreateAccessKey } from '../iam/access-key/operations';
import { CreateLoginProfile } from '../iam/login-profile/operations';
import { userWith } from '../iam/test-accounts';
import { CreateUser, DeleteUser, GetUser, TagUser } from '../iam/user/operations';
import { ListUserOverviews } from '../iam/user/overview';
import { createCrowdOfAccounts } from '../organizations/test-crowd';
import { organizationOf } from '../organizations/test-organization';
import {
  CountEvents,
  GetAuthorizationDetails,
  GetEvent,
  GetOwnLastCall,
  ListOwnDenials,
  ListOwnLastChanges,
  SearchEvents,
} from './operations';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(() => world.close());

describe('the event history', () => {
  it('finds events by name, caller, resource, time, outcome and kind, newest first', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'maria' });
    const maria = world.as(userCaller(User));
    await maria.fails(CreateUser, { UserName: 'eve' });
    await root.with({ now: new Date(TEST_NOW.getTime() + 60_000) }).run(GetUser, { UserName: 'maria' });
    const find = async (input: Parameters<typeof root.run<typeof SearchEvents>>[1]) =>
      (await root.run(SearchEvents, input)).Events.map(({ eventName, outcome }) => `${eventName} ${outcome}`);
    expect(await find({ ReadOnly: false })).toEqual(['CreateUser Denied', 'CreateUser Success']);
    expect(await find({ EventName: 'GetUser' })).toEqual(['GetUser Success']);
    expect(await find({ Principal: 'maria' })).toEqual(['CreateUser Denied']);
    expect(await find({ Resource: 'user/eve' })).toEqual(['CreateUser Denied']);
    expect(await find({ Outcome: 'Denied' })).toEqual(['CreateUser Denied']);
    expect(await find({ StartTime: new Date(TEST_NOW.getTime() + 1_000).toISOString() })).toEqual(['GetUser Success']);
    expect(await find({ EndTime: new Date(TEST_NOW.getTime() - 1_000).toISOString() })).toEqual([]);
  });

  it('is readable in a Region that an SCP allows, while IAM events are recorded in us-east-1', async () => {
    const root = await world.account();
    // AWS: "Example service control policies", deny access to AWS based on the requested Region.
    const region = {
      Effect: 'Deny',
      NotAction: ['iam:*', 'organizations:*', 'sts:*'],
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-north-1'] } },
    };
    const first = {
      Effect: 'Deny',
      Action: 'iam:*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } },
    };
    const admin = await userWith(world, root, 'admin', { Effect: 'Allow', Action: '*', Resource: '*' }, region, first);
    const north = admin.with({ region: 'eu-north-1' });
    expect((await admin.fails(SearchEvents, {})).message).toContain('cloudtrail:LookupEvents');
    for (const actor of [admin, north]) await actor.run(GetUser, { UserName: 'admin' });
    const { Events } = await north.run(SearchEvents, {});
    const told = Events.map(({ eventName, awsRegion }) => `${eventName} ${awsRegion}`).sort();
    expect(told).toEqual([
      'CreateUser us-east-1',
      'GetUser us-east-1',
      'GetUser us-east-1',
      'LookupEvents us-east-1',
      'PutUserPolicy us-east-1',
    ]);
    const read = await north.run(SearchEvents, { EventName: 'LookupEvents' });
    expect(read.Events.map(({ awsRegion }) => awsRegion)).toContain('eu-north-1');
  });

  it('returns the caller’s own last call as it was sent and answered, and not the call of another user', async () => {
    const root = await world.account();
    const [maria, eve] = [await userWith(world, root, 'maria'), await userWith(world, root, 'eve')];
    expect(await maria.run(GetOwnLastCall, {})).toEqual({});
    const told = await maria.fails(CreateUser, { UserName: 'new' });
    expect((await maria.run(GetOwnLastCall, {})).Call).toMatchObject({
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateUser',
      requestParameters: { userName: 'new' },
      errorCode: 'AccessDenied',
      errorMessage: told.message,
    });
    // A tried call was not sent, and asking leaves no event.
    await maria.fails(TryCall, { Action: 'dynamodb:DeleteTable', Resource: '*' });
    for (let at = 0; at < 25; at++) await maria.run(GetOwnLastCall, {});
    expect((await maria.run(GetOwnLastCall, {})).Call?.eventName).toBe('CreateUser');
    expect((await root.run(SearchEvents, { EventName: 'GetOwnLastCall' })).Events).toEqual([]);
    expect(await eve.run(GetOwnLastCall, {})).toEqual({});
  });

  it('returns the caller’s last changes that were made together, oldest first', async () => {
    const root = await world.account();
    const eve = await userWith(world, root, 'eve');
    const at = (seconds: number) => root.with({ now: new Date(TEST_NOW.getTime() + seconds * 1_000) });
    await at(10).run(CreateUser, { UserName: 'old' });
    await at(60).run(CreateUser, { UserName: 'new' });
    await at(61).run(TagUser, { UserName: 'new', Tags: [{ Key: 'team', Value: 'blue' }] });
    await at(62).run(GetUser, { UserName: 'new' });
    await at(62).fails(CreateUser, { UserName: 'new' });
    const { Calls } = await root.run(ListOwnLastChanges, {});
    expect(Calls).toMatchObject([
      { eventName: 'CreateUser', requestParameters: { userName: 'new' } },
      { eventName: 'TagUser', requestParameters: { userName: 'new' } },
    ]);
    expect(await eve.run(ListOwnLastChanges, {})).toEqual({ Calls: [] });
  });

  it('does not return the last call of a user with the same name in another account or created later', async () => {
    const [here, there] = [await world.account(), await world.account()];
    const [maria, namesake] = [await userWith(world, here, 'maria'), await userWith(world, there, 'maria')];
    await maria.fails(CreateUser, { UserName: 'known-to-one-alone' });
    expect(await namesake.run(GetOwnLastCall, {})).toEqual({});
    await here.run(DeleteUser, { UserName: 'maria' });
    const successor = await userWith(world, here, 'maria');
    expect(await successor.run(GetOwnLastCall, {})).toEqual({});
  });

  it('lists the caller’s own denials with their messages and the decision behind each', async () => {
    const root = await world.account();
    const hidden = {
      Effect: 'Deny',
      Action: 'iam:GetUser',
      Resource: '*',
      Condition: { StringEquals: { 'aws:UserAgent': 'secret' } },
    };
    const [maria, eve] = [await userWith(world, root, 'maria'), await userWith(world, root, 'eve', hidden)];
    expect(await maria.run(ListOwnDenials, {})).toEqual({ Denials: [] });
    const told = await maria.fails(CreateUser, { UserName: 'new' });
    await eve.fails(GetUser, { UserName: 'maria' });
    const { Denials } = await maria.run(ListOwnDenials, {});
    expect(Denials).toEqual([
      {
        Time: TEST_NOW,
        EventName: 'CreateUser',
        Resource: `arn:aws:iam::${root.accountId}:user/new`,
        Message: told.message,
        AuthorizationId: told.members.AuthorizationId,
      },
    ]);
    const [{ AuthorizationId = '' } = {}] = (await eve.run(ListOwnDenials, {})).Denials;
    const shown = await eve.run(GetAuthorizationDetails, { AuthorizationId });
    expect(shown).toMatchObject({ AuthorizationId, Event: { eventName: 'GetUser' } });
    // The decision is shown without the text of a policy that eve may not read.
    expect(shown.Evaluations).toMatchObject([{ explanation: { decision: 'ImplicitDeny' }, documents: {} }]);
    expect(JSON.stringify(shown)).not.toContain('secret');
    expect(JSON.stringify((await root.run(GetAuthorizationDetails, { AuthorizationId })).Evaluations)).toContain('secret');
    expect((await maria.fails(GetAuthorizationDetails, { AuthorizationId })).message).toContain('iam:TroubleshootAccess');
  });

  it('records operations of the console under the corresponding AWS action', async () => {
    const root = await world.account();
    const maria = await userWith(world, root, 'maria');
    await maria.fails(ListUserOverviews, {});
    await root.run(ListUserOverviews, {});
    await maria.fails(SearchEvents, {});
    const names = (await root.run(SearchEvents, { ReadOnly: true })).Events.map(
      ({ eventName, eventSource, outcome }) => `${eventSource} ${eventName} ${outcome}`,
    );
    expect(names).toEqual([
      'cloudtrail.amazonaws.com LookupEvents Denied',
      'iam.amazonaws.com ListUsers Success',
      'iam.amazonaws.com ListUsers Denied',
    ]);
  });

  it('hides the denials of a deleted user from a new user with the same name', async () => {
    const root = await world.account();
    const before = await userWith(world, root, 'maria');
    await before.fails(CreateUser, { UserName: 'new' });
    await root.run(DeleteUser, { UserName: 'maria' });
    const after = await userWith(world, root, 'maria');
    expect(await after.run(ListOwnDenials, {})).toEqual({ Denials: [] });
  });

  it('continues with a page token and refuses a token of another account', async () => {
    const [one, two] = [await world.account(), await world.account()];
    for (const name of ['a', 'b', 'c']) await one.run(CreateUser, { UserName: name });
    const first = await one.run(SearchEvents, { EventName: 'CreateUser', MaxResults: 2 });
    expect(first.Events).toHaveLength(2);
    const second = await one.run(SearchEvents, { EventName: 'CreateUser', MaxResults: 2, NextToken: first.NextToken });
    expect(second.Events).toHaveLength(1);
    expect(second.NextToken).toBeUndefined();
    expect((await two.fails(SearchEvents, { NextToken: first.NextToken })).shape).toBe('InvalidNextTokenException');
    for (const place of ['9999999999/', '/2026-99-99', 'elsewhere']) {
      const NextToken = encodeToken(`SearchEvents:${one.accountId}`, place);
      expect((await one.fails(SearchEvents, { NextToken })).shape, place).toBe('InvalidNextTokenException');
    }
  });

  it('counts the matching events within the given time range', async () => {
    const root = await world.account();
    for (const minute of [0, 1, 2])
      await root.with({ now: new Date(TEST_NOW.getTime() + minute * 60_000) }).run(CreateUser, { UserName: `user${minute}` });
    const at = (minute: number) => new Date(TEST_NOW.getTime() + minute * 60_000).toISOString();
    const count = async (input: Parameters<typeof root.run<typeof CountEvents>>[1]) => (await root.run(CountEvents, input)).Count;
    expect(await count({ ReadOnly: false })).toBe(3);
    expect(await count({ ReadOnly: false, StartTime: at(1) })).toBe(2);
    expect(await count({ ReadOnly: false, EndTime: at(1) })).toBe(2);
    expect(await count({ Resource: 'user/user1', StartTime: at(0), EndTime: at(2) })).toBe(1);
    expect(await count({ EventName: 'DeleteUser' })).toBe(0);
  });

  it('contains no secrets from calls', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'maria' });
    const { AccessKey } = await root.run(CreateAccessKey, { UserName: 'maria' });
    await root.run(CreateLoginProfile, { UserName: 'maria', Password: 'Secret-pass-77' });
    const all = JSON.stringify(await world.database.reader.event.findMany());
    expect(all).toContain('HIDDEN_DUE_TO_SECURITY_REASONS');
    expect(all).not.toContain('Secret-pass-77');
    expect(all).not.toContain(AccessKey.SecretAccessKey);
  });

  it('is separated by account, for events as well as evaluations', async () => {
    const [one, two] = [await world.account(), await world.account()];
    const { User } = await one.run(CreateUser, { UserName: 'maria' });
    const denied = await world.as(userCaller(User)).fails(CreateUser, { UserName: 'eve' });
    const id = denied.members.AuthorizationId ?? '';
    const [event] = (await one.run(SearchEvents, { Outcome: 'Denied' })).Events;
    expect((await one.run(GetEvent, { EventId: event?.eventID ?? '' })).Event.eventName).toBe('CreateUser');
    expect((await one.run(GetAuthorizationDetails, { AuthorizationId: id })).Evaluations).toHaveLength(1);
    expect((await two.run(SearchEvents, { EventName: 'CreateUser' })).Events).toEqual([]);
    expect((await two.fails(GetEvent, { EventId: event?.eventID ?? '' })).shape).toBe('ResourceNotFoundException');
    expect((await two.fails(GetAuthorizationDetails, { AuthorizationId: id })).shape).toBe('NoSuchEntityException');
  });

  it('requires CloudTrail and troubleshooting permissions', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'maria' });
    const maria = world.as(userCaller(User));
    expect((await maria.fails(SearchEvents, {})).message).toContain('cloudtrail:LookupEvents');
    expect((await maria.fails(GetAuthorizationDetails, { AuthorizationId: 'x' })).message).toContain('iam:TroubleshootAccess');
  });
});

describe('the event history of an organization', () => {
  it('is available only to callers in the management account who may list accounts', async () => {
    const organization = await organizationOf(world, await world.account());
    const { management } = organization;
    const [dev, other] = [await organization.member('dev'), await world.account()];
    await dev.run(CreateUser, { UserName: 'maria' });
    await other.run(CreateUser, { UserName: 'maria' });
    const asked = { EventName: 'CreateUser', Resource: 'user/maria' };
    const { Events } = await management.run(SearchEvents, { ...asked, AccountId: 'all' });
    expect(Events.map(({ recipientAccountId }) => recipientAccountId)).toEqual([dev.accountId]);
    const EventId = Events[0]?.eventID ?? '';
    expect((await management.run(GetEvent, { EventId, AccountId: dev.accountId })).Event.eventName).toBe('CreateUser');
    expect((await management.run(CountEvents, { ...asked, AccountId: dev.accountId })).Count).toBe(1);
    expect((await management.run(SearchEvents, asked)).Events).toEqual([]);
    expect((await management.fails(SearchEvents, { AccountId: other.accountId })).shape).toBe('AccessDenied');
    expect((await dev.fails(SearchEvents, { AccountId: management.accountId })).shape).toBe('AccessDenied');
    expect((await dev.fails(GetEvent, { EventId, AccountId: 'all' })).shape).toBe('AccessDenied');
    const reader = { Effect: 'Allow', Action: 'cloudtrail:LookupEvents', Resource: '*' };
    const ana = await userWith(world, management, 'ana', reader);
    expect((await ana.fails(SearchEvents, { AccountId: 'all' })).message).toContain('organizations:ListAccounts');
  });

  it('finds and counts the events of more than a thousand accounts, newest first, in pages', async () => {
    const management = await world.account();
    const { organizationId } = await organizationOf(world, management);
    await createCrowdOfAccounts(world.database, organizationId, { accounts: 1_200, units: 3 });
    // The accounts' ids are far apart and unordered.
    for (const accountId of ['900000001199', '900000000000', '900000000600', '900000001100'])
      await world.as(rootCaller(accountId)).run(CreateUser, { UserName: 'new' });
    const asked = { AccountId: 'all', EventName: 'CreateUser' } as const;
    expect(await management.run(CountEvents, asked)).toEqual({ Count: 4, More: false });
    const first = await management.run(SearchEvents, { ...asked, MaxResults: 3 });
    const then = await management.run(SearchEvents, { ...asked, MaxResults: 3, NextToken: first.NextToken });
    const found = [...first.Events, ...then.Events].map(({ recipientAccountId }) => recipientAccountId);
    expect(found).toEqual(['900000001100', '900000000600', '900000000000', '900000001199']);
    const EventId = then.Events[0]?.eventID ?? '';
    expect((await management.run(GetEvent, { EventId, AccountId: 'all' })).Event.eventName).toBe('CreateUser');
  });
});
