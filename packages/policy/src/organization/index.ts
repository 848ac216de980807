/** Reads declarative policies of AWS Organizations and resolves their inheritance. */

export { contentInForce, effectivePolicy } from './effective/effective-policy';
export { POLICY_TYPES, type PolicyTypeFacts } from './policy-types';
export { type ReadOptions, readDeclarativePolicy } from './read-declarative-policy';
export type { MapSchema, NodeSchema, PolicySyntax, SettingSchema, ValueSchema } from './schema';
export {
  CHILD_CONTROL,
  type ControlSource,
  DECLARATIVE_POLICY_TYPES,
  type DeclarativeIssue,
  type DeclarativePolicy,
  type DeclarativePolicyType,
  type EffectiveObject,
  type EffectivePolicy,
  type EffectivePolicyProblem,
  type EffectiveSetting,
  type EffectiveValue,
  type Overruled,
  type OverruledReason,
  type PolicyNode,
  type ReadDeclarativePolicyResult,
  type RefusedMember,
  type Scalar,
  VALUE_OPERATORS,
  type ValueOperator,
  type ValueSource,
} from './types';
