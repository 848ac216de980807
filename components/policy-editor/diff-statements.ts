type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** The state of something in the newer document, compared with the older one. */
export type DiffMark = 'added' | 'removed' | 'same';

/** One value of an element: an action, a resource, a principal, a value of a condition. */
export type DiffEntry = { mark: DiffMark; text: string };

/** The values of one element of a statement, before and after. */
export type DiffElement = {
  /** "Action", "Principal AWS", "Condition StringEquals aws:PrincipalTag/team". */
  name: string;
  entries: readonly DiffEntry[];
};

export type StatementDiff = {
  mark: DiffMark | 'changed';
  /** Positions in each document, from 0. Null if it is not there. */
  before: number | null;
  after: number | null;
  /** The Sid after the change, or before it for a removed statement. */
  sid: string | null;
  elements: readonly DiffElement[];
};

export type DocumentDiff = {
  /** The differences in Version and Id. */
  head: readonly DiffElement[];
  /** In the order of the newer document. Removed statements follow their former predecessor. */
  statements: readonly StatementDiff[];
  /** True if both documents mean the same. */
  same: boolean;
};

/** A statement as named elements, each a set of values: the compared form, and the written one. */
type Elements = ReadonlyMap<string, { name: string; values: ReadonlyMap<string, string> }>;
/** `said` has what two statements can have in common, by element and value, without names and effects. */
type Side = { index: number; sid: string | null; effect: string; elements: Elements; said: ReadonlySet<string> };

/** Statements of the same effect with less in common are two statements, not one changed. */
const ALIKE = 0.5;

/**
 * Returns the differences between two policy documents, statement by statement. Order, duplicates, and the case of actions and
 * condition keys do not matter. Neither does a single value with or without a list, or the default Version (IAM User Guide,
 * "Grammar of the IAM JSON policy language"). A document can be an unsaved draft. Returns null
 * if one is not a policy: then only the text can be compared.
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
    root = JSON.parse(text);
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
  // Grammar: a document without a Version is one of 2008-10-17.
  return elementsOf({ Version: root.Version ?? '2008-10-17', ...(root.Id === undefined ? {} : { Id: root.Id }) });
}

const ORDER = ['Version', 'Id', 'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource'];

/** Returns the elements in AWS's order, then conditions and unknown ones. */
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

/** Sorts object members at any depth, for content outside the grammar. */
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
 * Matches old and new statements in four passes: equal ones anywhere, ones with the same Sid, then with the same effect those
 * with most in common. The rest were added or removed.
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

/** Returns how much two statements have in common, from 0 to 1 (the Jaccard index). It is 0 for different effects. */
function share(before: Side, after: Side): number {
  if (before.effect !== after.effect) return 0;
  let shared = 0;
  for (const one of before.said) if (after.said.has(one)) shared += 1;
  const all = before.said.size + after.said.size - shared;
  return all === 0 ? 1 : shared / all;
}

function inOrder(pairs: readonly Pair[]): Pair[] {
  const placeOfOlder = new Map(pairs.map(({ before, after }) => [before?.index, after?.index]));
  // A removed statement is placed after the nearest remaining predecessor.
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
