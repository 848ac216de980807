/** Answers about many requests at once: effective permissions, who can, comparisons, escalation, generated policies. */

export type { ReachLevel } from '../services/resource-types';
export { ACCESS_LEVELS, type ActionIndex, actionIndexSteps, createActionIndex } from './actions/action-index';
export { type ActionSet, countPositions, forEachPosition } from './actions/action-set';
export { allowedPart } from './actions/allowed-part';
export { applicableActions } from './actions/applicable-actions';
export { canMatchNoResource } from './actions/resource-types-of-text';
export type { CheckWitness } from './check/find-access';
export {
  checkAccessNotGrantedSteps,
  checkNoNewAccessSteps,
  checkNoPublicAccessSteps,
  comparePoliciesSteps,
  type PolicyCheck,
} from './check/policy-checks';
export type { AccessDifference } from './compare/compare-stacks';
export type { AccessVerdict, UndecidedReason } from './compare/verdict';
export { diffPrincipalsSteps } from './diff/diff-access';
export { haveCommonActions, type PrincipalDiff } from './diff/principal-diff';
export { isKeyOfCaller, type Replacement, type ReplacementDiff, replacedPrincipalsSteps } from './diff/replaced-principal';
export { allowsEverything, deniesEverything, type EscalationNeed, isEveryResource } from './escalation/actor';
export { administratorSteps, type EscalationReport, escalationSteps } from './escalation/escalation-paths';
export { KNOWN_METHODS, type KnownMethod, type NotWalked, type Walked } from './escalation/known-methods';
export { type PolicyTakeover, policyTakeoverSteps } from './escalation/policy-takeovers';
export { type EscalationMethod, type EscalationProviso, type EscalationStep, isInDirectory } from './escalation/steps';
export { type UnboundedCreation, unboundedCreationSteps } from './escalation/unbounded-creations';
export { type GeneratedPolicy, generatePolicySteps, type RecordedCall } from './generate/generate-policy';
export type { WideCause } from './generate/resource-patterns';
export { type AccessEdge, AccessEdges } from './graph/access-edges';
export type {
  AccessAccount,
  AccessGroup,
  AccessInstanceProfile,
  AccessModel,
  AccessPrincipal,
  AccessResource,
  PolicyVersion,
} from './model/access-model';
export { anySessionOf } from './model/any-session';
export type { Access } from './model/ask-known';
export type { AccessDirectory, AccessPermissionSet } from './model/directory';
export { type DirectoryIndex, directoryIndexSteps } from './model/directory-index';
export { contextOfFacts, type KnownFacts, testAllKnown } from './model/known-context';
export { haveSameContent } from './model/policy-content';
export { type Comparison, type ComparisonCounts, comparePermissionsSteps } from './permissions/compare-permissions';
export { EffectivePermissions, effectivePermissions } from './permissions/effective-permissions';
export type { PermissionOutcome } from './permissions/outcome';
export type {
  ConditionResidue,
  LayerDetail,
  PermissionDetail,
  ResourceResidue,
  StatementUse,
} from './permissions/permission-detail';
export type { OutcomeCounts } from './permissions/summarize-permissions';
export { type PolicyChange, policyChangeSteps } from './resources/policy-change';
export {
  type GrantedAction,
  type Naming,
  namingOf,
  type PolicyGrant,
  policyGrantsSteps,
  reachOf,
} from './resources/policy-grants';
export { askedText, REACH_QUESTIONS } from './resources/reach-questions';
export { type ResourceAnswer, resourceAnswersSteps } from './resources/resource-answers';
export type { Steps } from './steps';
export {
  deletedEntityLines,
  isSwitchable,
  type TrustedEntity,
  type TrustStatement,
  trustedEntities,
  trustedEntityText,
  trustStatements,
} from './trust/trusted-entities';
export { TRUSTED_ENTITY_TYPE } from './trust/trusted-entity-types';
export type { AssumeStep } from './who-can/assume-role';
export { type OpenAnswer, openConditions } from './who-can/open-conditions';
export { outsideTrust } from './who-can/outside-access';
export { type ActionAccess, whatCanSteps } from './who-can/what-can';
export { type PrincipalAccess, whoCanSteps } from './who-can/who-can';
