import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type Database, openDatabase, type Transaction } from './client';
import type { Locks } from './locks';
import { createTestDatabase, type TestDatabase } from './test-database';
import { transaction } from './transaction';
import { seesUncommitted } from './uncommitted';

const LOCKS: Locks = { accounts: { a: 'alone' }, together: true };
const WRITES = 100;

// SQLite commits each transaction by itself.
describe.runIf(inject('testTemplate').provider === 'postgresql')('writes that wait for the same locks', () => {
  let database: TestDatabase;
  let other: Database;
  beforeAll(async () => {
    database = await createTestDatabase();
    other = await openDatabase(database.url);
  });
  afterAll(async () => {
    await other.close();
    await database.close();
  });
  beforeEach(async () => {
    await other.reader.tag.deleteMany();
  });

  const write = (tx: Transaction, key: string) =>
    tx.tag.create({ data: { resourceId: 'r', accountId: 'a', key, value: '' } }).then(() => key);
  const keys = async () => (await other.reader.tag.findMany({ orderBy: { key: 'asc' } })).map(({ key }) => key);
  const idOf = async (tx: Transaction) => {
    const [row] = await tx.$queryRawUnsafe<{ id: string }[]>('SELECT pg_current_xact_id()::text AS id');
    return row?.id;
  };
  const names = Array.from({ length: WRITES }, (_, index) => `k${String(index).padStart(3, '0')}`);

  it('share commits, and are committed before their callers get an answer', async () => {
    const ids = new Set<unknown>();
    const missing: string[] = [];
    await Promise.all(
      names.map(async (key) => {
        await transaction(
          database,
          async (tx) => {
            ids.add(await idOf(tx));
            await write(tx, key);
          },
          LOCKS,
        );
        if (!(await keys()).includes(key)) missing.push(key);
      }),
    );
    expect(missing).toEqual([]);
    expect(await keys()).toEqual(names);
    expect(ids.size).toBeLessThan(WRITES / 2);
  });

  it('fail separately: a failed write stores nothing, and the others are stored', async () => {
    const fails = (index: number) => index % 3 === 1;
    const outcomes = await Promise.allSettled(
      names.map((key, index) =>
        transaction(
          database,
          async (tx) => {
            await write(tx, key);
            if (fails(index)) throw new Error(key);
            return key;
          },
          LOCKS,
        ),
      ),
    );
    expect(outcomes.map((each) => (each.status === 'fulfilled' ? each.value : String(each.reason)))).toEqual(
      names.map((key, index) => (fails(index) ? `Error: ${key}` : key)),
    );
    expect(await keys()).toEqual(names.filter((_, index) => !fails(index)));
  });

  it('are rolled back after a failed query, even if the error was caught', async () => {
    await write(other.reader, 'k000');
    const outcomes = await Promise.allSettled(
      ['before', 'caught', 'after'].map((name) =>
        transaction(
          database,
          async (tx) => {
            await write(tx, name);
            if (name === 'caught') await write(tx, 'k000').catch(() => undefined);
          },
          LOCKS,
        ),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await keys()).toEqual(['after', 'before', 'k000']);
  });

  it('use Prisma’s transaction and direct queries in one group', async () => {
    await Promise.all(
      names.slice(0, 20).map((key, index) =>
        transaction(
          database,
          async (tx) => {
            await write(tx, key);
            if (index % 2 === 0)
              await tx.tag.upsert({
                where: { resourceId_key: { resourceId: 'r', key } },
                create: { resourceId: 'r', accountId: 'a', key, value: '' },
                update: { value: 'x' },
              });
            if (index % 4 === 0) throw new Error('no');
          },
          LOCKS,
        ).catch(() => undefined),
      ),
    );
    const rows = await other.reader.tag.findMany({ orderBy: { key: 'asc' } });
    expect(rows.map(({ key, value }) => [key, value])).toEqual(
      names.slice(0, 20).flatMap((key, index) => (index % 4 === 0 ? [] : [[key, index % 2 === 0 ? 'x' : '']])),
    );
  });

  it('run again if the connection ends during another write, and are stored once', async () => {
    const runs = new Map<string, number>();
    const outcomes = await Promise.allSettled(
      names.slice(0, 10).map((key) =>
        transaction(
          database,
          async (tx) => {
            runs.set(key, (runs.get(key) ?? 0) + 1);
            await write(tx, key);
            if (key !== 'k005') return;
            const [row] = await tx.$queryRawUnsafe<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
            await other.reader.$queryRawUnsafe(`SELECT pg_terminate_backend(${row?.pid})`);
            await write(tx, 'never');
          },
          LOCKS,
        ),
      ),
    );
    expect(outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([5]);
    expect(await keys()).toEqual(names.slice(0, 10).filter((key) => key !== 'k005'));
    expect(runs.get('k004')).toBe(2);
    expect(runs.get('k005')).toBe(1);
  });

  it('know that they read uncommitted data, so that caches keep none of it', async () => {
    const seen: boolean[] = [];
    await Promise.all(
      names.slice(0, 5).map(() => transaction(database, async (tx) => void seen.push(seesUncommitted(tx)), LOCKS)),
    );
    expect(seen).toContain(true);
    expect(seen[0]).toBe(false);
    expect(seesUncommitted(database.reader)).toBe(false);
  });

  it('commit separately unless their locks allow a shared commit', async () => {
    const seen: boolean[] = [];
    const alone: Locks = { accounts: { a: 'alone' } };
    await Promise.all(
      names.slice(0, 5).map(() => transaction(database, async (tx) => void seen.push(seesUncommitted(tx)), alone)),
    );
    expect(seen).toEqual([false, false, false, false, false]);
  });

  it('fail if no connection can be opened', async () => {
    const closed = await openDatabase(database.url);
    await closed.close();
    const outcomes = await Promise.allSettled(names.slice(0, 5).map((key) => transaction(closed, (tx) => write(tx, key), LOCKS)));
    expect(outcomes.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
  });
});
