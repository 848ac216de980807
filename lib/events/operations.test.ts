import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW, type TestWorld, userCaller } from '../core/test-world';
import { CreateAccessKey } from '../iam/access-key/operations';
import { CreateLoginProfile } from '../iam/login-profile/operations';
import { userWith } from '../iam/test-accounts';
import { CreateUser, DeleteUser, GetUser } from '../iam/user/operations';
import { GetAuthorizationDetails, GetEvent, ListOwnDenials, LookupEvents } from './operations';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(() => world.close());

describe('the event history', () => {
  it('finds events by name, caller, resource, time, outcome and kind, newest first', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'maria' });
    const maria = world.as(userCaller(User ?? {}));
    await maria.fails(CreateUser, { UserName: 'eve' });
    await root.with({ now: new Date(TEST_NOW.getTime() + 60_000) }).run(GetUser, { UserName: 'maria' });
    const find = async (input: Parameters<typeof root.run<typeof LookupEvents>>[1]) =>
      (await root.run(LookupEvents, input)).Events.map(({ eventName, outcome }) => `${eventName} ${outcome}`);
    expect(await find({ ReadOnly: false })).toEqual(['CreateUser Denied', 'CreateUser Success']);
    expect(await find({ EventName: 'GetUser' })).toEqual(['GetUser Success']);
    expect(await find({ Principal: 'maria' })).toEqual(['CreateUser Denied']);
    expect(await find({ Resource: 'user/eve' })).toEqual(['CreateUser Denied']);
    expect(await find({ Outcome: 'Denied' })).toEqual(['CreateUser Denied']);
    expect(await find({ StartTime: new Date(TEST_NOW.getTime() + 1_000).toISOString() })).toEqual(['GetUser Success']);
    expect(await find({ EndTime: new Date(TEST_NOW.getTime() - 1_000).toISOString() })).toEqual([]);
  });

  it('shows everybody their own denials as they were answered, and whoever may troubleshoot the evaluation', async () => {
    const root = await world.account();
    const allow = { Effect: 'Allow', Action: 'iam:TroubleshootAccess', Resource: '*' };
    const [maria, eve] = [await userWith(world, root, 'maria'), await userWith(world, root, 'eve', allow)];
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
        AuthorizationId: undefined,
      },
    ]);
    expect((await eve.run(ListOwnDenials, {})).Denials).toMatchObject([
      { EventName: 'GetUser', AuthorizationId: expect.any(String) },
    ]);
  });

  it('shows a user made anew under the name of a deleted one nothing of what that one was denied', async () => {
    const root = await world.account();
    const before = await userWith(world, root, 'maria');
    await before.fails(CreateUser, { UserName: 'new' });
    await root.run(DeleteUser, { UserName: 'maria' });
    const after = await userWith(world, root, 'maria');
    expect(await after.run(ListOwnDenials, {})).toEqual({ Denials: [] });
  });

  it('goes on with a token, and refuses a token of another account', async () => {
    const [one, two] = [await world.account(), await world.account()];
    for (const name of ['a', 'b', 'c']) await one.run(CreateUser, { UserName: name });
    const first = await one.run(LookupEvents, { EventName: 'CreateUser', MaxResults: 2 });
    expect(first.Events).toHaveLength(2);
    const second = await one.run(LookupEvents, { EventName: 'CreateUser', MaxResults: 2, NextToken: first.NextToken });
    expect(second.Events).toHaveLength(1);
    expect(second.NextToken).toBeUndefined();
    expect((await two.fails(LookupEvents, { NextToken: first.NextToken })).shape).toBe('InvalidNextTokenException');
  });

  it('holds no secret of any call', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'maria' });
    const { AccessKey } = await root.run(CreateAccessKey, { UserName: 'maria' });
    await root.run(CreateLoginProfile, { UserName: 'maria', Password: 'Secret-pass-77' });
    const all = JSON.stringify(await world.database.reader.event.findMany());
    expect(all).toContain('HIDDEN_DUE_TO_SECURITY_REASONS');
    expect(all).not.toContain('Secret-pass-77');
    expect(all).not.toContain(AccessKey?.SecretAccessKey);
  });

  it('is kept apart by account: no event and no evaluation of another one opens', async () => {
    const [one, two] = [await world.account(), await world.account()];
    const { User } = await one.run(CreateUser, { UserName: 'maria' });
    const denied = await world.as(userCaller(User ?? {})).fails(CreateUser, { UserName: 'eve' });
    const id = denied.members.AuthorizationId ?? '';
    const [event] = (await one.run(LookupEvents, { Outcome: 'Denied' })).Events;
    expect((await one.run(GetEvent, { EventId: event?.eventID ?? '' })).Event.eventName).toBe('CreateUser');
    expect((await one.run(GetAuthorizationDetails, { AuthorizationId: id })).Evaluations).toHaveLength(1);
    expect((await two.run(LookupEvents, { EventName: 'CreateUser' })).Events).toEqual([]);
    expect((await two.fails(GetEvent, { EventId: event?.eventID ?? '' })).shape).toBe('ResourceNotFoundException');
    expect((await two.fails(GetAuthorizationDetails, { AuthorizationId: id })).shape).toBe('NoSuchEntityException');
  });

  it('asks for CloudTrail and troubleshooting permissions', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'maria' });
    const maria = world.as(userCaller(User ?? {}));
    expect((await maria.fails(LookupEvents, {})).message).toContain('cloudtrail:LookupEvents');
    expect((await maria.fails(GetAuthorizationDetails, { AuthorizationId: 'x' })).message).toContain('iam:TroubleshootAccess');
  });
});
