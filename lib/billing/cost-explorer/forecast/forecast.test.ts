import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FEWEST_DAYS, forecast, MOST_DAYS } from './forecast';

const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: FEWEST_DAYS, maxLength: 120 });
const level = fc.integer({ min: 51, max: 99 });
const required = (past: readonly bigint[]) => {
  const found = forecast(past);
  if (!found) throw new Error('there is no forecast');
  return found;
};

it('forecasts a constant amount to continue with certainty, for any amount', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 24n }),
      fc.integer({ min: FEWEST_DAYS, max: 100 }),
      level,
      (amount, days, percent) => {
        const { mean, between } = required(Array.from({ length: days }, () => amount));
        expect([mean(0), mean(400)]).toEqual([amount, amount]);
        expect(between(3, 33, percent)).toEqual({ mean: 30n * amount, lower: 30n * amount, upper: 30n * amount });
      },
    ),
  );
});

it('adds days up to months, keeps the mean within its bounds, and widens the bounds with level and time', () => {
  fc.assert(
    fc.property(
      amounts,
      level,
      fc.integer({ min: 0, max: 90 }),
      fc.integer({ min: 1, max: 60 }),
      (past, percent, from, length) => {
        fc.pre(past.slice(-FEWEST_DAYS).some((amount) => amount > 0n) && forecast(past) !== undefined);
        const { mean, between } = required(past);
        const whole = between(from, from + length, percent);
        let sum = 0n;
        for (let day = from; day < from + length; day++) sum += mean(day);
        expect(whole.mean).toBe(sum);
        expect(whole.lower <= whole.mean && whole.mean <= whole.upper).toBe(true);
        expect(whole.lower >= 0n).toBe(true);
        const width = (day: number, at: number) => between(day, day + 1, at).upper - between(day, day + 1, at).mean;
        expect(width(from, percent) <= width(from, 99)).toBe(true);
        expect(width(from, percent) <= width(from + length, percent)).toBe(true);
      },
    ),
  );
});

it('is the same for the same past, and shifts with a constant added to every day', () => {
  fc.assert(
    fc.property(amounts, fc.bigInt({ min: 1n, max: 10n ** 20n }), (past, more) => {
      fc.pre((past[0] ?? 0n) > 0n);
      const plain = required(past).mean(5);
      const moved = required(past.map((amount) => amount + more)).mean(5);
      // The test draws an increase that keeps the forecast above zero.
      if (plain > 0n) expect(moved).toBe(plain + more);
      expect(required([...past]).mean(5)).toBe(plain);
    }),
  );
});

const DOLLAR = 1_000_000_000n;
const weekly = (weeks: number, of: (day: number) => bigint) => Array.from({ length: weeks * 7 }, (_, at) => of(at));

it('follows the days of the week and is robust against a single outlier', () => {
  const week = [40n, 100n, 100n, 100n, 100n, 100n, 50n];
  const past = weekly(8, (day) => (week[day % 7] ?? 0n) * DOLLAR);
  const { mean, between } = required(past);
  for (let day = 0; day < 28; day++) expect(mean(day)).toBe((week[day % 7] ?? 0n) * DOLLAR);
  expect(between(0, 7, 80)).toEqual({ mean: 590n * DOLLAR, lower: 590n * DOLLAR, upper: 590n * DOLLAR });
  const odd = required(past.map((amount, day) => (day === 54 ? amount + 1_000n * DOLLAR : amount)));
  const apart = odd.between(0, 7, 80).mean - 590n * DOLLAR;
  expect((apart < 0n ? -apart : apart) < 15n * DOLLAR).toBe(true);
});

it('follows a trend for a limited time and adapts quickly to a new level', () => {
  const growing = required(weekly(8, (day) => BigInt(100 + day) * DOLLAR));
  expect(Number(growing.mean(6) / DOLLAR)).toBeGreaterThan(157);
  expect(Number(growing.mean(360) / DOLLAR)).toBeLessThan(100 + 56 + 60);
  const leaked = required(weekly(8, (day) => (day < 46 ? 10n : 200n) * DOLLAR));
  expect(Number(leaked.mean(0) / DOLLAR)).toBeGreaterThan(150);
});

it('has bounds that contain about the share of future days that its level states', () => {
  // The past is random, but the generator returns the same numbers each time.
  let seed = 42;
  const chance = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const noisy = () => BigInt(Math.round((100 + (chance() + chance() + chance() + chance() - 2) * 20) * 1e9));
  let inside = 0;
  for (let trial = 0; trial < 300; trial++) {
    const { lower, upper } = required(Array.from({ length: 60 }, noisy)).between(0, 1, 80);
    const actual = noisy();
    if (lower <= actual && actual <= upper) inside++;
  }
  expect(inside / 300).toBeGreaterThan(0.72);
  expect(inside / 300).toBeLessThan(0.9);
});

it('returns nothing for too short a past, ignoring days before the first amount', () => {
  expect(forecast([])).toBeUndefined();
  expect(forecast(Array.from({ length: 50 }, () => 0n))).toBeUndefined();
  const few = [...Array.from({ length: 50 }, () => 0n), ...Array.from({ length: FEWEST_DAYS - 1 }, () => 5n)];
  expect(forecast(few)).toBeUndefined();
  expect(forecast([...few, 5n])?.mean(0)).toBe(5n);
  const long = [...Array.from({ length: 50 }, () => 10n ** 12n), ...Array.from({ length: MOST_DAYS }, () => 7n)];
  expect(forecast(long)?.mean(10)).toBe(7n);
});
