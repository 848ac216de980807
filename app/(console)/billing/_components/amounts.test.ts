import { expect, it } from 'vitest';
import { dollars, exactDollars, isZero, percent, perMille, quantity, shortRate } from './amounts';

it.each([
  ['2007.04', '$2,007.04'],
  ['0', '$0.00'],
  ['-81.92', '−$81.92'],
  ['1234567.8', '$1,234,567.80'],
  // Amounts are rounded half to even. Numbers beyond 2^53 keep all their digits.
  ['0.125', '$0.12'],
  ['0.135', '$0.14'],
  ['0.1250000001', '$0.13'],
  ['0.999', '$1.00'],
  ['9007199254740993.01', '$9,007,199,254,740,993.01'],
  ['0.0049', '<$0.01'],
  ['-0.001', '−<$0.01'],
])('shows %s as %s', (amount, shown) => expect(dollars(amount)).toBe(shown));

it.each([
  ['0.023', '$0.023'],
  ['0.1', '$0.10'],
  ['174.08', '$174.08'],
  ['-1000.123456789', '−$1,000.123456789'],
])('shows %s with all its digits as %s', (amount, shown) => expect(exactDollars(amount)).toBe(shown));

it.each([
  ['8192', '8,192'],
  ['0.5', '0.5'],
  ['1.23456', '1.235'],
  ['0.0001', '<0.001'],
  ['0', '0'],
])('shows the quantity %s as %s', (text, shown) => expect(quantity(text)).toBe(shown));

it('calculates shares of a total and shortens rates', () => {
  expect(percent(perMille('1338.026666667', '8727.04') ?? 0)).toBe('15.3 %');
  expect(perMille('2007.04', '2007.04')).toBe(1000);
  expect(perMille('5', '0')).toBeNull();
  expect([shortRate('0.070736842105'), shortRate('0.17')]).toEqual(['$0.070737', '$0.17']);
  expect([shortRate('0.000000371949'), shortRate('12.5')]).toEqual(['$0.000000372', '$12.50']);
  expect([isZero('0.00'), isZero('0.001')]).toEqual([true, false]);
});
