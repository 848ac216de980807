/**
 * The policy engine. Pure: no import outside this folder, no clock, no chance, no input that makes it throw. `README.md` explains the order
 * of evaluation and shows how to use it. This is all that others see of it, and all of it is used: name by name, so that dead code shows.
 */

export { ACCESS_LEVELS, type ActionIndex, actionIndexSteps, createActionIndex } from './analyze/actions/action-index';
export { type ActionSet, countPositions, forEachPosition } from './analyze/actions/action-set';
export { allowedPart } from './analyze/actions/allowed-part';
export { applicableActions } from './analyze/actions/applicable-actions';
export { canMatchNoResource } from './analyze/actions/resource-types-of-text';
export type { CheckWitness } from './analyze/check/find-access';
export {
  checkAccessNotGrantedSteps,
  checkNoNewAccessSteps,
  checkNoPublicAccessSteps,
  comparePoliciesSteps,
  type PolicyCheck,
} from './analyze/check/policy-checks';
export type { AccessDifference } from './analyze/compare/compare-stacks';
export type { AccessVerdict, UndecidedReason } from './analyze/compare/verdict';
export { diffPrincipalsSteps } from './analyze/diff/diff-access';
export { haveCommonActions, type PrincipalDiff } from './analyze/diff/principal-diff';
export { allowsEverything, type EscalationNeed, isEveryResource } from './analyze/escalation/actor';
export { type EscalationReport, escalationSteps } from './analyze/escalation/escalation-paths';
export { KNOWN_METHODS, type KnownMethod, type NotWalked, type Walked } from './analyze/escalation/known-methods';
export { type PolicyTakeover, policyTakeoverSteps } from './analyze/escalation/policy-takeovers';
export type { EscalationMethod, EscalationProviso, EscalationStep } from './analyze/escalation/steps';
export { type UnboundedCreation, unboundedCreationSteps } from './analyze/escalation/unbounded-creations';
export { type GeneratedPolicy, generatePolicySteps, type RecordedCall } from './analyze/generate/generate-policy';
export type { WideCause } from './analyze/generate/resource-patterns';
export { type AccessEdge, AccessEdges } from './analyze/graph/access-edges';
export type {
  AccessAccount,
  AccessGroup,
  AccessInstanceProfile,
  AccessModel,
  AccessPrincipal,
  AccessResource,
  PolicyVersion,
} from './analyze/model/access-model';
export { anySessionOf } from './analyze/model/any-session';
export type { Access } from './analyze/model/ask-known';
export { contextOfFacts, type KnownFacts, testAllKnown } from './analyze/model/known-context';
export { haveSameContent } from './analyze/model/policy-content';
export { type Comparison, type ComparisonCounts, PermissionComparison } from './analyze/permissions/compare-permissions';
export { EffectivePermissions, effectivePermissions } from './analyze/permissions/effective-permissions';
export type { PermissionOutcome } from './analyze/permissions/outcome';
export type {
  ConditionResidue,
  LayerDetail,
  PermissionDetail,
  ResourceResidue,
  StatementUse,
} from './analyze/permissions/permission-detail';
export type { OutcomeCounts } from './analyze/permissions/summarize-permissions';
export { type PolicyChange, policyChangeSteps } from './analyze/resources/policy-change';
export {
  type GrantedAction,
  type Naming,
  namingOf,
  type PolicyGrant,
  policyGrantsSteps,
  reachOf,
} from './analyze/resources/policy-grants';
export { askedText, REACH_QUESTIONS, type ReachLevel } from './analyze/resources/reach-questions';
export { type ResourceAnswer, resourceAnswersSteps } from './analyze/resources/resource-answers';
export type { Steps } from './analyze/steps';
export {
  deletedEntityLines,
  isSwitchable,
  type TrustedEntity,
  type TrustStatement,
  trustedEntities,
  trustedEntityText,
  trustStatements,
} from './analyze/trust/trusted-entities';
export { TRUSTED_ENTITY_TYPE } from './analyze/trust/trusted-entity-types';
export type { AssumeStep } from './analyze/who-can/assume-role';
export { type OpenAnswer, openConditions } from './analyze/who-can/open-conditions';
export { outsideTrust } from './analyze/who-can/outside-access';
export { type ActionAccess, whatCanSteps } from './analyze/who-can/what-can';
export { type PrincipalAccess, whoCanSteps } from './analyze/who-can/who-can';
export { accountOfArn, accountOfRootArn, isAccountId, parseArn } from './arn/parse-arn';
export { BASE_OPERATORS } from './condition/operators';
export { type BlocksResult, blockAt, type PolicyBlock, type PolicyBlocks, toBlocks } from './edit/blocks';
export { type Gesture, gestureEdits, type PrincipalMapKey } from './edit/gestures';
export { lengthOf, shorterActions } from './edit/shorter-actions';
export {
  addStatementEdits,
  cloneStatementEdits,
  freeSid,
  moveStatementEdits,
  newSid,
  removeStatementEdits,
} from './edit/statements';
export { authorize } from './evaluate/authorize';
export { isAwsManaged } from './evaluate/aws-managed';
export type { CompiledPolicy } from './evaluate/compile-policy';
export { explain } from './evaluate/explain';
export { describeFix, describeNeed, describeUnknown } from './evaluate/fix/describe-fix';
export { smallestFixSteps } from './evaluate/fix/smallest-fix';
export { tryChanges } from './evaluate/fix/try-changes';
export type { FixOption, FixPlan, Situation } from './evaluate/fix/types';
export { type FixWay, wayOfFix } from './evaluate/fix/way-of-fix';
export { type AssumeRoleOperation, assumeRoleActions } from './evaluate/further-checks';
export { isOpen } from './evaluate/is-open';
export { mapPolicySet } from './evaluate/map-policy-set';
export { missingContextKeys, missingKeysOfMatched } from './evaluate/missing-context-keys';
export { preparePolicyText } from './evaluate/prepare-policy';
export { principalContext } from './evaluate/principal-context';
export type { PreparedPolicy } from './evaluate/record';
export { GLOBAL_REGION, requestedRegionOf } from './evaluate/requested-region';
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
} from './evaluate/types';
export { parseJson } from './json/parse-json';
export type { Span as JsonSpan } from './json/types';
export { matchGlob, plainGlob } from './match/glob';
export { actionPattern, matchAction } from './match/match-action';
export { KIND_RULES, TRUST_ACTIONS } from './policy/kind-rules';
export { decidingIssue, malformedPolicyMessage } from './policy/malformed-message';
export { parsePolicy } from './policy/parse-policy';
export { statementToJson } from './policy/print-policy';
export type { ParsePolicyOptions, Policy, PolicyIssue, PolicyKind, PrincipalEntry, Statement } from './policy/types';
export { withoutStatements } from './policy/without-statements';
export { actionsNamed, supportsKey } from './validate/action-patterns';
export type {
  AccessLevel,
  CatalogAction,
  CatalogConditionKey,
  CatalogResourceType,
  ConditionKeyType,
  PolicyCatalog,
} from './validate/catalog';

export {
  DELEGABLE_ACTIONS,
  delegateAccount,
  isDelegableAction,
  NEVER_DELEGABLE_ACTIONS,
} from './validate/delegation';
export { applyEdits } from './validate/edits';
export { isTopicPolicyAction, refusedOnSave, TOPIC_ACTION_REFUSED } from './validate/refused-on-save';
export { countedCharacters } from './validate/size';
export type { Finding, FindingType, PolicyResourceType, TextEdit, ValidatePolicyOptions } from './validate/types';
export { validatePolicy } from './validate/validate-policy';
export { spend, tellWork, watchWork, workSoFar } from './work';
