import { type CsvError, parse } from 'csv-parse/sync';
import { keysOf, recordOf } from './lists';

/** A mistake in a list, with its line, and its column if it concerns one. */
export type ListProblem = { Line: number; Column?: string; Message: string };

/** A row of a list: its first line, and its cells by column. A missing cell is empty. */
export type ListRow<Column extends string> = { line: number; cells: Readonly<Record<Column, string>> };

/**
 * The columns of a list, with the headings that each accepts, in lower case. The first column may stand alone, without headings.
 */
export type ListColumns<Column extends string> = Readonly<Record<Column, readonly string[]>>;

/** The most characters and rows of a list. */
export const MOST_LIST_CHARACTERS = 500_000;
export const MOST_LIST_ROWS = 5_000;

/**
 * Reads a pasted list: CSV with headings in any order, or one value per line for the first column. The first line decides whether
 * commas, semicolons or tabs separate cells. Empty lines and lines that begin with `#` are skipped.
 * Pure.
 */
export function readListText<Column extends string>(
  text: string,
  columns: ListColumns<Column>,
): { rows: ListRow<Column>[]; problems: ListProblem[] } {
  const names = keysOf(columns);
  const [firstLine = ''] = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const delimiter = [',', ';', '\t'].find((one) => firstLine.includes(one)) ?? ',';
  let records: { line: number; cells: string[] }[];
  try {
    const options = {
      delimiter,
      bom: true,
      trim: true,
      comment: '#',
      comment_no_infix: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    } as const;
    // The record's last line, less the line breaks within its cells.
    const parsed = parse(text.replace(/\r\n?/g, '\n'), options) as unknown as { record: string[]; info: { lines: number } }[];
    records = parsed.map(({ record, info }) => ({ line: info.lines - record.join('').split('\n').length + 1, cells: record }));
  } catch (error) {
    const { lines = 1, code } = error as CsvError & { lines?: number };
    const Message = code === 'CSV_QUOTE_NOT_CLOSED' ? 'A quotation mark is not closed.' : 'This line is not valid CSV.';
    return { rows: [], problems: [{ Line: lines, Message }] };
  }
  const columnOf = (heading: string) => names.find((name) => columns[name].includes(heading.toLowerCase()));
  const [first] = records;
  const isHeading = first?.cells.some((cell) => columnOf(cell) !== undefined) ?? false;
  const problems: ListProblem[] = [];
  let order: (Column | undefined)[] = names;
  if (first && isHeading) {
    order = first.cells.map(columnOf);
    for (const [index, cell] of first.cells.entries()) {
      if (order[index] === undefined)
        problems.push({ Line: first.line, Message: `There is no column “${cell}”. The columns are ${names.join(', ')}.` });
      else if (order.indexOf(order[index]) < index)
        problems.push({ Line: first.line, Message: `The column “${cell}” appears twice.` });
    }
  }
  const rows = records.slice(isHeading ? 1 : 0).map(({ line, cells }) => {
    if (cells.length > order.length)
      problems.push({ Line: line, Message: `The line has ${cells.length} cells for ${order.length} columns.` });
    return { line, cells: recordOf(names, (name) => (cells[order.indexOf(name)] ?? '').trim()) };
  });
  if (rows.length === 0 && problems.length === 0) problems.push({ Line: 1, Message: 'The list is empty.' });
  if (rows.length > MOST_LIST_ROWS) {
    problems.push({ Line: rows[MOST_LIST_ROWS]?.line ?? 1, Message: `A list has at most ${MOST_LIST_ROWS} rows.` });
    rows.length = MOST_LIST_ROWS;
  }
  return { rows, problems };
}

/** Returns the values of a cell that holds several, separated by `;` or `|`. */
export function valuesOf(cell: string): string[] {
  return cell
    .split(/[;|]/)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** Returns the tags of a cell such as `team=web; stage=test`. A tag without `=` has an empty value. */
export function tagsOf(cell: string): { Key: string; Value: string }[] {
  return valuesOf(cell).map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? { Key: pair, Value: '' } : { Key: pair.slice(0, at).trim(), Value: pair.slice(at + 1).trim() };
  });
}
