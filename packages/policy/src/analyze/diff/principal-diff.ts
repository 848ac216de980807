import type { ActionSet } from '../actions/action-set';
import type { AccessDifference, StackComparison } from '../compare/compare-stacks';
import type { AccessVerdict, UndecidedReason } from '../compare/verdict';

/**
 * What changes for one principal, by its policies, by what is above it, and by those policies of resources of its account that name it or
 * everybody. `lost` and `gained`: the action was possible and no longer is in any case, or the other way round. `narrowed` and `widened`: it
 * stays possible, and some request less or more is allowed; an action may be in both when one change gives and another takes.
 */
export type PrincipalDiff = Pick<StackComparison, 'lost' | 'gained' | 'narrowed' | 'widened'> & {
  arn: string;
  accountId: string;
  /** `added` and `removed`: there is no such principal in the other model. */
  kind: 'changed' | 'added' | 'removed';
  verdict: Exclude<AccessVerdict, 'equal'>;
  /** Of a verdict that is undecided. */
  reason?: UndecidedReason;
  /** Actions of which it could not be shown whether they change. */
  undecided: ActionSet;
  /** What in particular, with a request that shows each; what concerns most actions first. */
  differences: readonly AccessDifference[];
};

const WAYS = ['gained', 'lost', 'widened', 'narrowed', 'undecided'] as const;

/** Whether two changes of one principal are about some action both. */
export function haveCommonActions(one: PrincipalDiff, other: PrincipalDiff): boolean {
  return WAYS.some((way) => WAYS.some((of) => haveCommon(one[way], other[of])));
}

function haveCommon(one: ActionSet, other: ActionSet): boolean {
  const words = new Map([...other.at].map((word, i) => [word, other.bits[i] ?? 0]));
  return one.at.some((word, i) => ((one.bits[i] ?? 0) & (words.get(word) ?? 0)) !== 0);
}
