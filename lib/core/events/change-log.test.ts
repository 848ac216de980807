import { afterEach, beforeEach, expect, it } from 'vitest';
import { transaction } from '../../db/transaction';
import { CreateUser } from '../../iam/user/operations';
import { removeAccounts } from '../../snapshot/remove-accounts';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../test-world';
import { changesKnown, forgetChanges } from './change-log';
import { prune } from './retention';

let world: TestWorld;
let root: Actor;
beforeEach(async () => {
  world = await createTestWorld();
  await world.database.writer.installation.create({ data: { id: 'test', createdAt: TEST_NOW, secretCheck: '' } });
  root = await world.account();
});
afterEach(() => world.close());

const daysAgo = (days: number) => new Date(TEST_NOW.getTime() - days * 86_400_000);
const users = async () => (await changes()).map(({ key }) => key).length;
const changes = () => world.database.reader.changedRow.findMany({ where: { table: 'User' } });
const known = () => changesKnown(world.database.reader);

it('keeps changes as long as their events, and returns since when they are complete', async () => {
  await root.with({ now: daysAgo(100) }).run(CreateUser, { UserName: 'old' });
  await root.with({ now: daysAgo(10) }).run(CreateUser, { UserName: 'new' });
  const [old] = await changes();
  expect(await known()).toEqual({ after: 0, since: null });
  await prune(world.database, { days: 90, events: 1_000_000 }, TEST_NOW);
  expect(await users()).toBe(1);
  expect(await known()).toEqual({ after: old?.event, since: daysAgo(10) });
});

it('returns a real time since when changes are complete, even if an account’s clock is ahead', async () => {
  await root.with({ now: daysAgo(100) }).run(CreateUser, { UserName: 'old' });
  await root.with({ now: daysAgo(-30) }).run(CreateUser, { UserName: 'ahead' });
  await prune(world.database, { days: 90, events: 1_000_000 }, TEST_NOW);
  expect((await known()).since).toEqual(TEST_NOW);
});

it('keeps at most as many changes as events, the newest ones', async () => {
  for (const UserName of ['a', 'b', 'c']) await root.run(CreateUser, { UserName });
  const [, second] = await changes();
  await prune(world.database, { days: 90, events: 1 }, TEST_NOW);
  expect(await users()).toBe(1);
  expect((await known()).after).toBe(second?.event);
});

it('keeps no changes from before forgetChanges, and none of removed accounts', async () => {
  await root.run(CreateUser, { UserName: 'a' });
  await transaction(world.database, forgetChanges);
  expect(await users()).toBe(0);
  expect((await known()).after).toBeGreaterThan(0);
  await root.run(CreateUser, { UserName: 'b' });
  const other = await world.account();
  await other.run(CreateUser, { UserName: 'c' });
  await transaction(world.database, (tx) => removeAccounts(tx, [root.accountId], TEST_NOW));
  expect((await world.database.reader.changedRow.findMany()).map(({ owner }) => owner)).toEqual([other.accountId]);
});
