import { expect, it } from 'vitest';
import { keepFacts } from './kept-facts';

it('facts are read once under a revision, and anew under every other, whichever is the greater', async () => {
  const kept = keepFacts<string>('test', 10);
  const read: string[] = [];
  const fact = (revision: number, text: string) =>
    kept.under(revision, 'id', async () => {
      read.push(text);
      return text;
    });
  expect([await fact(1, 'a'), await fact(1, 'b'), await fact(2, 'c'), await fact(1, 'd')]).toEqual(['a', 'a', 'c', 'd']);
  expect(read).toEqual(['a', 'c', 'd']);
});

it('a failure is not kept', async () => {
  const kept = keepFacts<string>('test', 10);
  await expect(kept.under(1, 'id', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await kept.under(1, 'id', async () => 'yes')).toBe('yes');
});

it('of more things than the limit, those used least recently are forgotten', async () => {
  const kept = keepFacts<string>('test', 2);
  const read: string[] = [];
  for (const id of ['a', 'b', 'a', 'c', 'a', 'b']) {
    await kept.under(1, id, async () => {
      read.push(id);
      return id;
    });
  }
  expect(read).toEqual(['a', 'b', 'c', 'b']);
});
