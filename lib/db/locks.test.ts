import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Database, openDatabase, type Transaction } from './client';
import { beginSql, type Locks } from './locks';
import { createTestDatabase, type TestDatabase } from './test-database';
import { untilSettledOrWaiting } from './test-waiting';
import { isUniqueViolation, transaction } from './transaction';

describe('the SQL that begins a transaction', () => {
  const taken = (locks: Locks) => beginSql(locks, 5).split('; ').slice(2);

  it('sets read committed isolation and a lock timeout, and shares the lock of the installation', () => {
    expect(beginSql({}, 5)).toMatch(
      /^BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = 5; SELECT pg_advisory_xact_lock_shared\(71430, -?\d+\)$/,
    );
    expect(taken({ everything: 'alone' })).toEqual([expect.stringContaining('pg_advisory_xact_lock(71430')]);
  });

  it('takes organization locks before account locks, and each kind in a fixed order', () => {
    const names = ['a', 'b', 'c', 'd'];
    const locks = (ids: readonly string[]): Locks => {
      const holds = Object.fromEntries(ids.map((id) => [id, 'alone'] as const));
      return { accounts: holds, names: ids, organizations: holds };
    };
    expect(taken(locks(names))).toEqual(taken(locks(names.toReversed())));
    const spaces = taken(locks(names)).map((sql) => Number(/\((\d+)/.exec(sql)?.[1]));
    expect(spaces).toEqual(spaces.toSorted((a, b) => a - b));
    expect(new Set(taken(locks(names)))).toHaveLength(1 + 3 * names.length);
  });
});

// Two clients of one database stand for two processes. Nothing depends on time: a waiting transaction waits until the lock is released.
describe.runIf(inject('testTemplate').provider === 'postgresql')('transactions', () => {
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

  /** Starts a transaction and resolves once it holds its locks. The returned function ends it. */
  const hold = async (on: Database, locks: Locks) => {
    let end = () => {};
    const told = new Promise<void>((resolve) => {
      end = resolve;
    });
    let ended: Promise<void> = Promise.resolve();
    await new Promise<void>((started, failed) => {
      ended = transaction(
        on,
        async () => {
          started();
          await told;
        },
        locks,
      );
      ended.catch(failed);
    });
    return async () => {
      end();
      await ended;
    };
  };

  /** Returns whether a transaction has to wait for one that the other client has open. */
  const waitsFor = async (held: Locks, wanted: Locks): Promise<boolean> => {
    const end = await hold(other, held);
    const order: string[] = [];
    const second = transaction(database, async () => order.push('second'), wanted);
    // A call that need not wait ends before the database reports a waiting one.
    await untilSettledOrWaiting(database, second);
    order.push('first');
    await end();
    await second;
    return order[0] === 'first';
  };

  const account = (hold: 'alone' | 'shared', id = 'a'): Locks => ({ accounts: { [id]: hold } });
  const organization = (hold: 'alone' | 'shared', more: Locks = {}): Locks => ({ ...more, organizations: { o: hold } });

  const CASES: readonly [string, Locks, Locks, boolean][] = [
    ['two writes of one account', account('alone'), account('alone'), true],
    ['writes of different accounts', account('alone'), account('alone', 'b'), false],
    ['two new sessions of one account', account('shared'), account('shared'), false],
    ['a new session and a write of its account', account('alone'), account('shared'), true],
    [
      'writes of two accounts in one organization',
      organization('shared', account('alone')),
      organization('shared', account('alone', 'b')),
      false,
    ],
    [
      'a write in an organization and a change of its tree',
      organization('shared', account('alone')),
      organization('alone', account('alone', 'b')),
      true,
    ],
    ['an account and an organization with the same id', { accounts: { x: 'alone' } }, { organizations: { x: 'alone' } }, false],
    ['guesses at one subject', { names: ['n'] }, { names: ['m', 'n'] }, true],
    ['guesses at different subjects', { names: ['n'] }, { names: ['m'] }, false],
    ['a transaction without locks and a reset', {}, { everything: 'alone' }, true],
    ['a reset and a transaction without locks', { everything: 'alone' }, {}, true],
  ];
  it.each(CASES)('%s wait for one another: $3', async (_, held, wanted, waits) => {
    expect(await waitsFor(held, wanted)).toBe(waits);
  });

  it('that wait for each other block neither readers nor transactions of other accounts', async () => {
    const end = await hold(other, account('alone'));
    const waiting = Array.from({ length: 50 }, (_, index) => transaction(database, async () => index, account('alone')));
    expect(await database.reader.account.count()).toBe(0);
    // Transactions of other accounts are not blocked, because those that wait in this process hold no connection.
    expect(await transaction(database, async () => 'done', account('alone', 'b'))).toBe('done');
    await end();
    expect(await Promise.all(waiting)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });

  const row = (id: string, email = `${id}@example.com`) => ({ id, name: id, email, state: 'ACTIVE', createdAt: new Date() });

  it('that deadlock are repeated until both succeed', async () => {
    await transaction(database, (tx) => tx.account.createMany({ data: [row('one'), row('two')] }));
    let met = () => {};
    const bothHold = new Promise<void>((resolve) => {
      met = resolve;
    });
    let holding = 0;
    const touch = (tx: Transaction, id: string) => tx.account.updateMany({ where: { id }, data: { revision: { increment: 1 } } });
    const inOrder = (first: string, second: string) => async (tx: Transaction) => {
      await touch(tx, first);
      holding += 1;
      if (holding === 2) met();
      await bothHold;
      await touch(tx, second);
    };
    await Promise.all([transaction(database, inOrder('one', 'two')), transaction(other, inOrder('two', 'one'))]);
    // One of the two transactions ran twice.
    expect(holding).toBe(3);
    const rows = await database.reader.account.findMany({ where: { id: { in: ['one', 'two'] } }, select: { revision: true } });
    expect(rows).toEqual([{ revision: 2 }, { revision: 2 }]);
  });

  it('that fail to serialize are repeated, up to twelve times', async () => {
    let times = 0;
    const failing = (failures: number) => async (tx: Transaction) => {
      times += 1;
      if (times <= failures) await tx.$executeRawUnsafe("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$");
      return times;
    };
    expect(await transaction(database, failing(3))).toBe(4);
    times = 0;
    await expect(transaction(database, failing(Number.POSITIVE_INFINITY))).rejects.toThrow();
    expect(times).toBe(12);
  });

  it('that lose a race for a unique name see its owner when they are repeated', async () => {
    const email = 'wanted@example.com';
    let times = 0;
    const found = await transaction(database, async (tx) => {
      times += 1;
      const taken = await tx.account.findUnique({ where: { email }, select: { id: true } });
      if (taken) return taken.id;
      await transaction(other, (theirs) => theirs.account.create({ data: row('winner', email) }));
      await tx.account.create({ data: row('loser', email) });
      return 'loser';
    });
    expect([found, times]).toEqual(['winner', 2]);
    const again = transaction(database, (tx) => tx.account.create({ data: row('loser', email) }));
    expect(isUniqueViolation(await again.catch((error: unknown) => error))).toBe(true);
  });
});
