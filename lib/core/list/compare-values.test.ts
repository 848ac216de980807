import { expect, it } from 'vitest';
import { compareValues, toSortValue } from './compare-values';

it('sorts text naturally, with embedded numbers by value and without letter case', () => {
  expect(['v10', 'v2', 'V1'].sort(compareValues)).toEqual(['V1', 'v2', 'v10']);
});

it('sorts numbers and times by value', () => {
  expect([10, 9, -1].sort(compareValues)).toEqual([-1, 9, 10]);
  expect(compareValues(new Date(2), new Date(10))).toBeLessThan(0);
});

it('converts empty values to undefined', () => {
  expect([null, undefined, '', []].map(toSortValue)).toEqual([undefined, undefined, undefined, undefined]);
});

it('keeps zero and false as values', () => {
  expect(toSortValue(0)).toBe(0);
  expect(toSortValue(false)).toBe(false);
});
