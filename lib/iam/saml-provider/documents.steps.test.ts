import { growthOfSteps } from '@gatehouse/policy/testing/count-steps';
import { describe, expect, it } from 'vitest';
import { samlMetadata } from '../test-saml-metadata';
import { readSamlMetadata } from './documents';

const nested = (count: number, open: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => open(i)).join('') + '</a>'.repeat(count);

describe('readSamlMetadata', () => {
  it.each<readonly [string, number, (size: number) => string]>([
    ['nested elements', 5000, (size) => nested(size, () => '<a>')],
    ['sibling elements', 5000, (size) => '<a/>'.repeat(size)],
    ['attributes', 1000, (size) => `<a ${Array.from({ length: size }, (_, i) => `a${i}=""`).join(' ')}/>`],
    ['brackets', 5000, (size) => '<'.repeat(size)],
    // Each declaration costs more the more of them precede it. So metadata with too many is refused before parsing.
    ['too many namespace declarations', 1000, (size) => nested(size, (i) => `<a xmlns:n${i}="u">`)],
  ])('takes at most linear time for %s', async (_name, most, keys) => {
    const read = (size: number) =>
      expect(() => readSamlMetadata(samlMetadata({ keys: keys(size) }))).toThrow('Could not parse metadata');
    expect(await growthOfSteps(most, read)).toBeLessThan(2.2);
  });
});
