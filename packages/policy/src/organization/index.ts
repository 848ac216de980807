/** Reads declarative policies of AWS Organizations and resolves their inheritance. */

export { contentInForce, effectivePolicy } from './effective/effective-policy';
export { POLICY_TYPES, type PolicyTypeFacts } from './policy-types';
export { type ReadOptions, readDeclarativePolicy } from './read-declarative-policy';
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
  type MapSchema,
  type NodeSchema,
  type Overruled,
  type OverruledReason,
  type PolicyNode,
  type PolicySyntax,
  type ReadDeclarativePolicyResult,
  type RefusedMember,
  type Scalar,
  type SettingSchema,
  VALUE_OPERATORS,
  type ValueOperator,
  type ValueSchema,
  type ValueSource,
} from './types';
