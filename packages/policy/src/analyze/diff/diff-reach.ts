import { type ActionIndex, matchingActions } from '../actions/action-index';
import { type ActionSet, addPosition, compress, forEachPosition, isEmpty, setHas } from '../actions/action-set';
import type { AccessDifference, StackComparer, StackComparison } from '../compare/compare-stacks';
import type { UndecidedReason } from '../compare/verdict';
import type { AccessResource } from '../model/access-model';
import { type Access, askedResource, askKnown } from '../model/ask-known';
import type { Member, ModelIndex } from '../model/model-index';
import type { GrantingResources } from '../resources/granting-resources';
import { actionsOn, alikeActions, policiesIn, textsOf } from '../resources/policy-actions';
import type { Steps } from '../steps';

/** The change of an action over all resources that grant it by their own policies. */
export type ReachChange = { was: boolean; is: boolean; less: boolean; more: boolean };

/** The changes on such resources by position, and the undecided ones. */
export type ReachDiff = {
  changes: ReadonlyMap<number, ReachChange>;
  undecided: readonly ActionSet[];
  reason?: UndecidedReason;
  differences: readonly AccessDifference[];
};

/** A state of a model, and the resources that grant access by their policies. */
export type ReachSide = { index: ModelIndex; granting: GrantingResources };

/**
 * Compares what a principal reaches by policies on its account's resources. SCPs, RCPs and boundaries limit such grants, and the grants can
 * keep an action possible that identity policies lose.
 * @param own the changes by its own policies and the levels above it
 * @returns null if no such resource is part of a change
 */
export function* diffReach(
  index: ActionIndex,
  comparer: StackComparer,
  sides: readonly [ReachSide, ReachSide],
  [before, after]: readonly [Member, Member],
  own: StackComparison,
): Steps<ReachDiff | null> {
  const changes = new Map<number, ReachChange>();
  const undecided: ActionSet[] = [];
  const differences: AccessDifference[] = [];
  let reason: UndecidedReason | undefined;
  const resources = new Map([...sides[0].granting(before), ...sides[1].granting(after)].map((each) => [each.arn, each]));
  for (const resource of resources.values()) {
    yield;
    for (const text of textsOf(resource.arn)) {
      const names = actionsOn(index, text, [grantedBy(index, resource)]);
      const [sample] = names;
      if (sample === undefined) continue;
      const [was, is] = [setOf(sides[0], before, sample, text), setOf(sides[1], after, sample, text)];
      const all = { ...was, identity: [...policiesIn(was), ...policiesIn(is)] };
      const isApart = (name: string) => resource.ownersOnly?.has(name.toLowerCase()) === true;
      for (const alike of alikeActions(names, all, isApart).values()) {
        const [action = ''] = alike;
        const positions = alike.flatMap((name) => index.position(name) ?? []);
        const compared = yield* comparer.compare({
          before: sideOf(sides[0], before, action, text),
          after: sideOf(sides[1], after, action, text),
          resourceAccount: resource.accountId,
          on: { text, actions: setOfPositions(index, positions) },
        });
        if (!isEmpty(compared.undecided)) undecided.push(compared.undecided);
        reason ??= compared.reason;
        differences.push(...compared.differences);
        const changed = positions.filter((position) => differs(compared, position) || differs(own, position));
        if (changed.length === 0) continue;
        const possible = [ask(sides[0], before, action, text), ask(sides[1], after, action, text)] as const;
        for (const position of changed) note(changes, position, compared, possible);
      }
    }
  }
  if (changes.size === 0 && undecided.length === 0) return null;
  return { changes, undecided, ...(reason && { reason }), differences };
}

const granted = new WeakMap<AccessResource, ActionSet>();

/** Returns the actions of a resource's Allow statements. The evaluation decides whether they name the principal. */
function grantedBy(index: ActionIndex, resource: AccessResource): ActionSet {
  const known = granted.get(resource);
  if (known !== undefined) return known;
  const positions: number[] = [];
  for (const { deny, source } of resource.policy?.compiled.statements ?? []) {
    if (deny) continue;
    forEachPosition(
      matchingActions(index, source.action.entries, source.action.negated),
      (position) => void positions.push(position),
    );
  }
  const set = setOfPositions(index, positions);
  granted.set(resource, set);
  return set;
}

function setOfPositions(index: ActionIndex, positions: readonly number[]): ActionSet {
  const set = new Uint32Array(index.words);
  for (const position of positions) addPosition(set, position);
  return compress(set);
}

function differs({ gained, lost, widened, narrowed }: StackComparison, position: number): boolean {
  return [gained, lost, widened, narrowed].some((set) => setHas(set, position));
}

function setOf({ index }: ReachSide, member: Member, action: string, text: string) {
  return index.policySet(member, index.guarded(action, text));
}

function sideOf({ index }: ReachSide, member: Member, action: string, text: string) {
  const guarded = index.guarded(action, text);
  return { principal: member.entry.principal, set: index.policySet(member, guarded), known: index.knownOf(member, guarded) };
}

function ask(side: ReachSide, member: Member, action: string, text: string): Access {
  const { principal, set, known } = sideOf(side, member, action, text);
  const resourceAccount = side.index.guarded(action, text).accountId ?? member.account.accountId;
  return askKnown({ principal, action, resourceAccount }, askedResource(text), set, known).access;
}

function note(
  changes: Map<number, ReachChange>,
  position: number,
  { gained, widened, lost, narrowed }: StackComparison,
  [before, after]: readonly [Access, Access],
): void {
  const known = changes.get(position) ?? { was: false, is: false, less: false, more: false };
  changes.set(position, {
    was: known.was || before !== 'never',
    is: known.is || after !== 'never',
    less: known.less || setHas(lost, position) || setHas(narrowed, position),
    more: known.more || setHas(gained, position) || setHas(widened, position),
  });
}
