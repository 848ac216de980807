import { expect, it } from 'vitest';
import type { Transaction } from '../../db/client';
import { markUncommitted } from '../../db/uncommitted';
import { keepFacts } from './kept-facts';

// The facts of these tests need no database.
const DB = {} as Transaction;

it('reads a fact once per revision, and again for every other revision, higher or lower', async () => {
  const kept = keepFacts<string>('test', 10);
  const read: string[] = [];
  const fact = (revision: number, text: string) =>
    kept.under(DB, revision, 'id', async () => {
      read.push(text);
      return text;
    });
  expect([await fact(1, 'a'), await fact(1, 'b'), await fact(2, 'c'), await fact(1, 'd')]).toEqual(['a', 'a', 'c', 'd']);
  expect(read).toEqual(['a', 'c', 'd']);
});

it('does not keep a failure', async () => {
  const kept = keepFacts<string>('test', 10);
  await expect(kept.under(DB, 1, 'id', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await kept.under(DB, 1, 'id', async () => 'yes')).toBe('yes');
});

it('removes the least recently used facts above the limit', async () => {
  const kept = keepFacts<string>('test', 2);
  const read: string[] = [];
  for (const id of ['a', 'b', 'a', 'c', 'a', 'b']) {
    await kept.under(DB, 1, id, async () => {
      read.push(id);
      return id;
    });
  }
  expect(read).toEqual(['a', 'b', 'c', 'b']);
});

it('keeps nothing that was read in an uncommitted transaction', async () => {
  const kept = keepFacts<string>('test_uncommitted', 10);
  const uncommitted = { ...DB };
  markUncommitted(uncommitted);
  expect(await kept.under(uncommitted, 2, 'id', async () => 'lost')).toBe('lost');
  expect(await kept.under(DB, 2, 'id', async () => 'committed')).toBe('committed');
});
