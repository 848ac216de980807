import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PutAccountEnforcement } from '../../account/settings-operations';
import { transaction } from '../../db/transaction';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateUser, GetUser, ListUsers } from '../../iam/user/operations';
import { GetCallerIdentity } from '../../sts/caller/operations';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld, userCaller } from '../test-world';
import { mergeUses, resourceClass } from './last-use';
import { countOlderUses, usesKnownSince } from './older-uses';
import { prune } from './retention';

const later = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);
const ALLOWED = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:Get*', Resource: '*' } });

describe('the table of last uses', () => {
  let world: TestWorld;
  let root: Actor;
  let ana: Actor;
  let anaId: string;
  beforeEach(async () => {
    world = await createTestWorld();
    root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'ana' });
    await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'p', PolicyDocument: ALLOWED });
    ana = world.as(userCaller(User));
    anaId = User.UserId;
  });
  afterEach(() => world.close());

  const all = () => world.database.reader.lastUse.findMany({ orderBy: [{ principalId: 'asc' }, { action: 'asc' }] });
  const usedBy = async (principalId: string) => (await all()).filter((use) => use.principalId === principalId);

  it('contains attempts and successes for each principal', async () => {
    await ana.run(GetUser, { UserName: 'ana' });
    await ana.with({ now: later(1) }).fails(GetUser, { UserName: 'nobody' });
    await ana.with({ now: later(2) }).fails(ListUsers, {});
    await ana.run(GetCallerIdentity, {});
    const own = { accountId: root.accountId, principalId: anaId, region: 'us-east-1' };
    expect(await usedBy(anaId)).toEqual([
      // The call was authorized, although the user does not exist.
      { ...own, action: 'iam:GetUser', resourceClass: 'user', lastAttempt: later(1), lastSuccess: later(1), count: 2 },
      { ...own, action: 'iam:ListUsers', resourceClass: '*', lastAttempt: later(2), lastSuccess: null, count: 1 },
    ]);
    expect((await usedBy(root.accountId)).map(({ action, count }) => `${action} ${count}`)).toEqual([
      'iam:CreateUser 1',
      'iam:PutUserPolicy 1',
    ]);
  });

  it('keeps the last success when a later attempt is denied', async () => {
    await ana.run(GetUser, { UserName: 'ana' });
    await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'p', PolicyDocument: ALLOWED.replace('Get', 'List') });
    await ana.with({ now: later(5) }).fails(GetUser, { UserName: 'ana' });
    expect(await usedBy(anaId)).toMatchObject([{ lastAttempt: later(5), lastSuccess: TEST_NOW, count: 2 }]);
  });

  it('counts a denied call as an attempt without success if the account enforces no policies', async () => {
    await root.run(PutAccountEnforcement, { Enforcement: 'off' });
    await ana.run(ListUsers, {});
    expect(await usedBy(anaId)).toMatchObject([{ action: 'iam:ListUsers', lastSuccess: null }]);
  });

  it('counts events from before the table existed, from the newest back and each once', async () => {
    for (let minute = 0; minute < 300; minute++) await ana.with({ now: later(minute) }).run(GetUser, { UserName: 'ana' });
    await ana.with({ now: later(300) }).fails(ListUsers, {});
    const counted = await all();
    const { event, installation } = world.database.reader;
    const last = await event.findFirst({ orderBy: { id: 'desc' } });
    await installation.create({ data: { id: 'i', secretCheck: '', createdAt: TEST_NOW } });
    await transaction(world.database, async (tx) => {
      await tx.lastUse.deleteMany();
      await tx.installation.updateMany({ data: { usesUnread: last?.id ?? 0 } });
    });
    await ana.with({ now: later(301) }).run(GetUser, { UserName: 'ana' });
    expect(await usesKnownSince(world.database.reader)).toEqual(later(301));
    await Promise.all([countOlderUses(world.database), countOlderUses(world.database)]);
    expect(await usesKnownSince(world.database.reader)).toBeNull();
    const expected = counted.map((use) =>
      use.action === 'iam:GetUser' ? { ...use, lastAttempt: later(301), lastSuccess: later(301), count: 301 } : use,
    );
    expect(await all()).toEqual(expected);
  });

  it('loses entries older than 400 days', async () => {
    await ana.with({ now: new Date(TEST_NOW.getTime() - 401 * 86_400_000) }).run(GetUser, { UserName: 'ana' });
    await ana.fails(ListUsers, {});
    await prune(world.database, { days: 90, events: 1_000_000 }, TEST_NOW);
    expect((await usedBy(anaId)).map(({ action }) => action)).toEqual(['iam:ListUsers']);
  });
});

describe('the kind of a resource', () => {
  it.each([
    ['s3:GetObject', 'arn:aws:s3:::logs/2026/a', 'object'],
    ['s3:ListBucket', 'arn:aws:s3:::logs', 'bucket'],
    ['iam:GetUser', 'arn:aws:iam::111122223333:user/team/ana', 'user'],
    ['iam:PassRole', 'arn:aws:iam::111122223333:role/', '*'],
    ['iam:ListUsers', '*', '*'],
    ['kms:Encrypt', 'arn:aws:kms:us-east-1:111122223333:key/x', 'key'],
    ['kms:Encrypt', 'anything', '*'],
    ['dynamodb:Query', 'arn:aws:dynamodb:us-east-1:111122223333:table/t/index/i', 'index'],
  ])('of %s on %s is %s', (action, resource, kind) => {
    expect(resourceClass(action, resource)).toBe(kind);
  });
});

describe('uses that are written together', () => {
  it('are merged to one row per key, sorted by key', () => {
    const use = (action: string, minute: number, allowed: boolean) => ({
      accountId: '1',
      principalId: 'A',
      action,
      resourceClass: '*',
      lastAttempt: later(minute),
      lastSuccess: allowed ? later(minute) : null,
      region: 'us-east-1',
      count: 1,
    });
    expect(mergeUses([use('s3:b', 1, true), use('s3:a', 2, false), use('s3:b', 3, false)])).toEqual([
      use('s3:a', 2, false),
      { ...use('s3:b', 3, false), lastSuccess: later(1), count: 2 },
    ]);
  });
});
