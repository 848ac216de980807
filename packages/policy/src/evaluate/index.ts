/** Decides requests, explains the decisions and finds the smallest fix of a denial. */

export { BASE_OPERATORS } from '../condition/operators';
export { authorize } from './authorize';
export { isAwsManaged } from './aws-managed';
export type { CompiledPolicy } from './compile-policy';
export { explain } from './explain';
export { describeFix, describeNeed, describeUnknown } from './fix/describe-fix';
export { smallestFixSteps } from './fix/smallest-fix';
export { tryChanges } from './fix/try-changes';
export type { FixOption, FixPlan, Situation } from './fix/types';
export { type FixWay, wayOfFix } from './fix/way-of-fix';
export { type AssumeRoleOperation, assumeRoleActions } from './further-checks';
export { isOpen } from './is-open';
export { mapPolicySet } from './map-policy-set';
export { missingContextKeys, missingKeysOfMatched } from './missing-context-keys';
export { preparePolicyText } from './prepare-policy';
export { principalContext } from './principal-context';
export type { PreparedPolicy } from './record';
export { GLOBAL_REGION, requestedRegionOf } from './requested-region';
export { isScopePolicy, scopePolicyId } from './scope-policy';
export type {
  AuthorizationRequest,
  Blocker,
  ConditionTrace,
  CredentialType,
  Decision,
  DecisionKind,
  ElementTrace,
  Explanation,
  LevelTrace,
  OrganizationLevel,
  PolicyOrigin,
  PolicyRef,
  PolicySet,
  PolicyTrace,
  PolicyType,
  Principal,
  RequestContext,
  StatementRef,
  StatementTrace,
  StepTrace,
  UnknownSide,
} from './types';
