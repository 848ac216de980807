import { preparePolicy } from '../../evaluate/prepare-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import { parsePolicy } from '../../policy/parse-policy';
import type { Policy } from '../../policy/types';
import type { ActionIndex } from '../actions/action-index';
import { type AccessVerdict, verdictOf } from '../compare/verdict';
import { type Steps, takeAll } from '../steps';
import { type AccessFinding, type AccessQuestion, findAccess } from './find-access';
import { type IsPossible, mayHaveSeveralValues } from './key-cases';
import { STRANGERS, sampleCallers } from './sample-callers';
import { isStrangersValue } from './strangers-values';

/**
 * The answer of a check. `PASS` is certain. `FAIL` names the statements that give the access, each with a request that was decided so
 * where there is one. `UNKNOWN`: no such request was found and none was ruled out (variables, or `tooComplex`).
 */
export type PolicyCheck =
  | { result: 'PASS' }
  | { result: 'FAIL'; findings: readonly AccessFinding[] }
  | { result: 'UNKNOWN'; findings: readonly AccessFinding[]; tooComplex: boolean };

export type PolicyCheckOptions = {
  /** Only these actions count. Without it a policy that lists all actions of a service is told apart from one with `s3:*`. */
  index?: ActionIndex;
  /** Whether a condition key can have several values at once. Default: what is known of global keys; others can. */
  isMultivalued?: (key: string) => boolean;
  /** How much work it is worth, as a part of 1: with less of it more policies are UNKNOWN. Default 1. */
  effort?: number;
};

/**
 * Whether an updated policy gives no access that the existing one does not give: no request is allowed, or granted to its caller more
 * directly (see `PrincipalClass`), that was not before. Each policy is looked at alone. Source: Access Analyzer's CheckNoNewAccess.
 */
export function checkNoNewAccess(existing: Policy, updated: Policy, options: PolicyCheckOptions = {}): PolicyCheck {
  return takeAll(checkNoNewAccessSteps(existing, updated, options));
}

/** `checkNoNewAccess`, a kind of request at a time. */
export function* checkNoNewAccessSteps(existing: Policy, updated: Policy, options: PolicyCheckOptions = {}): Steps<PolicyCheck> {
  const [before, after] = [prepare(existing), prepare(updated)];
  return yield* answer({ ...everything(after, options), existing: before, callers: callersOf([before, after]) });
}

/**
 * How what a policy allows by itself stands to what another does: `checkNoNewAccess` asked both ways. Policies that only deny are compared by
 * what they leave of everything.
 */
export function* comparePoliciesSteps(before: Policy, after: Policy, options: PolicyCheckOptions = {}): Steps<AccessVerdict> {
  const onlyDeny = [before, after].every(({ statements }) => statements.every(({ effect }) => effect === 'Deny'));
  const [was, is] = onlyDeny ? [withEverything(before), withEverything(after)] : [before, after];
  const more = yield* checkNoNewAccessSteps(was, is, options);
  const less = yield* checkNoNewAccessSteps(is, was, options);
  return verdictOf(SHOWN[more.result], SHOWN[less.result]);
}

const SHOWN = { PASS: 'no', FAIL: 'yes', UNKNOWN: 'open' } as const;

function withEverything(policy: Policy): Policy {
  const needsPrincipal = policy.kind !== 'identity' && policy.kind !== 'scp';
  const everything = { Effect: 'Allow', Action: '*', Resource: '*', ...(needsPrincipal && { Principal: '*' }) };
  const allowed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: everything }), policy.kind, { author: 'aws' });
  return allowed.ok ? { ...policy, statements: [...policy.statements, ...allowed.policy.statements] } : policy;
}

/** Actions and resources as in the elements of a policy; without either all of them are meant. */
export type AccessNotToGrant = { actions?: readonly string[] | null; resources?: readonly string[] | null };

/** Whether a policy gives nobody any of these actions on any of these resources. Source: Access Analyzer's CheckAccessNotGranted. */
export function checkAccessNotGranted(policy: Policy, access: AccessNotToGrant, options: PolicyCheckOptions = {}): PolicyCheck {
  return takeAll(checkAccessNotGrantedSteps(policy, access, options));
}

/** `checkAccessNotGranted`, a kind of request at a time. */
export function* checkAccessNotGrantedSteps(
  policy: Policy,
  { actions = null, resources = null }: AccessNotToGrant,
  options: PolicyCheckOptions = {},
): Steps<PolicyCheck> {
  const updated = prepare(policy);
  return yield* answer({ ...everything(updated, options), actions, resources, callers: callersOf([updated]) });
}

/**
 * Whether a resource policy lets nobody in whom it does not name: nobody of an unnamed account, and no caller without credentials, but for
 * those whose organization, network, source or address it fixes. Source: Access Analyzer's CheckNoPublicAccess, and "The meaning of
 * public" in the S3 User Guide.
 */
export function checkNoPublicAccess(policy: Policy, options: PolicyCheckOptions = {}): PolicyCheck {
  return takeAll(checkNoPublicAccessSteps(policy, options));
}

/** `checkNoPublicAccess`, a kind of request at a time. */
export function* checkNoPublicAccessSteps(policy: Policy, options: PolicyCheckOptions = {}): Steps<PolicyCheck> {
  const question = everything(prepare(policy), options);
  const isPossible: IsPossible = (key, value, conditions) =>
    question.isPossible(key, value, conditions) && isStrangersValue(key, value, conditions);
  return yield* answer({ ...question, callers: STRANGERS, isPossible });
}

function prepare(policy: Policy): PreparedPolicy {
  return preparePolicy({ id: 'checked', type: policy.kind, name: 'checked', origin: { kind: 'inline' } }, policy);
}

function callersOf(policies: readonly PreparedPolicy[]) {
  return sampleCallers(policies.flatMap(({ compiled }) => compiled.statements.flatMap(({ principal }) => principal ?? [])));
}

function everything(
  updated: PreparedPolicy,
  { index, isMultivalued = mayHaveSeveralValues, effort = 1 }: PolicyCheckOptions,
): AccessQuestion {
  const isPossible: IsPossible = (key, value) => value === undefined || typeof value === 'string' || isMultivalued(key);
  return { existing: null, updated, actions: null, resources: null, callers: [], isPossible, index: index ?? null, effort };
}

function* answer(question: AccessQuestion): Steps<PolicyCheck> {
  const found = yield* findAccess(question);
  if (found.kind === 'tooComplex') return { result: 'UNKNOWN', findings: [], tooComplex: true };
  if (found.findings.length === 0) return { result: 'PASS' };
  const shown = found.findings.filter(({ witness }) => witness !== null);
  return shown.length > 0
    ? { result: 'FAIL', findings: shown }
    : { result: 'UNKNOWN', findings: found.findings, tooComplex: false };
}
