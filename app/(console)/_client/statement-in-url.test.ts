import { expect, it } from 'vitest';
import { atStatement, readStatement } from './statement-in-url';

it('names a statement in an address by its number, and takes no other fragment for one', () => {
  expect(atStatement('/iam/policies/details?arn=x', 1)).toBe('/iam/policies/details?arn=x#statement-2');
  expect(atStatement('/x', undefined)).toBe('/x');
  expect(['#statement-2', '#statement-0', '#statement-', '#statement-1x', ''].map(readStatement)).toEqual([
    1,
    null,
    null,
    null,
    null,
  ]);
});
