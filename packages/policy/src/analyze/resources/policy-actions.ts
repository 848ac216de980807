import { actionEntry, type CompiledStatement } from '../../evaluate/compile-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import { type PreparedRequest, prepareRequest } from '../../evaluate/request';
import type { PolicySet } from '../../evaluate/types';
import { type ActionIndex, matchingActions } from '../actions/action-index';
import { type ActionSet, forEachPosition } from '../actions/action-set';
import { resourceTypesOfText } from '../actions/resource-types-of-text';

/** Returns the resources of a resource policy: the resource, and for a bucket its objects. */
export function textsOf(arn: string): string[] {
  return /^arn:[^:]*:s3:::[^/]*$/.test(arn) ? [arn, `${arn}/*`] : [arn];
}

/** Returns the actions that statements are about. */
export function actionsOfStatements(actions: ActionIndex, statements: readonly CompiledStatement[]): ActionSet[] {
  return statements.map(({ source: { action } }) => matchingActions(actions, action.entries, action.negated));
}

/** Selects the actions that can be called on a resource, as `service:Name`. */
export function actionsOn(actions: ActionIndex, resource: string, sets: readonly ActionSet[]): Set<string> {
  const types = new Set(resourceTypesOfText(actions, resource));
  const names = new Set<string>();
  for (const set of sets) {
    forEachPosition(set, (position) => {
      const action = actions.actions[position];
      const isOn = actions.anyTypesOf[position]?.some((type) => types.has(type)) ?? false;
      if (action !== undefined && isOn) names.add(`${action.service}:${action.name}`);
    });
  }
  return names;
}

const NOBODY = { type: 'Anonymous' } as const;

/** The actions that the decision flow distinguishes by itself: kms:RetireGrant, and actions where the root user is exempt from a Deny. */
export const TOLD_APART: ReadonlySet<string> = new Set([
  'kms:retiregrant',
  's3:getbucketpolicy',
  's3:putbucketpolicy',
  's3:deletebucketpolicy',
  'sqs:getqueueattributes',
  'sqs:setqueueattributes',
]);

/**
 * Groups the actions that the same statements are about, so that one answers for all of them.
 * @param set the policies that apply, with `isApart` for actions that must stay separate
 */
export function alikeActions(
  names: Iterable<string>,
  set: PolicySet<PreparedPolicy>,
  isApart: (action: string) => boolean,
): Map<string, string[]> {
  const statements = [...new Set(policiesIn(set))].flatMap(({ compiled }) => compiled.statements);
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const request = prepareRequest({ principal: NOBODY, action: name, resource: '*', context: {} }, false);
    const own = TOLD_APART.has(request.action) ? request.action : `${request.service} ${isApart(name)}`;
    const key = `${own} ${statements.map(({ actions }) => (matches(actions, request) ? 1 : 0)).join('')}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [name]);
    else group.push(name);
  }
  return groups;
}

function matches(actions: CompiledStatement['actions'], request: PreparedRequest): boolean {
  return actionEntry(actions, request) >= 0 !== actions.negated;
}

/** Returns every policy of a set that can be about an action. */
export function policiesIn(set: PolicySet<PreparedPolicy>): PreparedPolicy[] {
  const single = [set.resource, set.boundary].filter((policy) => policy !== undefined);
  return [...single, ...set.identity, ...[...(set.scp ?? []), ...(set.rcp ?? [])].flatMap(({ policies }) => policies)];
}
