import { isKmsKey } from '../../evaluate/request';
import type { ActionIndex } from '../actions/action-index';
import type { ActionSet } from '../actions/action-set';
import type { AccessModel, AccessResource } from '../model/access-model';
import { type Access, askedResource, askKnown } from '../model/ask-known';
import { modelIndexOf } from '../model/model-index';
import type { Steps } from '../steps';
import { actionsOfStatements, actionsOn, alikeActions, textsOf } from './policy-actions';
import { type Named, sideOfNamed } from './policy-grants';

/** A principal's access to a resource by one action. `resource` is the resource, or `…/*` for its contents. */
export type ResourceAnswer = { action: string; resource: string; access: Access };

/**
 * Returns a principal's access to a resource for each action in the resource policy's statements. A KMS key is evaluated for every action
 * on keys, because its policy must allow each call. The decision flow decides with all policies: identity, boundary, resource, SCPs and
 * RCPs.
 * @returns nothing for principals outside the model
 */
export function* resourceAnswersSteps(
  model: AccessModel,
  principalArn: string,
  resource: AccessResource,
  actions: ActionIndex,
): Steps<ResourceAnswer[]> {
  const index = modelIndexOf(model);
  const member = index.member(principalArn);
  if (member === undefined) return [];
  const who: Named = { principal: principalArn, kind: 'member', accountId: member.account.accountId, member };
  const sets = isKmsKey(resource.arn)
    ? [everyAction(actions)]
    : actionsOfStatements(actions, resource.policy?.compiled.statements ?? []);
  const isApart = (action: string) => resource.ownersOnly?.has(action.toLowerCase()) === true;
  const answers: ResourceAnswer[] = [];
  for (const text of textsOf(resource.arn)) {
    const names = actionsOn(actions, text, sets);
    const [sample] = names;
    if (sample === undefined) continue;
    for (const alike of alikeActions(names, sideOfNamed(index, who, sample, text).set, isApart).values()) {
      yield;
      const [action = ''] = alike;
      const { principal, set, known } = sideOfNamed(index, who, action, text);
      const request = { principal, action, resourceAccount: resource.accountId };
      const { access } = askKnown(request, askedResource(text), set, known);
      for (const name of alike) answers.push({ action: name, resource: text, access });
    }
  }
  return answers;
}

const everything = new WeakMap<ActionIndex, ActionSet>();

function everyAction(actions: ActionIndex): ActionSet {
  const known = everything.get(actions);
  if (known !== undefined) return known;
  const at = Uint16Array.from({ length: actions.words }, (_, word) => word);
  const all = { at, bits: new Uint32Array(actions.words).fill(0xffffffff) };
  everything.set(actions, all);
  return all;
}
