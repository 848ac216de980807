import { KIND_RULES, type PolicyKind } from '@/lib/engine';
import { layOut } from '../access/lay-out';

/** A document to begin with: one statement, to be filled in. */
export function newDocument(kind: PolicyKind): string {
  return withStatement({}, kind);
}

/** The document with one more statement, to be filled in; null when the text is no JSON object. */
export function addStatement(text: string, kind: PolicyKind): string | null {
  const document = parseObject(text);
  return document && withStatement(document, kind);
}

type JsonObject = Readonly<Record<string, unknown>>;

function withStatement(document: JsonObject, kind: PolicyKind): string {
  const stored = document.Statement;
  const statements: unknown[] = Array.isArray(stored) ? stored : stored === undefined ? [] : [stored];
  const added = blankStatement(kind, freeSid(statements));
  return layOut(JSON.stringify({ Version: '2012-10-17', ...document, Statement: [...statements, added] }));
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

/** AWS: the console calls them Statement1, Statement2 and so on; IAM wants each Sid once. */
function freeSid(statements: readonly unknown[]): string {
  const taken = new Set(statements.map((statement) => (isObject(statement) ? statement.Sid : undefined)));
  let number = statements.length + 1;
  while (taken.has(`Statement${number}`)) number += 1;
  return `Statement${number}`;
}

function blankStatement(kind: PolicyKind, sid: string): JsonObject {
  if (kind === 'trust') return { Sid: sid, Effect: 'Allow', Principal: {}, Action: 'sts:AssumeRole' };
  const { principal } = KIND_RULES[kind];
  return {
    Sid: sid,
    Effect: kind === 'rcp' || kind === 'scp' ? 'Deny' : 'Allow',
    ...(principal === 'required' ? { Principal: '*' } : {}),
    Action: [],
    Resource: [],
  };
}
