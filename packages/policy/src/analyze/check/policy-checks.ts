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
 * The result of a check. `PASS` is certain. `FAIL` names the statements that grant the access, with a decided request if there is one.
 * `UNKNOWN` means that none was found or ruled out (variables, or `tooComplex`).
 */
export type PolicyCheck =
  | { result: 'PASS' }
  | { result: 'FAIL'; findings: readonly AccessFinding[] }
  | { result: 'UNKNOWN'; findings: readonly AccessFinding[]; tooComplex: boolean };

export type PolicyCheckOptions = {
  /** Counts only these actions. Without it, a policy that lists all actions of a service differs from one with `s3:*`. */
  index?: ActionIndex;
  /** Tests whether a condition key can have several values. Default: as the index says, or the known global keys and all keys of services. */
  isMultivalued?: (key: string) => boolean;
  /** The effort as a part of 1, by default 1. A smaller value leaves more policies UNKNOWN. */
  effort?: number;
};

/**
 * Checks that an updated policy grants no access beyond the existing one. No request may become allowed, or more directly granted to its
 * caller (see `PrincipalClass`). Each policy is evaluated alone. Source: Access Analyzer's CheckNoNewAccess.
 */
export function checkNoNewAccess(existing: Policy, updated: Policy, options: PolicyCheckOptions = {}): PolicyCheck {
  return takeAll(checkNoNewAccessSteps(existing, updated, options));
}

/** Runs `checkNoNewAccess` in steps, one class of requests at a time. */
export function* checkNoNewAccessSteps(existing: Policy, updated: Policy, options: PolicyCheckOptions = {}): Steps<PolicyCheck> {
  const [before, after] = [prepare(existing), prepare(updated)];
  return yield* answer({ ...everything(after, options), existing: before, callers: callersOf([before, after]) });
}

/**
 * Compares two policies by `checkNoNewAccess` in both directions. Policies with only denials are compared by what they leave of full
 * access.
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

/** Actions and resources as in policy elements. Without either, all are meant. */
export type AccessNotToGrant = { actions?: readonly string[] | null; resources?: readonly string[] | null };

/** Checks that a policy grants none of these actions on any of these resources. Source: Access Analyzer's CheckAccessNotGranted. */
export function checkAccessNotGranted(policy: Policy, access: AccessNotToGrant, options: PolicyCheckOptions = {}): PolicyCheck {
  return takeAll(checkAccessNotGrantedSteps(policy, access, options));
}

/** Runs `checkAccessNotGranted` in steps, one class of requests at a time. */
export function* checkAccessNotGrantedSteps(
  policy: Policy,
  { actions = null, resources = null }: AccessNotToGrant,
  options: PolicyCheckOptions = {},
): Steps<PolicyCheck> {
  const updated = prepare(policy);
  return yield* answer({ ...everything(updated, options), actions, resources, callers: callersOf([updated]) });
}

/**
 * Checks that a resource policy allows no unnamed principal. Principals of unnamed accounts and anonymous callers count, unless the policy
 * fixes their organization, network, source or address. Source: Access Analyzer's CheckNoPublicAccess, and "The meaning of public" in the
 * S3 User Guide.
 */
export function checkNoPublicAccess(policy: Policy, options: PolicyCheckOptions = {}): PolicyCheck {
  return takeAll(checkNoPublicAccessSteps(policy, options));
}

/** Runs `checkNoPublicAccess` in steps, one class of requests at a time. */
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
  { index, isMultivalued = index?.mayHaveSeveralValues ?? mayHaveSeveralValues, effort = 1 }: PolicyCheckOptions,
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
