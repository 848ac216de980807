import { type CST, LineCounter, type Node } from 'yaml';
import { giveWay } from '../../core/work/bulk';
import {
  composePiece,
  type Item,
  keyOf,
  keyOffset,
  listItems,
  mapItems,
  NO_STRANGE_WORDS,
  nodeAt,
  readTokens,
  strangeBefore,
  type Token,
} from '../../core/work/yaml-tokens';
import { MOST_DEPTH, MOST_FILE_CHARACTERS } from './limits';
import { type Path, type Problems, pathText } from './problems';

/** A YAML file as a value, with the location of each part. */
export type YamlFile = {
  name: string;
  value: Readonly<Record<string, unknown>>;
  /** Notes a problem at a path. For an unknown member, its name is marked. */
  note: (path: Path, message: string, unknownMember?: string) => void;
  /** Returns whether the problem limit is reached. Suggestions are slow, and a hostile file can have many faults. */
  isFull: () => boolean;
};

/** A part that is parsed on its own: a member of the file, or an item of a list member. */
type Piece = { offset: number; node: Node | null; items?: readonly (Node | null)[] };

/**
 * Parses a file whose top level is a mapping, one member or list item at a time, yielding to other calls. Dates and words such as
 * `yes` stay text.
 * @returns null if a problem was noted
 */
export async function readYaml(name: string, source: string, problems: Problems): Promise<YamlFile | null> {
  if (source.length > MOST_FILE_CHARACTERS) {
    problems.addOfFile(name, `The file is longer than ${MOST_FILE_CHARACTERS.toLocaleString('en')} characters.`);
    return null;
  }
  const lines = new LineCounter();
  let failed = false;
  const noteAt = (offset: number, path: Path, message: string) => {
    const { line, col } = lines.linePos(offset);
    problems.add({ file: name, line: Math.max(line, 1), column: Math.max(col, 1), path: pathText(path), message });
  };
  const note = (message: string, offset: number) => {
    failed = true;
    noteAt(offset, [], message);
  };
  const document = await readTokens(source, { lines, note, mostDepth: MOST_DEPTH });
  const members = mapItems(document?.value);
  if (document && !members) note('The file is a mapping.', document.offset);
  const value: Record<string, unknown> = {};
  const pieces = new Map<string, Piece>();
  const compose = async (token: Token | null | undefined): Promise<{ node: Node | null; value: unknown }> => {
    await giveWay();
    if (!token) return { node: null, value: null };
    const alone: CST.Document = {
      type: 'document',
      offset: token.offset,
      start: [],
      value: token as NonNullable<CST.Document['value']>,
    };
    const piece = composePiece(alone, 'core', note);
    return { node: (piece?.contents ?? null) as Node | null, value: piece?.toJS() as unknown };
  };
  for (const member of members ?? []) {
    const key = keyOf(member);
    const offset = member.key?.offset ?? offsetOf(member);
    if (key === undefined) {
      if (member.key || member.value) note('Members have plain names.', offset);
      continue;
    }
    const strange = strangeBefore(member);
    if (strange) note(NO_STRANGE_WORDS, strange.offset);
    if (pieces.has(key)) note(`Map keys must be unique: there are two members ${key}.`, offset);
    const items = listItems(member.value);
    if (!items) {
      const piece = await compose(member.value);
      pieces.set(key, { offset, node: piece.node });
      value[key] = piece.value;
      continue;
    }
    const nodes: (Node | null)[] = [];
    const values: unknown[] = [];
    for (const item of items.filter(isThere)) {
      const before = strangeBefore(item);
      if (before) note(NO_STRANGE_WORDS, before.offset);
      if (item.key || item.sep) note('Write items of a list as mappings in braces.', offsetOf(item));
      const piece = await compose(item.value);
      nodes.push(piece.node);
      values.push(piece.value);
    }
    pieces.set(key, { offset, node: null, items: nodes });
    value[key] = values;
  }
  if (failed || !members) return null;
  const find = ([first, ...rest]: Path): { node: Node | null; missing?: string; offset: number } => {
    const piece = pieces.get(String(first));
    if (first === undefined) return { node: null, offset: 0 };
    if (!piece) return { node: null, offset: 0, missing: String(first) };
    if (!piece.items) return { ...nodeAt(piece.node, rest), offset: piece.offset };
    const [at, ...inside] = rest;
    return typeof at === 'number'
      ? { ...nodeAt(piece.items[at] ?? null, inside), offset: piece.offset }
      : { node: null, offset: piece.offset };
  };
  return {
    name,
    value,
    isFull: () => problems.isFull,
    note: (path, message, unknownMember) => {
      const { node, offset, missing } = find(path);
      const at = node?.range?.[0] ?? offset;
      if (unknownMember === undefined) noteAt(at, path, missing === undefined ? message : `is missing. ${message}`);
      else noteAt(path.length === 0 ? (pieces.get(unknownMember)?.offset ?? 0) : keyOffset(node, unknownMember), path, message);
    },
  };
}

function isThere({ value, key, start }: Item): boolean {
  return value !== undefined || key !== undefined || start.some(({ type }) => type === 'seq-item-ind');
}

function offsetOf({ start, value }: Item): number {
  return value?.offset ?? start[0]?.offset ?? 0;
}
