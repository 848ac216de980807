import { addStatementEdits, applyEdits, KIND_RULES, newSid, type PolicyKind, toBlocks } from '@/lib/engine';
import { layOut } from '../access/lay-out';

/** A document to begin with: one statement, to be filled in. */
export function newDocument(kind: PolicyKind): string {
  return layOut(JSON.stringify({ Version: '2012-10-17', Statement: [blankStatement(kind, 'Statement1')] }));
}

/** The document with one more statement, to be filled in, and not otherwise changed; null when its statements cannot be told. */
export function addStatement(text: string, kind: PolicyKind): string | null {
  if (text.trim() === '') return newDocument(kind);
  const read = toBlocks(text);
  if (!read.ok) return null;
  return applyEdits(text, addStatementEdits(read.document, blankStatement(kind, newSid(read.document))));
}

/**
 * The document with the statements of another one behind its own; null when either text is no JSON object. A statement that was begun and not
 * filled in makes room, and a Sid that is taken is replaced, since IAM wants each once.
 */
export function appendStatements(text: string, others: string): string | null {
  const [document, other] = [parseObject(text), parseObject(others)];
  if (document === null || other === null) return null;
  const statements = statementsOf(document).filter((statement) => !isBlank(statement));
  for (const statement of statementsOf(other)) {
    const taken =
      isObject(statement) && statements.some((one) => isObject(one) && one.Sid !== undefined && one.Sid === statement.Sid);
    statements.push(taken ? { ...statement, Sid: freeSid(statements) } : statement);
  }
  return layOut(JSON.stringify({ Version: '2012-10-17', ...document, Statement: statements }));
}

type JsonObject = Readonly<Record<string, unknown>>;

function statementsOf({ Statement: stored }: JsonObject): unknown[] {
  return Array.isArray(stored) ? [...stored] : stored === undefined ? [] : [stored];
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
