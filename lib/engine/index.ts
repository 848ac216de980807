/**
 * The policy engine. Pure: no import outside this folder, no clock, no chance, no input that makes it throw.
 * `README.md` explains the order of evaluation and shows how to use it.
 */

export { ACCESS_LEVELS, type ActionIndex, type ActionIndexData, createActionIndex } from './analyze/actions/action-index';
export { type ActionSet, forEachPosition } from './analyze/actions/action-set';
export type { AccessFinding, CheckWitness } from './analyze/check/find-access';
export * from './analyze/check/policy-checks';
export type { AccountDiff } from './analyze/diff/account-diffs';
export { type AccessDiff, type ActionDiff, diffAccess, diffAccessSteps, type PrincipalDiff } from './analyze/diff/diff-access';
export type { AssumeDiff } from './analyze/diff/diff-assume';
export type { ResourceDiff } from './analyze/diff/diff-resources';
export type { EscalationNeed } from './analyze/escalation/actor';
export {
  type EscalationOptions,
  type EscalationPath,
  type EscalationReport,
  escalationPaths,
  escalationSteps,
} from './analyze/escalation/escalation-paths';
export type { EscalationMethod, EscalationStep } from './analyze/escalation/methods';
export * from './analyze/model/access-model';
export { type Access, type AccessAnswer, askedResource, askKnown } from './analyze/model/ask-known';
export { type KnownContext, type KnownFacts, knownContextOf } from './analyze/model/known-context';
export { type EffectiveOptions, EffectivePermissions, effectivePermissions } from './analyze/permissions/effective-permissions';
export { PERMISSION_OUTCOMES, type PermissionOutcome } from './analyze/permissions/outcome';
export type * from './analyze/permissions/permission-detail';
export { type OutcomeCounts, type ServiceSummary, summarizePermissions } from './analyze/permissions/summarize-permissions';
export type { Steps } from './analyze/steps';
export type { AssumeStep } from './analyze/who-can/assume-role';
export { type OpenAnswer, type OpenCondition, openConditions } from './analyze/who-can/open-conditions';
export type { OutsideAccess, OutsideAnswer } from './analyze/who-can/outside-access';
export { type ActionAccess, type WhatCanOptions, whatCan, whatCanSteps } from './analyze/who-can/what-can';
export { type PrincipalAccess, type WhoCanAnswer, type WhoCanOptions, whoCan, whoCanSteps } from './analyze/who-can/who-can';
export * from './arn/parse-arn';
export { canonicalBase64 } from './condition/base64';
export { type ContextIndex, contextValues, indexContext, variableLookup } from './condition/context';
export { parseDate } from './condition/date';
export { compareDecimals, parseDecimal } from './condition/decimal';
export { ipInRange, parseIp, parseIpRange } from './condition/ip';
export * from './condition/operators';
export { type CompiledCondition, type ConditionOutcome, compileCondition, testCondition } from './condition/test-condition';
export { type Applicability, applicabilityOf, type SkipReason } from './evaluate/applicability';
export { authorize } from './evaluate/authorize';
export * from './evaluate/compile-policy';
export { type CredentialRefusal, credentialOf, credentialRefusal } from './evaluate/credential';
export { denialMessage } from './evaluate/denial-message';
export { explain } from './evaluate/explain';
export { describeFix } from './evaluate/fix/describe-fix';
export { smallestFix } from './evaluate/fix/smallest-fix';
export type * from './evaluate/fix/types';
export { type AssumeRoleOperation, assumeRoleActions, type PassedRole, passRoleRequest } from './evaluate/further-checks';
export { isOpen } from './evaluate/is-open';
export { type CompiledPrincipal, compilePrincipal, matchPrincipal, type PrincipalMatch } from './evaluate/match-principal';
export { missingContextKeys } from './evaluate/missing-context-keys';
export * from './evaluate/open-points';
export { isAwsManaged, preparePolicy, preparePolicyText } from './evaluate/prepare-policy';
export { principalContext } from './evaluate/principal-context';
export type { PreparedPolicy } from './evaluate/record';
export { type PreparedRequest, prepareRequest } from './evaluate/request';
export type * from './evaluate/types';
export * from './json/parse-json';
export type * from './json/types';
export * from './match/glob';
export { type ActionPattern, actionPattern, matchAction } from './match/match-action';
export { matchArn } from './match/match-arn';
export { matchResource, type ResourcePattern, resourcePattern } from './match/match-resource';
export { matchPattern, type Pattern } from './match/pattern';
export * from './match/template';
export { KIND_RULES, TRUST_ACTIONS } from './policy/kind-rules';
export { malformedPolicyMessage } from './policy/malformed-message';
export { parsePolicy } from './policy/parse-policy';
export { policyToJson, printPolicy, statementToJson } from './policy/print-policy';
export type * from './policy/types';
export type * from './validate/catalog';
export { applyEdits } from './validate/edits';
export { countedCharacters } from './validate/size';
export type * from './validate/types';
export { validatePolicy } from './validate/validate-policy';
