import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../db/transaction';
import { createTestWorld, TEST_NOW, type TestWorld } from '../test-world';
import { flushLastUsed, type KeyUse, noteKeyUse } from './last-used';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

let count = 0;
async function newKey(): Promise<string> {
  const { accountId } = await world.account();
  const id = `AKIALASTUSED${++count}`;
  const data = { id, accountId, secretCipher: '', status: 'Active', createdAt: TEST_NOW };
  await transaction(world.database, (tx) => tx.accessKey.create({ data }));
  return id;
}

const use = (accessKeyId: string, seconds: number, more: Partial<KeyUse> = {}): KeyUse => ({
  accessKeyId,
  roleId: undefined,
  service: 'iam',
  region: 'us-east-1',
  time: new Date(TEST_NOW.getTime() + seconds * 1000),
  ...more,
});
const stored = (id: string) =>
  world.database.reader.accessKey.findUnique({
    where: { id },
    select: { lastUsedAt: true, lastUsedService: true, lastUsedRegion: true },
  });

describe('the last use of a key', () => {
  it('is written even if the account’s clock was moved back', async () => {
    const id = await newKey();
    noteKeyUse(world.database, use(id, 86_400));
    await flushLastUsed(world.database);
    noteKeyUse(world.database, use(id, 0));
    await flushLastUsed(world.database);
    expect(await stored(id)).toMatchObject({ lastUsedAt: TEST_NOW });
  });

  it('is written together with others at the next flush', async () => {
    const [one, two] = [await newKey(), await newKey()];
    noteKeyUse(world.database, use(one, 0));
    noteKeyUse(world.database, use(two, 5, { service: 'sts', region: 'eu-west-1' }));
    expect(await stored(one)).toMatchObject({ lastUsedAt: null });
    await flushLastUsed(world.database);
    expect(await stored(one)).toEqual({ lastUsedAt: TEST_NOW, lastUsedService: 'iam', lastUsedRegion: 'us-east-1' });
    expect(await stored(two)).toMatchObject({ lastUsedService: 'sts', lastUsedRegion: 'eu-west-1' });
  });

  it('is written once a minute, unless the service or Region changes', async () => {
    const key = await newKey();
    const at = async (seconds: number, more: Partial<KeyUse> = {}) => {
      noteKeyUse(world.database, use(key, seconds, more));
      await flushLastUsed(world.database);
      return (await stored(key))?.lastUsedAt?.getTime();
    };
    const time = (seconds: number) => TEST_NOW.getTime() + seconds * 1000;
    expect(await at(0)).toBe(time(0));
    expect(await at(59)).toBe(time(0));
    expect(await at(60)).toBe(time(60));
    expect(await at(61, { service: 'sts' })).toBe(time(61));
    expect(await at(62, { service: 'sts', region: 'eu-west-1' })).toBe(time(62));
  });

  it('of a deleted key or role causes no error', async () => {
    noteKeyUse(world.database, use('AKIAGONE', 0));
    noteKeyUse(world.database, use('ASIAGONE', 0, { roleId: 'AROAGONE' }));
    await flushLastUsed(world.database);
    await flushLastUsed(world.database);
  });
});
