import type { ActionIndex } from '../actions/action-index';
import type { AccessModel } from '../model/access-model';
import { directoryIndexSteps } from '../model/directory-index';
import { modelIndexOf } from '../model/model-index';
import { type Steps, takeAll } from '../steps';
import type { Actor } from './actor';
import { askedActions } from './asked-actions';
import { type Certainty, Graph, stepsFrom, type Ways } from './graph';
import type { EscalationStep } from './steps';

export type EscalationPath = {
  /** The ARN of the user or role that starts. */
  principal: string;
  accountId: string;
  /** `always`: every permission of every step always holds. `sometimes`: some depend on context or resources. */
  access: Certainty;
  /** The fewest steps. The last one creates or takes over an administrator. */
  steps: readonly EscalationStep[];
};

export type EscalationReport = {
  /** The ARNs of administrators, root users included. */
  administrators: readonly string[];
  /**
   * One path for each other principal that can become an administrator: a certain path if there is one, otherwise one that depends. Fewest
   * steps first.
   */
  paths: readonly EscalationPath[];
};

export type EscalationOptions = {
  /** The longest path, by default 6 steps. */
  maxSteps?: number;
};

const MOST_STEPS = 6;

/**
 * Finds the principals that can reach an administrator's permissions, with the fewest steps and the statements that allow each. An
 * administrator's own policies and boundary allow everything. SCPs and RCPs are evaluated at every step.
 */
export function escalationPaths(model: AccessModel, actions: ActionIndex, options: EscalationOptions = {}): EscalationReport {
  return takeAll(escalationSteps(model, actions, options));
}

/** Runs `escalationPaths` in steps of at most one principal. */
export function* escalationSteps(
  model: AccessModel,
  actions: ActionIndex,
  options: EscalationOptions = {},
): Steps<EscalationReport> {
  const graph = new Graph(model, yield* askedActions(actions), yield* directoryIndexSteps(model));
  const starts: Actor[] = [];
  for (const member of modelIndexOf(model).members) {
    yield;
    starts.push(graph.actorOf(member));
  }
  yield* graph.expand(starts);
  yield* graph.combine(starts);
  const certain = yield* graph.waysToAdministrator('always');
  const any = yield* graph.waysToAdministrator('sometimes');
  const most = options.maxSteps ?? MOST_STEPS;
  const administrators: string[] = [];
  const paths: EscalationPath[] = [];
  for (const actor of starts) {
    yield;
    // Only a service of AWS can be a service-linked role, and nobody else can become one.
    if (isServiceLinked(actor)) continue;
    if (actor.isAdministrator()) administrators.push(actor.entry.arn);
    else paths.push(...pathFrom(actor, { always: certain, sometimes: any }, most));
  }
  return { administrators, paths: paths.sort((a, b) => a.steps.length - b.steps.length) };
}

/** Returns the ARNs of a model's administrators, root users left out, in steps of one principal. Much less work than `escalationSteps`. */
export function* administratorSteps(model: AccessModel, actions: ActionIndex): Steps<string[]> {
  const graph = new Graph(model, actions);
  const found: string[] = [];
  for (const member of modelIndexOf(model).members) {
    yield;
    const { principal, arn } = member.entry;
    const actor = graph.actorOf(member);
    if (principal.type !== 'Root' && !isServiceLinked(actor) && actor.isAdministrator()) found.push(arn);
  }
  return found;
}

function isServiceLinked({ entry: { principal } }: Actor): boolean {
  return principal.type === 'AssumedRole' && principal.serviceLinked;
}

/** One that is certain if there is any; none where there is none as short as wished. */
function pathFrom(actor: Actor, ways: Readonly<Record<Certainty, Ways>>, most: number): EscalationPath[] {
  for (const access of ['always', 'sometimes'] as const) {
    const steps = stepsFrom(actor, ways[access]);
    if (steps === null || steps.length > most) continue;
    return [{ principal: actor.entry.arn, accountId: actor.account.accountId, access, steps }];
  }
  return [];
}
