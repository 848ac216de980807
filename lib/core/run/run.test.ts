import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AttachUserPolicy, DetachUserPolicy } from '../../iam/attachment/operations';
import { CreateUser, GetUser, ListUsers } from '../../iam/user/operations';
import type { Caller } from '../call';
import { createTestWorld, type TestWorld, testCall, userCaller } from '../test-world';
import { missingAction } from './run';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(() => world.close());

describe('runOperation', () => {
  it('creates a user for the root user, and records the call with its decision', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'maria', Tags: [{ Key: 'team', Value: 'red' }] });
    expect(User).toMatchObject({
      UserName: 'maria',
      Path: '/',
      Arn: `arn:aws:iam::${root.accountId}:user/maria`,
      Tags: [{ Key: 'team', Value: 'red' }],
    });
    const event = await world.database.reader.event.findFirstOrThrow({ where: { eventName: 'CreateUser' } });
    expect(event).toMatchObject({
      accountId: root.accountId,
      outcome: 'Success',
      readOnly: false,
      eventSource: 'iam.amazonaws.com',
    });
    expect(JSON.parse(event.requestParameters ?? '')).toMatchObject({ userName: 'maria' });
    expect(JSON.parse(event.responseElements ?? '')).toMatchObject({ user: { userName: 'maria' } });
  });

  it('denies a caller without permission in AWS’s words, stores the trace and changes nothing', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'nobody' });
    const nobody = world.as(userCaller(User));
    const error = await nobody.fails(CreateUser, { UserName: 'other' });
    expect(error.shape).toBe('AccessDenied');
    expect(error.message).toBe(
      `User: arn:aws:iam::${root.accountId}:user/nobody is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::${root.accountId}:user/other because no identity-based policy allows the iam:CreateUser action`,
    );
    const event = await world.database.reader.event.findFirstOrThrow({ where: { outcome: 'Denied' } });
    expect(event.errorCode).toBe('AccessDenied');
    expect(event.authorizationId).toBe(error.members.AuthorizationId);
    const trace = await world.database.reader.decisionTrace.findUniqueOrThrow({ where: { id: event.authorizationId ?? '' } });
    expect(JSON.parse(trace.trace)).toMatchObject([
      { explanation: { decision: 'ImplicitDeny', request: { action: 'iam:CreateUser' } } },
    ]);
    expect(await world.database.reader.user.count()).toBe(1);
  });

  it('separates accounts, so that one does not find another’s user', async () => {
    const [one, two] = [await world.account(), await world.account()];
    await one.run(CreateUser, { UserName: 'maria' });
    expect((await two.fails(GetUser, { UserName: 'maria' })).shape).toBe('NoSuchEntityException');
    expect((await two.run(ListUsers, {})).Users).toEqual([]);
  });

  it('reports all violated constraints together', async () => {
    const root = await world.account();
    const error = await root.fails(CreateUser, { UserName: 'no spaces', PermissionsBoundary: 'short' });
    expect(error.message).toMatch(
      /^2 validation errors detected: Value 'no spaces' at 'userName' failed .*; Value 'short' at 'permissionsBoundary' failed /,
    );
  });

  it('changes nothing if its event cannot be written', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'maria' });
    const { reader, writer } = world.database;
    const state = async () => [await reader.user.findMany(), await reader.tag.findMany(), await reader.account.findMany()];
    const before = await state();
    await writer.$executeRawUnsafe('ALTER TABLE "Event" RENAME TO "Elsewhere"');
    const Tags = [{ Key: 'team', Value: 'web' }];
    expect((await root.fails(CreateUser, { UserName: 'nina', Tags })).shape).toBe('InternalFailure');
    expect(await state()).toEqual(before);
    await writer.$executeRawUnsafe('ALTER TABLE "Elsewhere" RENAME TO "Event"');
    await root.run(CreateUser, { UserName: 'nina', Tags });
    expect(await state()).not.toEqual(before);
  });

  it('records a failed call with its error code', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'maria' });
    const error = await root.fails(CreateUser, { UserName: 'MARIA' });
    expect(error.shape).toBe('EntityAlreadyExistsException');
    const failed = await world.database.reader.event.findFirstOrThrow({ where: { outcome: 'Failed' } });
    expect(failed).toMatchObject({ eventName: 'CreateUser', errorCode: 'EntityAlreadyExists' });
  });

  it('returns ConcurrentModification if another write takes the unique name first', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'maria' });
    // Another write takes the name after the check and before the write.
    const late = { ...CreateUser, target: async () => null };
    expect((await root.fails(late, { UserName: 'Maria' })).shape).toBe('ConcurrentModificationException');
    expect(await world.database.reader.user.count()).toBe(1);
  });

  it('prepares a write only for an allowed caller, and denies it if the permission ends meanwhile', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'maria' });
    const maria = world.as(userCaller(User));
    let prepared = 0;
    const Slow = {
      ...CreateUser,
      prepare: async () => {
        prepared += 1;
        await root.run(DetachUserPolicy, { UserName: 'maria', PolicyArn });
        return undefined;
      },
    };
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    expect((await maria.fails(Slow, { UserName: 'a' })).shape).toBe('AccessDenied');
    expect(prepared).toBe(0);
    await root.run(AttachUserPolicy, { UserName: 'maria', PolicyArn });
    expect((await maria.fails(Slow, { UserName: 'a' })).shape).toBe('AccessDenied');
    expect(prepared).toBe(1);
  });
});

describe('missingAction', () => {
  it('returns the action that the call is denied, and records no event', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'maria' });
    const recorded = () => world.database.reader.event.count();
    const before = await recorded();
    const asks = (caller: Caller) => missingAction(GetUser, { UserName: 'maria' }, testCall(caller), world.database);
    expect(await asks(root.caller)).toBeNull();
    expect(await asks(userCaller(User))).toBe('iam:GetUser');
    expect(await recorded()).toBe(before);
  });
});
