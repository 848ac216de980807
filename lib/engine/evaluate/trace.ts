import { AMBIGUOUS, contextValues } from '../condition/context';
import { type CompiledCondition, testCondition } from '../condition/test-condition';
import { hasVariables, resolveTemplate } from '../match/template';
import type { PolicyElement } from '../policy/types';
import { actionEntry, type CompiledStatement, resourceEntry } from './compile-policy';
import { matchPrincipal } from './match-principal';
import type { PreparedPolicy } from './record';
import { contextOf, lookUpOf, type PreparedRequest } from './request';
import type { ConditionTrace, ElementTrace, PolicyTrace, StatementTrace } from './types';

const NO_CONDITIONS: readonly ConditionTrace[] = [];

/** What every statement of a policy says about a request, element by element: the same matching that `LiveRecord` does. */
export function tracePolicy(prepared: PreparedPolicy, request: PreparedRequest): PolicyTrace {
  const { ref, compiled } = prepared;
  const statements: StatementTrace[] = [];
  let outcome: PolicyTrace['outcome'] = 'NoMatch';
  for (const statement of compiled.statements) {
    const trace = traceStatement(statement, compiled.needsPrincipal, request);
    statements.push(trace);
    if (trace.applies && outcome !== 'Deny') outcome = trace.effect;
  }
  return { policy: ref, outcome, statements };
}

function traceStatement(statement: CompiledStatement, needsPrincipal: boolean, request: PreparedRequest): StatementTrace {
  const { source, actions, resources } = statement;
  const elements: ElementTrace[] = [];
  let applies = true;
  if (statement.principal !== null) {
    const trace = tracePrincipal(statement, request);
    elements.push(trace);
    applies = trace.matched;
  } else if (needsPrincipal) applies = false;
  const action = elementTrace(source.action, actions.negated ? 'NotAction' : 'Action', actionEntry(actions, request));
  elements.push(action);
  applies &&= action.matched;
  if (resources !== null && source.resource !== undefined) {
    const name = resources.negated ? 'NotResource' : 'Resource';
    const resource = elementTrace(source.resource, name, resourceEntry(resources, request));
    elements.push(resource);
    applies &&= resource.matched;
  }
  let conditions = NO_CONDITIONS;
  if (statement.conditions.length > 0) {
    conditions = statement.conditions.map((condition) => traceCondition(condition, request));
    applies &&= conditions.every((condition) => condition.matched);
  }
  const { index, effect, span, sid } = source;
  return sid === undefined
    ? { index, effect, applies, elements, conditions, span }
    : { index, sid, effect, applies, elements, conditions, span };
}

function tracePrincipal({ principal, source, deny }: CompiledStatement, request: PreparedRequest): ElementTrace {
  if (principal === null || source.principal === undefined) return { element: 'Principal', matched: true };
  const element = principal.negated ? 'NotPrincipal' : 'Principal';
  const found = matchPrincipal(principal, request.caller, deny, request.hasBoundary);
  const entry = source.principal.entries[found.entry];
  const trace = { element, matched: found.class !== 'NONE', principalClass: found.class } as const;
  return entry === undefined ? { ...trace, span: source.principal.span } : { ...trace, entry: entry.value, span: entry.span };
}

type ElementName = 'Action' | 'NotAction' | 'Resource' | 'NotResource';

/** An element has as many answers as entries plus one; each is made once and shared. */
const made = new WeakMap<PolicyElement, (ElementTrace | undefined)[]>();

function elementTrace(source: PolicyElement, element: ElementName, found: number): ElementTrace {
  let traces = made.get(source);
  if (traces === undefined) {
    traces = [];
    made.set(source, traces);
  }
  const known = traces[found + 1];
  if (known !== undefined) return known;
  const matched = found >= 0 !== source.negated;
  const entry = source.entries[found];
  const trace: ElementTrace =
    entry === undefined ? { element, matched, span: source.span } : { element, matched, entry: entry.value, span: entry.span };
  traces[found + 1] = trace;
  return trace;
}

function traceCondition(condition: CompiledCondition, request: PreparedRequest): ConditionTrace {
  const index = contextOf(request);
  const lookUp = lookUpOf(request);
  const { clause } = condition;
  const { matched, rule } = testCondition(condition, index, lookUp);
  const values = contextValues(index, condition.key);
  const trace: ConditionTrace = {
    operator: clause.operator,
    key: clause.key,
    expected: expectedOf(condition),
    actual: values === undefined || values === AMBIGUOUS ? null : values,
    matched,
    rule,
    span: clause.span,
  };
  if (!condition.templates.some(hasVariables)) return trace;
  return { ...trace, resolved: condition.templates.map((template) => resolveTemplate(template, lookUp)) };
}

const expected = new WeakMap<CompiledCondition, readonly string[]>();

function expectedOf(condition: CompiledCondition): readonly string[] {
  const known = expected.get(condition);
  if (known !== undefined) return known;
  const values = condition.clause.values.map((entry) => entry.value);
  expected.set(condition, values);
  return values;
}
