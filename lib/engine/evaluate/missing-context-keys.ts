import { contextValues } from '../condition/context';
import { variableKeys } from '../match/template';
import { applicabilityOf } from './applicability';
import type { CompiledStatement } from './compile-policy';
import type { PreparedPolicy } from './record';
import { contextOf, type PreparedRequest, prepareRequest } from './request';
import { tracePolicy } from './trace';
import type { AuthorizationRequest, PolicySet, PolicyTrace, StatementTrace } from './types';

/**
 * The condition keys that policies ask for and the request does not carry, spelled as in the policy, in order of appearance.
 * Asked are the conditions and variables of statements whose principal and action match: the keys that could change the answer.
 */
export function missingContextKeys(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>): readonly string[] {
  const prepared = prepareRequest(request, set.boundary !== undefined);
  const policies = applicablePolicies(prepared, set);
  const traces = new Map(policies.map((policy) => [policy, tracePolicy(policy, prepared)]));
  return missingKeys(prepared, traces);
}

/** Every policy that bears on the request, in the order in which explanations list them. */
export function applicablePolicies(request: PreparedRequest, set: PolicySet<PreparedPolicy>): readonly PreparedPolicy[] {
  const applies = applicabilityOf(request, set);
  const policies: PreparedPolicy[] = [];
  if (applies.identity === null) policies.push(...set.identity);
  if (applies.boundary === null && set.boundary !== undefined) policies.push(set.boundary);
  if (applies.session === null) policies.push(...(set.session ?? []));
  if (applies.resource === null && set.resource !== undefined) policies.push(set.resource);
  if (applies.scp === null) for (const level of set.scp ?? []) policies.push(...level.policies);
  if (applies.rcp === null) for (const level of set.rcp ?? []) policies.push(...level.policies);
  if (set.vpcEndpoint !== undefined) policies.push(set.vpcEndpoint);
  return [...new Set(policies)];
}

/** As `missingContextKeys`, from traces already made. */
export function missingKeys(request: PreparedRequest, traces: ReadonlyMap<PreparedPolicy, PolicyTrace>): readonly string[] {
  let missing: Map<string, string> | null = null;
  for (const [{ compiled }, { statements }] of traces) {
    for (const [i, statement] of compiled.statements.entries()) {
      const keys = keysOf(statement);
      const trace = statements[i];
      if (keys.length === 0 || trace === undefined || !isAsked(trace)) continue;
      for (const key of keys) {
        const name = key.toLowerCase();
        if (contextValues(contextOf(request), name) !== undefined) continue;
        missing ??= new Map();
        if (!missing.has(name)) missing.set(name, key);
      }
    }
  }
  return missing === null ? NONE : [...missing.values()];
}

const NONE: readonly string[] = [];

function isAsked({ elements }: StatementTrace): boolean {
  return elements.every(({ element, matched }) => matched || element === 'Resource' || element === 'NotResource');
}

const keys = new WeakMap<CompiledStatement, readonly string[]>();

/** The keys that a statement reads: of its conditions, and of the variables in its conditions and resources. */
function keysOf(statement: CompiledStatement): readonly string[] {
  const known = keys.get(statement);
  if (known !== undefined) return known;
  const found: string[] = [];
  for (const { template } of statement.resources?.patterns ?? []) found.push(...variableKeys(template));
  for (const { clause, templates } of statement.conditions) {
    found.push(clause.key);
    for (const template of templates) found.push(...variableKeys(template));
  }
  keys.set(statement, found);
  return found;
}
