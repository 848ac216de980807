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

/**
 * Returns text from any author in a form that is safe in a spreadsheet: text that looks like a formula gets an apostrophe. An absent
 * text is an empty cell. Not for numbers, which may begin with a minus and must stay numbers. Source: OWASP, "CSV Injection".
 */
export function harmlessCell(text: string | null | undefined): string {
  if (text === null || text === undefined) return '';
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** Reads what `toCsv` wrote: the rows, each by the columns of the first. */
export function parseCsv(text: string): Record<string, string>[] {
  return parse<Record<string, string>>(text, { columns: true });
}
