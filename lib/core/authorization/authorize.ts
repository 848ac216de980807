import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { isAccountId } from '@gatehouse/policy/arn';
import {
  type AuthorizationRequest,
  authorize,
  type Decision,
  type Explanation,
  explain,
  mapPolicySet,
  missingKeysOfMatched,
  type PolicyRef,
  type PolicySet,
  type PreparedPolicy,
} from '@gatehouse/policy/evaluate';
import type { Transaction } from '../../db/client';
import { type AccountFacts, type Enforcement, findAccountFacts } from '../account-facts';
import type { Call, Caller } from '../call';
import type { PolicyRefusal } from '../declarative-policy';
import type { Check, Scope } from '../operation';
import { aheadOf } from '../time/clock';
import { buildContext, type OrganizationPlace, tellsOfResource } from './context';
import {
  type Guardrails,
  levelsOf,
  loadGuardrails,
  placeOf,
  RESOURCE_CONTROL_POLICY,
  SERVICE_CONTROL_POLICY,
} from './guardrails';
import { levelsBearingOn } from './own-calls';
import { documentOf, prepareStoredPolicy, prepareTrustPolicy } from './prepared-policies';
import { effectiveTags, loadPrincipalPolicies, loadSessionPolicies, prepareScopes } from './principal-policies';

/**
 * The engine's answer to one check, with its record on demand. The decision and the record may be stored and shown. If another
 * account owns the resource, they cover the caller's side only.
 */
export type CheckResult = {
  check: Check;
  allowed: boolean;
  decision: Decision;
  explain: () => DecisionRecord;
  /**
   * Returns the condition keys that the statements read and the request lacks. `told` holds those that the caller may see. If
   * another account owns the resource, they are the keys of the caller's side.
   */
  missingKeys: () => { all: readonly string[]; told: readonly string[] };
  /** The lead of the resource owner's clock over real time, in milliseconds. Null if there is no such account. */
  ownerAheadMs: number | null;
};

/**
 * The record of one decision with the documents it names, as they were: a trace stores it. `considered` names every policy
 * considered, so that a change can be tried on the record later (lib/access/readable/fixes). Records of older releases lack it.
 */
export type DecisionRecord = {
  explanation: Explanation;
  documents: Readonly<Record<string, string>>;
  considered?: PolicySet<PolicyRef>;
  /** Set if a declarative policy refused the call, whatever the decision. */
  refusal?: PolicyRefusal;
};

/** The caller's half of every question: policies, tags and place in the organization, read once per call. */
export type CallerPolicies = {
  policies: Pick<
    PolicySet<PreparedPolicy>,
    'identity' | 'boundary' | 'session' | 'scopes' | 'scp' | 'principalInManagementAccount'
  >;
  tags: readonly { Key: string; Value: string }[];
  place: OrganizationPlace | null;
  guardrails: Guardrails | null;
};

/** Loads everything that limits or grants on the caller's side: identity policies, boundary, session policies and SCPs. */
export async function loadCallerPolicies(db: Transaction, caller: Caller, account: AccountFacts): Promise<CallerPolicies> {
  const own = await loadPrincipalPolicies(db, caller.principal, account.revision);
  const session = await loadSessionPolicies(db, caller, account.revision);
  const guardrails = account.organization ? await loadGuardrails(db, account.organization) : null;
  return {
    policies: {
      identity: own.identity,
      boundary: own.boundary,
      session,
      ...prepareScopes(caller),
      scp: guardrails ? levelsOf(guardrails, SERVICE_CONTROL_POLICY, account) : undefined,
      principalInManagementAccount: account.organization?.managementAccountId === account.id,
    },
    tags: effectiveTags(own.tags, caller.session?.tags),
    place: guardrails ? placeOf(guardrails, account) : null,
    guardrails,
  };
}

/** Loads the resource's half: its policy, and the RCPs of the account that owns it. */
async function resourceSide(
  db: Transaction,
  check: Check,
  account: AccountFacts,
  caller: CallerPolicies,
): Promise<{
  policies: Pick<
    PolicySet<PreparedPolicy>,
    'resource' | 'rcp' | 'rcpServices' | 'resourceInManagementAccount' | 'blockPublicAccess' | 'ownersOnly'
  >;
  place: OrganizationPlace | null;
  owner: AccountFacts | null;
}> {
  const owner =
    check.resourceAccount === undefined || check.resourceAccount === account.id
      ? account
      : await findAccountFacts(db, check.resourceAccount);
  const guardrails =
    owner?.id === account.id ? caller.guardrails : owner?.organization ? await loadGuardrails(db, owner.organization) : null;
  return {
    policies: {
      resource: resourcePolicyOf(check),
      rcp: guardrails && owner ? levelsOf(guardrails, RESOURCE_CONTROL_POLICY, owner) : undefined,
      rcpServices: loadCatalog().rcpSupportedServices,
      resourceInManagementAccount: owner?.organization?.managementAccountId === owner?.id,
      ...(check.blockPublicAccess && { blockPublicAccess: true }),
      ...(check.ownersOnly && { ownersOnly: true }),
    },
    place: guardrails && owner ? placeOf(guardrails, owner) : null,
    owner,
  };
}

function resourcePolicyOf({ trustPolicy, resourcePolicy }: Check): PreparedPolicy | undefined {
  if (trustPolicy) return prepareTrustPolicy(trustPolicy);
  if (!resourcePolicy) return undefined;
  const { resourceArn, document } = resourcePolicy;
  return document === null ? undefined : prepareStoredPolicy({ resourceArn, document });
}

/** Asks the engine one question about a call. No other product code calls the engine's `authorize`. */
export async function authorizeCheck(
  db: Transaction,
  call: Call,
  account: AccountFacts,
  caller: CallerPolicies,
  check: Check,
): Promise<CheckResult> {
  const { request, set, owner } = await assembleRequest(db, call, account, caller, check);
  const decision = authorize(request, set);
  const allowed = decision.decision === 'Allowed';
  const ownerAheadMs = owner && aheadOf(owner);
  const missing = () => missingKeysOfMatched(request, set);
  if (!isOfAnotherAccount(check, account)) {
    const missingKeys = () => {
      const all = missing();
      return { all, told: all };
    };
    return { check, allowed, decision, explain: () => explainSet(request, set), missingKeys, ownerAheadMs };
  }
  // Neither the answer nor its record may reveal what other accounts have, or whether a resource exists in them.
  const side = callerSide({ request, set }, caller.place);
  const told = allowed ? allowedBy(decision, side.set) : authorize(side.request, side.set);
  const missingKeys = () => {
    const all = missing();
    const ofCaller = new Set(missingKeysOfMatched(side.request, side.set));
    return { all, told: all.filter((key) => ofCaller.has(key)) };
  };
  return { check, allowed, decision: told, explain: () => explainTold(side, told), missingKeys, ownerAheadMs };
}

function isOfAnotherAccount({ resourceAccount }: Check, account: AccountFacts): boolean {
  return resourceAccount !== undefined && resourceAccount !== account.id && isAccountId(resourceAccount);
}

type Question = { request: AuthorizationRequest; set: PolicySet<PreparedPolicy> };

/**
 * Returns a question without what only the resource's owner knows: its policy, settings, tags, own keys, RCPs and the account's
 * place.
 */
function callerSide({ request, set }: Question, place: OrganizationPlace | null): Question {
  const { resource: _, rcp: __, resourceInManagementAccount: ___, blockPublicAccess: ____, ownersOnly: _____, ...own } = set;
  const known = Object.entries(request.context).filter(([key, value]) => {
    if (key === 'aws:ResourceOrgID') return value === place?.organizationId;
    return key !== 'aws:ResourceOrgPaths' && !tellsOfResource(key);
  });
  return { request: { ...request, context: Object.fromEntries(known) }, set: { ...own, unknown: ['resource', 'rcp'] } };
}

/** Returns the decision of an allowed call, with only the statements of the caller's own policies. */
function allowedBy(decision: Decision, own: PolicySet<PreparedPolicy>): Decision {
  const ids = new Set(policiesOf(own).map(({ ref }) => ref.id));
  return { ...decision, deciding: decision.deciding.filter(({ policyId }) => ids.has(policyId)) };
}

function explainTold({ request, set }: Question, told: Decision): DecisionRecord {
  const explained = explainSet(request, set);
  if (told.decision !== 'Allowed') return explained;
  const { message: _, ...explanation } = explained.explanation;
  return { ...explained, explanation: { ...explanation, ...told } };
}

/** Assembles the request and the policies of one check for the engine, and finds the account that owns the resource. */
export async function assembleRequest(
  db: Transaction,
  call: Call,
  account: AccountFacts,
  caller: CallerPolicies,
  check: Check,
): Promise<{ request: AuthorizationRequest; set: PolicySet<PreparedPolicy>; owner: AccountFacts | null }> {
  const resource = await resourceSide(db, check, account, caller);
  const resourceAccount = check.resourceAccount ?? account.id;
  const request: AuthorizationRequest = {
    principal: call.caller.principal,
    credential: call.caller.credential,
    action: check.action,
    resource: check.resource,
    resourceAccount,
    context: buildContext({
      call,
      account,
      principalTags: caller.tags,
      principalPlace: caller.place,
      resourceAccount,
      resourcePlace: resource.place,
      check,
    }),
  };
  const { scp } = caller.policies;
  const bound = { scp: levelsBearingOn(check.action, scp) };
  return { request, set: { ...caller.policies, ...bound, ...resource.policies }, owner: resource.owner };
}

/** Explains a request, and names the documents of every considered policy, by policy id. */
export function explainSet(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>): DecisionRecord {
  const documents: Record<string, string> = {};
  for (const policy of policiesOf(set)) documents[policy.ref.id] = documentOf(policy);
  return { explanation: explain(request, set), documents, considered: mapPolicySet(set, ({ ref }) => ref) };
}

/** Returns every policy that is considered. */
export function policiesOf(set: PolicySet<PreparedPolicy>): PreparedPolicy[] {
  const single = [set.boundary, set.resource, set.vpcEndpoint].filter((policy) => policy !== undefined);
  const levels = [...(set.scp ?? []), ...(set.rcp ?? [])].flatMap((level) => level.policies);
  return [...single, ...set.identity, ...(set.session ?? []), ...(set.scopes ?? []), ...levels];
}

/** The answers to a call's questions, up to the deciding one. `stopped` is true if that answer stops the call. */
export type Authorization = { results: CheckResult[]; stopped: boolean };

/**
 * Answers the questions of a call. The first enforced denial decides. If no denial is enforced, the first denial does.
 * @param enforcement what the account does with denials
 * @param known the caller's policies, if they were read for this very call
 */
export async function authorizeChecks(
  scope: Scope,
  checks: readonly Check[],
  enforcement: Enforcement = 'enforce',
  known?: CallerPolicies,
): Promise<Authorization> {
  if (checks.length === 0) return { results: [], stopped: false };
  const caller = known ?? (await loadCallerPolicies(scope.db, scope.caller, scope.account));
  const results: CheckResult[] = [];
  let ignored = 0;
  for (const check of checks) {
    const result = await authorizeCheck(scope.db, scope.call, scope.account, caller, check);
    results.push(result);
    if (isObeyed(result, enforcement)) return { results, stopped: true };
    if (ignored === 0 && !result.allowed) ignored = results.length;
  }
  return { results: ignored > 0 ? results.slice(0, ignored) : results, stopped: false };
}

/**
 * Returns how denials of these questions are enforced. An account may stop enforcing for itself. That does not open what another
 * account's policy guards, or its own resources to anonymous callers and services.
 */
export function enforcementOf({ account, accountId, caller }: Scope, checks: readonly Check[]): Enforcement {
  const isOfOthers = ({ trustPolicy, resourcePolicy, resourceAccount }: Check) =>
    (trustPolicy !== undefined || resourcePolicy !== undefined) && resourceAccount !== undefined && resourceAccount !== accountId;
  return !('accountId' in caller.principal) || checks.some(isOfOthers) ? 'enforce' : account.enforcement;
}

/**
 * Returns whether a denial stops its call. An account that only audits, or whose policies are off, waives its own denials. It
 * cannot waive its organization's guardrails or the fixed limits of a credential type.
 */
function isObeyed(result: CheckResult, enforcement: Enforcement): boolean {
  if (result.allowed) return false;
  return enforcement === 'enforce' || isStoppedFromOutside(result);
}

function isStoppedFromOutside({ decision, explain }: CheckResult): boolean {
  if (decision.blockedBy.some(({ type }) => type === 'credential' || isGuardrail(type))) return true;
  // The engine stops at an explicit deny. Only the whole record shows whether a guardrail lacks an Allow as well.
  if (decision.decision !== 'ExplicitDeny') return false;
  return explain().explanation.steps.some(({ step, outcome }) => isGuardrail(step) && outcome === 'NoMatch');
}

function isGuardrail(layer: string): boolean {
  return layer === 'scp' || layer === 'rcp';
}

/** Returns whether the caller may do something. */
export type May = (check: Check) => Promise<boolean>;

/**
 * Returns a function that checks permissions beyond the call itself, for answers whose parts each need their own permission. The
 * caller's policies are read once. Denials count as far as the caller's account enforces them.
 */
export async function callerMay(scope: Scope): Promise<May> {
  const caller = await loadCallerPolicies(scope.db, scope.caller, scope.account);
  return async (check) => {
    const result = await authorizeCheck(scope.db, scope.call, scope.account, caller, check);
    return !isObeyed(result, enforcementOf(scope, [check]));
  };
}
