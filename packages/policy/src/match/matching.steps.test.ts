import { describe, expect, it } from 'vitest';
import { growthOfSteps } from '../testing/count-steps';
import { matchGlob, plainGlob } from './glob';
import { matchArn } from './match-arn';
import { matchResource } from './match-resource';

const HOSTILE: readonly (readonly [string, (size: number) => string])[] = [
  ['stars between letters', (size) => `${'*a'.repeat(size)}b`],
  ['many stars', (size) => `${'*'.repeat(size)}b`],
  ['question marks and stars', (size) => `${'?*'.repeat(size)}b`],
  ['a long tail', (size) => `*${'a'.repeat(size)}b`],
];

function match(pattern: string, text: string): void {
  expect(matchGlob(plainGlob(pattern), text)).toBe(false);
  expect(matchResource(`arn:aws:s3:::${pattern}`, `arn:aws:s3:::${text}`)).toBe(false);
  expect(matchResource(`arn:aws:s3:${pattern}x:y:${pattern}`, `arn:aws:s3:${text}:y:${text}`)).toBe(false);
  expect(matchArn(`arn:aws:s3:::${pattern}`, `arn:aws:s3:::${text}`)).toBe(false);
}

describe('matching a hostile pattern', () => {
  it.each(HOSTILE)('takes steps in proportion to the pattern and to the text: %s', async (_name, pattern) => {
    const text = 'a'.repeat(2000);
    expect(await growthOfSteps(300, (size) => match(pattern(size), text))).toBeLessThan(2.2);
    const fixed = pattern(300);
    expect(await growthOfSteps(1000, (size) => match(fixed, 'a'.repeat(size)))).toBeLessThan(2.2);
  });
});
