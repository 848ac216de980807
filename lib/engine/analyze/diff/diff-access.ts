import type { ActionIndex } from '../actions/action-index';
import {
  type ActionSet,
  addPosition,
  compress,
  type DenseSet,
  EMPTY_SET,
  hasPosition,
  isEmpty,
  removePosition,
  setHas,
  unite,
} from '../actions/action-set';
import { reachesOf } from '../actions/statement-reach';
import { anythingTouched, type TouchedActions, touchedActions } from '../actions/touched-actions';
import type { AccessModel } from '../model/access-model';
import type { KnownContext } from '../model/known-context';
import { type Member, type ModelIndex, modelIndexOf } from '../model/model-index';
import { type PrincipalScope, principalScope } from '../model/scope';
import { type BulkAnswer, type EffectivePermissions, permissionsInScope } from '../permissions/effective-permissions';
import type { PermissionDetail, StatementUse } from '../permissions/permission-detail';
import { type GrantingResources, grantingResources } from '../resources/granting-resources';
import { type Steps, takeAll } from '../steps';
import { type AccountDiff, accountDiffs } from './account-diffs';
import { type AssumeDiff, diffAssume } from './diff-assume';
import { diffReach, type ReachChange } from './diff-reach';
import { diffResources, type ResourceDiff } from './diff-resources';
import type { PrincipalDiff } from './principal-diff';

/** Why one action changes: both answers, and the statements that only one of them has. */
export type ActionDiff = {
  before: PermissionDetail | null;
  after: PermissionDetail | null;
  removed: readonly StatementUse[];
  added: readonly StatementUse[];
};

/** What a change does to what principals may do themselves. */
export type PrincipalDiffs = {
  /** Principals for which something changes, in the order of the models. */
  principals: readonly PrincipalDiff[];
  /** Accounts with such principals. */
  accounts: readonly AccountDiff[];
};

export type AccessDiff = PrincipalDiffs & {
  /** Who can assume which role, where that changes. */
  assume: readonly AssumeDiff[];
  /** Resources whose own policy, or what guards them, changes: for whom and for what. */
  resources: readonly ResourceDiff[];
  /** Null when neither model has the principal or the index has no such action. */
  detail: (principalArn: string, action: string) => ActionDiff | null;
};

/**
 * The effect of any change between two states of a model: of a policy, an SCP or RCP, a boundary, a trust or resource policy, of group
 * membership, of an account's place. Principals are matched by their ARNs. Share what did not change between the two models: then only
 * what did is worked out.
 */
export function diffAccess(before: AccessModel, after: AccessModel, index: ActionIndex): AccessDiff {
  const differ = new MemberDiffer(index, modelIndexOf(before), modelIndexOf(after));
  const diffs = takeAll(diffMembers(differ, [before, after], index));
  return {
    ...diffs,
    assume: takeAll(diffAssume(before, after, differ.touchesAssumeRole)),
    resources: diffResources(before, after, index),
    detail: (arn, action) => differ.detail(arn, action),
  };
}

/**
 * The part of `diffAccess` about principals, one at a time. Who can assume which role is not part of it, as that may be as many answers as
 * principals times roles.
 */
export function* diffPrincipalsSteps(before: AccessModel, after: AccessModel, index: ActionIndex): Steps<PrincipalDiffs> {
  const was = modelIndexOf(before);
  yield;
  const is = modelIndexOf(after);
  yield;
  return yield* diffMembers(new MemberDiffer(index, was, is), [before, after], index);
}

function* diffMembers(
  differ: MemberDiffer,
  models: readonly [AccessModel, AccessModel],
  index: ActionIndex,
): Steps<PrincipalDiffs> {
  const { was, is } = differ;
  differ.granting = [yield* grantingResources(models[0]), yield* grantingResources(models[1])];
  const principals: PrincipalDiff[] = [];
  for (const member of is.members) {
    pushPresent(principals, yield* differ.diff(was.member(member.entry.arn), member));
    yield;
  }
  for (const member of was.members) {
    if (is.member(member.entry.arn) === undefined) pushPresent(principals, yield* differ.diff(member, undefined));
    yield;
  }
  return { principals, accounts: yield* accountDiffs(models, index, principals) };
}

function pushPresent<Item>(list: Item[], item: Item | null): void {
  if (item !== null) list.push(item);
}

type DiffSets = { lost: ActionSet; gained: ActionSet; narrowed: ActionSet; widened: ActionSet };

class MemberDiffer {
  /** Members whose requests to assume roles may be decided differently. */
  readonly touchesAssumeRole = new Set<string>();
  /** Which resources of a principal's account grant by their own policies, before and after. */
  granting: readonly [GrantingResources, GrantingResources] = [() => [], () => []];
  private readonly assumeRole: number | undefined;
  private readonly shared = new Map<BulkAnswer, Map<BulkAnswer, DiffSets>>();
  /** Working space for one comparison after the other. */
  private readonly scratch: Readonly<Record<keyof DiffSets, DenseSet>>;

  constructor(
    private readonly index: ActionIndex,
    readonly was: ModelIndex,
    readonly is: ModelIndex,
  ) {
    this.assumeRole = index.position('sts:AssumeRole');
    const empty = (): DenseSet => new Uint32Array(index.words);
    this.scratch = { lost: empty(), gained: empty(), narrowed: empty(), widened: empty() };
  }

  *diff(before: Member | undefined, after: Member | undefined): Steps<PrincipalDiff | null> {
    const member = after ?? before;
    if (member === undefined) return null;
    const sets =
      before !== undefined && after !== undefined ? yield* this.compare(before, after) : yield* this.oneSided(before, after);
    if (sets === null) return null;
    if (Object.values(sets).every(isEmpty)) return null;
    const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
    return { arn: member.entry.arn, accountId: member.account.accountId, kind, ...sets };
  }

  detail(arn: string, action: string): ActionDiff | null {
    const before = this.detailIn(this.was, arn, action);
    const after = this.detailIn(this.is, arn, action);
    if (before === null && after === null) return null;
    const old = usesOf(before);
    const now = usesOf(after);
    return { before, after, removed: without(old, now), added: without(now, old) };
  }

  private detailIn(model: ModelIndex, arn: string, action: string): PermissionDetail | null {
    const member = model.member(arn);
    if (member === undefined) return null;
    return this.permissions(model, member, member.known).detail(action) ?? null;
  }

  private permissions(model: ModelIndex, member: Member, known: KnownContext): EffectivePermissions {
    const set = model.policySet(member, { accountId: member.account.accountId, policy: undefined });
    return permissionsInScope(principalScope(member.entry.principal, set, known), set, this.index, undefined);
  }

  /** What a policy reaches is worked out for the first who has it, which takes a while: so this is left in between. */
  private *prepare(scope: PrincipalScope): Steps<void> {
    const reaches = reachesOf(this.index, scope);
    for (const { policies } of scope.layers) for (const { compiled } of policies) yield* reaches.prepare(compiled, scope);
  }

  private *oneSided(before: Member | undefined, after: Member | undefined): Steps<DiffSets | null> {
    const [model, member] = after === undefined ? [this.was, before] : [this.is, after];
    if (member === undefined) return null;
    yield* this.prepare(scopeOf(model, member, member.known));
    this.touchesAssumeRole.add(member.entry.arn);
    const { allowed, limited } = this.permissions(model, member, member.known).sets;
    const possible = compress(allowed.map((word, i) => word | (limited[i] ?? 0)));
    const none = { lost: EMPTY_SET, gained: EMPTY_SET, narrowed: EMPTY_SET, widened: EMPTY_SET };
    return after === undefined ? { ...none, lost: possible } : { ...none, gained: possible };
  }

  private *compare(before: Member, after: Member): Steps<DiffSets | null> {
    const known = haveSameFacts(before, after) ? before.known : after.known;
    const scopes = [scopeOf(this.was, before, before.known), scopeOf(this.is, after, known)] as const;
    if (!anythingTouched(...scopes)) return null;
    for (const scope of scopes) yield* this.prepare(scope);
    const touched = touchedActions(this.index, ...scopes);
    if (touched === null) return null;
    const { assumeRole } = this;
    if (assumeRole === undefined || hasPosition(touched.gain, assumeRole) || hasPosition(touched.lose, assumeRole)) {
      this.touchesAssumeRole.add(after.entry.arn);
    }
    yield;
    const old = this.permissions(this.was, before, before.known).sets;
    yield;
    const now = this.permissions(this.is, after, known).sets;
    yield;
    const own = this.sharedSets(old, now, touched);
    const sides = [
      { index: this.was, granting: this.granting[0] },
      { index: this.is, granting: this.granting[1] },
    ] as const;
    const reached = diffReach(this.index, sides, [before, after], touched);
    return reached.size === 0 ? own : this.withReach(own, reached, [old, now]);
  }

  /** An action is lost, or gained, where neither policies of the principal nor those of resources allow it any more, or did before. */
  private withReach(
    own: DiffSets,
    reached: ReadonlyMap<number, ReachChange>,
    [old, now]: readonly [BulkAnswer, BulkAnswer],
  ): DiffSets {
    const dense = () => new Uint32Array(this.index.words);
    const sets = { lost: dense(), gained: dense(), narrowed: dense(), widened: dense() };
    for (const name of ['lost', 'gained', 'narrowed', 'widened'] as const) unite(sets[name], own[name]);
    for (const [position, { was, is, less, more }] of reached) {
      const could = was || isPossible(old, position);
      const can = is || isPossible(now, position);
      for (const set of Object.values(sets)) removePosition(set, position);
      if (!can) addPosition(sets.lost, position);
      else if (!could) addPosition(sets.gained, position);
      else {
        const has = (...names: (keyof DiffSets)[]) => names.some((name) => setHas(own[name], position));
        if (less || has('lost', 'narrowed')) addPosition(sets.narrowed, position);
        if (more || has('gained', 'widened')) addPosition(sets.widened, position);
      }
    }
    return {
      lost: compress(sets.lost),
      gained: compress(sets.gained),
      narrowed: compress(sets.narrowed),
      widened: compress(sets.widened),
    };
  }

  /** Principals who share both answers are under the same policies in both states, so that they share their difference. */
  private sharedSets(old: BulkAnswer, now: BulkAnswer, touched: TouchedActions): DiffSets {
    const byNow = this.shared.get(old) ?? new Map<BulkAnswer, DiffSets>();
    this.shared.set(old, byNow);
    const sets = byNow.get(now) ?? this.compareSets(old, now, touched);
    byNow.set(now, sets);
    return sets;
  }

  private compareSets(old: BulkAnswer, now: BulkAnswer, touched: TouchedActions): DiffSets {
    const { lost, gained, narrowed, widened } = this.scratch;
    for (let i = 0; i < this.index.words; i += 1) {
      const wasAllowed = old.allowed[i] ?? 0;
      const wasLimited = old.limited[i] ?? 0;
      const isAllowed = now.allowed[i] ?? 0;
      const isLimited = now.limited[i] ?? 0;
      lost[i] = (wasAllowed | wasLimited) & ~(isAllowed | isLimited);
      gained[i] = (isAllowed | isLimited) & ~(wasAllowed | wasLimited);
      narrowed[i] = (wasAllowed & isLimited) | (wasLimited & isLimited & (touched.lose[i] ?? 0));
      widened[i] = (wasLimited & isAllowed) | (wasLimited & isLimited & (touched.gain[i] ?? 0));
    }
    return { lost: compress(lost), gained: compress(gained), narrowed: compress(narrowed), widened: compress(widened) };
  }
}

function isPossible({ allowed, limited }: BulkAnswer, position: number): boolean {
  return hasPosition(allowed, position) || hasPosition(limited, position);
}

function scopeOf(model: ModelIndex, member: Member, known: KnownContext): PrincipalScope {
  const set = model.policySet(member, { accountId: member.account.accountId, policy: undefined });
  return principalScope(member.entry.principal, set, known);
}

function haveSameFacts(a: Member, b: Member): boolean {
  if (a.entry === b.entry) return true;
  const factsOf = ({ entry }: Member) => JSON.stringify([entry.principal, entry.facts]);
  return factsOf(a) === factsOf(b);
}

function usesOf(detail: PermissionDetail | null): StatementUse[] {
  return detail === null ? [] : [...detail.layers.flatMap(({ allows }) => allows), ...detail.denies];
}

/** Statements count as the same when they come from the same kind of policy at the same level and say the same of the action. */
function without(uses: readonly StatementUse[], others: readonly StatementUse[]): StatementUse[] {
  const keyOf = ({ type, level, effect, applies, resources, conditions }: StatementUse) =>
    JSON.stringify([type, level?.id, effect, applies, resources, conditions]);
  const known = new Set(others.map(keyOf));
  return uses.filter((use) => !known.has(keyOf(use)));
}
