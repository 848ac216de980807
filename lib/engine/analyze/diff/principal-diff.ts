import type { ActionSet } from '../actions/action-set';

/**
 * What changes for one principal, by its policies, by what is above it, and by those policies of resources of its account that name it or
 * everybody. `lost` and `gained` are exact: the action was possible and no longer is, or the other way round.
 * `narrowed` and `widened` are conditional: it stays possible, on fewer or more resources or under more or fewer conditions; an
 * action may be in both when one change gives and another takes.
 */
export type PrincipalDiff = {
  arn: string;
  accountId: string;
  /** `added` and `removed`: there is no such principal in the other model. */
  kind: 'changed' | 'added' | 'removed';
  lost: ActionSet;
  gained: ActionSet;
  narrowed: ActionSet;
  widened: ActionSet;
};
