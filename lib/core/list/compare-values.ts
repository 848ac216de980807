export type SortValue = string | number | boolean | Date | null | undefined;

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/**
 * Compares two values in ascending order: numbers and times by size, text as people read it (`v2` before `v10`, case ignored).
 */
export function compareValues(a: SortValue, b: SortValue): number {
  if (a instanceof Date || b instanceof Date) return Number(a) - Number(b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  return collator.compare(String(a ?? ''), String(b ?? ''));
}

/** Returns a value to sort by. Empty values become undefined: the table puts them last in both directions. */
export function toSortValue(value: SortValue | readonly string[]): SortValue {
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value === 'object' && !(value instanceof Date)) return value.length === 0 ? undefined : value.join(', ');
  return value;
}
