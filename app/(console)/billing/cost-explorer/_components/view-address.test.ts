import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AHEAD, CHARTS, COST_DIMENSIONS, RANGES, VIEW_METRICS } from '@/lib/billing/cost-explorer/limits';
import type { CostView } from '@/lib/billing/cost-explorer/views/view';
import { addressOf, FIRST_VIEW, viewOf } from './view-address';

const text = fc.string({ minLength: 1, maxLength: 20 });
const key = fc.oneof(
  fc.constantFrom(...COST_DIMENSIONS.map(({ name }) => name)).map((Key) => ({ Type: 'DIMENSION' as const, Key: Key as string })),
  text.map((Key) => ({ Type: 'TAG' as const, Key })),
  text.map((Key) => ({ Type: 'COST_CATEGORY' as const, Key })),
);
const view: fc.Arbitrary<CostView> = fc
  .record({
    Range: fc.constantFrom(...RANGES),
    Ahead: fc.constantFrom(...AHEAD),
    Granularity: fc.constantFrom('DAILY' as const, 'MONTHLY' as const),
    Metric: fc.constantFrom(...VIEW_METRICS),
    GroupBy: fc.array(key, { maxLength: 2 }),
    Filters: fc.array(
      fc
        .record({ key, Values: fc.array(fc.string({ maxLength: 20 }), { minLength: 1, maxLength: 3 }), Exclude: fc.boolean() })
        .map(({ key: of, ...more }) => ({ ...of, ...more })),
      { maxLength: 3 },
    ),
    Chart: fc.constantFrom(...CHARTS),
  })
  .map((each) => (each.Range === 'CUSTOM' ? { ...each, Start: '2026-01-02', End: '2026-03-04' } : each));

it('reads the same view back from an address for any tag keys and values', () => {
  fc.assert(
    fc.property(view, (each) => {
      const search = new URLSearchParams();
      for (const [name, value] of Object.entries(addressOf(each))) if (value !== undefined) search.set(name, value);
      expect(viewOf(Object.fromEntries(new URLSearchParams(search.toString())))).toEqual(each);
    }),
  );
});

it('writes no parameters for the default view and ignores invalid parameters', () => {
  expect(Object.values(addressOf(FIRST_VIEW)).filter(Boolean)).toEqual([]);
  expect(viewOf({})).toEqual(FIRST_VIEW);
  expect(viewOf({ range: 'ever', ahead: 'x', metric: 'y', chart: 'pie', filter: 'nonsense;=', by: 'hour' })).toEqual(FIRST_VIEW);
  expect(viewOf({ range: 'custom', from: '2026-03-04', until: '2026-01-01' }).Range).toBe('LAST_6_MONTHS');
});
