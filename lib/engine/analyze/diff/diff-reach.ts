import { type ActionIndex, matchingActions } from '../actions/action-index';
import { forEachPosition, hasPosition } from '../actions/action-set';
import type { TouchedActions } from '../actions/touched-actions';
import type { AccessResource } from '../model/access-model';
import { type Access, askedResource, askKnown } from '../model/ask-known';
import type { Member, ModelIndex } from '../model/model-index';
import type { GrantingResources } from '../resources/granting-resources';
import { actionsOn, alikeActions, policiesIn, textsOf } from '../resources/policy-actions';

/** What becomes of an action on all resources together that grant it by their own policies. */
export type ReachChange = { was: boolean; is: boolean; less: boolean; more: boolean };

/** A state of a model, and which resources grant by their policies. */
export type ReachSide = { index: ModelIndex; granting: GrantingResources };

/**
 * What a principal reaches by policies on resources of its account, before and after a change of what bears on the principal: an SCP, an RCP or
 * a boundary cuts what such a policy grants, and what an identity policy no longer allows it may still.
 * @returns by position, of the touched actions that some such resource grants before or after
 */
export function diffReach(
  index: ActionIndex,
  sides: readonly [ReachSide, ReachSide],
  [before, after]: readonly [Member, Member],
  touched: TouchedActions,
): ReadonlyMap<number, ReachChange> {
  const changes = new Map<number, ReachChange>();
  const resources = new Map([...sides[0].granting(before), ...sides[1].granting(after)].map((each) => [each.arn, each]));
  for (const resource of resources.values()) {
    const granted = touchedBy(index, resource, touched);
    if (granted.size === 0) continue;
    for (const text of textsOf(resource.arn)) {
      const names = new Set([...actionsOn(index, text, [index.all])].filter((name) => granted.has(name)));
      const [sample] = names;
      if (sample === undefined) continue;
      const [was, is] = [setOf(sides[0], before, sample, text), setOf(sides[1], after, sample, text)];
      const all = { ...was, identity: [...policiesIn(was), ...policiesIn(is)] };
      const isApart = (name: string) => resource.ownersOnly?.has(name.toLowerCase()) === true;
      for (const alike of alikeActions(names, all, isApart).values()) {
        const [action = ''] = alike;
        const answers = [ask(sides[0], before, action, text), ask(sides[1], after, action, text)] as const;
        for (const name of alike) note(changes, index.position(name), answers);
      }
    }
  }
  return changes;
}

/** The actions of a resource's Allow statements that a change bears on. Whether they name the principal is for the answers to say. */
function touchedBy(index: ActionIndex, { policy }: AccessResource, { gain, lose }: TouchedActions): Set<string> {
  const names = new Set<string>();
  for (const { deny, source } of policy?.compiled.statements ?? []) {
    if (deny) continue;
    forEachPosition(matchingActions(index, source.action.entries, source.action.negated), (position) => {
      const action = index.actions[position];
      if (action !== undefined && (hasPosition(gain, position) || hasPosition(lose, position)))
        names.add(`${action.service}:${action.name}`);
    });
  }
  return names;
}

function setOf({ index }: ReachSide, member: Member, action: string, text: string) {
  return index.policySet(member, index.guarded(action, text));
}

function ask({ index }: ReachSide, member: Member, action: string, text: string): Access {
  const guarded = index.guarded(action, text);
  const request = {
    principal: member.entry.principal,
    action,
    resourceAccount: guarded.accountId ?? member.account.accountId,
  };
  return askKnown(request, askedResource(text), index.policySet(member, guarded), index.knownOf(member, guarded)).access;
}

const RANK: Readonly<Record<Access, number>> = { never: 0, sometimes: 1, always: 2 };

function note(changes: Map<number, ReachChange>, position: number | undefined, [before, after]: readonly [Access, Access]): void {
  if (position === undefined || (before === 'never' && after === 'never')) return;
  const known = changes.get(position) ?? { was: false, is: false, less: false, more: false };
  changes.set(position, {
    was: known.was || before !== 'never',
    is: known.is || after !== 'never',
    less: known.less || RANK[after] < RANK[before],
    more: known.more || RANK[after] > RANK[before],
  });
}
