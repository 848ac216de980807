import { parse } from 'csv-parse/sync';

/**
 * Rows as CSV, as AWS writes it: quotes only where they are needed, lines end with a line feed and the last one not at all.
 * Pure. Source of the quoting: RFC 4180.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(toCell).join(',')).join('\n');
}

function toCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Text that anybody may have written, for a table that people open as a spreadsheet: what the spreadsheet would take for a formula begins
 * with an apostrophe. Not for numbers, which may begin with a minus and are to be added up. Source: OWASP, "CSV Injection".
 */
export function harmlessCell(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** The rows of what `toCsv` wrote, each by the columns of the first. */
export function parseCsv(text: string): Record<string, string>[] {
  return parse<Record<string, string>>(text, { columns: true });
}
