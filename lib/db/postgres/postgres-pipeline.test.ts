import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test-database';
import { transaction } from '../transaction';
import { openPipeline, type Pipeline } from './postgres-pipeline';

const account = (id: string) => ({ id, name: id, email: `${id}@example.com`, state: 'ACTIVE', createdAt: new Date() });

describe.runIf(inject('testTemplate').provider === 'postgresql')('queries that share a connection', () => {
  let database: TestDatabase;
  let pipeline: Pipeline;
  beforeEach(async () => {
    database = await createTestDatabase();
    pipeline = openPipeline(database.url, 2);
  });
  afterEach(async () => {
    await pipeline.end();
    await database.close();
  });

  const number = async (value: number) => {
    const { rows } = await pipeline.query<{ n: number }>({ name: 'number', text: 'SELECT $1::int AS n', values: [value] });
    return rows[0]?.n;
  };

  it('get their own results, even if another query fails', async () => {
    const numbers = Array.from({ length: 100 }, (_, index) => index);
    const failing = pipeline.query({ text: 'SELECT 1 / $1::int', values: [0] }).catch((error: { code?: string }) => error.code);
    expect(await Promise.all(numbers.map(number))).toEqual(numbers);
    expect(await failing).toBe('22012');
  });

  it('get a new connection after theirs is lost', async () => {
    expect(await Promise.all([number(1), number(2)])).toEqual([1, 2]);
    const lost = pipeline.query({ text: 'SELECT pg_sleep(600)' }).then(
      () => 'answered',
      () => 'lost',
    );
    const others =
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
    // Waits until the sleeping connection exists, so that it can be ended.
    while (
      (await database.writer.$queryRawUnsafe<object[]>("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'")).length < 1
    );
    await database.writer.$queryRawUnsafe(others);
    expect(await lost).toBe('lost');
    // The driver may need some turns of the event loop to notice a lost connection.
    const eventually = async (value: number) => {
      for (let turns = 0; turns < 100_000; turns++) {
        const answer = await number(value).catch(() => null);
        if (answer !== null) return answer;
        await setImmediate();
      }
      return 'never';
    };
    expect(await Promise.all([eventually(3), eventually(4)])).toEqual([3, 4]);
    expect(await Promise.all([eventually(5), eventually(6)])).toEqual([5, 6]);
  });
});

describe.runIf(inject('testTemplate').provider === 'postgresql')('a transaction', () => {
  it('with a failed query is not committed, even if the error was caught', async () => {
    const database = await createTestDatabase();
    try {
      await transaction(database, (tx) => tx.account.create({ data: account('taken') }));
      const careless = transaction(database, async (tx) => {
        await tx.account.createMany({ data: [account('new')] });
        await tx.account.createMany({ data: [account('taken')] }).catch(() => undefined);
      });
      await expect(careless).rejects.toThrow('went on after a query in it had failed');
      expect(await database.reader.account.count()).toBe(1);
    } finally {
      await database.close();
    }
  });
});
