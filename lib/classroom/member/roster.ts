import { parse } from 'csv-parse/sync';
import { keysOf } from '../../core/text/lists';
import { plural } from '../../core/text/plural';
import { ROSTER_LINES } from './limits';
import { EmailAddress, ExternalId, GroupName, MemberName } from './schema';

export type RosterLine = { line: number; id: string | null; name: string; email: string | null; group: string | null };
export type RosterProblem = { line: number; message: string };
type Member = 'id' | 'name' | 'email' | 'group';
type Cells = Readonly<Record<Member, string>>;

const SEPARATORS = [',', ';', '\t'];

/** The headings that spreadsheets and learning platforms use. `first` and `last` together form the name. */
const HEADINGS: Readonly<Record<string, Member | 'first' | 'last'>> = {
  id: 'id',
  'id number': 'id',
  'student id': 'id',
  'student number': 'id',
  'sis user id': 'id',
  number: 'id',
  name: 'name',
  names: 'name',
  student: 'name',
  students: 'name',
  'full name': 'name',
  'student name': 'name',
  'first name': 'first',
  'given name': 'first',
  'last name': 'last',
  surname: 'last',
  'family name': 'last',
  email: 'email',
  'e-mail': 'email',
  mail: 'email',
  'email address': 'email',
  group: 'group',
  groups: 'group',
  section: 'group',
  team: 'group',
};

/**
 * Reads a list of students separated by commas, semicolons or tabs. A heading line names the columns in any order; unknown
 * columns are ignored. Without headings, a line is a name, a name and group, or an id, name and group; an email address may be in
 * any column. Pure.
 * @returns the valid lines and all problems of the others, with line numbers from 1
 */
export function readRoster(text: string): { rows: RosterLine[]; problems: RosterProblem[] } {
  const rows: RosterLine[] = [];
  const problems: RosterProblem[] = [];
  let headings: readonly (Member | 'first' | 'last' | undefined)[] | null = null;
  let isFirst = true;
  // Lines are parsed separately, so that an unclosed quote affects only its own line.
  for (const [index, source] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = index + 1;
    if (source.trim() === '') continue;
    const cells = cellsOf(source);
    if (isFirst && cells) {
      isFirst = false;
      headings = headingsOf(cells);
      if (headings) continue;
    }
    const read = cells ? readCells(cells, headings) : 'A quotation mark is not closed.';
    const faults = typeof read === 'string' ? [read] : faultsOf(read);
    if (typeof read === 'string' || faults.length > 0) {
      for (const message of faults) problems.push({ line, message });
      continue;
    }
    const row = { line, ...normal(read) };
    const clash = clashOf(row, rows);
    if (clash) problems.push({ line, message: clash });
    else if (rows.length === ROSTER_LINES)
      problems.push({ line, message: `A list can have up to ${plural(ROSTER_LINES, 'student')}.` });
    else rows.push(row);
  }
  return { rows, problems };
}

/** Returns why a line can't be distinguished from an earlier one, or null. */
function clashOf({ id, name, email }: RosterLine, before: readonly RosterLine[]): string | null {
  const sameId = before.find((row) => id !== null && row.id?.toLowerCase() === id.toLowerCase());
  if (sameId) return `The id ${id} is already in line ${sameId.line}.`;
  const sameEmail = before.find((row) => email !== null && row.email?.toLowerCase() === email.toLowerCase());
  if (sameEmail) return `The email address ${email} is already in line ${sameEmail.line}.`;
  const sameName = before.find((row) => row.name.toLowerCase() === name.toLowerCase() && (row.id === null || id === null));
  return sameName ? `${name} is already in line ${sameName.line}. Give both students an id to distinguish them.` : null;
}

function headingsOf(cells: readonly string[]): (Member | 'first' | 'last' | undefined)[] | null {
  const known = cells.map((cell) => HEADINGS[cell.trim().toLowerCase().replaceAll(/\s+/g, ' ')]);
  return known.some((heading) => heading === 'name' || heading === 'last' || heading === 'first') ? known : null;
}

function cellsOf(source: string): string[] | null {
  const delimiter = SEPARATORS.find((separator) => source.includes(separator)) ?? ',';
  try {
    return parse(source, { delimiter, relax_column_count: true, trim: true })[0] ?? [];
  } catch {
    return null;
  }
}

/** Assigns the cells of a line to members, or returns what is wrong with the line. */
function readCells(
  cells: readonly string[],
  headings: readonly (Member | 'first' | 'last' | undefined)[] | null,
): Cells | string {
  if (headings) {
    const cell = (wanted: Member | 'first' | 'last') => cells[headings.indexOf(wanted)] ?? '';
    const name = cell('name') || `${cell('first')} ${cell('last')}`;
    return { id: cell('id'), name, email: cell('email'), group: cell('group') };
  }
  const filled = cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
  const isEmail = (cell: string, at: number) => at > 0 && cell.includes('@');
  const [email = ''] = filled.filter(isEmail);
  const rest = email === '' ? filled : filled.filter((cell) => cell !== email);
  if (rest.length > 3)
    return 'A line can have an id, a name, an email address and a group. Add a heading line for other columns.';
  const [first = '', second = '', third = ''] = rest;
  return rest.length === 3 ? { id: first, name: second, email, group: third } : { id: '', name: first, email, group: second };
}

const SCHEMAS = { id: ExternalId, name: MemberName, email: EmailAddress, group: GroupName } as const;

/** Returns all problems of a line's cells. */
function faultsOf(cells: Cells): string[] {
  return keysOf(SCHEMAS).flatMap((member) => {
    const read = SCHEMAS[member].safeParse(cells[member]);
    return read.success ? [] : (read.error.issues[0]?.message ?? []);
  });
}

function normal(cells: Cells): Omit<RosterLine, 'line'> {
  return {
    id: ExternalId.parse(cells.id),
    name: MemberName.parse(cells.name),
    email: EmailAddress.parse(cells.email),
    group: GroupName.parse(cells.group),
  };
}
