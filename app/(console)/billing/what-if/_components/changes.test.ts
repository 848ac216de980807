import { expect, it } from 'vitest';
import { changesText, changeWords, readChanges, type WhatIfChange } from './changes';

const nameOf = (id: string) => (id === '111111111111' ? 'web' : id);

it('writes changes into an address and ignores invalid text when it reads them back', () => {
  const changes: WhatIfChange[] = [
    { Type: 'LEAVE', AccountId: '111111111111', From: '2026-11-10T00:00:00Z' },
    { Type: 'USAGE', Factor: '2' },
  ];
  expect(readChanges(changesText(changes))).toEqual(changes);
  expect(changesText([])).toBeNull();
  for (const text of [null, '', '{', '{}', '7', '[null, 3, {"Type":"PREFERENCES"}]']) expect(readChanges(text)).toEqual([]);
  expect(readChanges(JSON.stringify(Array.from({ length: 50 }, () => changes[1])))).toHaveLength(20);
});

it('describes a change in a sentence', () => {
  const words = (change: WhatIfChange) => changeWords(change, nameOf);
  expect(words({ Type: 'LEAVE', AccountId: '111111111111', From: '2026-11-10T00:00:00Z' })).toBe(
    'web leaves on November 10, 2026',
  );
  expect(words({ Type: 'JOIN', Name: 'New', Profile: 'web-shop' })).toBe('New joins and uses what a web shop uses');
  expect(words({ Type: 'JOIN', Name: 'New', Like: '111111111111' })).toBe('New joins and uses as much as web');
  expect(words({ Type: 'USAGE', Factor: '0.5', Service: 'AmazonS3' })).toBe(
    'All accounts use 0.5 times as much of Simple Storage Service (S3)',
  );
  expect(words({ Type: 'GROUP', AccountId: '111111111111', Group: null })).toBe('web is in no group');
});
