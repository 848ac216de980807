import {
  addStatementEdits,
  applyEdits,
  freeSid,
  newSid,
  type PolicyBlocks,
  removeStatementEdits,
  toBlocks,
} from '@gatehouse/policy/edit';
import { KIND_RULES, type PolicyKind } from '@gatehouse/policy/parse';
import { layOut } from '../access/lay-out';

/** Returns an initial document with one empty statement. */
export function newDocument(kind: PolicyKind): string {
  return layOut(JSON.stringify({ Version: '2012-10-17', Statement: [blankStatement(kind, 'Statement1')] }));
}

/** Returns true if a document is empty or the initial one, in any formatting. */
export function isBlankDocument(text: string, kind: PolicyKind): boolean {
  if (text.trim() === '') return true;
  return text.length < MOST_BLANK && text.replaceAll(/\s/g, '') === newDocument(kind).replaceAll(/\s/g, '');
}

/** A longer text is not compared, because this runs at each keystroke. */
const MOST_BLANK = 1_000;

/** Returns the document with one more empty statement, otherwise unchanged. Null if its statements cannot be determined. */
export function addStatement(text: string, kind: PolicyKind): string | null {
  if (text.trim() === '') return newDocument(kind);
  const read = toBlocks(text);
  if (!read.ok) return null;
  return applyEdits(text, addStatementEdits(read.document, blankStatement(kind, newSid(read.document))));
}

/**
 * Returns the document with the statements of another document appended. It keeps its own statements as written, and its Version. An empty
 * initial statement is replaced, and a duplicate Sid gets a number, because IAM requires unique ones. Null if the statements of
 * either cannot be determined.
 */
export function appendStatements(text: string, others: string): string | null {
  const added = statementsOf(others);
  if (added === null) return null;
  let appended: string | null = text.trim() === '' ? '{\n  "Version": "2012-10-17",\n  "Statement": []\n}' : withoutBlanks(text);
  for (const statement of added) {
    const read = appended === null ? null : toBlocks(appended);
    if (appended === null || !read?.ok) return null;
    appended = applyEdits(appended, addStatementEdits(read.document, withFreeSid(read.document, statement)));
  }
  return appended;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Returns the statements of a document, or null if it is not an object or contains other values. */
function statementsOf(text: string): JsonObject[] | null {
  const stored = parseObject(text)?.Statement ?? [];
  const list = Array.isArray(stored) ? stored : [stored];
  return parseObject(text) !== null && list.every(isObject) ? list : null;
}

function withoutBlanks(text: string): string | null {
  const statements = statementsOf(text);
  let left: string | null = statements && text;
  for (let index = (statements?.length ?? 0) - 1; index >= 0; index--) {
    if (left === null || !isBlank(statements?.[index])) continue;
    const read = toBlocks(left);
    const edits = read.ok ? removeStatementEdits(read.document, index) : null;
    left = edits && applyEdits(left, edits);
  }
  return left;
}

function withFreeSid(document: PolicyBlocks, statement: JsonObject): JsonObject {
  const { Sid: sid } = statement;
  const isTaken = typeof sid === 'string' && document.blocks.some((block) => block.statement?.sid?.text === sid);
  return isTaken ? { ...statement, Sid: freeSid(document, sid) } : statement;
}

function isBlank(statement: unknown): boolean {
  const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
  return isObject(statement) && isEmpty(statement.Action) && isEmpty(statement.Resource);
}

function parseObject(text: string): JsonObject | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function blankStatement(kind: PolicyKind, sid: string): JsonObject {
  if (kind === 'trust') return { Sid: sid, Effect: 'Allow', Principal: {}, Action: 'sts:AssumeRole' };
  const { principal } = KIND_RULES[kind];
  return {
    Sid: sid,
    Effect: kind === 'rcp' || kind === 'scp' ? 'Deny' : 'Allow',
    // A control policy always applies to everyone. A resource policy starts without principals, so that nothing is public by
    // mistake.
    ...(principal === 'required' ? { Principal: kind === 'rcp' ? '*' : {} } : {}),
    Action: [],
    Resource: [],
  };
}
