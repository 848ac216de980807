import { AMBIGUOUS, contextValues } from '../condition/context';
import { type CompiledCondition, testValues } from '../condition/test-condition';
import { resolveTemplate } from '../match/template';
import type { PolicyElement } from '../policy/types';
import { actionEntry, type CompiledStatement, type ElementsTrace, resourceEntry } from './compile-policy';
import { matchPrincipal } from './match-principal';
import type { PreparedPolicy } from './record';
import { contextOf, lookUpOf, type PreparedRequest } from './request';
import type { ConditionTrace, ElementTrace, PolicyTrace, StatementTrace } from './types';

const NO_CONDITIONS: readonly ConditionTrace[] = [];

/** Traces every statement of a policy by element, with the same matching as `LiveRecord`. */
export function tracePolicy(prepared: PreparedPolicy, request: PreparedRequest): PolicyTrace {
  const { ref, compiled } = prepared;
  const statements: StatementTrace[] = [];
  let outcome: PolicyTrace['outcome'] = 'NoMatch';
  for (const statement of compiled.statements) {
    const trace = traceStatement(statement, compiled.needsPrincipal, request);
    statements.push(trace);
    if (trace.applies && outcome !== 'Deny') outcome = trace.effect;
  }
  return { policy: ref, version: prepared.policy.version, outcome, statements };
}

function traceStatement(statement: CompiledStatement, needsPrincipal: boolean, request: PreparedRequest): StatementTrace {
  const body = traceElements(statement, request);
  let applies = body.matched;
  let { elements } = body;
  if (statement.principal !== null) {
    const principal = tracePrincipal(statement, request);
    applies &&= principal.matched;
    elements = [principal, ...elements];
  } else if (needsPrincipal) applies = false;
  let conditions = NO_CONDITIONS;
  if (statement.conditions.length > 0) {
    const traces: ConditionTrace[] = [];
    for (const condition of statement.conditions) {
      const trace = traceCondition(condition, request);
      applies &&= trace.matched;
      traces.push(trace);
    }
    conditions = traces;
  }
  const { index, effect, span, sid } = statement.source;
  return sid === undefined
    ? { index, effect, applies, elements, conditions, span }
    : { index, sid, effect, applies, elements, conditions, span };
}

/** The most cached traces per statement. Further ones are created each time. */
const MOST_KEPT = 256;

/** Traces Action and Resource. Each pair of entries has one trace, which explanations share. */
function traceElements(statement: CompiledStatement, request: PreparedRequest): ElementsTrace {
  const { source, actions, resources } = statement;
  const action = actionEntry(actions, request);
  const resource = resources === null ? -1 : resourceEntry(resources, request);
  const key = (action + 1) * 65_536 + resource + 1;
  const known = statement.elementTraces?.get(key);
  if (known !== undefined) return known;
  const elements = [elementTrace(source.action, actions.negated ? 'NotAction' : 'Action', action)];
  if (resources !== null && source.resource !== undefined) {
    elements.push(elementTrace(source.resource, resources.negated ? 'NotResource' : 'Resource', resource));
  }
  const made = { matched: elements.every((element) => element.matched), elements };
  statement.elementTraces ??= new Map();
  if (statement.elementTraces.size < MOST_KEPT && resource < 65_535) statement.elementTraces.set(key, made);
  return made;
}

function elementTrace(source: PolicyElement, element: ElementTrace['element'], found: number): ElementTrace {
  const matched = found >= 0 !== source.negated;
  const entry = source.entries[found];
  return entry === undefined
    ? { element, matched, span: source.span }
    : { element, matched, entry: entry.value, span: entry.span };
}

function tracePrincipal({ principal, source, deny }: CompiledStatement, request: PreparedRequest): ElementTrace {
  if (principal === null || source.principal === undefined) return { element: 'Principal', matched: true };
  const element = principal.negated ? 'NotPrincipal' : 'Principal';
  const found = matchPrincipal(principal, request.caller, deny, request.hasBoundary);
  const entry = source.principal.entries[found.entry];
  const named = { element, matched: found.class !== 'NONE', principalClass: found.class } as const;
  const trace = found.reason === undefined ? named : { ...named, reason: found.reason };
  return entry === undefined ? { ...trace, span: source.principal.span } : { ...trace, entry: entry.value, span: entry.span };
}

function traceCondition(condition: CompiledCondition, request: PreparedRequest): ConditionTrace {
  const { operator, key, span } = condition.clause;
  const lookUp = lookUpOf(request);
  const values = contextValues(contextOf(request), condition.key);
  const { matched, rule } = testValues(condition, values, lookUp);
  const actual = values === undefined || values === AMBIGUOUS ? null : values;
  const { expected } = condition;
  if (!condition.open) return { operator, key, expected, actual, matched, rule, span };
  const resolved = condition.templates.map((template) => resolveTemplate(template, lookUp));
  return { operator, key, expected, resolved, actual, matched, rule, span };
}
