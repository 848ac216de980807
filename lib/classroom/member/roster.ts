import { parse } from 'csv-parse/sync';
import { ROSTER_LINES } from './limits';
import { GroupName, MemberName } from './schema';

export type RosterLine = { line: number; name: string; group: string | null };
export type RosterProblem = { line: number; message: string };

const SEPARATORS = [',', ';', '\t'];

/**
 * Reads a list of students as a spreadsheet saves it: a name in each line and perhaps a group, separated by commas, semicolons or tabs, with or
 * without a heading. Pure.
 * @returns every line that can be taken, and what is wrong with the others, by line from 1 on
 */
export function readRoster(text: string): { rows: RosterLine[]; problems: RosterProblem[] } {
  const rows: RosterLine[] = [];
  const problems: RosterProblem[] = [];
  const seen = new Map<string, number>();
  // Each line by itself, so that a quote that is left open spoils none but its own.
  for (const [index, source] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = index + 1;
    if (source.trim() === '') continue;
    const cells = cellsOf(source);
    if (!cells) {
      problems.push({ line, message: 'A quotation mark is not closed.' });
      continue;
    }
    if (rows.length === 0 && problems.length === 0 && /^(name|student)s?$/i.test(cells[0]?.trim() ?? '')) continue;
    const read = readLine(cells);
    if (typeof read === 'string') {
      problems.push({ line, message: read });
      continue;
    }
    const key = read.name.toLowerCase();
    const before = seen.get(key);
    if (before !== undefined) problems.push({ line, message: `${read.name} stands in line ${before} already.` });
    else if (rows.length === ROSTER_LINES) problems.push({ line, message: `A list has ${ROSTER_LINES} students at most.` });
    else {
      seen.set(key, line);
      rows.push({ line, ...read });
    }
  }
  return { rows, problems };
}

function cellsOf(source: string): string[] | null {
  const delimiter = SEPARATORS.find((separator) => source.includes(separator)) ?? ',';
  try {
    return parse(source, { delimiter, relax_column_count: true, trim: true })[0] ?? [];
  } catch {
    return null;
  }
}

function readLine(cells: readonly string[]): { name: string; group: string | null } | string {
  const [first = '', second = '', ...more] = cells;
  if (more.some((cell) => cell !== '')) return 'A line has a name and perhaps a group, and no more.';
  const name = MemberName.safeParse(first);
  if (!name.success) return name.error.issues[0]?.message ?? '';
  const group = GroupName.safeParse(second);
  if (!group.success) return group.error.issues[0]?.message ?? '';
  return { name: name.data, group: group.data };
}
