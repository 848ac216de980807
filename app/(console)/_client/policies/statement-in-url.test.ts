import { expect, it } from 'vitest';
import { atStatement, readStatement } from './statement-in-url';

it('writes the number of a statement into the fragment of an address and ignores other fragments', () => {
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
