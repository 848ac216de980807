import { credentialRefusal } from './credential';
import { decide, isCrossAccount } from './decide';
import { denialMessage } from './denial-message';
import { applicablePolicies, missingKeys } from './missing-context-keys';
import { type PreparedPolicy, TracedRecord } from './record';
import { type PreparedRequest, prepareRequest } from './request';
import { tracePolicy } from './trace';
import type {
  AuthorizationRequest,
  Explanation,
  LevelTrace,
  OrganizationLevel,
  PolicySet,
  PolicyTrace,
  StepTrace,
} from './types';

type Traces = Map<PreparedPolicy, PolicyTrace>;

/**
 * Decides as `authorize` does and keeps the record: what every statement of every policy says, and what each step of the flow made of
 * it. The decision is derived from these very traces. Plain data: it can be stored and shown later.
 */
export function explain(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>): Explanation {
  const prepared = prepareRequest(request, set.boundary !== undefined);
  const traces: Traces = new Map();
  const trace = (policy: PreparedPolicy) => traceOnce(policy, prepared, traces);
  const policies = directPolicies(set).map(trace);
  const scpLevels = (set.scp ?? []).map((level) => traceLevel(level, trace));
  const rcpLevels = (set.rcp ?? []).map((level) => traceLevel(level, trace));
  const steps: StepTrace[] = [];
  const decision = decide(prepared, set, new TracedRecord(traces), steps);
  const asked = new Map(applicablePolicies(prepared, set).map((policy) => [policy, trace(policy)]));
  const explanation: Explanation = {
    ...decision,
    request,
    crossAccount: isCrossAccount(prepared),
    steps,
    policies,
    scpLevels,
    rcpLevels,
    missingContextKeys: missingKeys(prepared, asked),
  };
  const message = denialMessage(request, decision, credentialRefusal(prepared));
  return message === undefined ? explanation : { ...explanation, message };
}

function directPolicies(set: PolicySet<PreparedPolicy>): PreparedPolicy[] {
  const policies = [...set.identity];
  if (set.boundary !== undefined) policies.push(set.boundary);
  if (set.session !== undefined) policies.push(...set.session);
  if (set.resource !== undefined) policies.push(set.resource);
  if (set.vpcEndpoint !== undefined) policies.push(set.vpcEndpoint);
  return policies;
}

/** FullAWSAccess hangs at every level: it is asked once. */
function traceOnce(policy: PreparedPolicy, request: PreparedRequest, traces: Traces): PolicyTrace {
  const known = traces.get(policy);
  if (known !== undefined) return known;
  const made = tracePolicy(policy, request);
  traces.set(policy, made);
  return made;
}

function traceLevel(level: OrganizationLevel<PreparedPolicy>, trace: (policy: PreparedPolicy) => PolicyTrace): LevelTrace {
  const policies = level.policies.map(trace);
  let outcome: LevelTrace['outcome'] = 'NoMatch';
  for (const policy of policies) {
    if (policy.outcome === 'Deny' || (policy.outcome === 'Allow' && outcome === 'NoMatch')) outcome = policy.outcome;
  }
  return { id: level.id, name: level.name, kind: level.kind, outcome, policies };
}
