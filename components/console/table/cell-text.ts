import type { SortValue } from '@/lib/core/list/compare-values';

/** Returns the value of a cell as text. */
export function cellText(value: SortValue | readonly string[]): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') return value.join(', ');
  if (typeof value === 'number') return value.toLocaleString('en');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return value;
}
