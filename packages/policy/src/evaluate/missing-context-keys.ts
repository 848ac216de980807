import { contextValues } from '../condition/context';
import { type Applicability, applicabilityOf } from './applicability';
import { credentialRefusal, needsNoPermission } from './credential';
import type { PreparedPolicy } from './record';
import { contextOf, type PreparedRequest, prepareRequest } from './request';
import { tracePolicy } from './trace';
import type { AuthorizationRequest, PolicySet, PolicyTrace, StatementTrace } from './types';

const NO_KEYS: readonly string[] = [];

type Traces = Map<PreparedPolicy, PolicyTrace>;

/**
 * Returns the condition keys that policies test and the request lacks, as spelled in the policies, in order of appearance. It covers
 * statements with matching principal and action, whose keys could change the answer. The list is empty if no policy applies.
 */
export function missingContextKeys(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>): readonly string[] {
  const prepared = prepareRequest(request, set.boundary !== undefined);
  return missingKeys(prepared, set, applicabilityOf(prepared, set), new Map());
}

/** Returns the same for statements with a matching resource too: the keys that this request's answer depended on. */
export function missingKeysOfMatched(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>): readonly string[] {
  const prepared = prepareRequest(request, set.boundary !== undefined);
  return missingKeys(prepared, set, applicabilityOf(prepared, set), new Map(), true);
}

/** Does the same as `missingContextKeys` with the existing `traces`. `whole` limits it to statements with a matching resource. */
export function missingKeys(
  request: PreparedRequest,
  set: PolicySet<PreparedPolicy>,
  applies: Applicability,
  traces: Traces,
  whole = false,
): readonly string[] {
  if (needsNoPermission(request) || credentialRefusal(request) !== null) return NO_KEYS;
  const missing = new MissingKeys(request, traces, whole);
  if (applies.identity === null) missing.readAll(set.identity);
  if (applies.boundary === null) missing.read(set.boundary);
  if (applies.session === null) missing.readAll(set.session ?? []);
  missing.readAll(set.scopes ?? []);
  if (applies.resource === null) missing.read(set.resource);
  if (applies.scp === null) for (const level of set.scp ?? []) missing.readAll(level.policies);
  if (applies.rcp === null) for (const level of set.rcp ?? []) missing.readAll(level.policies);
  missing.read(set.vpcEndpoint);
  return missing.keys;
}

class MissingKeys {
  readonly keys: string[] = [];
  private readonly seen = new Set<string>();

  constructor(
    private readonly request: PreparedRequest,
    private readonly traces: Traces,
    private readonly whole: boolean,
  ) {}

  readAll(policies: readonly PreparedPolicy[]): void {
    for (const policy of policies) this.read(policy);
  }

  read(policy: PreparedPolicy | undefined): void {
    if (policy === undefined || !policy.compiled.readsContext) return;
    const { statements } = this.traces.get(policy) ?? tracePolicy(policy, this.request);
    for (const { keys, source } of policy.compiled.statements) {
      const trace = statements[source.index];
      if (keys.length > 0 && trace !== undefined && isAsked(trace, this.whole)) for (const key of keys) this.note(key);
    }
  }

  private note(key: string): void {
    const name = key.toLowerCase();
    if (contextValues(contextOf(this.request), name) !== undefined || this.seen.has(name)) return;
    this.seen.add(name);
    this.keys.push(key);
  }
}

function isAsked({ elements }: StatementTrace, whole: boolean): boolean {
  for (const { element, matched } of elements) {
    if (!matched && (whole || (element !== 'Resource' && element !== 'NotResource'))) return false;
  }
  return true;
}
