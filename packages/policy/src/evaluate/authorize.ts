import { decide } from './decide';
import { LiveRecord, type PreparedPolicy } from './record';
import { prepareRequest } from './request';
import type { AuthorizationRequest, Decision, PolicySet } from './types';

/**
 * Decides whether a request is allowed by all policies that can apply. Returns the decision, the reasons of a denial and the deciding
 * statements. It is total and deterministic: it never throws, and uses no clock and no randomness. Source: IAM User Guide, "Policy
 * evaluation logic".
 */
export function authorize(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>): Decision {
  const prepared = prepareRequest(request, set.boundary !== undefined);
  return decide(prepared, set, new LiveRecord(prepared), null);
}
