import { CommandError } from '../errors/command-error';
import { roundHalfToEven } from '../python/numbers';
import { str, typeName } from '../python/text';
import { compareTexts, type Dict, isDict, isFalsy, isList, type Value } from '../python/value';
import type { Chunks } from './chunks';
import { textWidth } from './wide-characters';

export type TableStyle = {
  /** The columns of the terminal. Wider tables turn sections of one row by 90 degrees. */
  columns: number;
  /** True: with the colors that a terminal shows. */
  color: boolean;
};

/** Writes a value as `--output table` does: a box for each structure, and nothing for an empty value. */
export function* tableChunks(title: string, value: Value, style: TableStyle): Chunks {
  if (isFalsy(value)) return;
  const table = new Table();
  yield* buildSections(table, title, value, 0);
  yield* render(table.sections, style);
}

/** A box of a table: a title, the names of its columns, and rows. */
class Section {
  headers: readonly string[] = [];
  readonly rows: string[][] = [];
  private count: number | undefined;
  private readonly widths: number[] = [];

  constructor(
    /** Null for structures in a list of lists. */
    readonly title: string | null,
    readonly level: number,
  ) {}

  addHeaders(headers: readonly string[]): void {
    this.widen(headers);
    this.count ??= headers.length;
    this.headers = headers;
  }

  addRow(cells: readonly Value[]): void {
    this.count ??= cells.length;
    if (cells.length !== this.count) {
      throw new CommandError(255, `Row should have ${this.count} elements, instead it has ${cells.length}`);
    }
    const row = cells.map(str);
    this.rows.push(row);
    this.widen(row);
  }

  private widen(row: readonly string[]): void {
    const first = this.widths.length === 0;
    for (const [i, cell] of row.entries()) {
      if (!first && i >= this.widths.length) throw new CommandError(255, 'list index out of range');
      this.widths[i] = Math.max(this.widths[i] ?? 0, textWidth(cell));
    }
  }

  /** Returns the width that its texts take, with the lines of its level. */
  width(): number {
    const cells = this.widths.reduce((sum, width) => sum + width + 4, 0);
    // An absent title counts as Python's text of it.
    return Math.max(textWidth(this.title ?? 'None'), cells) + 2 + 2 * this.level;
  }

  /** Returns the widths of the columns, stretched to a width. */
  columnWidths(width: number): number[] {
    const own = this.widths.map((each) => each + 4);
    const factor = width / own.reduce((sum, each) => sum + each, 0);
    const scaled = own.map((each) => roundHalfToEven(factor * each));
    let excess = scaled.reduce((sum, each) => sum + each, 0) - width;
    // Rounding is corrected from the left where the columns are too wide, and from the right where they are too narrow.
    const step = excess > 0 ? -1 : 1;
    for (let i = 0; excess !== 0; i++) {
      const column = i % scaled.length;
      const corrected = step < 0 ? column : scaled.length - 1 - column;
      scaled[corrected] = (scaled[corrected] ?? 0) + step;
      excess += step;
    }
    return scaled;
  }
}

class Table {
  sections: Section[] = [];

  begin(title: string | null, level: number): void {
    this.sections.push(new Section(title, level));
  }

  get current(): Section {
    const section = this.sections.at(-1);
    if (!section) throw new Error('A table begins with a section.');
    return section;
  }
}

function* buildSections(table: Table, title: string | null, value: Value, level: number): Chunks {
  if (isFalsy(value)) return;
  if (title !== null) table.begin(title, level);
  if (isDict(value)) yield* addDict(table, value, level);
  if (!isList(value)) return;
  if (isDict(value[0])) {
    yield* addDicts(table, value, level, title);
    return;
  }
  for (const item of value) {
    yield '';
    if (isDict(item)) table.current.addRow([...item.keys()]);
    else if (!isList(item)) table.current.addRow([item]);
    else if (item.some(isNested)) yield* buildSections(table, null, item, 0);
    else table.current.addRow(item);
  }
}

function* addDict(table: Table, dict: Dict, level: number): Chunks {
  const { scalars, nested } = keysOf(dict);
  const [first = ''] = scalars;
  if (scalars.length === 1) {
    table.current.addRow([first, dict.get(first) ?? null]);
  } else if (scalars.length > 0) {
    table.current.addHeaders(scalars);
    table.current.addRow(scalars.map((key) => dict.get(key) ?? null));
  }
  for (const key of nested) yield* buildSections(table, key, dict.get(key) ?? null, level + 1);
}

function* addDicts(table: Table, list: readonly Value[], level: number, title: string | null): Chunks {
  const [scalars, nested] = [new Set<string>(), new Set<string>()];
  for (const item of list) {
    const keys = keysOf(item);
    for (const key of keys.scalars) scalars.add(key);
    for (const key of keys.nested) nested.add(key);
  }
  const headers = [...scalars].sort(compareTexts);
  const more = [...nested].sort(compareTexts);
  table.current.addHeaders(headers);
  for (const [i, item] of list.entries()) {
    yield '';
    if (i > 0 && more.length > 0) {
      table.begin(title, level);
      table.current.addHeaders(headers);
    }
    if (!isDict(item)) {
      if (headers.length > 0) throw new CommandError(255, `'${typeName(item)}' object has no attribute 'get'`);
      table.current.addRow([]);
      continue;
    }
    table.current.addRow(headers.map((key) => item.get(key) ?? (item.has(key) ? null : '')));
    for (const key of more) {
      const member = item.get(key);
      if (member !== undefined) yield* buildSections(table, key, member, level + 1);
    }
  }
}

const isNested = (value: Value | undefined): boolean => isDict(value) || isList(value);

/** Sorts the keys of a structure by what they hold. A list may hold anything beside structures; Python fails in these words. */
function keysOf(value: Value): { scalars: string[]; nested: string[] } {
  if (isDict(value)) {
    const keys = [...value.keys()].sort(compareTexts);
    return { scalars: keys.filter((key) => !isNested(value.get(key))), nested: keys.filter((key) => isNested(value.get(key))) };
  }
  if (value === '' || (isList(value) && value.length === 0)) return { scalars: [], nested: [] };
  if (typeof value === 'string') throw new CommandError(255, "string indices must be integers, not 'str'");
  if (!isList(value)) throw new CommandError(255, `'${typeName(value)}' object is not iterable`);
  throw new CommandError(255, `list indices must be integers or slices, not ${typeName(value[0] ?? null)}`);
}

const RESET = '\u001b[0m';
const CELL = '\u001b[1m\u001b[34m';
const EDGE = '\u001b[2m\u001b[33m';

function* render(given: readonly Section[], { columns, color }: TableStyle): Chunks {
  let sections = given;
  let width = widest(sections);
  if (width > columns) {
    sections = sections.map(turned);
    width = widest(sections);
  }
  // The AWS CLI resets the colors after each piece that it writes, even after an empty one.
  const piece = (text: string): string => (color ? text + RESET : text);
  yield piece(`${'-'.repeat(width)}\n`);
  for (const section of sections) {
    const edge = (color ? `${EDGE}|${RESET}` : '|').repeat(section.level);
    for (const line of lines(section, width - section.level * 2, color)) {
      yield piece(edge) + piece(line) + piece(edge) + piece('\n');
    }
  }
}

const widest = (sections: readonly Section[]): number => sections.reduce((width, section) => Math.max(width, section.width()), 0);

/** Returns a section of one row as rows of a name and a value. */
function turned(section: Section): Section {
  const [row] = section.rows;
  if (section.rows.length !== 1 || !row || section.headers.length === 0) return section;
  const result = new Section(section.title, section.level);
  for (const [i, cell] of row.slice(0, section.headers.length).entries()) result.addRow([section.headers[i] ?? '', cell]);
  return result;
}

function* lines(section: Section, width: number, color: boolean): Generator<string, void, undefined> {
  if (section.title) {
    yield centered(section.title, width, '|');
    if (section.headers.length === 0 && section.rows.length === 0) yield `+${'-'.repeat(Math.max(width - 2, 0))}+`;
  }
  const widths = section.headers.length > 0 || section.rows.length > 0 ? section.columnWidths(width) : [];
  const border = widths.map((each, i) => `${i === 0 ? '+' : ''}${'-'.repeat(Math.max(each - (i === 0 ? 2 : 1), 0))}+`).join('');
  if (section.headers.length > 0) {
    yield border;
    yield widths.map((each, i) => centered(section.headers[i] ?? '', each, i === 0 ? '|' : '')).join('');
  }
  if (section.rows.length === 0 || widths.length === 0) return;
  yield border;
  for (const row of section.rows) yield widths.map((each, i) => aligned(row[i] ?? '', each, i === 0 ? '|' : '', color)).join('');
  yield border;
}

function centered(text: string, width: number, left: '|' | ''): string {
  const length = textWidth(text);
  const before = Math.floor(width / 2) - Math.floor(length / 2) - 1;
  const after = width - 1 - (left.length + before + length);
  return `${left}${' '.repeat(Math.max(before, 0))}${text}${' '.repeat(Math.max(after, 0))}|`;
}

function aligned(text: string, width: number, left: '|' | '', color: boolean): string {
  const length = textWidth(text);
  const before = width - (length + 2 + left.length + 1) >= 0 ? 2 : 0;
  const after = Math.max(width - left.length - before - length - 1, 0);
  return `${left}${' '.repeat(before)}${color ? CELL + text + RESET : text}${' '.repeat(after)}|`;
}
