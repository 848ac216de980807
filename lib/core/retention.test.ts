import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../db/transaction';
import { CreateUser } from '../iam/user/operations';
import { prune } from './retention';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld, userCaller } from './test-world';
import { recordedEvents } from './testing/recorded-events';

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(TEST_NOW.getTime() - days * DAY_MS);
const PLENTY = { days: 90, events: 1_000_000 };

let world: TestWorld;
let root: Actor;
beforeEach(async () => {
  world = await createTestWorld();
  root = await world.account();
});
afterEach(() => world.close());

const counts = async () => {
  const { event, decisionTrace, temporaryCredential, consoleSession } = world.database.reader;
  return {
    events: await event.count(),
    traces: await decisionTrace.count(),
    sessions: (await temporaryCredential.count()) + (await consoleSession.count()),
  };
};

/** A user who is denied once on each of these days. */
async function deniedOn(...days: number[]) {
  const { User } = await root.with({ now: daysAgo(200) }).run(CreateUser, { UserName: 'maria' });
  const maria = world.as(userCaller(User));
  for (const day of days) await maria.with({ now: daysAgo(day) }).fails(CreateUser, { UserName: 'nina' });
}

describe('what is kept of the history', () => {
  it('is no older than the days that are set, with the evaluations behind it', async () => {
    await deniedOn(100, 91, 89, 0);
    expect(await counts()).toMatchObject({ events: 5, traces: 4 });
    expect(await prune(world.database, PLENTY, TEST_NOW)).toMatchObject({ events: 3, traces: 2 });
    expect(await counts()).toMatchObject({ events: 2, traces: 2 });
    expect(await prune(world.database, PLENTY, TEST_NOW)).toMatchObject({ events: 0, traces: 0 });
    // Of the days that are left there is who called on them, and of no others.
    expect((await recordedEvents(world.database.reader)).map(({ userName }) => userName)).toEqual(['maria', 'maria']);
    expect(await world.database.reader.eventCaller.count()).toBe(3);
    await prune(world.database, PLENTY, new Date(TEST_NOW.getTime() + 2 * DAY_MS));
    expect(await world.database.reader.eventCaller.count()).toBe(2);
  });

  it('is no more than the number that is set, the newest', async () => {
    await deniedOn(5, 4, 3, 2);
    await prune(world.database, { days: 3650, events: 2 }, TEST_NOW);
    const left = await world.database.reader.event.findMany({ orderBy: { id: 'asc' }, select: { time: true } });
    expect(left.map(({ time }) => time)).toEqual([daysAgo(3), daysAgo(2)]);
    expect(await counts()).toMatchObject({ events: 2, traces: 2 });
  });

  it('goes in pieces, however much is over', async () => {
    await root.run(CreateUser, { UserName: 'maria' });
    const { id: _, ...row } = await world.database.reader.event.findFirstOrThrow();
    const rows = Array.from({ length: 1200 }, () => row);
    await transaction(world.database, (tx) => tx.event.createMany({ data: rows }));
    expect((await prune(world.database, { days: 3650, events: 1 }, TEST_NOW)).events).toBe(1200);
    expect(await counts()).toMatchObject({ events: 1 });
  });

  it('is no session that ended more than a day and a half ago', async () => {
    const { accountId } = root;
    const session = {
      accountId,
      userId: null,
      sourceIp: '127.0.0.1',
      userAgent: 'test',
      createdAt: daysAgo(3),
      usedAt: daysAgo(3),
    };
    await transaction(world.database, (tx) =>
      tx.consoleSession.createMany({
        data: [2, 0.5, -1].map((days) => ({ ...session, tokenHash: `hash-${days}`, expiresAt: daysAgo(days) })),
      }),
    );
    expect((await prune(world.database, PLENTY, TEST_NOW)).sessions).toBe(1);
    expect(await counts()).toMatchObject({ sessions: 2 });
  });

  it('goes in pieces of sessions too, however many are over', async () => {
    const { accountId } = root;
    const ended = { accountId, secretCipher: '', tokenHash: '', session: '{}', issuedAt: daysAgo(3), expiresAt: daysAgo(2) };
    const data = Array.from({ length: 1_200 }, (_, number) => ({ ...ended, accessKeyId: `ASIA${number}` }));
    await transaction(world.database, (tx) => tx.temporaryCredential.createMany({ data }));
    expect((await prune(world.database, PLENTY, TEST_NOW)).sessions).toBe(1_200);
    expect(await counts()).toMatchObject({ sessions: 0 });
  });
});
