import type { CompiledStatement } from '../../evaluate/compile-policy';
import { isKmsKey } from '../../evaluate/request';
import type { ActionIndex } from '../actions/action-index';
import { type ActionSet, addPosition, compress, forEachPosition } from '../actions/action-set';
import { type AccessDifference, StackComparer, type StackComparison } from '../compare/compare-stacks';
import { type AccessVerdict, type UndecidedReason, verdictOf } from '../compare/verdict';
import type { AccessModel, AccessResource } from '../model/access-model';
import { type ModelIndex, modelIndexOf } from '../model/model-index';
import { statementContent } from '../model/policy-content';
import type { Steps } from '../steps';
import { actionsOfStatements, actionsOn, alikeActions, policiesIn, textsOf } from './policy-actions';
import { type Named, namedIn, type PolicyGrant, sideOfNamed } from './policy-grants';

/** The effect of a resource policy's change on a principal, by action. */
export type PolicyChange = Pick<PolicyGrant, 'principal' | 'kind' | 'accountId'> & {
  verdict: Exclude<AccessVerdict, 'equal'>;
  /** The reason of an undecided verdict. */
  reason?: UndecidedReason;
  gained: readonly string[];
  lost: readonly string[];
  /** The actions that stay possible, with fewer or more requests allowed. */
  narrowed: readonly string[];
  widened: readonly string[];
  undecided: readonly string[];
  /** The differences in detail, each with an example request. */
  differences: readonly AccessDifference[];
};

/**
 * Finds whose access a change of a resource policy affects: every principal of the models with all its policies, and every other principal
 * that either policy names. `StackComparer` compares one principal per step.
 * @param before the model with the current resource. `after` is the same with the changed one
 */
export function* policyChangeSteps(
  before: AccessModel,
  after: AccessModel,
  arn: string,
  actions: ActionIndex,
): Steps<PolicyChange[]> {
  const sides = [modelIndexOf(before), modelIndexOf(after)] as const;
  const [was, is] = [sides[0].resource(arn), sides[1].resource(arn)];
  if (was === undefined || is === undefined) return [];
  const changes: PolicyChange[] = [];
  const differ = new ResourceDiffer(sides, [was, is], actions);
  for (const member of sides[0].members) {
    yield;
    const { arn: principal } = member.entry;
    const who: Named = { principal, kind: 'member', accountId: member.account.accountId, member };
    const after = sides[1].member(principal) ?? member;
    const change = yield* differ.change([who, { ...who, member: after }]);
    if (change !== null) changes.push({ principal, kind: 'member', accountId: member.account.accountId, ...change });
  }
  const policies = [was.policy, is.policy].filter((policy) => policy !== undefined);
  for (const who of namedIn(sides[0], policies)) {
    const { principal, kind, accountId } = who;
    // Within the owner's account, naming the account grants nothing, except on KMS keys.
    if (kind === 'member' || (kind === 'account' && accountId === is.accountId && !isKmsKey(arn))) continue;
    yield;
    const change = yield* differ.change([who, who]);
    if (change !== null) changes.push({ principal, kind, accountId, ...change });
  }
  return changes;
}

type Change = Omit<PolicyChange, 'principal' | 'kind' | 'accountId'>;
const WAYS = ['gained', 'lost', 'narrowed', 'widened', 'undecided'] as const;

class ResourceDiffer {
  private readonly comparer: StackComparer;
  private readonly names: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly ownersOnly: ReadonlySet<string>;
  private readonly resourceAccount: string;

  constructor(
    private readonly sides: readonly [ModelIndex, ModelIndex],
    [was, is]: readonly [AccessResource, AccessResource],
    private readonly actions: ActionIndex,
  ) {
    this.comparer = new StackComparer(actions);
    const changed = was.blockPublicAccess === is.blockPublicAccess ? statementsBeside : statementsOf;
    const sets = actionsOfStatements(actions, [...changed(was, is), ...changed(is, was)]);
    this.names = new Map(textsOf(was.arn).map((text) => [text, actionsOn(actions, text, sets)]));
    this.ownersOnly = was.ownersOnly ?? new Set();
    this.resourceAccount = is.accountId;
  }

  *change([before, after]: readonly [Named, Named]): Steps<Change | null> {
    const found: StackComparison[] = [];
    for (const [text, names] of this.names) {
      const [sample] = names;
      if (sample === undefined) continue;
      const [was, is] = [
        sideOfNamed(this.sides[0], before, sample, text).set,
        sideOfNamed(this.sides[1], after, sample, text).set,
      ];
      const all = { ...was, identity: [...policiesIn(was), ...policiesIn(is)] };
      for (const alike of alikeActions(names, all, (name) => this.ownersOnly.has(name.toLowerCase())).values()) {
        const [action = ''] = alike;
        const compared = yield* this.comparer.compare({
          before: sideOfNamed(this.sides[0], before, action, text),
          after: sideOfNamed(this.sides[1], after, action, text),
          resourceAccount: this.resourceAccount,
          on: { text, actions: this.setOf(alike) },
        });
        if (compared.verdict !== 'equal') found.push(compared);
      }
    }
    return found.length === 0 ? null : this.together(found);
  }

  private together(found: readonly StackComparison[]): Change | null {
    const lists = Object.fromEntries(WAYS.map((way) => [way, this.namesOf(found.map((each) => each[way]))]));
    const { gained = [], lost = [], narrowed = [], widened = [], undecided = [] } = lists;
    const open = undecided.length > 0 ? 'open' : 'no';
    const verdict = verdictOf(
      gained.length + widened.length > 0 ? 'yes' : open,
      lost.length + narrowed.length > 0 ? 'yes' : open,
    );
    if (verdict === 'equal') return null;
    const reason = verdict === 'undecided' ? found.find((each) => each.reason !== undefined)?.reason : undefined;
    const differences = found.flatMap((each) => each.differences);
    return { verdict, ...(reason && { reason }), gained, lost, narrowed, widened, undecided, differences };
  }

  private setOf(names: readonly string[]): ActionSet {
    const set = new Uint32Array(this.actions.words);
    for (const name of names) {
      const position = this.actions.position(name);
      if (position !== undefined) addPosition(set, position);
    }
    return compress(set);
  }

  private namesOf(sets: readonly ActionSet[]): string[] {
    const names = new Set<string>();
    for (const set of sets) {
      forEachPosition(set, (position) => {
        const action = this.actions.actions[position];
        if (action !== undefined) names.add(`${action.service}:${action.name}`);
      });
    }
    return [...names].sort();
  }
}

function statementsOf({ policy }: AccessResource): readonly CompiledStatement[] {
  return policy?.compiled.statements ?? [];
}

/** Returns the statements that only one of two policies has. */
function statementsBeside(resource: AccessResource, other: AccessResource): CompiledStatement[] {
  const known = new Set(statementsOf(other).map(statementContent));
  return statementsOf(resource).filter((statement) => !known.has(statementContent(statement)));
}
