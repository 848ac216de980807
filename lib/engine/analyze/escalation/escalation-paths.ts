import type { ActionIndex } from '../actions/action-index';
import type { AccessModel } from '../model/access-model';
import { type Member, modelIndexOf } from '../model/model-index';
import { type Steps, takeAll } from '../steps';
import { Actor } from './actor';
import { askedActions } from './asked-actions';
import { EscalationMethods } from './methods';
import type { Escalation, EscalationStep } from './steps';

export type EscalationPath = {
  /** ARN of the user or role that starts. */
  principal: string;
  accountId: string;
  /** `always`: every permission of every step holds in any case; `sometimes`: some depend on context or resources. */
  access: 'always' | 'sometimes';
  /** As few as can be. The last one makes, or takes over, an administrator. */
  steps: readonly EscalationStep[];
};

export type EscalationReport = {
  /** ARNs of those who are administrators already, root users included. */
  administrators: readonly string[];
  /** One for each other principal that can become one: a certain path if there is any, else one that depends; fewest steps first. */
  paths: readonly EscalationPath[];
};

export type EscalationOptions = {
  /** Longer paths are left out. Default 6. */
  maxSteps?: number;
};

const MOST_STEPS = 6;
/** Groups that a path may join: more add nothing but ways of combining them. */
const MOST_JOINED = 2;
/** And so many other changes of what a principal is: versions set, policies dropped, tags, a device. */
const MOST_MARKS = 2;

/**
 * Which principals of a model can reach an administrator's permissions, in how few steps, each with the statements that allow it. An
 * administrator is one to whom its own policies and boundary allow everything; SCPs and RCPs are asked at every step.
 */
export function escalationPaths(model: AccessModel, actions: ActionIndex, options: EscalationOptions = {}): EscalationReport {
  return takeAll(escalationSteps(model, actions, options));
}

/** `escalationPaths`, in steps of one principal at most. */
export function* escalationSteps(
  model: AccessModel,
  actions: ActionIndex,
  options: EscalationOptions = {},
): Steps<EscalationReport> {
  const graph = new Graph(model, yield* askedActions(actions));
  const starts: Actor[] = [];
  for (const member of modelIndexOf(model).members) {
    yield;
    starts.push(graph.actorOf(member));
  }
  yield* graph.expand(starts);
  const certain = yield* graph.waysToAdministrator('always');
  const any = yield* graph.waysToAdministrator('sometimes');
  const most = options.maxSteps ?? MOST_STEPS;
  const administrators: string[] = [];
  const paths: EscalationPath[] = [];
  for (const actor of starts) {
    yield;
    if (actor.isAdministrator()) administrators.push(actor.entry.arn);
    else paths.push(...pathFrom(actor, { always: certain, sometimes: any }, most));
  }
  return { administrators, paths: paths.sort((a, b) => a.steps.length - b.steps.length) };
}

/** One that is certain if there is any; none where there is none as short as wished. */
function pathFrom(actor: Actor, ways: Readonly<Record<EscalationPath['access'], Ways>>, most: number): EscalationPath[] {
  for (const access of ['always', 'sometimes'] as const) {
    const steps = stepsFrom(actor, ways[access]);
    if (steps === null || steps.length > most) continue;
    return [{ principal: actor.entry.arn, accountId: actor.account.accountId, access, steps }];
  }
  return [];
}

/** The next escalation on a shortest way, by the key of the actor; null: it is an administrator. */
type Ways = ReadonlyMap<string, Escalation | null>;

function stepsFrom(start: Actor, ways: Ways): EscalationStep[] | null {
  const steps: EscalationStep[] = [];
  for (let at: Actor | null = start; at !== null; ) {
    const next = ways.get(at.key);
    if (next === undefined) return null;
    if (next === null) return steps;
    steps.push(...next.steps);
    at = next.to;
  }
  return steps;
}

type Edge = { from: string; escalation: Escalation; certain: boolean };

class Graph {
  private readonly actors = new Map<string, Actor>();
  private readonly byMember = new Map<Member, Actor>();
  /** By the key of where they lead; `''` stands for a new administrator. */
  private readonly edgesTo = new Map<string, Edge[]>();
  private readonly methods: EscalationMethods;

  constructor(
    private readonly model: AccessModel,
    private readonly actions: ActionIndex,
  ) {
    this.methods = new EscalationMethods(model, (member) => this.actorOf(member));
  }

  actorOf(member: Member): Actor {
    const known = this.byMember.get(member);
    if (known !== undefined) return known;
    const actor = new Actor(modelIndexOf(this.model), this.actions, member.account, member.entry);
    this.byMember.set(member, actor);
    return actor;
  }

  *expand(starts: readonly Actor[]): Steps<void> {
    const queue = [...starts];
    for (const actor of queue) this.actors.set(actor.key, actor);
    for (let actor = queue.pop(); actor !== undefined; actor = queue.pop()) {
      yield;
      if (actor.isAdministrator()) continue;
      for (const escalation of yield* this.methods.of(actor)) {
        const { to } = escalation;
        if (to !== null && (this.joinedBy(to) > MOST_JOINED || new Set(to.marks).size > MOST_MARKS)) continue;
        this.addEdge(actor.key, escalation);
        if (to === null || this.actors.has(to.key)) continue;
        this.actors.set(to.key, to);
        queue.push(to);
      }
    }
  }

  /** How many groups it is in beyond those that the model has it in. */
  private joinedBy({ entry }: Actor): number {
    const before = modelIndexOf(this.model).member(entry.arn)?.entry.groups ?? [];
    return (entry.groups ?? []).length - before.length;
  }

  private addEdge(from: string, escalation: Escalation): void {
    const certain = escalation.steps.every(({ needs }) => needs.every(({ access }) => access === 'always'));
    const key = escalation.to?.key ?? '';
    const edges = this.edgesTo.get(key) ?? [];
    edges.push({ from, escalation, certain });
    this.edgesTo.set(key, edges);
  }

  /** Backwards from all administrators at once, by number of steps. */
  *waysToAdministrator(access: 'always' | 'sometimes'): Steps<Ways> {
    const ways = new Map<string, Escalation | null>();
    const waiting: [string, Escalation | null][][] = [[]];
    for (const actor of this.actors.values()) {
      yield;
      if (actor.isAdministrator()) at(waiting, 0).push([actor.key, null]);
    }
    for (const { from, escalation, certain } of this.edgesTo.get('') ?? []) {
      if (certain || access === 'sometimes') at(waiting, escalation.steps.length).push([from, escalation]);
    }
    for (let distance = 0; distance < waiting.length; distance += 1) {
      for (const [key, way] of waiting[distance] ?? []) {
        yield;
        if (ways.has(key)) continue;
        ways.set(key, way);
        for (const { from, escalation, certain } of this.edgesTo.get(key) ?? []) {
          if (!ways.has(from) && (certain || access === 'sometimes'))
            at(waiting, distance + escalation.steps.length).push([from, escalation]);
        }
      }
    }
    return ways;
  }
}

function at<Item>(lists: Item[][], index: number): Item[] {
  while (lists.length <= index) lists.push([]);
  return lists[index] ?? [];
}
