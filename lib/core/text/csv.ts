import { parse } from 'csv-parse/sync';

/**
 * Returns rows as CSV, as AWS writes it: quotes only where needed, lines end with a line feed, except the last.
 * Pure. Source of the quoting: RFC 4180.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(toCell).join(',')).join('\n');
}

function toCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Reads what `toCsv` wrote: the rows, each by the columns of the first. */
export function parseCsv(text: string): Record<string, string>[] {
  return parse<Record<string, string>>(text, { columns: true });
}
