import { accountOfArn, isAccountId } from '../../arn/parse-arn';
import { matchPrincipal } from '../../evaluate/match-principal';
import { type PreparedPolicy, STRENGTH } from '../../evaluate/record';
import { isKmsKey, prepareRequest } from '../../evaluate/request';
import type { PolicySet, Principal } from '../../evaluate/types';
import type { ActionIndex } from '../actions/action-index';
import type { StackSide } from '../compare/stack-structure';
import type { AccessModel, AccessResource } from '../model/access-model';
import { type Access, type AccessAnswer, askedResource, askKnown } from '../model/ask-known';
import { contextOfFacts, type KnownContext, type KnownFacts, withKnown } from '../model/known-context';
import { type GuardedResource, type Member, type ModelIndex, modelIndexOf } from '../model/model-index';
import type { Steps } from '../steps';
import { type OpenCondition, openStatements } from '../who-can/open-conditions';
import { ANYBODY, knownOfOutsider, namedOutside, withEverythingAllowed } from '../who-can/outside-access';
import { actionsOfStatements, actionsOn, alikeActions, textsOf } from './policy-actions';

/** An action with its resource: the resource itself, or `…/*` for its contents. */
export type GrantedAction = Pick<AccessAnswer, 'deciding'> & {
  action: string;
  resource: string;
  access: 'always' | 'sometimes';
};

/** A principal that a resource policy names, with the actions allowed by all policies together. */
export type PolicyGrant = {
  /** The ARN of a principal of the model, an external principal as the policy names it, or `*` for everybody. */
  principal: string;
  kind: 'member' | 'account' | 'principal' | 'service' | 'provider' | 'everybody';
  /** The principal's account. Null if it has none or it is unknown. */
  accountId: string | null;
  actions: readonly GrantedAction[];
  /** The conditions that uncertain answers depend on. */
  conditions: readonly OpenCondition[];
  /** RCPs over the owner remove some of what the policy allows. */
  cutByRcp: boolean;
};

export type GrantOptions = {
  /** The principals that this policy names are evaluated as well. */
  alsoNamed?: PreparedPolicy | undefined;
  /**
   * Returns the possible contexts of a principal's requests. An action counts if it is allowed with one of them. Absent: any possible
   * context. Null: the principal does not count.
   */
  meant?: (grant: Pick<PolicyGrant, 'principal' | 'kind' | 'accountId'>, policy: PreparedPolicy) => readonly KnownFacts[] | null;
};

/**
 * Finds the principals that a resource policy's Allow statements name, with their actions, one per step. Within the owner's account naming
 * the account grants nothing, except on KMS keys, whose policies must name it.
 */
export function* policyGrantsSteps(
  model: AccessModel,
  resource: AccessResource,
  actions: ActionIndex,
  { meant = () => [{}], alsoNamed }: GrantOptions = {},
): Steps<PolicyGrant[]> {
  const { policy, accountId } = resource;
  if (policy === undefined) return [];
  const index = modelIndexOf(model);
  const questions = new GrantQuestions(index, resource, actions);
  const grants: PolicyGrant[] = [];
  for (const who of namedIn(index, alsoNamed === undefined ? [policy] : [policy, alsoNamed])) {
    yield;
    const addsNothing = who.kind === 'account' && who.accountId === accountId && !isKmsKey(resource.arn);
    const facts = addsNothing ? null : meant(who, policy);
    if (facts === null) continue;
    const { principal, kind, accountId: of } = who;
    const grant = { principal, kind, accountId: of, ...questions.ask(who, facts) };
    if (grant.actions.length > 0) grants.push(grant);
  }
  return grants;
}

/** The way a resource policy names a principal of the model. `everybody` means by `*` or by excluding others. */
export type Naming = 'principal' | 'role' | 'account' | 'everybody';

export type ReachedResource = { resource: AccessResource; naming: Naming; actions: readonly GrantedAction[] };

/** Returns how the Allow statements of a resource policy name a principal, or null if none does with an effect. */
export function namingOf({ arn, accountId, policy }: AccessResource, principal: Principal): Naming | null {
  const request = prepareRequest({ principal, action: 's3:GetObject', resource: arn, context: {} }, false);
  let best: Naming | null = null;
  let strength = 0;
  for (const { principal: named, deny } of policy?.compiled.statements ?? []) {
    if (deny || named === null) continue;
    const found = matchPrincipal(named, request.caller, false, false);
    const byAll = found.class === 'DIRECT' && (named.negated || found.entry === named.everyone);
    const rank = byAll ? 0.5 : STRENGTH[found.class];
    if (rank <= strength) continue;
    strength = rank;
    best = byAll ? 'everybody' : (NAMINGS[found.class] ?? null);
  }
  return best === 'account' && request.caller.accountId === accountId && !isKmsKey(arn) ? null : best;
}

const NAMINGS: Readonly<Record<string, Naming>> = {
  DIRECT: 'principal',
  ROLE: 'role',
  FED_SOURCE_USER: 'principal',
  ACCOUNT: 'account',
};

/** Returns the actions that a principal of the model can do on a resource because its policy grants them, or null for none. */
export function reachOf(
  model: AccessModel,
  principalArn: string,
  resource: AccessResource,
  actions: ActionIndex,
): ReachedResource | null {
  const index = modelIndexOf(model);
  const member = index.member(principalArn);
  const naming = member === undefined ? null : namingOf(resource, member.entry.principal);
  if (member === undefined || naming === null) return null;
  const who: Named = { principal: principalArn, kind: 'member', accountId: member.account.accountId, member };
  const { actions: granted } = new GrantQuestions(index, resource, actions).ask(who, [{}]);
  return granted.length === 0 ? null : { resource, naming, actions: granted };
}

/** A principal that a policy names: of the model, or external with a stand-in. */
export type Named = Pick<PolicyGrant, 'principal' | 'kind' | 'accountId'> & { member?: Member; standIn?: Principal };

/** Returns all principals that the Allow statements of policies name. */
export function namedIn(index: ModelIndex, policies: readonly PreparedPolicy[]): Named[] {
  const found = new Map<string, Named>();
  for (const { effect, principal } of policies.flatMap(({ policy }) => policy.statements)) {
    if (effect !== 'Allow' || principal === undefined) continue;
    for (const { key, value } of principal.negated ? [{ key: 'Any', value: ANYBODY }] : principal.entries) {
      const member = key === 'AWS' ? index.member(value) : undefined;
      if (value === ANYBODY) found.set(value, { principal: value, kind: 'everybody', accountId: null, standIn: anyone() });
      else if (member !== undefined && member.entry.principal.type !== 'Root') {
        const { arn } = member.entry;
        found.set(arn, { principal: arn, kind: 'member', accountId: member.account.accountId, member });
      }
    }
  }
  // Accounts of the model are also evaluated as accounts. Their own policies decide about their principals.
  for (const [name, standIn] of policies.flatMap((policy) => [...namedOutside(index, policy, { accountsToo: true })])) {
    const kind = kindOf(name, standIn);
    found.set(name, { principal: name, kind, accountId: 'accountId' in standIn ? standIn.accountId : null, standIn });
  }
  return [...found.values()];
}

function kindOf(name: string, standIn: Principal): PolicyGrant['kind'] {
  if (standIn.type === 'Service') return 'service';
  if (!('accountId' in standIn)) return 'provider';
  return isAccountId(name) || name.endsWith(':root') || accountOfArn(name) === null ? 'account' : 'principal';
}

/** An account id that no account has. */
const NO_ACCOUNT = '000000000000';

/** Returns an unknown principal of an unknown account. */
function anyone(): Principal {
  return {
    type: 'User',
    accountId: NO_ACCOUNT,
    arn: `arn:aws:iam::${NO_ACCOUNT}:user/${ANYBODY}`,
    userId: '',
    userName: ANYBODY,
  };
}

const NOTHING_KNOWN = contextOfFacts({});
const NEVER: AccessAnswer = { access: 'never', deciding: [], blockedBy: [] };
const RANK: Readonly<Record<Access, number>> = { never: 0, sometimes: 1, always: 2 };

class GrantQuestions {
  constructor(
    private readonly index: ModelIndex,
    private readonly resource: AccessResource,
    private readonly actions: ActionIndex,
  ) {}

  ask(who: Named, facts: readonly KnownFacts[]): Pick<PolicyGrant, 'actions' | 'conditions' | 'cutByRcp'> {
    const granted: GrantedAction[] = [];
    const conditions = new Map<string, OpenCondition>();
    let cutByRcp = false;
    const sets = actionsOfStatements(this.actions, this.statementsFor(who));
    for (const text of textsOf(this.resource.arn)) {
      const names = actionsOn(this.actions, text, sets);
      const [name = ''] = names;
      const sample = this.sideOf(who, name, text);
      const isApart = (action: string) => this.resource.ownersOnly?.has(action.toLowerCase()) === true;
      for (const alike of alikeActions(names, sample.set, isApart).values()) {
        const [action = ''] = alike;
        const { access, deciding, cut } = this.answer(who, action, text, facts);
        cutByRcp ||= cut;
        if (access === 'never') continue;
        for (const name of alike) granted.push({ action: name, resource: text, access, deciding });
        if (access === 'sometimes') this.note(conditions, who, action, text);
      }
    }
    granted.sort((a, b) => (a.action < b.action ? -1 : a.action > b.action ? 1 : 0));
    return { actions: granted, conditions: [...conditions.values()], cutByRcp };
  }

  /** Returns the policy's Allow statements that name a principal. */
  private statementsFor({ member, standIn, kind }: Named) {
    const principal = member?.entry.principal ?? standIn;
    if (principal === undefined) return [];
    const { caller } = prepareRequest({ principal, action: 's3:GetObject', resource: '*', context: {} }, false);
    return (this.resource.policy?.compiled.statements ?? []).filter(
      ({ deny, principal: named }) =>
        !deny &&
        named !== null &&
        matchPrincipal(named, caller, false, false).class !== 'NONE' &&
        (kind !== 'everybody' || named.negated || named.everyone >= 0),
    );
  }

  private answer(who: Named, action: string, text: string, facts: readonly KnownFacts[]) {
    const { request, set, known } = this.sideOf(who, action, text);
    const asked = askedResource(text);
    const best = (under: PolicySet<PreparedPolicy>) =>
      facts.reduce<Access>((most, { knownContext = {}, absentKeys }) => {
        const { access } = askKnown(request, asked, under, withKnown(known, knownContext, absentKeys));
        return RANK[access] > RANK[most] ? access : most;
      }, 'never');
    const possible = best(set);
    const { rcp: _, ...without } = set;
    // An action that is always possible for a context can still depend on the principal.
    const answer = possible === 'never' ? NEVER : askKnown(request, asked, set, known);
    return { ...answer, cut: set.rcp !== undefined && best(without) !== possible };
  }

  private note(conditions: Map<string, OpenCondition>, who: Named, action: string, text: string): void {
    const { request, set, known } = this.sideOf(who, action, text);
    for (const condition of openStatements({ ...request, resource: text }, set, known)) {
      const { effect, operator, key, values } = condition;
      conditions.set(JSON.stringify([effect, operator, key, values]), condition);
    }
  }

  private sideOf(who: Named, action: string, text: string) {
    const { principal, ...side } = sideOfNamed(this.index, who, action, text);
    return { request: { principal, action, resourceAccount: this.resource.accountId }, ...side };
  }
}

/** Returns a named principal's side for a resource. Another account is assumed to allow its own principals everything. */
export function sideOfNamed(index: ModelIndex, { member, standIn, kind }: Named, action: string, text: string): StackSide {
  const guarded = index.guarded(action, text);
  if (member !== undefined) {
    const { principal } = member.entry;
    return { principal, set: index.policySet(member, guarded), known: index.knownOf(member, guarded) };
  }
  const principal = standIn ?? anyone();
  return {
    principal,
    set: withEverythingAllowed(principal, index.outsideSet(guarded)),
    known: kind === 'everybody' ? knownOfAll(guarded) : knownOfOutsider(principal, guarded),
  };
}

/** Returns the known values of requests about the resource by any caller. */
function knownOfAll({ factsFor }: GuardedResource): KnownContext {
  const [one, other] = [factsFor?.(NO_ACCOUNT) ?? {}, factsFor?.('') ?? {}];
  const shared = Object.entries(one.knownContext ?? {}).filter(
    ([key, value]) => JSON.stringify(other.knownContext?.[key]) === JSON.stringify(value),
  );
  return withKnown(NOTHING_KNOWN, Object.fromEntries(shared), one.absentKeys);
}
