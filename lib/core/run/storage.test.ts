import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CreateUser, GetUser } from '../../iam/user/operations';
import { type Actor, createTestWorld, type TestWorld } from '../test-world';
import { isStorageFailure, storageProblem } from './storage';

let world: TestWorld;
let root: Actor;
beforeEach(async () => {
  world = await createTestWorld();
  root = await world.account();
  await root.run(CreateUser, { UserName: 'maria' });
});
afterEach(() => world.close());

const MINUTE_MS = 60_000;

describe.skipIf(process.env.TEST_DATABASE === 'postgresql')('a full database', () => {
  /** Limits the number of pages, so that SQLite reports a full disk itself. */
  const limitPages = async (pages: number | null) => {
    const { writer } = world.database;
    // Free pages of earlier tests would leave room.
    if (pages === null) await writer.$executeRawUnsafe('VACUUM');
    const [{ page_count: now } = { page_count: 0n }] =
      await writer.$queryRawUnsafe<{ page_count: bigint }[]>('PRAGMA page_count');
    await writer.$queryRawUnsafe(`PRAGMA max_page_count = ${pages ?? Number(now)}`);
  };
  afterEach(() => limitPages(1_000_000_000));

  const events = () => world.database.reader.event.count();

  it('answers reads, refuses writes with the reason, and recovers without a restart', async () => {
    expect(await storageProblem(world.database, 0)).toBeNull();
    await limitPages(null);
    // Reads soon use up the free space in existing pages.
    const before = await events();
    const READS = 200;
    for (let read = 0; read < READS; read++)
      expect(await root.run(GetUser, { UserName: 'maria' })).toMatchObject({ User: { UserName: 'maria' } });
    const recorded = await events();
    expect(recorded - before).toBeLessThan(READS);
    const Tags = Array.from({ length: 50 }, (_, number) => ({ Key: `key-${number}`, Value: 'x'.repeat(256) }));
    const failure = await root.fails(CreateUser, { UserName: 'nina', Tags });
    expect(failure.shape).toBe('InternalFailure');
    expect(await storageProblem(world.database, MINUTE_MS)).toContain('disk is full');
    expect(await storageProblem(world.database, MINUTE_MS + 1)).toContain('disk is full');
    await limitPages(1_000_000_000);
    expect(await storageProblem(world.database, 2 * MINUTE_MS)).toBeNull();
    await root.run(GetUser, { UserName: 'maria' });
    await root.run(CreateUser, { UserName: 'nina', Tags });
    expect(await events()).toBe(recorded + 2);
    expect(await world.database.reader.decisionTrace.count()).toBe(0);
  });
});

it.each([
  [new Error('Prisma', { cause: Object.assign(new Error('database or disk is full'), { errcode: 13 }) }), true],
  [new Error('outer', { cause: new Error('could not extend file: No space left on device') }), true],
  [Object.assign(new Error('unique'), { code: 'P2002' }), false],
  ['text', false],
])('distinguishes a full disk from other failures: %s', (error, expected) => {
  expect(isStorageFailure(error)).toBe(expected);
});
