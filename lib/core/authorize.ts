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
import type { Transaction } from '../db/client';
import { type AccountFacts, type Enforcement, findAccountFacts } from './account-facts';
import type { Call, Caller } from './call';
import { aheadOf } from './clock';
import { buildContext, type OrganizationPlace, tellsOfResource } from './context';
import {
  type Guardrails,
  levelsOf,
  loadGuardrails,
  placeOf,
  RESOURCE_CONTROL_POLICY,
  SERVICE_CONTROL_POLICY,
} from './guardrails';
import type { Check, Scope } from './operation';
import { levelsBearingOn } from './own-calls';
import { documentOf, prepareStoredPolicy, prepareTrustPolicy } from './prepared-policies';
import { effectiveTags, loadPrincipalPolicies, loadSessionPolicies } from './principal-policies';

/**
 * The engine's answer to one check, with the record behind it on demand. `decision` and the record are what may be kept and told:
 * about a resource of another account they hold the caller's side alone.
 */
export type CheckResult = {
  check: Check;
  allowed: boolean;
  decision: Decision;
  explain: () => DecisionRecord;
  /**
   * The condition keys that the statements about this request read and that it does not carry: all of them, and those that may be told, which
   * are of the caller's side where the resource is another account's.
   */
  missingKeys: () => { all: readonly string[]; told: readonly string[] };
  /** By how many milliseconds the clock of the resource's owner is ahead of the real time; null where there is no such account. */
  ownerAheadMs: number | null;
};

/**
 * The record of one decision and the documents it speaks of, as they were: what a trace stores. `considered` names everything that was
 * considered, so that a change can be tried on the record later (lib/access/fixes); records of older releases have none.
 */
export type DecisionRecord = {
  explanation: Explanation;
  documents: Readonly<Record<string, string>>;
  considered?: PolicySet<PolicyRef>;
};

/** The caller's half of every question: its policies, tags and place, fetched once per call. */
export type CallerPolicies = {
  policies: Pick<PolicySet<PreparedPolicy>, 'identity' | 'boundary' | 'session' | 'scp' | 'principalInManagementAccount'>;
  tags: readonly { Key: string; Value: string }[];
  place: OrganizationPlace | null;
  guardrails: Guardrails | null;
};

/** Everything that limits or grants on the caller's side: identity policies, boundary, session policies and SCPs. */
export async function loadCallerPolicies(db: Transaction, caller: Caller, account: AccountFacts): Promise<CallerPolicies> {
  const own = await loadPrincipalPolicies(db, caller.principal, account.revision);
  const session = await loadSessionPolicies(db, caller, account.revision);
  const guardrails = account.organization ? await loadGuardrails(db, account.organization) : null;
  return {
    policies: {
      identity: own.identity,
      boundary: own.boundary,
      session,
      scp: guardrails ? levelsOf(guardrails, SERVICE_CONTROL_POLICY, account) : undefined,
      principalInManagementAccount: account.organization?.managementAccountId === account.id,
    },
    tags: effectiveTags(own.tags, caller.session?.tags),
    place: guardrails ? placeOf(guardrails, account) : null,
    guardrails,
  };
}

/** The resource's half: its policy, and the RCPs of the account that owns it. */
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

/**
 * Asks the engine one question about a call.
 * The only place where product code meets the engine's `authorize`.
 */
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
  // What other accounts have, and whether they have it, must not be learned from asking for it: neither from the answer nor from its record.
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

/** A question without what only the owner of its resource knows: its policy, settings, tags, own keys and RCPs, and where the account lies. */
function callerSide({ request, set }: Question, place: OrganizationPlace | null): Question {
  const { resource: _, rcp: __, resourceInManagementAccount: ___, blockPublicAccess: ____, ownersOnly: _____, ...own } = set;
  const known = Object.entries(request.context).filter(([key, value]) => {
    if (key === 'aws:ResourceOrgID') return value === place?.organizationId;
    return key !== 'aws:ResourceOrgPaths' && !tellsOfResource(key);
  });
  return { request: { ...request, context: Object.fromEntries(known) }, set: { ...own, unknown: ['resource', 'rcp'] } };
}

/** An allowed call by the statements of the caller's own policies. */
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

/** The request and the policies of one check, ready for the engine, and the account that owns the resource. */
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

/** Explains a request and names the documents of every policy that was considered, by policy id. */
export function explainSet(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>): DecisionRecord {
  const documents: Record<string, string> = {};
  for (const policy of policiesOf(set)) documents[policy.ref.id] = documentOf(policy);
  return { explanation: explain(request, set), documents, considered: mapPolicySet(set, ({ ref }) => ref) };
}

/** Every policy that is considered. */
export function policiesOf(set: PolicySet<PreparedPolicy>): PreparedPolicy[] {
  const single = [set.boundary, set.resource, set.vpcEndpoint].filter((policy) => policy !== undefined);
  const levels = [...(set.scp ?? []), ...(set.rcp ?? [])].flatMap((level) => level.policies);
  return [...single, ...set.identity, ...(set.session ?? []), ...levels];
}

/** The answers to a call's questions, up to the one that decides, and whether that one stops the call. */
export type Authorization = { results: CheckResult[]; stopped: boolean };

/**
 * Asks the questions of a call. The one that decides is the first denial that is obeyed; where none is, the first denial of all.
 * @param enforcement what the account does with denials
 * @param known the caller's policies, where they were read for this very call
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
 * What is done with denials of these questions. An account may stop enforcing for itself, but that opens neither what a policy of another
 * account guards, nor what is its own to those who are nobody or a service.
 */
export function enforcementOf({ account, accountId, caller }: Scope, checks: readonly Check[]): Enforcement {
  const isOfOthers = ({ trustPolicy, resourcePolicy, resourceAccount }: Check) =>
    (trustPolicy !== undefined || resourcePolicy !== undefined) && resourceAccount !== undefined && resourceAccount !== accountId;
  return !('accountId' in caller.principal) || checks.some(isOfOthers) ? 'enforce' : account.enforcement;
}

/**
 * Returns whether an answer stops its call. An account that only audits, or whose policies are off, gives up what is its own: not the guardrails
 * of its organization, nor what its kind of credentials can never do.
 */
function isObeyed(result: CheckResult, enforcement: Enforcement): boolean {
  if (result.allowed) return false;
  return enforcement === 'enforce' || isStoppedFromOutside(result);
}

function isStoppedFromOutside({ decision, explain }: CheckResult): boolean {
  if (decision.blockedBy.some(({ type }) => type === 'credential' || isGuardrail(type))) return true;
  // The engine looks no further than an explicit deny. Its whole record says whether a guardrail lacks an Allow as well.
  if (decision.decision !== 'ExplicitDeny') return false;
  return explain().explanation.steps.some(({ step, outcome }) => isGuardrail(step) && outcome === 'NoMatch');
}

function isGuardrail(layer: string): boolean {
  return layer === 'scp' || layer === 'rcp';
}

/** Answers whether the caller may do something. */
export type May = (check: Check) => Promise<boolean>;

/**
 * Asks what the caller may do beyond the call itself: for what shows each part under its own permission. Its policies are read once, and
 * its account is taken to obey denials as far as it does.
 */
export async function callerMay(scope: Scope): Promise<May> {
  const caller = await loadCallerPolicies(scope.db, scope.caller, scope.account);
  return async (check) => {
    const result = await authorizeCheck(scope.db, scope.call, scope.account, caller, check);
    return !isObeyed(result, enforcementOf(scope, [check]));
  };
}
