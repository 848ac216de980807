import { storedJson } from '../../core/text/stored-json';
import type { NamedStatement } from '../judgements';

// Edits of policy documents that fixes make. Documents are edited as JSON so that everything else keeps its text.

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type StatementJson = Readonly<Record<string, Json>>;

const listOf = (value: Json | undefined): readonly Json[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** Writes a list with one value as that value. */
const elementOf = (values: readonly Json[]): Json => {
  const [value, ...others] = values;
  return value !== undefined && others.length === 0 ? value : values;
};

/** Returns the statements of a document. */
export function statementsIn(document: string): StatementJson[] {
  return [...listOf(storedJson<StatementJson>(document).Statement)] as StatementJson[];
}

/**
 * Applies `edit` to each statement and appends statements.
 * @param edit returns null to remove the statement
 * @returns null if no statement is left
 */
export function edited(
  document: string,
  edit: (statement: StatementJson, index: number) => StatementJson | readonly StatementJson[] | null,
  added: readonly StatementJson[] = [],
): string | null {
  const kept = statementsIn(document).flatMap((statement, index) => edit(statement, index) ?? []);
  const Statement = [...kept, ...added];
  if (Statement.length === 0) return null;
  return JSON.stringify({ ...storedJson<object>(document), Statement }, null, 2);
}

/** Applies `edit` only to the named statements. */
export function editedAt(
  document: string,
  named: readonly NamedStatement[],
  edit: (statement: StatementJson) => StatementJson | readonly StatementJson[] | null,
): string | null {
  const indexes = new Set(named.map(({ name }) => Number.parseInt(name, 10) - 1));
  return edited(document, (statement, index) => (indexes.has(index) ? edit(statement) : statement));
}

/** Returns the document with one more statement. */
export function withStatement(document: string, statement: StatementJson): string {
  return edited(document, (each) => each, [statement]) ?? document;
}

/** Returns a document with the given statements. */
export function documentOf(...Statement: readonly StatementJson[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
}

/** Returns the conditions of a statement by operator and key. */
function conditionsOf({ Condition = {} }: StatementJson): Record<string, Record<string, Json>> {
  return Condition as Record<string, Record<string, Json>>;
}

/** Returns the statement with the condition added, replacing what the operator said about the key. */
export function withCondition(statement: StatementJson, operator: string, key: string, value: Json): StatementJson {
  const conditions = conditionsOf(statement);
  return { ...statement, Condition: { ...conditions, [operator]: { ...conditions[operator], [key]: value } } };
}

/** Returns the statement with an operator renamed wherever it tests the key: `Bool` becomes `BoolIfExists`. */
export function withOperator(statement: StatementJson, from: string, to: string, key: string): StatementJson {
  const isKey = (name: string) => name.toLowerCase() === key.toLowerCase();
  const before = conditionsOf(statement);
  let after: Record<string, Record<string, Json>> = {};
  for (const [operator, clauses] of Object.entries(before)) {
    const moves = operator.toLowerCase() === from.toLowerCase();
    const stay = Object.entries(clauses).filter(([name]) => !(moves && isKey(name)));
    const moved = Object.entries(clauses).filter(([name]) => moves && isKey(name));
    if (stay.length > 0) after = { ...after, [operator]: { ...after[operator], ...Object.fromEntries(stay) } };
    if (moved.length > 0) after = { ...after, [to]: { ...after[to], ...Object.fromEntries(moved) } };
  }
  return { ...statement, Condition: after };
}

/** Returns the statement without the given actions; null if no action is left. */
export function withoutActions(statement: StatementJson, isGone: (action: string) => boolean): StatementJson | null {
  const left = listOf(statement.Action).filter((action) => !isGone(String(action)));
  return left.length === 0 ? null : { ...statement, Action: elementOf(left) };
}

export function actionsOf(statement: StatementJson): string[] {
  return listOf(statement.Action).map(String);
}

type PrincipalEdit = (kind: string, value: string) => string | null;

/**
 * Applies `edit` to each principal; null removes it. `Principal: "*"` is passed with the kind AWS.
 * @returns null if no principal is left
 */
export function withPrincipals(statement: StatementJson, edit: PrincipalEdit): StatementJson | null {
  const { Principal } = statement;
  if (Principal === undefined) return statement;
  const before = typeof Principal === 'string' ? { AWS: Principal } : (Principal as Record<string, Json>);
  const after = Object.entries(before).flatMap(([kind, values]) => {
    const left = new Set(listOf(values).flatMap((value) => edit(kind, String(value)) ?? []));
    return left.size === 0 ? [] : [[kind, elementOf([...left])] as const];
  });
  if (after.length === 0) return null;
  const isSame = typeof Principal === 'string' && JSON.stringify(after) === JSON.stringify([['AWS', Principal]]);
  return isSame ? statement : { ...statement, Principal: Object.fromEntries(after) };
}
