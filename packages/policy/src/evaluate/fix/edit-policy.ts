import type { BaseOperator } from '../../condition/operators';
import type { Span } from '../../json/types';
import { literalText } from '../../match/template';
import { parsePolicy } from '../../policy/parse-policy';
import { policyToJson, printPolicy, statementToJson } from '../../policy/print-policy';
import type { ConditionClause, Policy, PolicyElement, PrincipalElement, Statement } from '../../policy/types';
import type { FixChange, FixElement } from './types';

/** A placeholder position. Edited policies are printed and parsed again, which sets the real positions. */
const NOWHERE: Span = { start: { offset: 0, line: 1, column: 1 }, end: { offset: 0, line: 1, column: 1 } };

/** Returns a request's resource as a policy writes it. A `*` stays a wildcard: a question about `b/*` is about all of it. */
export function resourceText(resource: string, { version }: Policy): string {
  return version === '2012-10-17' ? literalText(resource, false) : resource;
}

/** Returns a request's value as a policy writes it in a condition. */
export function conditionText(value: string, { variables, wildcards }: BaseOperator, { version }: Policy): string {
  return variables && version === '2012-10-17' ? literalText(value, wildcards) : value;
}

/** A change to one document. */
export type DocumentChange = Exclude<FixChange, { kind: 'createPolicy' | 'detachPolicy' | 'setContext' | 'useCredential' }>;

/**
 * Applies changes to one document. Statement indexes are those before any change.
 * @returns the policy with its text, or null if a change has no target or leaves a document that cannot be saved
 */
export function editPolicy(policy: Policy, changes: readonly DocumentChange[]): { policy: Policy; text: string } | null {
  const added: object[] = [];
  const edited = new Map<number, Statement | null>(policy.statements.map((statement) => [statement.index, statement]));
  for (const change of changes) {
    if (change.kind === 'addStatement') {
      added.push(change.statement);
      continue;
    }
    const statement = edited.get(change.statementIndex);
    if (statement === undefined) return null;
    if (statement !== null) edited.set(change.statementIndex, editStatement(statement, change));
  }
  const statements = policy.statements.flatMap(({ index }) => edited.get(index) ?? []);
  if (statements.length + added.length === 0) return null;
  const left = { ...policy, statements, singleStatement: false };
  return readBack(added.length === 0 ? printPolicy(left) : textWith(left, added), policy);
}

function textWith(policy: Policy, added: readonly object[]): string {
  return JSON.stringify({ ...policyToJson(policy), Statement: [...policy.statements.map(statementToJson), ...added] }, null, 2);
}

/**
 * Parses the edited document as its author would save it. AWS refuses an Allow in an RCP, and a document that was stored despite that stays
 * valid.
 */
function readBack(text: string, policy: Policy): { policy: Policy; text: string } | null {
  const own = parsePolicy(text, policy.kind, { author: 'customer' });
  if (own.ok) return { policy: own.policy, text };
  if (parsePolicy(printPolicy(policy), policy.kind, { author: 'customer' }).ok) return null;
  const result = parsePolicy(text, policy.kind, { author: 'aws' });
  return result.ok ? { policy: result.policy, text } : null;
}

/** Edits a statement. Null removes it. */
function editStatement(statement: Statement, change: Exclude<DocumentChange, { kind: 'addStatement' }>): Statement | null {
  switch (change.kind) {
    case 'removeStatement':
      return null;
    case 'addCondition': {
      const { operator, key, value } = change;
      const clause: ConditionClause = { operator, key, values: [{ value, span: NOWHERE }], scalar: true, span: NOWHERE };
      return { ...statement, conditions: [...statement.conditions, clause] };
    }
    case 'spareResource': {
      const entries = [{ value: change.value, span: NOWHERE }];
      return { ...statement, resource: { negated: true, entries, scalar: true, span: NOWHERE } };
    }
    case 'addConditionValue':
    case 'removeConditionValue':
      return { ...statement, conditions: statement.conditions.map((clause) => editClause(clause, change)) };
    case 'addEntry':
    case 'removeEntry':
      return editElement(statement, change.element, change.value, change.kind === 'addEntry');
  }
}

type ValueChange = { kind: 'addConditionValue' | 'removeConditionValue'; operator: string; key: string; value: string };

function editClause(clause: ConditionClause, { kind, operator, key, value }: ValueChange): ConditionClause {
  if (clause.operator !== operator || clause.key !== key) return clause;
  const add = kind === 'addConditionValue';
  const values = add ? [...clause.values, { value, span: NOWHERE }] : clause.values.filter((entry) => entry.value !== value);
  return { ...clause, values, scalar: false };
}

function editElement(statement: Statement, element: FixElement, value: string, add: boolean): Statement {
  switch (element) {
    case 'Action':
    case 'NotAction':
      return { ...statement, action: editEntries(statement.action, value, add, true) };
    case 'Resource':
    case 'NotResource': {
      const { resource } = statement;
      return resource === undefined ? statement : { ...statement, resource: editEntries(resource, value, add, false) };
    }
    case 'Principal': {
      const { principal } = statement;
      return principal === undefined ? statement : { ...statement, principal: addPrincipal(principal, value) };
    }
  }
}

function editEntries(element: PolicyElement, value: string, add: boolean, ignoreCase: boolean): PolicyElement {
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const entries = add
    ? [...element.entries, { value, span: NOWHERE }]
    : element.entries.filter((entry) => fold(entry.value) !== fold(value));
  return { ...element, entries, scalar: false };
}

/** Adds a principal. `value` is `AWS:…`, `Service:…` or `Federated:…`. */
function addPrincipal(principal: PrincipalElement, value: string): PrincipalElement {
  const colon = value.indexOf(':');
  const name = value.slice(0, colon);
  const key = name === 'Service' || name === 'Federated' ? name : 'AWS';
  const entries = [...principal.entries, { key, value: value.slice(colon + 1), span: NOWHERE } as const];
  return { ...principal, entries, scalarKeys: principal.scalarKeys.filter((scalar) => scalar !== key) };
}
