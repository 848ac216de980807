import type { BaseOperator } from '../../condition/operators';
import type { Span } from '../../json/types';
import { literalText } from '../../match/template';
import { parsePolicy } from '../../policy/parse-policy';
import { policyToJson, printPolicy, statementToJson } from '../../policy/print-policy';
import type { ConditionClause, Policy, PolicyElement, PrincipalElement, Statement } from '../../policy/types';
import type { FixChange, FixElement } from './types';

/** Edited policies are printed and read again, which gives every part its real place. */
const NOWHERE: Span = { start: { offset: 0, line: 1, column: 1 }, end: { offset: 0, line: 1, column: 1 } };

/** How a policy has to name the resource of a request. A `*` in it stays one: whoever asks about `b/*` means all it stands for. */
export function resourceText(resource: string, { version }: Policy): string {
  return version === '2012-10-17' ? literalText(resource, false) : resource;
}

/** How a policy has to write what a request carries as the value of a condition. */
export function conditionText(value: string, { variables, wildcards }: BaseOperator, { version }: Policy): string {
  return variables && version === '2012-10-17' ? literalText(value, wildcards) : value;
}

/** A change to one document. */
export type DocumentChange = Exclude<FixChange, { kind: 'createPolicy' | 'detachPolicy' | 'setContext' | 'useCredential' }>;

/** The policy after a change, with its text; null when the change has nothing to act on or leaves no valid policy. */
export function editPolicy(policy: Policy, change: DocumentChange): { policy: Policy; text: string } | null {
  if (change.kind === 'addStatement') return readBack(textWith(policy, change.statement), policy);
  const statements = policy.statements.flatMap((statement) => {
    if (statement.index !== change.statementIndex) return [statement];
    const edited = editStatement(statement, change);
    return edited === null ? [] : [edited];
  });
  if (statements.length === 0) return null;
  return readBack(printPolicy({ ...policy, statements, singleStatement: false }), policy);
}

function textWith(policy: Policy, statement: object): string {
  return JSON.stringify({ ...policyToJson(policy), Statement: [...policy.statements.map(statementToJson), statement] }, null, 2);
}

function readBack(text: string, { kind }: Policy): { policy: Policy; text: string } | null {
  const result = parsePolicy(text, kind, { author: 'aws' });
  return result.ok ? { policy: result.policy, text } : null;
}

/** Null: the statement goes. */
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

/** `value` is `AWS:…`, `Service:…` or `Federated:…`. */
function addPrincipal(principal: PrincipalElement, value: string): PrincipalElement {
  const colon = value.indexOf(':');
  const name = value.slice(0, colon);
  const key = name === 'Service' || name === 'Federated' ? name : 'AWS';
  const entries = [...principal.entries, { key, value: value.slice(colon + 1), span: NOWHERE } as const];
  return { ...principal, entries, scalarKeys: principal.scalarKeys.filter((scalar) => scalar !== key) };
}
