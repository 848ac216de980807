import { type CostLine, calculateBill } from '@gatehouse/bill';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthsFrom } from '../../months';
import { presetPriceList } from '../../price-list/presets';
import { type GeneratedAccount, generateUsage } from '../../usage/generate';
import { type DailyCosts, unusualTimes } from './unusual-days';

const DOLLAR = 1_000_000_000n;
const START = Date.UTC(2026, 0, 1) / 86_400_000;

const series = (costs: readonly bigint[], all: readonly bigint[] = costs): DailyCosts => ({ start: START, costs, all });
const days = (count: number, costOf: (day: number) => number) =>
  Array.from({ length: count }, (_, day) => BigInt(Math.round(costOf(day) * 1e9)));

const level = fc.double({ min: 0.01, max: 100_000, noNaN: true });
/** The cost of each weekday, as a fraction of the highest. */
const week = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 });
const seed = fc.integer();
/** Returns a pseudo-random number from -1 to 1 for a seed and a day. */
const chance = (given: number, day: number) => {
  const mixed = Math.sin(given * 12.9898 + day * 78.233) * 43_758.5453;
  return 2 * (mixed - Math.floor(mixed)) - 1;
};

describe('usual costs', () => {
  it('repeat daily or weekly', () => {
    fc.assert(
      fc.property(level, week, (most, parts) => {
        expect(unusualTimes(series(days(120, (day) => most * (parts[day % 7] ?? 0))))).toEqual([]);
      }),
    );
  });

  it('include linear or exponential growth, and its reverse', () => {
    fc.assert(
      fc.property(level, week, fc.double({ min: 0, max: 0.05, noNaN: true }), fc.boolean(), (most, parts, pace, doubles) => {
        const grown = (day: number) => (doubles ? (1 + pace / 2) ** day : 1 + pace * day);
        const rising = days(150, (day) => most * (0.2 + (parts[day % 7] ?? 0)) * grown(day));
        expect(unusualTimes(series(rising))).toEqual([]);
        expect(unusualTimes(series([...rising].reverse()))).toEqual([]);
      }),
    );
  });

  it('include random variation of up to a tenth', () => {
    fc.assert(
      fc.property(level, week, seed, (most, parts, given) => {
        const costs = days(150, (day) => most * (0.2 + (parts[day % 7] ?? 0)) * (1 + chance(given, day) / 10));
        expect(unusualTimes(series(costs))).toEqual([]);
      }),
    );
  });

  it('include charges on the first day of each month', () => {
    const isFirst = (day: number) => new Date((START + day) * 86_400_000).getUTCDate() === 1;
    expect(unusualTimes(series(days(150, (day) => (isFirst(day) ? 300 : 1))))).toEqual([]);
  });
});

describe('unusual costs', () => {
  it('start on the first day of a jump and end with it, for any weekly pattern', () => {
    fc.assert(
      fc.property(
        level,
        week,
        seed,
        fc.integer({ min: 20, max: 100 }),
        fc.integer({ min: 1, max: 27 }),
        (most, parts, given, at, length) => {
          const usual = (day: number) => most * (0.2 + (parts[day % 7] ?? 0)) * (1 + chance(given, day) / 20);
          const costs = days(150, (day) => usual(day) + (day >= at && day < at + length ? 20 + 3 * most : 0));
          const [time, ...others] = unusualTimes(series(costs));
          expect(others).toEqual([]);
          expect([time?.[0]?.day, time?.at(-1)?.day]).toEqual([START + at, START + at + length - 1]);
          for (const { actual, expected } of time ?? []) expect(actual - expected > 10n * DOLLAR).toBe(true);
        },
      ),
    );
  });

  it('become usual after four weeks or after two earlier occurrences', () => {
    const [time, ...others] = unusualTimes(series(days(150, (day) => (day < 50 ? 5 : 500))));
    expect(time).toHaveLength(28);
    expect(others).toEqual([]);
    expect(unusualTimes(series(days(150, (day) => ([40, 51, 73, 90].includes(day) ? 500 : 5))))).toHaveLength(2);
  });

  it('include a significant new cost, but nothing in the first two weeks', () => {
    const all = days(100, () => 400);
    const begun = (cost: number, at = 60) => days(100, (day) => (day < at ? 0 : cost));
    expect(unusualTimes(series(begun(50), all))).toHaveLength(1);
    expect(unusualTimes(series(begun(30), all))).toEqual([]);
    expect(
      unusualTimes(
        series(
          begun(30),
          days(100, () => 20),
        ),
      ),
    ).toHaveLength(1);
    expect(unusualTimes(series(begun(500, 10), all))).toEqual([]);
  });
});

describe('generated usage of six months', () => {
  const FIRST = '2026-01';
  const MONTHS = 6;
  /** Returns the daily costs of each service from the bills of six months. */
  function costsOf(accounts: readonly GeneratedAccount[], given: string): Map<string, DailyCosts> {
    const prices = presetPriceList('current').prices;
    const start = Date.UTC(2026, 0, 1) / 86_400_000;
    const found = new Map<string, bigint[]>();
    const add = (key: string, day: number, cost: bigint) => {
      const costs = found.get(key) ?? Array.from({ length: 181 }, () => 0n);
      found.set(key, costs);
      costs[day] = (costs[day] ?? 0n) + cost;
    };
    for (let at = 0; at < MONTHS; at++) {
      const month = monthsFrom(FIRST, at);
      const [year = 0, number = 0] = month.split('-').map(Number);
      const usage = [...generateUsage({ seed: given, year, month: number, accounts })];
      const memberships = accounts.map(({ accountId }) => ({ accountId, from: 0, until: null, closed: null }));
      const lines: readonly CostLine[] = calculateBill({ month, prices, memberships, usage }).lines;
      for (const { accountId, service, day, unblended } of lines) {
        const of = Date.UTC(year, number - 1, day) / 86_400_000 - start;
        add(`${accountId}/${service}`, of, unblended);
        add(accountId, of, unblended);
      }
    }
    return new Map([...found].map(([key, costs]) => [key, { start, costs, all: found.get(key.split('/')[0] ?? '') ?? costs }]));
  }

  it('has no unusual days except for the leaked key, from the day of the leak', () => {
    const leak = Date.UTC(2026, 3, 9, 21) / 3_600_000;
    const costs = costsOf(
      [
        { accountId: '111111111111', profile: 'web-shop' },
        { accountId: '222222222222', profile: 'data-team' },
        { accountId: '333333333333', profile: 'idle-sandbox' },
        { accountId: '444444444444', profile: 'leaked-key-mining', leakedAt: leak },
      ],
      'acme',
    );
    const found = [...costs].flatMap(([key, daily]) => {
      const times = key.includes('/') ? unusualTimes(daily) : [];
      return times.map((time) => [key, time[0]?.day]);
    });
    expect(found).toEqual([['444444444444/AmazonEC2', Math.floor(leak / 24)]]);
  });
});
