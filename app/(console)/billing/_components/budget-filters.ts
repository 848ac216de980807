import { COST_FILTERS } from '@/lib/billing/budget/limits';
import type { ViewFilter } from '@/lib/billing/cost-explorer/views/view';

/** The costs that a budget counts, as in AWS: values by filter name. */
export type CostFilters = Record<string, string[]>;

/**
 * Returns the filters of a view as those of a budget.
 * @returns undefined if a budget cannot count the same: exclusions, or two tag filters, of which it would count either
 */
export function budgetFilters(filters: readonly ViewFilter[]): CostFilters | undefined {
  const found: CostFilters = {};
  for (const { Type, Key, Values, Exclude } of filters) {
    const name = nameOf(Type, Key);
    if (Exclude || name === undefined || found[name] !== undefined) return undefined;
    if (Type === 'DIMENSION') found[name] = Values;
    else found[name] = Values.map((value) => `${Type === 'TAG' ? 'user:' : ''}${Key}$${value}`);
  }
  return found;
}

function nameOf(type: ViewFilter['Type'], key: string): string | undefined {
  if (type === 'TAG') return 'TagKeyValue';
  if (type === 'COST_CATEGORY') return 'CostCategory';
  return [...COST_FILTERS].find(([, dimension]) => dimension === key)?.[0];
}

/** Reads filters from an untrusted address. Undefined if there are none. */
export function readBudgetFilters(text: unknown): CostFilters | undefined {
  if (typeof text !== 'string' || text.length > 8_000) return undefined;
  try {
    const given: unknown = JSON.parse(text);
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
    const filters = Object.entries(given).filter(
      (entry): entry is [string, string[]] =>
        (COST_FILTERS.has(entry[0]) || entry[0] === 'TagKeyValue' || entry[0] === 'CostCategory') &&
        Array.isArray(entry[1]) &&
        entry[1].length > 0 &&
        entry[1].every((value) => typeof value === 'string'),
    );
    return filters.length > 0 ? Object.fromEntries(filters) : undefined;
  } catch {
    return undefined;
  }
}
