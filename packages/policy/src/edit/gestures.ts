import type { JsonMember, JsonNode } from '../json/types';
import type { DraftClause, DraftElement, DraftStatement } from '../validate/draft';
import { replaceString } from '../validate/edits';
import type { TextEdit } from '../validate/types';
import type { PolicyBlock, PolicyBlocks } from './blocks';
import { addValues, insertItems, type JsonObject, type Layout, oneOrMany, printMember, printValue, takeOut } from './layout';

/** An element with a list of texts, by its name without Not. */
export type ListElement = 'Action' | 'Resource';
export type PrincipalMapKey = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

/** A change to one statement. Indexes are those of `DraftStatement`: entries, clauses, values. */
export type Gesture =
  | { kind: 'setEffect'; effect: 'Allow' | 'Deny' }
  /** An empty text removes the Sid. */
  | { kind: 'setSid'; sid: string }
  | { kind: 'setNegated'; element: ListElement | 'Principal'; negated: boolean }
  | { kind: 'addEntries'; element: ListElement; values: readonly string[] }
  | { kind: 'removeEntries'; element: ListElement; indexes: readonly number[] }
  | { kind: 'setEntry'; element: ListElement; index: number; value: string }
  /** Replaces all entries. */
  | { kind: 'setEntries'; element: ListElement; values: readonly string[] }
  | { kind: 'addPrincipal'; key: PrincipalMapKey; value: string }
  | { kind: 'setEveryone' }
  | { kind: 'removePrincipal'; index: number }
  | { kind: 'addCondition'; operator: string; key: string; values: readonly string[] }
  | { kind: 'removeCondition'; index: number }
  /** The operator includes its qualifier and suffix. Without values, the existing ones stay. */
  | { kind: 'setCondition'; index: number; operator: string; key: string; values?: readonly string[] }
  | { kind: 'addValue'; index: number; value: string }
  | { kind: 'removeValue'; index: number; value: number }
  | { kind: 'setValue'; index: number; value: number; to: string };

/**
 * Returns the smallest text edits that make a gesture's change. Everything outside the statement stays the same, byte by byte. Returns null
 * if the gesture is impossible: the statement is shown as text, an index does not exist, or the document would contain something twice.
 */
export function gestureEdits(document: PolicyBlocks, block: PolicyBlock, gesture: Gesture): readonly TextEdit[] | null {
  const { statement } = block;
  if (!statement || block.kept) return null;
  const at: Place = { text: document.text, layout: document.layout, statement };
  switch (gesture.kind) {
    case 'setEffect': {
      const effect = memberOf(statement.node, 'Effect');
      return effect ? [replaceString(effect.value.span, gesture.effect)] : newMember(at, 'Effect', gesture.effect);
    }
    case 'setSid':
      return setSid(at, gesture.sid);
    case 'setNegated':
      return setNegated(at, gesture.element, gesture.negated);
    case 'addEntries':
      return addEntries(at, gesture.element, gesture.values);
    case 'removeEntries':
      return removeEntries(elementOf(statement, gesture.element), gesture.indexes);
    case 'setEntry': {
      const entry = elementOf(statement, gesture.element)?.entries[gesture.index];
      return entry ? [replaceString(entry.span, gesture.value)] : null;
    }
    case 'setEntries':
      return setEntries(at, gesture.element, gesture.values);
    case 'addPrincipal':
      return addPrincipal(at, gesture.key, gesture.value);
    case 'setEveryone':
      return statement.principal ? [{ span: statement.principal.node.span, newText: '"*"' }] : newMember(at, 'Principal', '*');
    case 'removePrincipal':
      return removePrincipal(statement, gesture.index);
    default:
      return conditionEdits(at, gesture);
  }
}

/** Returns the edits that undo edits of `text`, for the edited text. */
export function undoingEdits(text: string, edits: readonly TextEdit[]): readonly { from: number; to: number; insert: string }[] {
  let shift = 0;
  return [...edits]
    .sort((a, b) => a.span.start.offset - b.span.start.offset)
    .map(({ span, newText }) => {
      const from = span.start.offset + shift;
      const insert = text.slice(span.start.offset, span.end.offset);
      shift += newText.length - insert.length;
      return { from, to: from + newText.length, insert };
    });
}

type Place = { text: string; layout: Layout; statement: DraftStatement };

function memberOf(node: JsonObject, key: string): JsonMember | undefined {
  return node.members.find((member) => member.key === key);
}

function elementOf(statement: DraftStatement, element: ListElement): DraftElement | undefined {
  return element === 'Action' ? statement.action : statement.resource;
}

/** Inserts a member last, so that the others keep their order. A Sid goes first, where authors expect it. */
function newMember({ text, layout, statement: { node } }: Place, key: string, value: unknown): TextEdit[] {
  const index = key === 'Sid' ? 0 : node.members.length;
  return insertItems(text, node, index, [(indent) => printMember(key, value, layout, indent)], layout);
}

function setSid(at: Place, sid: string): TextEdit[] {
  const { node } = at.statement;
  const index = node.members.findIndex(({ key }) => key === 'Sid');
  const member = node.members[index];
  if (!member) return sid === '' ? [] : newMember(at, 'Sid', sid);
  return sid === '' ? takeOut(node, new Set([index])) : [replaceString(member.value.span, sid)];
}

function setNegated(at: Place, element: ListElement | 'Principal', negated: boolean): TextEdit[] | null {
  const { statement } = at;
  const found = element === 'Principal' ? statement.principal : elementOf(statement, element);
  if (!found) return null;
  return found.negated === negated ? [] : [replaceString(found.member.keySpan, negated ? `Not${element}` : element)];
}

function addEntries(at: Place, element: ListElement, values: readonly string[]): TextEdit[] {
  const found = elementOf(at.statement, element);
  const there = new Set(found?.entries.map(({ text }) => text));
  const missing = [...new Set(values)].filter((value) => !there.has(value));
  if (missing.length === 0) return [];
  if (!found) return newMember(at, element, oneOrMany(missing, at.layout));
  if (isEmpty(found.node) && missing.length === 1) {
    return [{ span: found.node.span, newText: JSON.stringify(oneOrMany(missing, at.layout)) }];
  }
  return addValues(at.text, found.node, missing, at.layout);
}

const isEmpty = (node: JsonNode) => node.kind === 'array' && node.items.length === 0;

function removeEntries(found: DraftElement | undefined, indexes: readonly number[]): TextEdit[] | null {
  if (!found || indexes.some((index) => found.entries[index] === undefined)) return null;
  if (found.node.kind === 'array') return takeOut(found.node, new Set(indexes));
  return indexes.length === 0 ? [] : [{ span: found.node.span, newText: '[]' }];
}

function setEntries(at: Place, element: ListElement, values: readonly string[]): TextEdit[] {
  const found = elementOf(at.statement, element);
  if (!found) return newMember(at, element, oneOrMany(values, at.layout));
  const [only] = values;
  const bare =
    values.length === 1 &&
    only !== undefined &&
    (found.node.kind === 'string' || (isEmpty(found.node) && !at.layout.singlesAreLists));
  const newText = bare ? JSON.stringify(only) : `[${values.map((value) => JSON.stringify(value)).join(at.layout.comma)}]`;
  return [{ span: found.node.span, newText }];
}

function addPrincipal(at: Place, key: PrincipalMapKey, value: string): TextEdit[] | null {
  const { text, layout, statement } = at;
  const found = statement.principal;
  if (!found) return newMember(at, 'Principal', { [key]: oneOrMany([value], layout) });
  // "*" includes everyone already.
  if (found.node.kind !== 'object') return null;
  const member = memberOf(found.node, key);
  if (!member) {
    const { members } = found.node;
    if (members.length === 0)
      return [{ span: found.node.span, newText: `{ ${printMember(key, oneOrMany([value], layout), layout, '')} }` }];
    return insertItems(
      text,
      found.node,
      members.length,
      [(indent) => printMember(key, oneOrMany([value], layout), layout, indent)],
      layout,
    );
  }
  if (found.entries.some((entry) => entry.key === key && entry.text === value)) return [];
  if (isEmpty(member.value)) return [{ span: member.value.span, newText: printValue(oneOrMany([value], layout), layout, '') }];
  return addValues(text, member.value, [value], layout);
}

function removePrincipal({ principal }: DraftStatement, index: number): TextEdit[] | null {
  const entry = principal?.entries[index];
  if (!principal || !entry) return null;
  const { node } = principal;
  if (node.kind !== 'object') return [{ span: node.span, newText: '{}' }];
  const keyIndex = node.members.findIndex(({ key }) => key === entry.key);
  const value = node.members[keyIndex]?.value;
  if (value?.kind === 'array' && value.items.length > 1) {
    return takeOut(value, new Set([value.items.findIndex(({ span }) => span === entry.span)]));
  }
  return takeOut(node, new Set([keyIndex]));
}

type ConditionGesture = Extract<
  Gesture,
  { kind: 'addCondition' | 'removeCondition' | 'setCondition' | 'addValue' | 'removeValue' | 'setValue' }
>;

function conditionEdits(at: Place, gesture: ConditionGesture): TextEdit[] | null {
  const { text, layout, statement } = at;
  if (gesture.kind === 'addCondition') {
    return addClause(at, gesture.operator, gesture.key, oneOrMany(gesture.values, layout));
  }
  const clause = statement.clauses[gesture.index];
  if (!clause) return null;
  switch (gesture.kind) {
    case 'removeCondition':
      return removeClause(statement, clause);
    case 'setCondition':
      return setClause(at, clause, gesture.operator, gesture.key, gesture.values);
    case 'addValue': {
      const values = [valueLike(clause, gesture.value)];
      if (isEmpty(clause.node)) return [{ span: clause.node.span, newText: printValue(values, layout, '') }];
      return addValues(text, clause.node, values, layout);
    }
    case 'removeValue':
      if (clause.node.kind !== 'array' || clause.node.items[gesture.value] === undefined) return null;
      return takeOut(clause.node, new Set([gesture.value]));
    case 'setValue': {
      const value = clause.values[gesture.value];
      return value ? [{ span: value.span, newText: JSON.stringify(valueLike(clause, gesture.to)) }] : null;
    }
  }
}

/** Returns a value of the JSON type that the key's other values have, if possible. */
function valueLike({ values }: DraftClause, text: string): unknown {
  const kind = values[0]?.kind;
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return kind === 'number' && String(Number(text)) === text ? Number(text) : text;
}

/** Tests whether a key exists, regardless of case. */
function hasKey(block: JsonObject, key: string, except?: DraftClause): boolean {
  return block.members.some((member) => member.keySpan !== except?.keySpan && member.key.toLowerCase() === key.toLowerCase());
}

function conditionBlock({ condition }: DraftStatement): JsonObject | undefined {
  return condition?.node.kind === 'object' ? condition.node : undefined;
}

function addClause(at: Place, operator: string, key: string, value: unknown): TextEdit[] | null {
  const { text, layout, statement } = at;
  const condition = conditionBlock(statement);
  if (!condition) return newMember(at, 'Condition', { [operator]: { [key]: value } });
  const block = memberOf(condition, operator)?.value;
  if (block?.kind !== 'object') {
    const write = (indent: string) => printMember(operator, { [key]: value }, layout, indent);
    return insertItems(text, condition, condition.members.length, [write], layout);
  }
  if (hasKey(block, key)) return null;
  return insertItems(text, block, block.members.length, [(indent) => printMember(key, value, layout, indent)], layout);
}

/** Removes a clause. Operators without keys and conditions without operators are removed too. */
function removeClause(statement: DraftStatement, clause: DraftClause): TextEdit[] {
  const { node } = statement;
  const condition = conditionBlock(statement);
  const { members } = clause.block;
  if (members.length > 1) return takeOut(clause.block, new Set([members.findIndex(({ keySpan }) => keySpan === clause.keySpan)]));
  if (!condition || condition.members.length === 1) {
    return takeOut(node, new Set([node.members.findIndex(({ key }) => key === 'Condition')]));
  }
  return takeOut(condition, new Set([condition.members.findIndex(({ keySpan }) => keySpan === clause.operatorSpan)]));
}

function setClause(
  at: Place,
  clause: DraftClause,
  operator: string,
  key: string,
  values: readonly string[] | undefined,
): TextEdit[] | null {
  const { text, layout, statement } = at;
  const condition = conditionBlock(statement);
  const there = condition && memberOf(condition, operator)?.value;
  if (!condition || (there?.kind === 'object' && hasKey(there, key, clause))) return null;
  const value = values && (values.length === 1 && clause.node.kind !== 'array' ? values[0] : values);
  const stays = clause.operator === operator;
  if (stays || (there === undefined && clause.block.members.length === 1)) {
    return [
      ...(stays ? [] : [replaceString(clause.operatorSpan, operator)]),
      ...(key === clause.key ? [] : [replaceString(clause.keySpan, key)]),
      ...(value === undefined ? [] : [{ span: clause.node.span, newText: JSON.stringify(value) }]),
    ];
  }
  const writtenValue =
    value === undefined ? text.slice(clause.node.span.start.offset, clause.node.span.end.offset) : JSON.stringify(value);
  const moved = `${JSON.stringify(key)}${layout.colon}${writtenValue}`;
  if (there?.kind === 'object') {
    return [...removeClause(statement, clause), ...insertItems(text, there, there.members.length, [() => moved], layout)];
  }
  const index = condition.members.findIndex(({ keySpan }) => keySpan === clause.operatorSpan);
  const write = (indent: string) => {
    const inner = indent + layout.unit;
    const [open, close] = layout.flat ? [layout.padding, layout.padding] : [layout.newline + inner, layout.newline + indent];
    return `${JSON.stringify(operator)}${layout.colon}{${open}${moved}${close}}`;
  };
  return [...removeClause(statement, clause), ...insertItems(text, condition, index + 1, [write], layout)];
}
