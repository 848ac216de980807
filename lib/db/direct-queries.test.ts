import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Transaction } from './client';
import { PrismaClient as PostgresClient } from './generated/postgresql/client';
import { type Prisma, PrismaClient } from './generated/sqlite/client';
import { sqliteAdapterFactory } from './sqlite/sqlite-adapter';
import { createTestDatabase, type TestDatabase } from './test-database';
import { isUniqueViolation, transaction } from './transaction';

// Every query runs on two equal databases: with direct queries where they exist, and by Prisma alone.
let database: TestDatabase;
let twin: TestDatabase;
let plain: PrismaClient;
const sqlite = process.env.TEST_DATABASE !== 'postgresql';

beforeAll(async () => {
  database = await createTestDatabase();
  twin = await createTestDatabase();
  plain = sqlite
    ? new PrismaClient({ adapter: sqliteAdapterFactory(twin.url) })
    : (new PostgresClient({ adapter: new PrismaPg({ connectionString: twin.url }) }) as unknown as PrismaClient);
  if (sqlite) await plain.$queryRawUnsafe('PRAGMA foreign_keys = ON');
});
afterAll(async () => {
  await database.close();
  await plain.$disconnect();
  await twin.close();
});

const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 12, 0, second, 7));
const account = (id: string) => ({ id, name: `name ${id}`, email: `${id}@example.com`, state: 'ACTIVE', createdAt: at(1) });
const user = (name: string, accountId = 'a') => ({
  id: `AIDA${name}`,
  accountId,
  name,
  nameKey: name.toLowerCase(),
  path: '/',
  createdAt: at(2),
});
const snapshot = (name: string) => ({
  id: `snap-${name}`,
  owner: 'a',
  name,
  nameKey: name,
  counts: '{}',
  size: 4,
  createdBy: 'root',
  createdAt: at(4),
  data: new Uint8Array(),
});
const event = (requestId: string): Prisma.EventUncheckedCreateInput => ({
  accountId: 'a',
  callerId: 'c',
  time: at(3),
  eventSource: 'iam.amazonaws.com',
  eventName: 'GetUser',
  readOnly: true,
  outcome: 'Success',
  requestId,
  requestParameters: '{"userName":"ünïcode ✓"}',
});
const caller = (id: string, userAgent = 'ünïcode ✓') => ({
  id,
  accountId: 'a',
  day: '2026-03-01',
  principalType: 'Root',
  sourceIpAddress: '127.0.0.1',
  userAgent,
  awsRegion: 'us-east-1',
  via: 'api',
  userIdentity: '{}',
});

const USE = { accountId: 'a', principalId: 'AIDA', action: 'iam:GetUser', resourceClass: 'user' };
const usedRow = (hour: number) => ({ ...USE, lastAttempt: at(hour), region: 'us-east-1', count: hour });
const upsertAt = (hour: number) => ({
  where: { accountId_principalId_action_resourceClass: USE },
  create: { ...usedRow(hour), lastSuccess: at(hour) },
  update: { lastAttempt: at(hour), lastSuccess: undefined, count: { increment: 2 ** 40 } },
  select: { accountId: true, principalId: true, action: true, resourceClass: true },
});

/** Returns the result, or Prisma's code for the failure. */
const outcome = (query: Promise<unknown>) =>
  query.then(
    (value) => ({ value }),
    (error: { code?: string }) => ({ failed: error.code }),
  );

// The order matters: later queries read what earlier ones wrote.
const QUERIES: Readonly<Record<string, (db: Transaction) => Promise<unknown>>> = {
  'creates a row, with the defaults of the database': (db) => db.account.create({ data: account('a') }),
  'creates a row with nulls': (db) => db.account.create({ data: { ...account('b'), alias: null, closedAt: undefined } }),
  'creates and selects': (db) => db.user.create({ data: user('Ann'), select: { id: true, createdAt: true } }),
  'refuses a primary key twice': (db) => db.account.create({ data: account('a') }),
  'refuses a unique key twice': (db) => db.user.create({ data: { ...user('ann'), id: 'AIDAother' } }),
  'refuses a row without its parent': (db) => db.user.create({ data: user('Orphan', 'nobody') }),
  'creates with a relation': (db) =>
    db.user.create({ data: { ...user('Bob'), accountId: undefined, account: { connect: { id: 'a' } } } as never }),
  'creates many': (db) => db.user.createMany({ data: [user('Cid'), user('Dan', 'b')] }),
  'creates many or none': (db) => db.user.createMany({ data: [user('Eve'), user('Cid')] }),
  'finds nothing of what was undone': (db) => db.user.findUnique({ where: { id: 'AIDAEve' } }),
  'creates with a number of the database’s own': (db) => db.event.create({ data: event('e1') }),
  'creates unless it is there': (db) =>
    db.eventCaller.upsert({ where: { id: 'c1' }, create: caller('c1'), update: {}, select: { id: true } }),
  'leaves what is there': (db) =>
    db.eventCaller.upsert({ where: { id: 'c1' }, create: caller('c1', 'another'), update: {}, select: { id: true } }),
  'finds what was left': (db) => db.eventCaller.findMany(),
  'creates what is to be added up': (db) => db.lastUse.upsert(upsertAt(1)),
  'adds up what is there': (db) => db.lastUse.upsert(upsertAt(2)),
  'finds what was added up': (db) => db.lastUse.findMany(),
  'creates many with booleans and dates': (db) => db.event.createMany({ data: [event('e2'), event('e3')] }),
  'finds by id': (db) => db.user.findUnique({ where: { id: 'AIDAAnn' } }),
  'finds by a compound key': (db) => db.user.findUnique({ where: { accountId_nameKey: { accountId: 'a', nameKey: 'ann' } } }),
  'finds nothing': (db) => db.user.findUnique({ where: { id: 'none' } }),
  'fails to find': (db) => db.user.findUniqueOrThrow({ where: { id: 'none' } }),
  'finds or throws': (db) => db.user.findFirstOrThrow({ where: { name: 'Ann' } }),
  'finds first in order': (db) => db.user.findFirst({ where: { accountId: 'a' }, orderBy: { nameKey: 'desc' } }),
  'finds a boolean and a date': (db) =>
    db.event.findMany({ where: { readOnly: true, time: { lte: at(3) } }, orderBy: { id: 'asc' } }),
  'finds dates in between': (db) =>
    db.user.findMany({ where: { createdAt: { gt: at(1), lt: at(3) } }, orderBy: { id: 'asc' }, select: { id: true } }),
  'finds null': (db) =>
    db.account.findMany({ where: { alias: null }, orderBy: [{ state: 'asc' }, { id: 'desc' }], select: { id: true } }),
  'finds in a list': (db) => db.user.findMany({ where: { id: { in: ['AIDAAnn', 'AIDADan', 'x'] } }, orderBy: { id: 'asc' } }),
  'finds in an empty list': (db) => db.user.findMany({ where: { id: { in: [] } } }),
  'takes some': (db) => db.user.findMany({ orderBy: { id: 'asc' }, take: 2 }),
  'takes none': (db) => db.user.findMany({ orderBy: { id: 'asc' }, take: 0 }),
  'takes from the end': (db) => db.user.findMany({ orderBy: { id: 'asc' }, take: -2 }),
  skips: (db) => db.user.findMany({ orderBy: { id: 'asc' }, skip: 1, take: 1 }),
  'ignores undefined': (db) => db.user.findMany({ where: { name: undefined, accountId: 'b' }, take: undefined }),
  'finds by text': (db) => db.user.findMany({ where: { name: { startsWith: 'A' } }, select: { name: true } }),
  'finds by either': (db) => db.user.findMany({ where: { OR: [{ name: 'Ann' }, { name: 'Dan' }] }, orderBy: { id: 'asc' } }),
  'finds what is not': (db) => db.user.findMany({ where: { name: { not: 'Ann' } }, orderBy: { id: 'asc' } }),
  'finds with relations': (db) =>
    db.user.findMany({ where: { account: { id: 'b' } }, include: { account: { select: { name: true } } } }),
  'selects nothing': (db) => db.user.findMany({ select: { id: false } as never, where: { id: 'AIDAAnn' } }),
  'finds with the row it names': (db) =>
    db.user.findUnique({
      where: { id: 'AIDADan' },
      select: { name: true, account: { select: { createdAt: true, alias: true } } },
    }),
  'finds without a row to name': (db) =>
    db.account.findUnique({ where: { id: 'a' }, select: { name: true, organization: { select: { id: true } } } }),
  'finds nothing that names a row': (db) =>
    db.account.findUnique({ where: { id: 'none' }, select: { organization: { select: { id: true } }, name: true } }),
  'finds with all of the row it names': (db) =>
    db.user.findFirst({ where: { nameKey: 'ann' }, select: { id: true, createdAt: true, account: true } }),
  'writes halves of characters': (db) =>
    db.tag.createMany({ data: [{ resourceId: 'h', key: 'half', value: 'a\ud83dz\udc00', accountId: 'a' }] }),
  'reads halves of characters': (db) => db.tag.findMany({ where: { resourceId: 'h' } }),
  'creates with bytes': (db) =>
    db.snapshot.create({ data: { ...snapshot('s'), data: Uint8Array.of(0, 255, 128, 10) }, select: { name: true } }),
  'creates with no bytes, and returns them': (db) => db.snapshot.create({ data: snapshot('t') }),
  'finds bytes': (db) =>
    db.snapshot.findUnique({ where: { owner_nameKey: { owner: 'a', nameKey: 's' } }, select: { data: true, createdAt: true } }),
  'finds by bytes': (db) => db.snapshot.count({ where: { data: Uint8Array.of(0, 255, 128, 10) } }),
  'refuses a text for bytes': (db) => db.snapshot.create({ data: { ...snapshot('u'), data: 'text' as never } }),
  counts: (db) => db.user.count({ where: { accountId: 'a' } }),
  'counts all': (db) => db.user.count(),
  'refuses a column that is not there': (db) => db.user.findMany({ where: { nothing: 1 } as never }),
  'refuses a value of another type': (db) => db.user.findMany({ where: { name: 1 } as never }),
  'refuses a missing column': (db) => db.user.create({ data: { id: 'x' } as never }),
  updates: (db) => db.user.update({ where: { id: 'AIDAAnn' }, data: { path: '/x/', permissionsBoundary: 'p' } }),
  'updates nothing there': (db) => db.user.update({ where: { id: 'none' }, data: { path: '/' } }),
  increments: (db) => db.account.update({ where: { id: 'a' }, data: { revision: { increment: 3 } }, select: { revision: true } }),
  'increments many': (db) => db.account.updateMany({ where: { id: { in: ['a', 'b'] } }, data: { revision: { increment: 1 } } }),
  'sets null and back': (db) => db.user.updateMany({ where: { permissionsBoundary: 'p' }, data: { permissionsBoundary: null } }),
  'updates none': (db) => db.user.updateMany({ where: { id: 'none' }, data: { path: '/' } }),
  'refuses an update to a key that is taken': (db) => db.user.update({ where: { id: 'AIDAAnn' }, data: { nameKey: 'bob' } }),
  'keeps the greatest integers': (db) => db.account.updateMany({ where: { id: 'a' }, data: { revision: 2 ** 31 - 1 } }),
  'finds by the greatest integer': (db) => db.account.findMany({ where: { revision: 2 ** 31 - 1 }, select: { revision: true } }),
  'refuses to write an integer of more than 32 bits': (db) =>
    db.account.updateMany({ where: { id: 'a' }, data: { revision: 2 ** 31 } }),
  'refuses to create with an integer of more than 32 bits': (db) =>
    db.account.create({ data: { ...account('c'), revision: -(2 ** 31) - 1 } }),
  'refuses to look for an integer of more than 32 bits': (db) => db.account.findMany({ where: { revision: { lt: 2 ** 40 } } }),
  'refuses a list with an integer of more than 32 bits': (db) => db.account.count({ where: { revision: { in: [2 ** 33] } } }),
  'takes more than there can be': (db) => db.user.findMany({ orderBy: { id: 'asc' }, take: 2 ** 31 }),
  'counts past 32 bits': (db) => db.account.updateMany({ where: { id: 'a' }, data: { revision: { increment: 1 } } }),
  'refuses to read an integer of more than 32 bits': (db) => db.account.findUnique({ where: { id: 'a' } }),
  'counts back': (db) => db.account.updateMany({ where: { id: 'a' }, data: { revision: { decrement: 1 } } }),
  upserts: (db) =>
    db.tag.upsert({
      where: { resourceId_key: { resourceId: 'r', key: 'k' } },
      create: { resourceId: 'r', key: 'k', value: 'v', accountId: 'a' },
      update: { value: 'w' },
    }),
  deletes: (db) => db.user.delete({ where: { accountId_nameKey: { accountId: 'a', nameKey: 'cid' } } }),
  'deletes nothing there': (db) => db.user.delete({ where: { id: 'none' } }),
  'deletes with what hangs on it': (db) => db.account.delete({ where: { id: 'b' } }),
  'finds what is left': (db) => db.user.findMany({ orderBy: { id: 'asc' } }),
  'deletes many': (db) => db.user.deleteMany({ where: { accountId: 'a', name: { in: ['Ann', 'Bob'] } } }),
  'deletes events': (db) => db.event.deleteMany({ where: { id: { gt: 1 } } }),
  'counts what is left': (db) => db.event.count(),
  'deletes all': (db) => db.event.deleteMany(),
  'finds all accounts': (db) => db.account.findMany(),
};

describe('a query that bypasses Prisma', () => {
  for (const [name, query] of Object.entries(QUERIES)) {
    it(`returns the same result as Prisma: ${name}`, async () => {
      const direct = await outcome(transaction(database, query));
      expect(direct).toEqual(await outcome(plain.$transaction((tx) => query(tx))));
    });
  }

  it('leaves the database in the same state as Prisma', async () => {
    const dump = async (db: Transaction) => [
      await db.account.findMany(),
      await db.user.findMany(),
      await db.event.findMany(),
      await db.tag.findMany(),
    ];
    expect(await dump(database.reader)).toEqual(await dump(plain));
  });
});

describe('a transaction', () => {
  it('is rolled back as a whole on failure, with direct queries and Prisma’s queries', async () => {
    const failure = new Error('no');
    const work = async (tx: Transaction) => {
      await tx.account.create({ data: account('undone') });
      await tx.account.findMany({ where: { name: { contains: 'undone' } } });
      throw failure;
    };
    await expect(transaction(database, work)).rejects.toBe(failure);
    expect(await database.reader.account.findUnique({ where: { id: 'undone' } })).toBeNull();
  });

  it('is invisible to others before it is committed', async () => {
    await transaction(database, async (tx) => {
      await tx.account.create({ data: account('hidden') });
      expect(await database.reader.account.findUnique({ where: { id: 'hidden' } })).toBeNull();
      expect(await tx.account.findUnique({ where: { id: 'hidden' } })).not.toBeNull();
    });
    expect(await database.reader.account.findUnique({ where: { id: 'hidden' } })).not.toBeNull();
  });

  it('cannot be used after it has ended', async () => {
    let kept: Transaction | undefined;
    await transaction(database, async (tx) => {
      kept = tx;
    });
    const late = async () => kept?.account.create({ data: account('late') });
    await expect(late()).rejects.toThrow();
    await expect((async () => kept?.account.findMany({ where: { name: { contains: 'x' } } }))()).rejects.toThrow();
  });

  // PostgreSQL accepts no further query in a transaction after a failed one.
  it.runIf(sqlite)('rolls back a failed query of several statements, and keeps the rest', async () => {
    await transaction(database, async (tx) => {
      await tx.account.create({ data: account('outer') });
      const users = { create: [user('Uno', 'inner'), user('Uno', 'inner')].map(({ accountId: _, ...data }) => data) };
      await expect(tx.account.create({ data: { ...account('inner'), users } })).rejects.toThrow();
    });
    const found = await database.reader.account.findMany({ where: { id: { in: ['outer', 'inner'] } }, select: { id: true } });
    expect(found).toEqual([{ id: 'outer' }]);
  });

  it('reports the violation of a unique name', async () => {
    const twice = () => transaction(database, (tx) => tx.account.create({ data: account('taken') }));
    await twice();
    expect(isUniqueViolation(await twice().catch((error: unknown) => error))).toBe(true);
  });
});

describe.runIf(process.env.DIRECT_QUERIES !== 'off')('rows that are inserted at once', () => {
  const insert = async (...rows: readonly object[]) => database.insertAtOnce([{ model: 'event', rows }]);

  it('are all stored or none', async () => {
    const id = 1_000_000;
    expect(await insert({ ...event('x1'), id }, { ...event('x2'), id: id + 1 })).toBe(true);
    await expect(insert({ ...event('x3'), id: id + 2 }, { ...event('x4'), id })).rejects.toThrow();
    expect(await insert(event('x5'), { requestId: 5 })).toBe(false);
    const stored = await database.reader.event.findMany({
      where: { requestId: { in: ['x1', 'x2', 'x3', 'x4', 'x5'] } },
      orderBy: { id: 'asc' },
    });
    expect(stored.map((row) => row.requestId)).toEqual(['x1', 'x2']);
  });

  it('of several tables are all stored or none', async () => {
    const trace = (id: string) => ({ id, accountId: 'a', action: 'iam:GetUser', createdAt: at(4), trace: '[]' });
    const both = async (requestId: string, traceId: string) =>
      database.insertAtOnce([
        { model: 'event', rows: [event(requestId)] },
        { model: 'decisionTrace', rows: [trace(traceId)] },
      ]);
    expect(await both('z1', 't1')).toBe(true);
    await expect(both('z2', 't1')).rejects.toThrow();
    const select = { requestId: true };
    expect(await database.reader.event.findMany({ where: { requestId: { in: ['z1', 'z2'] } }, select })).toEqual([
      { requestId: 'z1' },
    ]);
    expect(await database.reader.decisionTrace.count({ where: { id: 't1' } })).toBe(1);
  });

  it('leave existing rows unchanged if requested', async () => {
    const rows = [caller('first'), caller('second')];
    for (const userAgent of ['one', 'two'])
      expect(
        await database.insertAtOnce([
          { model: 'eventCaller', rows: rows.map((row) => ({ ...row, userAgent })), ifThere: 'keep' },
          { model: 'event', rows: [event(userAgent)] },
        ]),
      ).toBe(true);
    expect(await database.reader.eventCaller.findMany({ where: { id: { in: ['first', 'second'] } } })).toMatchObject([
      { userAgent: 'one' },
      { userAgent: 'one' },
    ]);
  });

  it('are merged into existing rows if requested', async () => {
    const ifThere = {
      key: Object.keys(USE),
      add: ['count'],
      replace: ['lastAttempt', 'region'],
      replaceUnlessNull: ['lastSuccess'],
    } as const;
    await database.reader.lastUse.deleteMany();
    for (const [hour, lastSuccess] of [[1, null] as const, [2, at(2)] as const, [3, null] as const]) {
      const written = await database.insertAtOnce([
        { model: 'eventCaller', rows: [caller('third')], ifThere: 'keep' },
        { model: 'event', rows: [event(`m${hour}`)] },
        { model: 'lastUse', rows: [{ ...usedRow(hour), lastSuccess }], ifThere },
      ]);
      expect(written).toBe(true);
    }
    expect(await database.reader.lastUse.findMany()).toEqual([{ ...usedRow(3), lastSuccess: at(2), count: 6 }]);
  });

  it.runIf(sqlite)('are not inserted during a transaction', async () => {
    await transaction(database, async () => {
      expect(database.insertAtOnce([{ model: 'event', rows: [event('y1')] }])).toBe(false);
    });
  });
});
