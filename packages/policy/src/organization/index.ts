/** Reads declarative policies of AWS Organizations and resolves their inheritance. */

export { contentInForce, effectivePolicy, effectivePolicySteps } from './effective/effective-policy';
export { POLICY_TYPES } from './policy-types';
export { readDeclarativePolicy } from './read-declarative-policy';
export {
  DECLARATIVE_POLICY_TYPES,
  type DeclarativePolicy,
  type DeclarativePolicyType,
  type EffectivePolicy,
  type PolicyNode,
} from './types';
