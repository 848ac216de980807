import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Database, openDatabase } from './client';
import { createTestDatabase, type TestDatabase } from './test-database';

// Two clients of one database stand for two processes.
describe.runIf(inject('testTemplate').provider === 'postgresql')('work that runs in one process', () => {
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

  it('does not run in another process under the same name until it ends, even with an error', async () => {
    let end = (_error?: Error) => {};
    const held = new Promise<void>((resolve, reject) => {
      end = (error) => (error ? reject(error) : resolve());
    });
    const ran: string[] = [];
    const note = (name: string) => async () => void ran.push(name);
    let started = () => {};
    const begun = new Promise<void>((resolve) => {
      started = resolve;
    });
    const first = database.runInOneProcess?.('a', async () => {
      started();
      await held;
    });
    const failed = expect(first).rejects.toThrow('over');
    await begun;
    expect(await other.runInOneProcess?.('a', note('a'))).toBe(false);
    expect(await other.runInOneProcess?.('b', note('b'))).toBe(true);
    end(new Error('over'));
    await failed;
    expect(await other.runInOneProcess?.('a', note('a'))).toBe(true);
    expect(ran).toEqual(['b', 'a']);
  });
});
