import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion, toCents } from './apportion';
import { divideHalfEven, formatDecimal, NANO, parseDecimal } from './decimals';

describe('parseDecimal', () => {
  it.each([
    ['0', 0n],
    ['0.023', 23_000_000n],
    ['-12.5', -12_500_000_000n],
    ['174.08', 174_080_000_000n],
    ['1.100000000000', 1_100_000_000n],
    ['0.000000001', 1n],
  ])('reads %s', (text, value) => {
    expect(parseDecimal(text, NANO)).toBe(value);
  });

  it.each([
    '',
    ' 1',
    '1 ',
    '+1',
    '.5',
    '1.',
    '01',
    '1e3',
    '1,5',
    '0x10',
    '--1',
    'NaN',
    '٣',
    '1_000',
    '0.0000000001',
    '9'.repeat(61),
  ])('returns null for %j', (text) => {
    expect(parseDecimal(text, NANO)).toBeNull();
  });

  it('reads the output of formatDecimal', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat(12), (value, places) => {
        expect(parseDecimal(formatDecimal(value, places), places)).toBe(value);
      }),
    );
  });
});

describe('formatDecimal', () => {
  it.each([
    [2_675_000_000n, 2, '2.68'],
    [2_665_000_000n, 2, '2.66'],
    [-2_665_000_000n, 2, '-2.66'],
    [-1_000_000n, 2, '0.00'],
    [999_999_999n, 2, '1.00'],
    [1_500_000_000n, 0, '2'],
    [1n, 12, '0.000000001000'],
    [70_737_000n, undefined, '0.070737'],
    [-500_000_000n, undefined, '-0.5'],
    [3_000_000_000n, undefined, '3'],
  ])('writes %s with %s decimals', (value, decimals, text) => {
    expect(formatDecimal(value, NANO, decimals)).toBe(text);
  });
});

const amounts = fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), { maxLength: 20 });
const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 20n }), { minLength: 1, maxLength: 20 });
const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);

describe('the largest remainder method', () => {
  it('gives the remaining unit to the largest remainder, and to the first of equal ones', () => {
    expect(apportion(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(apportion(10n, [1n, 2n, 4n])).toEqual([1n, 3n, 6n]);
    expect(apportion(5n, [0n, 0n])).toEqual([3n, 2n]);
  });

  it('adds up to the whole, with each part less than one unit from its exact share', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), weights, (whole, given) => {
        const parts = apportion(whole, given);
        expect(sum(parts)).toBe(whole);
        const all = sum(given);
        if (all > 0n) {
          parts.forEach((part, at) => {
            const distance = part * all - whole * (given[at] ?? 0n);
            expect(distance < all && -distance < all).toBe(true);
          });
        }
      }),
    );
  });

  it('rounds to cents that add up to the rounded total', () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const { total, parts } = toCents(values);
        expect(sum(parts)).toBe(total);
        expect(total).toBe(divideHalfEven(sum(values), 10_000_000n));
      }),
    );
  });
});
