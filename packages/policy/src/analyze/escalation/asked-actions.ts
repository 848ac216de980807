import { type ActionIndex, actionIndexSteps, isNoResource } from '../actions/action-index';
import type { Steps } from '../steps';
import { COMPUTE_SERVICES, ROLE_CHANGED, TAKEN_OVER, UNSEEN } from './compute-services';
import { DIRECTORY_STEP_ACTIONS } from './directory-methods';

/** The services with all actions in paths. */
const WHOLE_SERVICES: ReadonlySet<string> = new Set(['iam', 'sts']);
const SINGLE: ReadonlySet<string> = new Set([
  ...[...COMPUTE_SERVICES, ...TAKEN_OVER, ...ROLE_CHANGED, ...UNSEEN].flatMap(({ actions }) => actions),
  'lambda:AddPermission',
  ...DIRECTORY_STEP_ACTIONS,
]);
const NO_SERVICES: ReadonlySet<string> = new Set();

const known = new WeakMap<ActionIndex, Map<ReadonlySet<string>, ActionIndex>>();

/**
 * Selects the few actions of an index that an escalation path can use. Answers cover all actions of an index at once, so a small index
 * makes each one cheap.
 */
export function askedActions(actions: ActionIndex): Steps<ActionIndex> {
  return pickActions(actions, SINGLE, WHOLE_SERVICES);
}

/** Builds an index of some actions of another, once. */
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
  const { mayHaveSeveralValues } = actions;
  const picked = yield* actionIndexSteps({
    actions: asked,
    resourceTypes: types,
    ...(mayHaveSeveralValues && { mayHaveSeveralValues }),
  });
  made.set(names, picked);
  return picked;
}
