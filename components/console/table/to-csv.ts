import { harmlessCell } from '@/lib/core/text/harmless-cell';
import { cellText } from './cell-text';
import type { ColumnDefinition } from './resource-table-types';

/** Returns rows as CSV with a header line. Source: RFC 4180. */
export function toCsv<T>(columns: readonly Pick<ColumnDefinition<T>, 'header' | 'value'>[], rows: readonly T[]): string {
  const lines = [columns.map(({ header }) => header), ...rows.map((row) => columns.map(({ value }) => cellText(value(row))))];
  return lines.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('');
}

function toCell(value: string): string {
  const safe = harmlessCell(value);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
