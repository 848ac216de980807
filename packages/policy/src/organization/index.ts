/** Reads declarative policies of AWS Organizations and resolves their inheritance. */

export { contentInForce, effectivePolicy, effectivePolicySteps } from './effective/effective-policy';
export { changeForm, type FormChange } from './form/change';
export { type FormMap, type FormNode, type FormSetting, type KeptPart, policyForm } from './form/form';
export { type PolicySetting, settingsOfPolicy } from './policy-settings';
export { POLICY_TYPES } from './policy-types';
export { readDeclarativePolicy } from './read-declarative-policy';
export {
  missingTagKeys,
  readTagRules,
  requiredTagKeys,
  sourcesOfTagRules,
  type TagRules,
  type TagViolation,
  tagViolations,
} from './tag-compliance';
export { POLICY_TYPE_FACTS } from './type-facts';
export {
  CHILD_CONTROL,
  DECLARATIVE_POLICY_TYPES,
  type DeclarativeIssue,
  type DeclarativePolicy,
  type DeclarativePolicyType,
  type EffectiveObject,
  type EffectivePolicy,
  type NodeSchema,
  type Overruled,
  type PolicyNode,
  type Scalar,
  VALUE_OPERATORS,
  type ValueOperator,
  type ValueSchema,
  type ValueSource,
} from './types';
