import { parseDecimal } from '@gatehouse/bill';
import { expect, it } from 'vitest';
import { savedAreas } from './saved-areas';

const nano = (units: number) => BigInt(Math.round(units * 1e6)) * 1_000n;
const pico = (text: string) => parseDecimal(text, 12) ?? 0n;

/** Returns the start and width of each area in units, and its amount in dollars. */
function areas(quantity: number, rates: readonly string[], together: readonly number[], alone: readonly number[]) {
  return savedAreas(nano(quantity), rates.map(pico), together.map(nano), alone.map(nano)).map(
    ({ from, quantity: width, amount }) => [Number(from) / 1e9, Number(width) / 1e9, Number(amount) / 1e9],
  );
}

it('volume savings on data transfer come from the cheaper tier: 2 TB at four cents less', () => {
  expect(areas(12_288, ['0.17', '0.13'], [10_240, 2_048], [12_288, 0])).toEqual([[10_240, 2_048, 81.92]]);
});

it('volume savings on storage come from two repeated first tiers and the third tier', () => {
  expect(areas(95_000, ['0.10', '0.08', '0.06'], [1_000, 49_000, 45_000], [3_000, 92_000, 0])).toEqual([
    [1_000, 2_000, 40],
    [50_000, 45_000, 900],
  ]);
});

it('volume savings are negative where each account alone would have a free amount', () => {
  const list = areas(12_288, ['0.09', '0.085'], [10_240, 1_948], [12_088, 0]);
  expect(list).toEqual([
    [10_240, 1_848, 9.24],
    [12_088, 100, -8.5],
  ]);
});

it('savings by reservations of other accounts equal the full price of the covered usage', () => {
  expect(areas(2_880, ['0.023'], [720], [1_440])).toEqual([[720, 720, 16.56]]);
});

it('there are no savings without a price difference or usage', () => {
  expect(areas(5, ['0.1', '0.08'], [5, 0], [5, 0])).toEqual([]);
  expect(areas(0, ['0.1'], [0], [0])).toEqual([]);
});

it('savings are rounded as one sum, so two halves of a billionth of a dollar are one', () => {
  const halves = savedAreas(
    nano(3),
    [pico('0.000000001'), pico('0.0000000005'), 0n],
    [nano(0), nano(1), nano(2)],
    [nano(1), nano(1), nano(1)],
  );
  expect(halves.map(({ amount }) => amount)).toEqual([1n, 0n]);
});
