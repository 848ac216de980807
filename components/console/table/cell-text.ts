import type { SortValue } from '@/lib/core/list/compare-values';

/** What a column holds of a row, in words. */
export function cellText(value: SortValue | readonly string[]): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') return value.join(', ');
  if (typeof value === 'number') return value.toLocaleString('en');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return value;
}
