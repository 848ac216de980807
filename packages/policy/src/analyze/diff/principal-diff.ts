import type { ActionSet } from '../actions/action-set';
import type { AccessDifference, StackComparison } from '../compare/compare-stacks';
import type { AccessVerdict, UndecidedReason } from '../compare/verdict';

/**
 * The changes of one principal, by its policies, the levels above it, and its account's resource policies that name it or everybody. `lost`
 * and `gained`: the action is never possible any more, or was never possible before. `narrowed` and `widened`: it stays possible with fewer
 * or more requests. An action may be in both.
 */
export type PrincipalDiff = Pick<StackComparison, 'lost' | 'gained' | 'narrowed' | 'widened'> & {
  arn: string;
  accountId: string;
  /** `added` and `removed`: the other model does not have the principal. */
  kind: 'changed' | 'added' | 'removed';
  verdict: Exclude<AccessVerdict, 'equal'>;
  /** The reason of an undecided verdict. */
  reason?: UndecidedReason;
  /** The actions with an undecided comparison. */
  undecided: ActionSet;
  /** The differences in detail with an example request, those of most actions first. */
  differences: readonly AccessDifference[];
};

const WAYS = ['gained', 'lost', 'widened', 'narrowed', 'undecided'] as const;

/** Tests whether two changes of one principal have an action in common. */
export function haveCommonActions(one: PrincipalDiff, other: PrincipalDiff): boolean {
  return WAYS.some((way) => WAYS.some((of) => haveCommon(one[way], other[of])));
}

function haveCommon(one: ActionSet, other: ActionSet): boolean {
  const words = new Map([...other.at].map((word, i) => [word, other.bits[i] ?? 0]));
  return one.at.some((word, i) => ((one.bits[i] ?? 0) & (words.get(word) ?? 0)) !== 0);
}
