import type { ActionIndex } from '../actions/action-index';
import { addPosition, compress, hasPosition, removePosition, setHas, unite } from '../actions/action-set';
import { EQUAL_BY_WHAT_IS_SAID, StackComparer, type StackComparison, type StackSide } from '../compare/compare-stacks';
import { verdictOf } from '../compare/verdict';
import type { AccessModel } from '../model/access-model';
import { type Member, type ModelIndex, modelIndexOf } from '../model/model-index';
import { principalScope } from '../model/scope';
import { type BulkAnswer, permissionsInScope } from '../permissions/effective-permissions';
import { type GrantingResources, grantingResources } from '../resources/granting-resources';
import type { Steps } from '../steps';
import { type AccountDiff, accountDiffs } from './account-diffs';
import { diffReach, type ReachChange, type ReachDiff } from './diff-reach';
import type { PrincipalDiff } from './principal-diff';

/** The effect of a change on what principals may do directly. */
export type PrincipalDiffs = {
  /** The principals with changes, in the order of the models. */
  principals: readonly PrincipalDiff[];
  /** The accounts of these principals. */
  accounts: readonly AccountDiff[];
};

export type DiffOptions = {
  /** The ARNs of the principals to compare. Absent: all. */
  among?: ReadonlySet<string>;
  /**
   * Compares what policies of resources grant also where nothing else differs for a principal. Otherwise a policy that names everybody would
   * show each of them: `policyChangeSteps` tells the effect of one resource's policy.
   */
  byResources?: boolean;
};

/**
 * Returns the effect of any change between two states of a model: of a policy, SCP, RCP, boundary, group membership, or an account's
 * position. Principals are matched by ARN, and `StackComparer` compares each. Share unchanged parts between the two models, so that only
 * changed ones are computed.
 */
export function* diffPrincipalsSteps(
  before: AccessModel,
  after: AccessModel,
  index: ActionIndex,
  { among, byResources = false }: DiffOptions = {},
): Steps<PrincipalDiffs> {
  const was = modelIndexOf(before);
  yield;
  const is = modelIndexOf(after);
  yield;
  const granting = [yield* grantingResources(before), yield* grantingResources(after)] as const;
  const differ = new MemberDiffer(index, was, is, granting, byResources);
  const principals: PrincipalDiff[] = [];
  const isMeant = ({ entry }: Member) => among === undefined || among.has(entry.arn);
  for (const member of is.members) {
    if (!isMeant(member)) continue;
    pushPresent(principals, yield* differ.diff(was.member(member.entry.arn), member));
    yield;
  }
  for (const member of was.members) {
    if (isMeant(member) && is.member(member.entry.arn) === undefined)
      pushPresent(principals, yield* differ.diff(member, undefined));
    yield;
  }
  return { principals, accounts: yield* accountDiffs([before, after], index, principals) };
}

function pushPresent<Item>(list: Item[], item: Item | null): void {
  if (item !== null) list.push(item);
}

class MemberDiffer {
  private readonly comparer: StackComparer;

  constructor(
    private readonly index: ActionIndex,
    private readonly was: ModelIndex,
    private readonly is: ModelIndex,
    /** The resources of a principal's account that grant access by their own policies, before and after. */
    private readonly granting: readonly [GrantingResources, GrantingResources],
    private readonly byResources: boolean,
  ) {
    this.comparer = new StackComparer(index);
  }

  *diff(before: Member | undefined, after: Member | undefined): Steps<PrincipalDiff | null> {
    const member = after ?? before;
    if (member === undefined) return null;
    const { arn } = member.entry;
    const { accountId } = member.account;
    const sides = { before: before && sideOf(this.was, before), after: after && sideOf(this.is, after) };
    const own = yield* this.comparer.compare({
      before: sides.before ?? null,
      after: sides.after ?? null,
      resourceAccount: accountId,
    });
    const compared = before !== undefined && after !== undefined ? yield* this.withReached(own, before, after) : own;
    const { verdict, reason, lost, gained, narrowed, widened, undecided, differences } = compared;
    if (verdict === 'equal') return null;
    const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
    const sets = { lost, gained, narrowed, widened, undecided };
    return { arn, accountId, kind, verdict, ...(reason && { reason }), ...sets, differences };
  }

  /** Adds the access by policies on resources of the principal's account. */
  private *withReached(own: StackComparison, before: Member, after: Member): Steps<StackComparison> {
    if (own === EQUAL_BY_WHAT_IS_SAID && !this.byResources) return own;
    const sides = [
      { index: this.was, granting: this.granting[0] },
      { index: this.is, granting: this.granting[1] },
    ] as const;
    const reached = yield* diffReach(this.index, this.comparer, sides, [before, after], own);
    return reached === null ? own : this.merge(own, reached, [before, after]);
  }

  /**
   * Merges results. An action is lost or gained only if neither the principal's policies nor resource policies allow it after or before.
   */
  private merge(own: StackComparison, reached: ReachDiff, [before, after]: readonly [Member, Member]): StackComparison {
    const [old, now] = [this.bulk(this.was, before), this.bulk(this.is, after)];
    const dense = () => new Uint32Array(this.index.words);
    const sets = { lost: dense(), gained: dense(), narrowed: dense(), widened: dense() };
    const names = ['lost', 'gained', 'narrowed', 'widened'] as const;
    for (const name of names) unite(sets[name], own[name]);
    const has = (position: number, ...some: (typeof names)[number][]) => some.some((name) => setHas(own[name], position));
    for (const [position, change] of reached.changes) {
      const { was, is, less, more }: ReachChange = change;
      for (const set of Object.values(sets)) removePosition(set, position);
      if (more || has(position, 'gained', 'widened'))
        addPosition(was || isPossible(old, position) ? sets.widened : sets.gained, position);
      if (less || has(position, 'lost', 'narrowed'))
        addPosition(is || isPossible(now, position) ? sets.narrowed : sets.lost, position);
    }
    const undecided = dense();
    unite(undecided, own.undecided);
    for (const set of reached.undecided) unite(undecided, set);
    const shown = (...some: (typeof names)[number][]) => some.some((name) => sets[name].some((word) => word !== 0));
    const open = undecided.some((word) => word !== 0) ? 'open' : 'no';
    const verdict = verdictOf(shown('gained', 'widened') ? 'yes' : open, shown('lost', 'narrowed') ? 'yes' : open);
    const reason = own.reason ?? reached.reason;
    const { reason: _, ...rest } = own;
    return {
      ...rest,
      verdict,
      ...(verdict === 'undecided' && reason !== undefined && { reason }),
      lost: compress(sets.lost),
      gained: compress(sets.gained),
      narrowed: compress(sets.narrowed),
      widened: compress(sets.widened),
      undecided: compress(undecided),
      differences: [...own.differences, ...reached.differences],
    };
  }

  private bulk(model: ModelIndex, member: Member): BulkAnswer {
    const { principal, set, known } = sideOf(model, member);
    return permissionsInScope(principalScope(principal, set, known), set, this.index, undefined).sets;
  }
}

/** Returns a principal's side for requests about its account's resources without policies. */
function sideOf(model: ModelIndex, member: Member): StackSide {
  const set = model.policySet(member, { accountId: member.account.accountId, policy: undefined });
  return { principal: member.entry.principal, set, known: member.known };
}

function isPossible({ allowed, limited }: BulkAnswer, position: number): boolean {
  return hasPosition(allowed, position) || hasPosition(limited, position);
}
