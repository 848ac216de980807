import { type ActionIndex, actionIndexSteps, NO_RESOURCE } from '../actions/action-index';
import type { Steps } from '../steps';
import { COMPUTE_SERVICES, ROLE_CHANGED, TAKEN_OVER } from './compute-services';

/** Services of which a path can take any action. */
const WHOLE_SERVICES: ReadonlySet<string> = new Set(['iam', 'sts']);
const RUNNING: ReadonlySet<string> = new Set([
  ...[...COMPUTE_SERVICES, ...TAKEN_OVER, ...ROLE_CHANGED].flatMap(({ actions }) => actions),
  'lambda:AddPermission',
]);

const known = new WeakMap<ActionIndex, ActionIndex>();

/**
 * The few actions of an index that a path to more permissions can take. What somebody may do is answered for all actions of an index at
 * once, so that a small one makes each answer cheap.
 */
export function* askedActions(actions: ActionIndex): Steps<ActionIndex> {
  const found = known.get(actions);
  if (found !== undefined) return found;
  const asked = actions.actions.filter(({ service, name }) => WHOLE_SERVICES.has(service) || RUNNING.has(`${service}:${name}`));
  const services = new Set(asked.map(({ service }) => service));
  const types = actions.types.map(({ type }) => type).filter((type) => type !== NO_RESOURCE && services.has(type.service));
  const made = yield* actionIndexSteps({ actions: asked, resourceTypes: types });
  known.set(actions, made);
  return made;
}
