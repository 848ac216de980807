import { expect, it } from 'vitest';
import { growthOfSteps } from '../testing/count-steps';
import { parseJson } from './parse-json';

it.each<readonly [string, (size: number) => string]>([
  ['quotes', (size) => '"'.repeat(size)],
  ['backslashes', (size) => `"${'\\\\'.repeat(size)}`],
  ['digits', (size) => '1'.repeat(size)],
  ['open brackets', (size) => '['.repeat(size)],
  ['arrays of numbers', (size) => `[${'1,'.repeat(size)}1]`],
  ['equal keys', (size) => `{${'"a":0,'.repeat(size)}"a":0}`],
  ['different keys', (size) => `{${Array.from({ length: size }, (_, i) => `"k${i}":0,`).join('')}"a":0}`],
  ['many lines', (size) => '\n'.repeat(size)],
])('parseJson takes steps in proportion to the length of the text: %s', async (_name, text) => {
  expect(await growthOfSteps(10_000, (size) => parseJson(text(size)))).toBeLessThan(2.2);
});
