type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** How something stands in the newer document, against the older one. */
export type DiffMark = 'added' | 'removed' | 'same';

/** One value of an element: an action, a resource, a principal, a value of a condition. */
export type DiffEntry = { mark: DiffMark; text: string };

/** The values of one element of a statement, those of before and of after together. */
export type DiffElement = {
  /** "Action", "Principal AWS", "Condition StringEquals aws:PrincipalTag/team". */
  name: string;
  entries: readonly DiffEntry[];
};

export type StatementDiff = {
  mark: DiffMark | 'changed';
  /** Places among the statements of each document, from 0; null where it is not there. */
  before: number | null;
  after: number | null;
  /** Its Sid after, or before where it is gone. */
  sid: string | null;
  elements: readonly DiffElement[];
};

export type DocumentDiff = {
  /** Version and Id, as far as they differ. */
  head: readonly DiffElement[];
  /** In the order of the newer document; those that are gone come after what they stood behind. */
  statements: readonly StatementDiff[];
  /** Whether they say the same, however they are written. */
  same: boolean;
};

/** A statement as its elements, each a set of values under a name: what is compared, and as it was written. */
type Elements = ReadonlyMap<string, { name: string; values: ReadonlyMap<string, string> }>;
/** `said`: what two statements may share, by element and value, without their names and effects. */
type Side = { index: number; sid: string | null; effect: string; elements: Elements; said: ReadonlySet<string> };

/** Statements of the same effect that share less than this are two, not one that was changed. */
const ALIKE = 0.5;

/**
 * What one policy document says that another does not, statement by statement. Notation does not count: the order of members, statements and
 * values, one value with or without a list around it, a value written twice, the case of actions and condition keys, a statement without a list,
 * a Version that is what counts without one (IAM User Guide, "Grammar of the IAM JSON policy language").
 * A document may be a draft that no service would save. Null where one is no policy at all: only its text can be compared then.
 */
export function diffStatements(before: string, after: string): DocumentDiff | null {
  const [older, newer] = [documentOf(before), documentOf(after)];
  if (older === null || newer === null) return null;
  const head = diffElements(headOf(older.root), headOf(newer.root)).filter(isChanged);
  const statements = inOrder(paired(older.statements, newer.statements)).map(toStatementDiff);
  return { head, statements, same: head.length === 0 && statements.every(({ mark }) => mark === 'same') };
}

function documentOf(text: string): { root: JsonObject; statements: Side[] } | null {
  let root: Json;
  try {
    root = JSON.parse(text) as Json;
  } catch {
    return null;
  }
  if (!isObject(root) || root.Statement === undefined) return null;
  const list = listOf(root.Statement);
  return list.every(isObject) ? { root, statements: list.map(sideOf) } : null;
}

function sideOf(statement: JsonObject, index: number): Side {
  const elements = elementsOf(statement);
  const said = [...elements].flatMap(([key, { values }]) =>
    key === 'Sid' || key === 'Effect' ? [] : [...values.keys()].map((value) => `${key} ${value}`),
  );
  const effect = [...(elements.get('Effect')?.values.keys() ?? [])].join();
  const sid = typeof statement.Sid === 'string' && statement.Sid !== '' ? statement.Sid : null;
  return { index, sid, effect, elements, said: new Set(said) };
}

function headOf(root: JsonObject): Elements {
  // Grammar: without a Version a document counts as one of 2008-10-17.
  return elementsOf({ Version: root.Version ?? '2008-10-17', ...(root.Id === undefined ? {} : { Id: root.Id }) });
}

const ORDER = ['Version', 'Id', 'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource'];

/** The elements in AWS's order, conditions and what is unknown last. */
function elementsOf(statement: JsonObject): Elements {
  const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  const names = Object.keys(statement).sort((one, other) => place(one) - place(other));
  return new Map(names.flatMap((name) => partsOf(name, statement[name] as Json)).filter(([, { values }]) => values.size > 0));
}

type Part = [string, { name: string; values: Map<string, string> }];

function partsOf(name: string, value: Json): Part[] {
  if (name === 'Condition' && isObject(value)) {
    return Object.entries(value).flatMap(([operator, keys]) =>
      isObject(keys)
        ? Object.entries(keys).map(([key, values]) =>
            part(`Condition ${operator} ${key.toLowerCase()}`, `Condition ${operator} ${key}`, values),
          )
        : [part(`Condition ${operator}`, `Condition ${operator}`, keys)],
    );
  }
  if ((name === 'Principal' || name === 'NotPrincipal') && isObject(value))
    return Object.entries(value).map(([kind, values]) => part(`${name} ${kind}`, `${name} ${kind}`, values));
  return [part(name, name, value, name === 'Action' || name === 'NotAction')];
}

function part(key: string, name: string, value: Json, foldCase = false): Part {
  const texts = listOf(value).map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(sorted(entry))));
  return [key, { name, values: new Map(texts.map((text) => [foldCase ? text.toLowerCase() : text, text])) }];
}

/** Objects with their members in one order, at any depth: for what no grammar knows. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] as Json)]),
  );
}

type Pair = { before: Side | null; after: Side | null };

/**
 * Which statement became which, in four passes: those that say the same, wherever they stand; those of one Sid; of the others with the same
 * effect those that share most; and the rest came or went.
 */
function paired(older: readonly Side[], newer: readonly Side[]): Pair[] {
  const pairs: Pair[] = [];
  const left = { older: new Set(older), newer: new Set(newer) };
  const take = (before: Side, after: Side) => {
    if (!left.older.has(before) || !left.newer.has(after)) return;
    left.older.delete(before);
    left.newer.delete(after);
    pairs.push({ before, after });
  };
  const candidates = older.flatMap((before) => newer.map((after) => ({ before, after, share: share(before, after) })));
  for (const { before, after } of candidates) if (before.sid === after.sid && isSame(before, after)) take(before, after);
  for (const { before, after } of candidates) if (before.sid !== null && before.sid === after.sid) take(before, after);
  const alike = candidates.filter((one) => one.share >= ALIKE).sort((one, other) => other.share - one.share);
  for (const { before, after } of alike) take(before, after);
  return [
    ...pairs,
    ...[...left.older].map((before) => ({ before, after: null })),
    ...[...left.newer].map((after) => ({ before: null, after })),
  ];
}

function isSame(before: Side, after: Side): boolean {
  return before.effect === after.effect && share(before, after) === 1;
}

/** How much of what two statements say they share, from 0 to 1 (the Jaccard index); nothing where one allows and the other denies. */
function share(before: Side, after: Side): number {
  if (before.effect !== after.effect) return 0;
  let shared = 0;
  for (const one of before.said) if (after.said.has(one)) shared += 1;
  const all = before.said.size + after.said.size - shared;
  return all === 0 ? 1 : shared / all;
}

function inOrder(pairs: readonly Pair[]): Pair[] {
  const placeOfOlder = new Map(pairs.map(({ before, after }) => [before?.index, after?.index]));
  // What is gone stands behind the nearest statement before it that is still there.
  const place = ({ before, after }: Pair): number => {
    if (after) return after.index;
    for (let index = (before?.index ?? 0) - 1; index >= 0; index--) {
      const kept = placeOfOlder.get(index);
      if (kept !== undefined) return kept + 0.5;
    }
    return -0.5;
  };
  return [...pairs].sort((one, other) => place(one) - place(other) || (one.before?.index ?? 0) - (other.before?.index ?? 0));
}

function toStatementDiff({ before, after }: Pair): StatementDiff {
  const elements = diffElements(before?.elements ?? new Map(), after?.elements ?? new Map());
  const mark = before === null ? 'added' : after === null ? 'removed' : elements.some(isChanged) ? 'changed' : 'same';
  return { mark, before: before?.index ?? null, after: after?.index ?? null, sid: (after ?? before)?.sid ?? null, elements };
}

function diffElements(before: Elements, after: Elements): DiffElement[] {
  const keys = [...new Set([...after.keys(), ...before.keys()])];
  return keys.map((key) => {
    const [older, newer] = [before.get(key), after.get(key)];
    const kept: DiffEntry[] = [...(newer?.values ?? [])].map(([value, text]) => ({
      mark: older?.values.has(value) ? 'same' : 'added',
      text,
    }));
    const gone: DiffEntry[] = [...(older?.values ?? [])].flatMap(([value, text]) =>
      newer?.values.has(value) ? [] : [{ mark: 'removed', text }],
    );
    return { name: (newer ?? older)?.name ?? key, entries: [...gone, ...kept] };
  });
}

function isChanged({ entries }: DiffElement): boolean {
  return entries.some(({ mark }) => mark !== 'same');
}

function listOf(value: Json): Json[] {
  return Array.isArray(value) ? value : [value];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
