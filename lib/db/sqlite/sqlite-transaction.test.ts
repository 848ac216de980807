import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test-database';
import { transaction } from '../transaction';

const CREATED = new Date('2026-03-01T12:00:00.000Z');
// More users than Prisma puts into one statement, so that it splits the query and starts its own transaction.
const USERS = 1_200;

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
  await transaction(database, async (tx) => {
    await tx.account.create({
      data: { id: '111122223333', name: 'a', email: 'a@example.com', state: 'ACTIVE', createdAt: CREATED },
    });
    const named = (id: string) => ({ id, accountId: '111122223333', name: id, nameKey: id, path: '/', createdAt: CREATED });
    await tx.group.create({ data: named('everybody') });
    for (let from = 0; from < USERS; from += 100) {
      const ids = Array.from({ length: 100 }, (_, index) => `user-${from + index}`);
      await tx.user.createMany({ data: ids.map(named) });
      await tx.groupMembership.createMany({ data: ids.map((userId) => ({ userId, groupId: 'everybody', createdAt: CREATED })) });
    }
  });
});
afterEach(() => database.close());

const QUERY = { include: { memberships: { include: { group: true } }, accessKeys: true, loginProfile: true } } as const;

describe('queries with several statements', () => {
  it('run concurrently outside a transaction, each with all rows', async () => {
    const results = await Promise.all([1, 2, 3].map(() => database.reader.user.findMany(QUERY)));
    for (const users of results) {
      expect(users).toHaveLength(USERS);
      expect(users.every(({ memberships }) => memberships[0]?.group.name === 'everybody')).toBe(true);
    }
  });

  it('run concurrently inside a transaction, whose writes are stored afterwards', async () => {
    await transaction(database, async (tx) => {
      await tx.group.update({ where: { id: 'everybody' }, data: { name: 'all' } });
      const results = await Promise.all([1, 2, 3].map(() => tx.user.findMany(QUERY)));
      for (const users of results) expect(users.every(({ memberships }) => memberships[0]?.group.name === 'all')).toBe(true);
    });
    expect(await database.reader.group.findUnique({ where: { id: 'everybody' } })).toMatchObject({ name: 'all' });
  });
});

describe('waiting transactions', () => {
  const WORK_MS = 5;
  it('let the event loop turn after some of them', async () => {
    let turns = 0;
    let goesOn = true;
    const turn = () => {
      turns += 1;
      if (goesOn) setImmediate(turn);
    };
    setImmediate(turn);
    const counts = await Promise.all(
      Array.from({ length: 40 }, () =>
        transaction(database, async (tx) => {
          await tx.group.count();
          for (const since = performance.now(); performance.now() - since < WORK_MS; );
          return turns;
        }),
      ),
    );
    goesOn = false;
    // Five of them take 25 ms, after which the others wait for a turn.
    const inOneTurn = Math.max(...counts.map((count) => counts.filter((other) => other === count).length));
    expect(inOneTurn).toBeLessThanOrEqual(6);
    expect(new Set(counts).size).toBeGreaterThanOrEqual(40 / 6);
  });
});
