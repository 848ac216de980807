import { applicabilityOf } from './applicability';
import { decide, isCrossAccount } from './decide';
import { denialMessage } from './denial-message';
import { missingKeys } from './missing-context-keys';
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

/**
 * Decides like `authorize` and keeps the record: the result of every statement of every policy, and of each step of the flow. The decision
 * is derived from these traces. It is plain data that can be stored and shown later.
 */
export function explain(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>): Explanation {
  const prepared = prepareRequest(request, set.boundary !== undefined);
  const tracer = new Tracer(prepared);
  const policies = tracer.direct(set);
  const scpLevels = tracer.levels(set.scp ?? []);
  const rcpLevels = tracer.levels(set.rcp ?? []);
  const steps: StepTrace[] = [];
  const { decision, blockedBy, deciding } = decide(prepared, set, new TracedRecord(tracer.traces), steps);
  const explanation: Explanation = {
    decision,
    blockedBy,
    deciding,
    request,
    resourceAccount: prepared.resourceAccount,
    crossAccount: isCrossAccount(prepared),
    steps,
    policies,
    scpLevels,
    rcpLevels,
    missingContextKeys: missingKeys(prepared, set, applicabilityOf(prepared, set), tracer.traces),
  };
  const message = denialMessage(request, explanation);
  if (message !== undefined) explanation.message = message;
  return explanation;
}

/** Traces each policy once, because FullAWSAccess is attached at every level. */
class Tracer {
  readonly traces = new Map<PreparedPolicy, PolicyTrace>();

  constructor(private readonly request: PreparedRequest) {}

  direct(set: PolicySet<PreparedPolicy>): PolicyTrace[] {
    const traces = this.all(set.identity);
    if (set.boundary !== undefined) traces.push(this.trace(set.boundary));
    for (const policy of [...(set.session ?? []), ...(set.scopes ?? [])]) traces.push(this.trace(policy));
    if (set.resource !== undefined) traces.push(this.trace(set.resource));
    if (set.vpcEndpoint !== undefined) traces.push(this.trace(set.vpcEndpoint));
    return traces;
  }

  levels(levels: readonly OrganizationLevel<PreparedPolicy>[]): LevelTrace[] {
    const traces: LevelTrace[] = [];
    for (const { id, name, kind, policies } of levels) {
      const made = this.all(policies);
      traces.push({ id, name, kind, outcome: outcomeOf(made), policies: made });
    }
    return traces;
  }

  private all(policies: readonly PreparedPolicy[]): PolicyTrace[] {
    const traces: PolicyTrace[] = [];
    for (const policy of policies) traces.push(this.trace(policy));
    return traces;
  }

  private trace(policy: PreparedPolicy): PolicyTrace {
    const known = this.traces.get(policy);
    if (known !== undefined) return known;
    const made = tracePolicy(policy, this.request);
    this.traces.set(policy, made);
    return made;
  }
}

function outcomeOf(traces: readonly PolicyTrace[]): LevelTrace['outcome'] {
  let outcome: LevelTrace['outcome'] = 'NoMatch';
  for (const trace of traces) {
    if (trace.outcome === 'Deny') return 'Deny';
    if (trace.outcome === 'Allow') outcome = 'Allow';
  }
  return outcome;
}
