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

/** The rows of what `toCsv` wrote, each by the columns of the first. */
export function parseCsv(text: string): Record<string, string>[] {
  const [head = [], ...rows] = text.split('\n').map(toCells);
  return rows.map((cells) => Object.fromEntries(head.map((column, index) => [column, cells[index] ?? ''])));
}

// No cell holds a line break: names of users cannot. The comma in front gives every cell one.
function toCells(line: string): string[] {
  return [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
