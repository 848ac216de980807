import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../core/test-world';
import { transaction } from '../db/transaction';
import { pack, readContents, unpack } from './contents';
import { installationSnapshots } from './installation-snapshots';
import { piecesOf } from './tables';

let world: TestWorld;
let account: Actor;

beforeEach(async () => {
  world = await createTestWorld();
  account = await world.account();
});
afterEach(() => world.close());

/** More rows than one read returns, with several per key, so that pages end within a user's tags. */
const USERS = 401;
const TAGS = 3;

async function fill(): Promise<void> {
  const { accountId } = account;
  const users = Array.from({ length: USERS }, (_, at) => `user-${String(at).padStart(4, '0')}`);
  await transaction(world.database, async (tx) => {
    await tx.user.createMany({
      data: users.map((name) => ({ id: name, accountId, name, nameKey: name, path: '/', createdAt: TEST_NOW })),
    });
    await tx.tag.createMany({
      data: users.flatMap((resourceId) =>
        Array.from({ length: TAGS }, (_, at) => ({ resourceId, accountId, key: `key-${at}`, value: '' })),
      ),
    });
  });
}

it('readContents reads every row exactly once, for one account and for the installation', async () => {
  await fill();
  for (const extent of ['everything', { accountIds: [account.accountId], organizationIds: [] }] as const) {
    const { tables } = await readContents(world.database.reader, extent);
    expect(new Set(tables.User.map(({ id }) => id)).size).toBe(USERS);
    expect(tables.User).toHaveLength(USERS);
    expect(new Set(tables.Tag.map(({ resourceId, key }) => `${resourceId} ${key}`)).size).toBe(USERS * TAGS);
    expect(tables.Tag).toHaveLength(USERS * TAGS);
  }
});

it('saving and restoring a snapshot let other tasks run in between', async () => {
  await fill();
  const snapshots = installationSnapshots(world.database);
  let turns = 0;
  const count = () => {
    turns++;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  await snapshots.save('much', TEST_NOW);
  const whileSaving = turns;
  await snapshots.restore('much', TEST_NOW);
  clearImmediate(counting);
  // Each page of each filled table yields at least once.
  expect(whileSaving).toBeGreaterThan(40);
  expect(turns - whileSaving).toBeGreaterThan(40);
});

it('unpack returns the packed contents, including dates and nulls', async () => {
  await fill();
  const contents = await readContents(world.database.reader, 'everything');
  expect(await unpack(await pack(contents))).toEqual(contents);
});

it('unpack reads format 1, which is one JSON value', async () => {
  const rows = [['AIDA1', { t: TEST_NOW.getTime() }, null]];
  const stored = { format: 1, tables: { User: { columns: ['id', 'createdAt', 'path'], rows } }, demoAccessKey: 'AKIA1' };
  const { tables, demoAccessKey } = await unpack(new Uint8Array(gzipSync(JSON.stringify(stored))));
  expect(demoAccessKey).toBe('AKIA1');
  expect(tables.User).toEqual([{ id: 'AIDA1', createdAt: TEST_NOW, path: null }]);
  expect(tables.Group).toEqual([]);
});

it('piecesOf splits accounts into pieces of at most 250, without losing or repeating any', () => {
  const accountIds = Array.from({ length: 501 }, (_, at) => String(at));
  const pieces = piecesOf({ accountIds, organizationIds: ['o-1'] });
  expect(pieces.flatMap((piece) => (piece === 'everything' ? [] : piece.accountIds))).toEqual(accountIds);
  expect(pieces.map((piece) => (piece === 'everything' ? 0 : piece.accountIds.length))).toEqual([250, 250, 1]);
  expect(pieces.flatMap((piece) => (piece === 'everything' ? [] : piece.organizationIds))).toEqual(['o-1']);
  expect(piecesOf({ accountIds: [], organizationIds: [] })).toHaveLength(1);
});
