import type { CompiledStatement } from '../../evaluate/compile-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import type { ActionIndex } from '../actions/action-index';
import { type ActionSet, addPosition, compress, hasPosition, unite } from '../actions/action-set';
import {
  type AccessDifference,
  EQUAL_BY_WHAT_IS_SAID,
  StackComparer,
  type StackComparison,
  type StackSide,
} from '../compare/compare-stacks';
import { type AccessVerdict, type Shown, type UndecidedReason, verdictOf } from '../compare/verdict';
import type { AccessModel, AccessPrincipal, AccessResource } from '../model/access-model';
import type { KnownFacts } from '../model/known-context';
import { type GuardedResource, Member, type ModelIndex, modelIndexOf } from '../model/model-index';
import { actionsOfStatements, actionsOn, alikeActions, policiesIn, textsOf } from '../resources/policy-actions';
import type { Steps } from '../steps';

/** A user of the model, and the role session that takes its place. */
export type Replacement = {
  /** The ARN of the user in the model. */
  arn: string;
  /** The known values of the user's requests, once for each kind of credentials that it has. */
  credentials: readonly KnownFacts[];
  /** The session. Its facts decide every key that only sessions carry. */
  session: AccessPrincipal;
};

/** The comparison of a user with the session in its place. */
export type ReplacementDiff = {
  arn: string;
  verdict: AccessVerdict;
  reason?: UndecidedReason;
  differences: readonly AccessDifference[];
  /** The resources whose policies treat the two differently, with a difference or undecided. */
  resources: readonly AccessResource[];
};

/** The actions that only long-term credentials of a user can call: they give the user credentials, which the session has already. */
const ONLY_OF_USERS: ReadonlySet<string> = new Set(['sts:getsessiontoken', 'sts:getfederationtoken']);

/** The keys with different values for a user and a session. */
const KEYS_OF_CALLER =
  /^(?:aws:(?:principalarn|principaltype|userid|username|multifactorauthpresent|multifactorauthage|tokenissuetime|federatedprovider|sourceidentity|principaltag\/.*)|saml:.*|identitystore:.*)$/;

/** Tests whether the value of a condition key depends on whether a user or a session calls. */
export function isKeyOfCaller(key: string): boolean {
  return KEYS_OF_CALLER.test(key.toLowerCase());
}

/**
 * Compares users with the role sessions that replace them, under the same SCPs and RCPs. It covers all actions except `ONLY_OF_USERS` on all
 * resources: those of the model with their policies, and others as far as the caller's own side decides.
 *
 * A user is equal to a session if every kind of its credentials is. Each of them is compared with the session.
 */
export function* replacedPrincipalsSteps(
  model: AccessModel,
  replacements: readonly Replacement[],
  index: ActionIndex,
): Steps<ReplacementDiff[]> {
  const differ = new ReplacementDiffer(index, modelIndexOf(model), yield* tellingResources(model));
  const diffs: ReplacementDiff[] = [];
  for (const replacement of replacements) {
    yield;
    const diff = yield* differ.diff(replacement);
    if (diff !== null) diffs.push(diff);
  }
  return diffs;
}

/** The resources whose policies can tell a user from a session. */
type TellingResources = {
  /** Resources that name a principal, by its ARN or unique id. */
  naming: ReadonlyMap<string, readonly AccessResource[]>;
  /** Resources with a condition or variable about the caller. */
  reading: readonly AccessResource[];
  /**
   * Resources that allow everybody, by account. In its own account, such a grant needs no other Allow, so it can show a Deny that nothing else
   * shows.
   */
  open: ReadonlyMap<string, readonly AccessResource[]>;
};

function* tellingResources({ accounts, resources }: AccessModel): Steps<TellingResources> {
  const roles = accounts.flatMap(({ accountId, principals }) =>
    principals.flatMap(({ arn, trust }): AccessResource[] => (trust === undefined ? [] : [{ arn, accountId, policy: trust }])),
  );
  const naming = new Map<string, AccessResource[]>();
  const open = new Map<string, AccessResource[]>();
  const reading: AccessResource[] = [];
  for (const resource of [...resources, ...roles]) {
    yield;
    const statements = resource.policy === undefined ? [] : statementsAboutAws(resource.policy);
    const names = new Set(statements.flatMap(({ principal }) => [...(principal?.aws.keys() ?? [])]));
    for (const name of names) naming.set(name, [...(naming.get(name) ?? []), resource]);
    if (statements.some(({ keys }) => keys.some(isKeyOfCaller))) reading.push(resource);
    if (statements.some(({ deny, principal }) => !deny && principal !== null && (principal.negated || principal.everyone >= 0)))
      open.set(resource.accountId, [...(open.get(resource.accountId) ?? []), resource]);
  }
  return { naming, reading, open };
}

const aboutAws = new WeakMap<PreparedPolicy, readonly CompiledStatement[]>();

/** Returns the statements that can match principals of accounts. */
function statementsAboutAws(policy: PreparedPolicy): readonly CompiledStatement[] {
  const known = aboutAws.get(policy);
  if (known !== undefined) return known;
  const found = policy.compiled.statements.filter(
    ({ principal }) =>
      principal !== null &&
      (principal.negated || principal.everyone >= 0 || principal.aws.size > 0 || principal.accounts.size > 0),
  );
  aboutAws.set(policy, found);
  return found;
}

class ReplacementDiffer {
  private readonly comparer: StackComparer;
  private readonly only: ActionSet;

  constructor(
    private readonly index: ActionIndex,
    private readonly model: ModelIndex,
    private readonly telling: TellingResources,
  ) {
    this.comparer = new StackComparer(index);
    const all = new Uint32Array(index.words);
    unite(all, index.all);
    const only = new Uint32Array(index.words);
    index.names.forEach((name, position) => {
      if (hasPosition(all, position) && !ONLY_OF_USERS.has(name.toLowerCase())) addPosition(only, position);
    });
    this.only = compress(only);
  }

  *diff({ arn, credentials, session }: Replacement): Steps<ReplacementDiff | null> {
    const user = this.model.member(arn);
    if (user === undefined) return null;
    const after = new Member(-1, user.account, session);
    const shown: Record<'more' | 'less', Shown> = { more: 'no', less: 'no' };
    const differences = new Map<string, AccessDifference>();
    const resources = new Set<AccessResource>();
    let reason: UndecidedReason | undefined;
    const note = (compared: StackComparison, resource?: AccessResource) => {
      const { verdict } = compared;
      if (verdict === 'equal') return;
      if (resource !== undefined) resources.add(resource);
      if (verdict === 'undecided') reason ??= compared.reason ?? 'tooComplex';
      for (const difference of compared.differences) {
        shown[difference.direction] = 'yes';
        const { action, resource: on, context, without } = difference.example;
        const key = JSON.stringify([difference.direction, action, on, context, without]);
        if (!differences.has(key)) differences.set(key, difference);
      }
      if (verdict === 'both' || verdict === 'wider') shown.more = 'yes';
      if (verdict === 'both' || verdict === 'narrower') shown.less = 'yes';
    };
    for (const facts of credentials) {
      const before = new Member(-1, user.account, { ...user.entry, facts });
      let isSame = true;
      for (const compared of yield* this.own(before, after)) {
        isSame &&= compared === EQUAL_BY_WHAT_IS_SAID;
        note(compared);
      }
      for (const resource of this.resourcesFor(user, session, isSame)) {
        yield;
        for (const compared of yield* this.on(resource, before, after)) note(compared, resource);
      }
    }
    if (reason !== undefined) for (const way of ['more', 'less'] as const) if (shown[way] === 'no') shown[way] = 'open';
    const verdict = verdictOf(shown.more, shown.less);
    return {
      arn,
      verdict,
      ...(verdict === 'undecided' && reason !== undefined && { reason }),
      differences: [...differences.values()],
      resources: [...resources],
    };
  }

  /**
   * Compares the caller's own side: policies, SCPs and the RCPs of its account. Resources of other accounts have other RCPs, so it is also
   * compared without them.
   */
  private *own(before: Member, after: Member): Steps<StackComparison[]> {
    const { accountId } = before.account;
    const resource = { accountId, policy: undefined };
    const sides = [before, after].map((member) => ({
      principal: member.entry.principal,
      set: this.model.policySet(member, resource),
      known: member.known,
    }));
    const compare = (some: readonly StackSide[]) =>
      this.comparer.compare({
        before: some[0] ?? null,
        after: some[1] ?? null,
        resourceAccount: accountId,
        only: this.only,
      });
    const compared = [yield* compare(sides)];
    if (before.account.rcp === undefined) return compared;
    return [...compared, yield* compare(sides.map(({ set: { rcp: _, ...set }, ...side }) => ({ ...side, set })))];
  }

  private resourcesFor(user: Member, session: AccessPrincipal, isSame: boolean): Set<AccessResource> {
    const { naming, reading, open } = this.telling;
    const named = [user.entry, session].flatMap(({ principal }) => namesOf(principal)).flatMap((name) => naming.get(name) ?? []);
    return new Set([...named, ...reading, ...(isSame ? [] : (open.get(user.account.accountId) ?? []))]);
  }

  /** Compares requests about a resource, by the actions of its policy. */
  private *on(resource: AccessResource, before: Member, after: Member): Steps<StackComparison[]> {
    const compared: StackComparison[] = [];
    const { policy } = resource;
    if (policy === undefined) return compared;
    for (const text of textsOf(resource.arn)) {
      const names = actionsOn(this.index, text, actionsOfStatements(this.index, statementsAboutAws(policy)));
      const [sample] = names;
      if (sample === undefined) continue;
      const sets = [before, after].map((member) => this.model.policySet(member, this.model.guarded(sample, text)));
      const all = { identity: sets.flatMap(policiesIn) };
      const isApart = (name: string) => resource.ownersOnly?.has(name.toLowerCase()) === true;
      for (const alike of alikeActions(names, all, isApart).values()) {
        const guarded = this.model.guarded(alike[0] ?? '', text);
        compared.push(
          yield* this.comparer.compare({
            before: this.sideOn(guarded, before),
            after: this.sideOn(guarded, after),
            resourceAccount: resource.accountId,
            on: { text, actions: this.actions(alike) },
            only: this.only,
          }),
        );
      }
    }
    return compared;
  }

  private sideOn(guarded: GuardedResource, member: Member): StackSide {
    return {
      principal: member.entry.principal,
      set: this.model.policySet(member, guarded),
      known: this.model.knownOf(member, guarded),
    };
  }

  private actions(names: readonly string[]): ActionSet {
    const set = new Uint32Array(this.index.words);
    for (const name of names) {
      const position = this.index.position(name);
      if (position !== undefined) addPosition(set, position);
    }
    return compress(set);
  }
}

/** Returns the names by which a Principal element can name a caller beside its account. */
function namesOf(principal: AccessPrincipal['principal']): string[] {
  if (principal.type === 'User') return [principal.arn, principal.userId];
  if (principal.type === 'AssumedRole') return [principal.arn, principal.roleArn, principal.roleId];
  return [];
}
