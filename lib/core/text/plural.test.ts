import { expect, it } from 'vitest';
import { plural, thereAre } from './plural';

it('writes a number with its singular or plural noun', () => {
  const written = [0, 1, 2, 1_200].map((count) => plural(count, 'entry'));
  expect(written).toEqual(['0 entries', '1 entry', '2 entries', '1,200 entries']);
  expect([plural(2, 'access key'), plural(2, 'address'), plural(2, 'person', 'people')]).toEqual([
    '2 access keys',
    '2 addresses',
    '2 people',
  ]);
});

it('starts a sentence with a number and its noun', () => {
  const begun = [0, 1, 2].map((count) => thereAre(count, 'entry'));
  expect(begun).toEqual(['There are no entries', 'There is one entry', 'There are 2 entries']);
});
