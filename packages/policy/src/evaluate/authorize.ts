import { decide } from './decide';
import { LiveRecord, type PreparedPolicy } from './record';
import { prepareRequest } from './request';
import type { AuthorizationRequest, Decision, PolicySet } from './types';

/**
 * Whether a request is allowed. The request and every policy that could bear on it in; the decision, what blocks it and the statements
 * it follows from out. Total and deterministic: no input makes it throw, no clock and no chance takes part.
 * Source: IAM User Guide, "Policy evaluation logic".
 */
export function authorize(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>): Decision {
  const prepared = prepareRequest(request, set.boundary !== undefined);
  return decide(prepared, set, new LiveRecord(prepared), null);
}
