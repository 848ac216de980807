import {
  addValues,
  indentAt,
  insertItems,
  type JsonArray,
  type Layout,
  layoutOf,
  printMember,
  printValue,
  takeOut,
} from '../../edit/layout';
import { applyEdits, replaceString } from '../../validate/edits';
import type { TextEdit } from '../../validate/types';
import { POLICY_TYPES } from '../policy-types';
import type { DeclarativePolicyType, PolicySyntax, Scalar } from '../types';
import { findMember, type JsonObject, readJson } from './form';

/** A change that a field makes. A path begins with the document's top-level key and has the names of `FormNode`. */
export type FormChange =
  /** Assigns values. A setting with one value takes a list of one. */
  | { kind: 'assign'; path: readonly string[]; values: readonly Scalar[]; single: boolean }
  /** Removes the `@@assign`, and the setting if nothing else is in it. */
  | { kind: 'unassign'; path: readonly string[] }
  /** Adds an empty map. */
  | { kind: 'add'; path: readonly string[] }
  | { kind: 'remove'; path: readonly string[] }
  | { kind: 'rename'; path: readonly string[]; name: string };

/**
 * Makes changes in the text, one after the other, by the smallest edits in the text's own layout. Everything else stays, byte by byte.
 * Returns null if a change is impossible: the text is not a JSON object, a part has another form, or a name is taken.
 */
export function changeForm(type: DeclarativePolicyType, text: string, changes: readonly FormChange[]): string | null {
  const { syntax } = POLICY_TYPES[type];
  let changed = text;
  for (const change of changes) {
    const edits = syntax && formEdits(syntax, changed, change);
    if (!edits) return null;
    changed = applyEdits(changed, edits);
  }
  return changed;
}

function formEdits(syntax: PolicySyntax, text: string, change: FormChange): readonly TextEdit[] | null {
  const read = readJson(text);
  if (!read.ok) return null;
  const at: Place = { text, syntax, layout: layoutOf(text, read.root), root: read.root };
  switch (change.kind) {
    case 'assign':
      return assignEdits(at, change.path, change.values, change.single);
    case 'unassign':
      return unassignEdits(at, change.path);
    case 'add':
      return insertAt(at, change.path, {});
    case 'remove':
      return removeAt(at, change.path);
    case 'rename':
      return renameEdits(at, change.path, change.name);
  }
}

type Place = { text: string; syntax: PolicySyntax; layout: Layout; root: JsonObject };

/** Returns the object at a path, or how far the text has it: the deepest object and the names below it that are missing. */
function walk({ root, syntax }: Place, path: readonly string[]): { node: JsonObject; missing: readonly string[] } | null {
  let node = root;
  for (const [index, name] of path.entries()) {
    const member = findMember(node, name, syntax);
    if (!member) return { node, missing: path.slice(index) };
    if (member.value.kind !== 'object') return null;
    node = member.value;
  }
  return { node, missing: [] };
}

/** Inserts a value at a path with the maps above it. */
function insertAt(at: Place, path: readonly string[], value: unknown): readonly TextEdit[] | null {
  const found = walk(at, path);
  const [name, ...below] = found?.missing ?? [];
  if (!found || name === undefined) return null;
  const nested = below.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  const write = (indent: string) => printMember(name, nested, at.layout, indent);
  return insertItems(at.text, found.node, found.node.members.length, [write], at.layout);
}

function assignEdits(at: Place, path: readonly string[], values: readonly Scalar[], single: boolean): readonly TextEdit[] | null {
  const value = single ? (values[0] ?? null) : values;
  const found = walk(at, path);
  if (!found) return null;
  if (found.missing.length > 0) return insertAt(at, path, { '@@assign': value });
  const assign = findMember(found.node, '@@assign', at.syntax);
  if (!assign) {
    return insertItems(at.text, found.node, 0, [(indent) => printMember('@@assign', value, at.layout, indent)], at.layout);
  }
  if (!single && assign.value.kind === 'array') return listEdits(at, assign.value, values);
  return [{ span: assign.value.span, newText: printValue(value, at.layout, indentAt(at.text, assign.value.span.start)) }];
}

/** Changes a list: single items in place, else by removing or adding items, else as a whole. */
function listEdits({ text, layout }: Place, node: JsonArray, values: readonly Scalar[]): readonly TextEdit[] {
  const old = node.items.map((item) => JSON.stringify(scalarOf(item)));
  const next = values.map((value) => JSON.stringify(value));
  if (old.length === next.length) {
    return node.items.flatMap(({ span }, index) => {
      const newText = next[index];
      return newText === undefined || newText === old[index] ? [] : [{ span, newText }];
    });
  }
  if (old.every((value, index) => value === next[index])) return addValues(text, node, values.slice(old.length), layout);
  const gone = missingFrom(old, next);
  if (gone) return takeOut(node, gone);
  return [{ span: node.span, newText: printValue(values, layout, indentAt(text, node.span.start)) }];
}

/** Returns the indexes to remove from a list to get another, or null if removing is not enough. */
function missingFrom(old: readonly string[], next: readonly string[]): Set<number> | null {
  const gone = new Set<number>();
  let at = 0;
  for (const [index, value] of old.entries()) {
    if (at < next.length && next[at] === value) at += 1;
    else gone.add(index);
  }
  return at === next.length ? gone : null;
}

function scalarOf(node: JsonArray['items'][number]): Scalar | undefined {
  if (node.kind === 'object' || node.kind === 'array') return undefined;
  return node.kind === 'null' ? null : node.value;
}

function unassignEdits(at: Place, path: readonly string[]): readonly TextEdit[] | null {
  const found = walk(at, path);
  if (!found || found.missing.length > 0) return null;
  const { members } = found.node;
  const assign = findMember(found.node, '@@assign', at.syntax);
  const index = assign ? members.indexOf(assign) : -1;
  if (index < 0) return null;
  return members.length === 1 ? removeAt(at, path) : takeOut(found.node, new Set([index]));
}

function memberAt(at: Place, path: readonly string[]): { parent: JsonObject; index: number } | null {
  const above = walk(at, path.slice(0, -1));
  const name = path.at(-1);
  if (!above || above.missing.length > 0 || name === undefined) return null;
  const member = findMember(above.node, name, at.syntax);
  return member ? { parent: above.node, index: above.node.members.indexOf(member) } : null;
}

function removeAt(at: Place, path: readonly string[]): readonly TextEdit[] | null {
  const found = memberAt(at, path);
  return found && takeOut(found.parent, new Set([found.index]));
}

function renameEdits(at: Place, path: readonly string[], name: string): readonly TextEdit[] | null {
  const found = memberAt(at, path);
  const member = found?.parent.members[found.index];
  if (!found || !member) return null;
  const other = findMember(found.parent, name, at.syntax);
  if (other && other !== member) return null;
  return [replaceString(member.keySpan, name)];
}
