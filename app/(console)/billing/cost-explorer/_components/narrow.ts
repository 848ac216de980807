import type { CostView, ViewFilter, ViewKey } from '@/lib/billing/cost-explorer/views/view';

const DAY_MS = 86_400_000;

/** The next grouping key within a value. */
const DEEPER: readonly string[] = ['LINKED_ACCOUNT', 'SERVICE', 'USAGE_TYPE', 'OPERATION'];

const same = (a: ViewKey, b: ViewKey) => a.Type === b.Type && a.Key === b.Key;

/** Returns the view with a filter, which replaces one with the same key. */
export function withFilter(view: CostView, filter: ViewFilter): CostView {
  return { ...view, Filters: [...view.Filters.filter((each) => !same(each, filter)), filter] };
}

/**
 * Narrows a view to an amount: one group, one period or both. It is then grouped by the next key, and a longer period is shown by
 * day.
 * @param keys the values of the group, one for each grouping key; none for all groups
 */
export function narrowed(view: CostView, keys: readonly string[], time?: { Start: string; End: string }): CostView {
  let next = view;
  for (const [at, key] of view.GroupBy.entries()) {
    const value = keys[at];
    if (value !== undefined) next = withFilter(next, { ...key, Values: [value], Exclude: false });
  }
  if (keys.length > 0) {
    const settled = (Key: string) =>
      next.Filters.some((filter) => !filter.Exclude && filter.Values.length === 1 && same(filter, { Type: 'DIMENSION', Key }));
    const from = Math.max(...view.GroupBy.map(({ Key }) => DEEPER.indexOf(Key)));
    const deeper = DEEPER.find((name, at) => at > from && !settled(name)) ?? DEEPER.find((name) => !settled(name));
    next = { ...next, GroupBy: deeper ? [{ Type: 'DIMENSION', Key: deeper }] : [] };
  }
  if (!time) return next;
  const isOneDay = Date.parse(time.End) - Date.parse(time.Start) === DAY_MS;
  return { ...next, Range: 'CUSTOM', ...time, Ahead: 'NONE', Granularity: isOneDay ? next.Granularity : 'DAILY' };
}
