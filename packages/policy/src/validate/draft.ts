/**
 * A policy document as written, parsed as far as possible, with the position of every part. For invalid grammar `parsePolicy` returns no
 * policy, but the other checks still have this document.
 */

import type { JsonMember, JsonNode, PathSegment, Span } from '../json/types';

export type Path = readonly PathSegment[];

/** A string, number or boolean of the document as text. */
export type DraftEntry = { text: string; kind: JsonNode['kind']; path: Path; span: Span };

export type DraftElement = {
  /** The name as written: `Action`, `NotAction`, `Resource`, … */
  name: string;
  negated: boolean;
  entries: readonly DraftEntry[];
  node: JsonNode;
  member: JsonMember;
  path: Path;
};

export type DraftPrincipalEntry = DraftEntry & { key: string; keySpan: Span };

export type DraftPrincipal = Omit<DraftElement, 'entries'> & {
  /** The entries. A bare string has the key `Any`. */
  entries: readonly DraftPrincipalEntry[];
};

export type DraftClause = {
  /** The operator as written, with qualifier and suffix. */
  operator: string;
  operatorSpan: Span;
  operatorPath: Path;
  key: string;
  keySpan: Span;
  /** The path to the key's member. */
  path: Path;
  values: readonly DraftEntry[];
  node: JsonNode;
  /** The operator's block, in which a fix adds or removes keys. */
  block: Extract<JsonNode, { kind: 'object' }>;
};

export type DraftStatement = {
  index: number;
  path: Path;
  node: Extract<JsonNode, { kind: 'object' }>;
  sid?: DraftEntry;
  /** Absent if it is missing or neither `Allow` nor `Deny`. */
  effect?: 'Allow' | 'Deny';
  principal?: DraftPrincipal;
  action?: DraftElement;
  resource?: DraftElement;
  condition?: { node: JsonNode; member: JsonMember; path: Path };
  clauses: readonly DraftClause[];
};

export type DraftPolicy = { root: JsonNode; version?: DraftEntry; statements: readonly DraftStatement[] };

/** Reads a document as far as possible. It never fails: a document that is not an object has no statements. */
export function toDraftPolicy(root: JsonNode): DraftPolicy {
  if (root.kind !== 'object') return { root, statements: [] };
  const version = member(root, 'Version');
  const statement = member(root, 'Statement');
  const versionEntry = version && toEntry(version.value, ['Version']);
  return {
    root,
    ...(versionEntry ? { version: versionEntry } : {}),
    statements: statement ? readStatements(statement.value) : [],
  };
}

export function member(node: JsonNode | undefined, key: string): JsonMember | undefined {
  return node?.kind === 'object' ? node.members.find((candidate) => candidate.key === key) : undefined;
}

function readStatements(node: JsonNode): DraftStatement[] {
  if (node.kind === 'object') return [readStatement(node, 0, ['Statement'])];
  if (node.kind !== 'array') return [];
  return node.items.flatMap((item, index) => (item.kind === 'object' ? [readStatement(item, index, ['Statement', index])] : []));
}

function readStatement(node: Extract<JsonNode, { kind: 'object' }>, index: number, path: Path): DraftStatement {
  const sid = member(node, 'Sid');
  const sidEntry = sid && toEntry(sid.value, [...path, 'Sid']);
  const effect = member(node, 'Effect')?.value;
  const action = readElement(node, ['Action', 'NotAction'], path);
  const resource = readElement(node, ['Resource', 'NotResource'], path);
  const principal = readPrincipal(node, path);
  const condition = member(node, 'Condition');
  return {
    index,
    path,
    node,
    ...(sidEntry ? { sid: sidEntry } : {}),
    ...(effect?.kind === 'string' && (effect.value === 'Allow' || effect.value === 'Deny') ? { effect: effect.value } : {}),
    ...(principal ? { principal } : {}),
    ...(action ? { action } : {}),
    ...(resource ? { resource } : {}),
    ...(condition ? { condition: { node: condition.value, member: condition, path: [...path, 'Condition'] } } : {}),
    clauses: condition ? readClauses(condition.value, [...path, 'Condition']) : [],
  };
}

function toEntry(node: JsonNode, path: Path): DraftEntry | undefined {
  const { kind, span } = node;
  if (node.kind === 'string') return { text: node.value, kind, path, span };
  if (node.kind === 'number') return { text: node.text, kind, path, span };
  if (node.kind === 'boolean') return { text: String(node.value), kind, path, span };
  return undefined;
}

function toEntries(node: JsonNode, path: Path): DraftEntry[] {
  const items = node.kind === 'array' ? node.items.map((item, index) => toEntry(item, [...path, index])) : [toEntry(node, path)];
  return items.filter((entry) => entry !== undefined);
}

/** Reads an element. The plain one takes precedence over its negation, as in the parser. Both together are an error of grammar. */
function readElement(statement: JsonNode, names: readonly string[], path: Path): DraftElement | undefined {
  for (const name of names) {
    const found = member(statement, name);
    if (!found) continue;
    const here = [...path, name];
    const entries = toEntries(found.value, here).filter(({ kind }) => kind === 'string');
    return { name, negated: name.startsWith('Not'), entries, node: found.value, member: found, path: here };
  }
  return undefined;
}

function readPrincipal(statement: JsonNode, path: Path): DraftPrincipal | undefined {
  const found = member(statement, 'Principal') ?? member(statement, 'NotPrincipal');
  if (!found) return undefined;
  const here = [...path, found.key];
  const node = found.value;
  const entries: DraftPrincipalEntry[] = [];
  if (node.kind === 'object') {
    for (const { key, keySpan, value } of node.members)
      for (const entry of toEntries(value, [...here, key])) if (entry.kind === 'string') entries.push({ ...entry, key, keySpan });
  } else {
    for (const entry of toEntries(node, here))
      if (entry.kind === 'string') entries.push({ ...entry, key: 'Any', keySpan: found.keySpan });
  }
  return { name: found.key, negated: found.key === 'NotPrincipal', entries, node, member: found, path: here };
}

function readClauses(node: JsonNode, path: Path): DraftClause[] {
  if (node.kind !== 'object') return [];
  const clauses: DraftClause[] = [];
  for (const { key: operator, keySpan: operatorSpan, value: block } of node.members) {
    if (block.kind !== 'object') continue;
    const operatorPath = [...path, operator];
    for (const { key, keySpan, value } of block.members) {
      const here = [...operatorPath, key];
      const values = toEntries(value, here);
      clauses.push({ operator, operatorSpan, operatorPath, key, keySpan, path: here, values, node: value, block });
    }
  }
  return clauses;
}
