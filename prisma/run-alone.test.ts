import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../lib/db/test-database';
import { runAlone } from './run-alone';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.close());

it('runAlone sets up the same database one at a time, also after a failure', async () => {
  const seen: string[] = [];
  const setUp = (name: string, fails = false) =>
    runAlone(database.url, async () => {
      seen.push(`${name} begins`);
      await database.reader.account.count();
      await new Promise(setImmediate);
      seen.push(`${name} ends`);
      if (fails) throw new Error('stopped');
    });
  const [first, ...others] = await Promise.allSettled([setUp('one', true), setUp('two'), setUp('three')]);
  expect(first.status).toBe('rejected');
  expect(others.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  expect(seen).toHaveLength(6);
  for (let at = 0; at < seen.length; at += 2) expect(seen[at + 1]).toBe(seen[at]?.replace('begins', 'ends'));
});
