import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitCharges } from './split-charges';

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);

it('splitCharges distributes any costs without losing a billionth, in any order of rules', () => {
  const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  const costs = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', ''), amount);
  const method = fc.constantFrom('FIXED', 'PROPORTIONAL', 'EVEN');
  fc.assert(
    fc.property(costs, method, method, fc.integer({ min: 0, max: 100 }), (given, first, second, percent) => {
      const shares = (Method: 'FIXED' | 'PROPORTIONAL' | 'EVEN') =>
        Method === 'FIXED'
          ? [{ Type: 'ALLOCATION_PERCENTAGES' as const, Values: [String(percent), String(100 - percent)] }]
          : undefined;
      const rules = [
        { Source: 'a', Targets: ['c', 'd'], Method: first as 'EVEN', Parameters: shares(first as 'EVEN') },
        { Source: 'b', Targets: ['d', 'e'], Method: second as 'EVEN', Parameters: shares(second as 'EVEN') },
      ];
      const before = new Map(Object.entries(given));
      const values = splitCharges(before, rules);
      expect(sum(values.map(({ after }) => after))).toBe(sum([...before.values()]));
      for (const { value, after, received } of values) {
        if (value === 'a' || value === 'b') expect(after).toBe(0n);
        else expect(after).toBe((before.get(value) ?? 0n) + sum(received.map((each) => each.amount)));
      }
      expect(
        splitCharges(before, rules.toReversed())
          .map(({ value, after }) => [value, after])
          .sort(),
      ).toEqual(values.map(({ value, after }) => [value, after]).sort());
    }),
  );
});

it('splitCharges distributes by percentages, in proportion to target costs, or evenly', () => {
  const costs = new Map([
    ['shared', 100n],
    ['web', 30n],
    ['data', 10n],
    ['idle', -5n],
  ]);
  const after = (Method: 'FIXED' | 'PROPORTIONAL' | 'EVEN', Values?: string[]) => {
    const Parameters = Values && [{ Type: 'ALLOCATION_PERCENTAGES' as const, Values }];
    const rule = { Source: 'shared', Targets: ['web', 'data', 'idle'], Method, Parameters };
    return Object.fromEntries(splitCharges(costs, [rule]).map((value) => [value.value, Number(value.after)]));
  };
  expect(after('FIXED', ['50', '33.3', '16.7'])).toEqual({ shared: 0, web: 80, data: 43, idle: 12 });
  expect(after('PROPORTIONAL')).toEqual({ shared: 0, web: 105, data: 35, idle: -5 });
  expect(after('EVEN')).toEqual({ shared: 0, web: 64, data: 43, idle: 28 });
});
