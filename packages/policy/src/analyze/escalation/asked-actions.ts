import { type ActionIndex, actionIndexSteps, isNoResource } from '../actions/action-index';
import type { Steps } from '../steps';
import { COMPUTE_SERVICES, ROLE_CHANGED, TAKEN_OVER, UNSEEN } from './compute-services';

/** Services of which a path can take any action. */
const WHOLE_SERVICES: ReadonlySet<string> = new Set(['iam', 'sts']);
const RUNNING: ReadonlySet<string> = new Set([
  ...[...COMPUTE_SERVICES, ...TAKEN_OVER, ...ROLE_CHANGED, ...UNSEEN].flatMap(({ actions }) => actions),
  'lambda:AddPermission',
]);
const NO_SERVICES: ReadonlySet<string> = new Set();

const known = new WeakMap<ActionIndex, Map<ReadonlySet<string>, ActionIndex>>();

/**
 * The few actions of an index that a path to more permissions can take. What somebody may do is answered for all actions of an index at
 * once, so that a small one makes each answer cheap.
 */
export function askedActions(actions: ActionIndex): Steps<ActionIndex> {
  return pickActions(actions, RUNNING, WHOLE_SERVICES);
}

/** An index of some actions of another, made once. */
export function* pickActions(
  actions: ActionIndex,
  names: ReadonlySet<string>,
  wholeServices: ReadonlySet<string> = NO_SERVICES,
): Steps<ActionIndex> {
  const made = known.get(actions) ?? new Map<ReadonlySet<string>, ActionIndex>();
  known.set(actions, made);
  const found = made.get(names);
  if (found !== undefined) return found;
  const asked = actions.actions.filter(({ service, name }) => wholeServices.has(service) || names.has(`${service}:${name}`));
  const services = new Set(asked.map(({ service }) => service));
  const types = actions.types.map(({ type }) => type).filter((type) => !isNoResource(type) && services.has(type.service));
  const picked = yield* actionIndexSteps({ actions: asked, resourceTypes: types });
  made.set(names, picked);
  return picked;
}
