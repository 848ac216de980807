import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { expect } from 'vitest';
import { FILTER_OPERATORS } from '../list/filter-query';
import type { ListInput, ListPage } from '../list/schema';

// A second, simplest implementation of a list's filter, order and pages.

export const page = fc.integer({ min: 1, max: 6 });

type Cell = string | number | null;
/** A row by name, with its order if not by name, and its sort and filter values in each field. */
export type Naive = { name: string; order?: string; sort: Record<string, Cell>; filter: Record<string, readonly string[]> };

export const texts = (value: string | readonly string[] | null | undefined) => {
  const list = value === null || value === undefined ? [] : typeof value === 'string' ? [value] : value;
  return list.length === 0 ? [''] : list;
};

export type Condition = { property: string | null; operator: (typeof FILTER_OPERATORS)[number]; value: string };
type Asked = {
  conditions: readonly Condition[];
  join: 'and' | 'or';
  sort: { field: string; descending: boolean } | null;
  page: number;
  size: number;
};

function toInput({ conditions, join, sort, page, size }: Asked): ListInput {
  return {
    Filters: conditions.map(({ property, operator, value }) => (property === null ? value : `${property}${operator}${value}`)),
    Join: join,
    Sort: sort ? `${sort.descending ? '-' : ''}${sort.field}` : undefined,
    Page: page,
    PageSize: size,
  };
}

/** @param own the list's own order */
export function naiveAnswer(rows: readonly Naive[], { conditions, join, sort, page, size }: Asked, own = 'name') {
  const meets = ({ filter }: Naive, { property, operator, value }: Condition) => {
    const values = (property === null ? Object.values(filter).flat() : (filter[property] ?? [])).map((each) =>
      each.toLowerCase(),
    );
    const wanted = value.toLowerCase();
    const found = operator.endsWith('=') ? values.includes(wanted) : values.some((each) => each.includes(wanted));
    return operator.startsWith('!') ? !found : found;
  };
  const kept = rows.filter((row) => {
    if (conditions.length === 0) return true;
    return join === 'and' ? conditions.every((each) => meets(row, each)) : conditions.some((each) => meets(row, each));
  });
  const { field, descending } = sort ?? { field: own.replace(/^-/, ''), descending: own.startsWith('-') };
  const compare = (a: Cell, b: Cell) =>
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : String(a).localeCompare(String(b), 'en', { numeric: true, sensitivity: 'base' });
  const orderOf = ({ name, order = name }: Naive) => order.toLowerCase();
  const byName = (a: Naive, b: Naive) => (orderOf(a) < orderOf(b) ? -1 : 1);
  const present = kept
    .filter((row) => row.sort[field] !== null)
    .sort((a, b) => {
      const order = compare(a.sort[field] ?? null, b.sort[field] ?? null);
      return (descending ? -order : order) || byName(a, b);
    });
  const sorted = [...present, ...kept.filter((row) => row.sort[field] === null).sort(byName)];
  const last = Math.max(1, Math.ceil(sorted.length / size));
  const Page = Math.min(page, last);
  return {
    names: sorted.slice((Page - 1) * size, Page * size).map(({ name }) => name),
    Page,
    Matches: kept.length,
    Total: rows.length,
    Sort: `${descending ? '-' : ''}${field}`,
  };
}

function askedOf([first]: readonly Naive[], values: readonly string[]): fc.Arbitrary<Asked> {
  const filters = Object.keys(first?.filter ?? {});
  const sorts = Object.keys(first?.sort ?? {});
  const value = fc.constantFrom(...values);
  return fc.record({
    conditions: fc.array(
      fc.oneof(
        fc.record({ property: fc.constantFrom(...filters), operator: fc.constantFrom(...FILTER_OPERATORS), value }),
        fc.record({ property: fc.constant(null), operator: fc.constant(':' as const), value }),
      ),
      { maxLength: 3 },
    ),
    join: fc.constantFrom('and', 'or'),
    sort: fc.option(fc.record({ field: fc.constantFrom(...sorts), descending: fc.boolean() })),
    page,
    size: fc.integer({ min: 1, max: 8 }),
  });
}

/**
 * Expects a list to match the naive answer for any request.
 * @param values the values in conditions: those of some rows, exactly or nearly
 * @param own the list's own order
 */
export async function expectNaive(
  rows: readonly Naive[],
  values: readonly string[],
  list: (input: ListInput) => Promise<{ names: (string | undefined)[] } & Omit<ListPage<unknown>, 'Rows'>>,
  own?: string,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(askedOf(rows, values), async (asked) => {
      expect(await list(toInput(asked))).toEqual(naiveAnswer(rows, asked, own));
    }),
    runs(60),
  );
}
