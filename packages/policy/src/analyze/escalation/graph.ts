import type { ActionIndex } from '../actions/action-index';
import type { AccessAccount, AccessModel, AccessPrincipal } from '../model/access-model';
import type { DirectoryIndex } from '../model/directory-index';
import { type Member, modelIndexOf } from '../model/model-index';
import type { Steps } from '../steps';
import { Actor } from './actor';
import { Alterations } from './alterations';
import { DirectoryMethods } from './directory-methods';
import { EscalationMethods } from './methods';
import { type Escalation, type EscalationStep, isCertain } from './steps';

/** The most groups that a path joins. More only add combinations. */
const MOST_JOINED = 2;
/** The most other changes to a principal: versions set, policies dropped, tags, a device. */
const MOST_MARKS = 2;
/** The most states that are examined for a principal before changes of others are combined with them. */
const MOST_REACHED = 200;
/** The most changes to one principal before it is entered. */
const MOST_ALTERED = 3;
/** The most states that combinations add for one start, beside administrators. */
const MOST_LED_TO = 50;
/** The rounds of combining: results of one can be combined again. */
const MOST_ROUNDS = 2;
/**
 * The most pairs of principals that are examined for combinations, for one start and for all. Beyond them only paths without combinations
 * count.
 */
const MOST_PAIRS_OF_START = 6_000;
const MOST_PAIRS = 40_000;
/** The fewest steps of a combination: a change of another principal, and a step into or from it. */
const FEWEST_COMBINED = 2;

export type Certainty = 'always' | 'sometimes';

/** The next escalation on a shortest path by the actor's key. Null for an administrator. */
export type Ways = ReadonlyMap<string, Escalation | null>;

type Edge = { from: Actor; escalation: Escalation; certain: boolean };
/** A state that a start reaches, with the steps. */
type Reached = { actor: Actor; steps: readonly EscalationStep[] };

/**
 * A graph of the states that principals can reach, connected by escalations. An escalation is a change that a principal makes to itself, a
 * way to become another principal, or a combination. In a combination, a principal that a start can become changes another one that it can
 * become too.
 */
export class Graph {
  private readonly actors = new Map<string, Actor>();
  private readonly byMember = new Map<Member, Actor>();
  private readonly edgesFrom = new Map<string, Edge[]>();
  private readonly edgesTo = new Map<string, Edge[]>();
  private readonly alterations: Alterations;
  private readonly methods: EscalationMethods;
  private readonly inDirectory: DirectoryMethods;
  /** The pairs of principals that may still be examined, for the current start and for all. */
  private readonly left = { ofStart: 0, ofAll: MOST_PAIRS };
  private readonly altered = new WeakMap<Actor, WeakMap<Actor, Escalation[]>>();
  private readonly idle = new WeakMap<Actor, Escalation[]>();

  constructor(
    private readonly model: AccessModel,
    private readonly actions: ActionIndex,
    directory: DirectoryIndex | null = null,
  ) {
    this.alterations = new Alterations(model);
    this.methods = new EscalationMethods(
      model,
      (member) => this.actorOf(member),
      (account, entry) => this.makeActor(account, entry),
      this.alterations,
    );
    this.inDirectory = new DirectoryMethods(
      model,
      directory,
      (member) => this.actorOf(member),
      (account, entry) => this.makeActor(account, entry),
    );
  }

  actorOf(member: Member): Actor {
    const known = this.byMember.get(member);
    if (known !== undefined) return known;
    const actor = this.makeActor(member.account, member.entry);
    this.byMember.set(member, actor);
    return actor;
  }

  private makeActor(account: AccessAccount, entry: AccessPrincipal): Actor {
    return new Actor(modelIndexOf(this.model), this.actions, account, entry);
  }

  /** Finds the escalations of actors, and of all states that they lead to. */
  *expand(starts: readonly Actor[]): Steps<void> {
    const queue = starts.filter(({ key }) => !this.actors.has(key));
    for (const actor of queue) this.actors.set(actor.key, actor);
    for (let actor = queue.pop(); actor !== undefined; actor = queue.pop()) {
      yield;
      if (actor.isAdministrator()) continue;
      const leadsOn = (to: Actor) => this.methods.leadsOn(to);
      const others = yield* this.methods.of(actor, leadsOn);
      const found = [
        ...this.alterations.of(actor, actor),
        ...others,
        ...others.flatMap((escalation) => this.inDirectory.delegated(actor, escalation)),
        ...(yield* this.inDirectory.of(actor, leadsOn)),
        ...this.methods.createPrincipals(actor),
      ];
      for (const escalation of found) {
        const { to } = escalation;
        if (this.isTooFar(to)) continue;
        this.addEdge(actor, escalation);
        if (this.actors.has(to.key)) continue;
        this.actors.set(to.key, to);
        queue.push(to);
      }
    }
  }

  /** Tests whether a state has so many changes that earlier states cover it. */
  private isTooFar({ entry, marks }: Actor): boolean {
    const before = modelIndexOf(this.model).member(entry.arn)?.entry.groups ?? [];
    return (entry.groups ?? []).length - before.length > MOST_JOINED || new Set(marks).size > MOST_MARKS;
  }

  private addEdge(from: Actor, escalation: Escalation): void {
    const edge = { from, escalation, certain: isCertain(escalation.steps) };
    push(this.edgesFrom, from.key, edge);
    push(this.edgesTo, escalation.to.key, edge);
  }

  /** Combines what each start without a short certain path can become with what some of these can change. */
  *combine(starts: readonly Actor[]): Steps<void> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const ways = yield* this.waysToAdministrator('always');
      const led: Actor[] = [];
      for (const start of starts) {
        yield;
        if (start.isAdministrator() || isShort(start, ways)) continue;
        const certain = yield* this.combineFrom(start, 'always');
        const any = certain.found || ways.has(start.key) ? null : yield* this.combineFrom(start, 'sometimes');
        led.push(...certain.led, ...(any?.led ?? []));
      }
      const fresh = led.filter(({ key }) => !this.actors.has(key));
      yield* this.expand([...new Map(fresh.map((actor) => [actor.key, actor])).values()]);
      if (fresh.length === 0) return;
    }
  }

  private *combineFrom(start: Actor, access: Certainty): Steps<{ found: boolean; led: readonly Actor[] }> {
    this.left.ofStart = MOST_PAIRS_OF_START;
    const reached = this.reachedFrom(start, access);
    const alterers = reached.filter(({ actor }) => this.alterations.isAble(actor));
    if (alterers.length === 0) return { found: false, led: [] };
    const targets = [...reached, ...(yield* this.idleFrom(reached, alterers, access))];
    targets.sort((a, b) => a.steps.length - b.steps.length);
    const led = new Map<string, Escalation>();
    let best: Escalation | null = null;
    for (const target of targets) {
      if (this.left.ofStart <= 0) break;
      const queue: { state: Actor; steps: readonly EscalationStep[]; depth: number }[] = [
        { state: target.actor, steps: [], depth: 0 },
      ];
      const seen = new Set([target.actor.key]);
      for (const { state, steps, depth } of queue) {
        for (const alterer of alterers) {
          if (alterer.actor.entry.arn === state.entry.arn || alterer.actor.account !== state.account) continue;
          const before = union(alterer.steps, steps);
          if (best !== null && union(before, target.steps).length + 1 >= best.steps.length) continue;
          yield;
          if (this.left.ofStart <= 0) break;
          this.left.ofStart -= 1;
          for (const alteration of this.alterationsOf(alterer.actor, state)) {
            const { to } = alteration;
            if (seen.has(to.key) || this.isTooFar(to) || (access === 'always' && !isCertain(alteration.steps))) continue;
            if (this.spoils(state, alteration, union(before, target.steps).slice(before.length))) continue;
            const changed = [...before, ...alteration.steps];
            const whole = { steps: union(changed, target.steps), to };
            if (to.isAdministrator()) {
              if (best === null || whole.steps.length < best.steps.length) best = whole;
              continue;
            }
            seen.add(to.key);
            if (depth + 1 < MOST_ALTERED) queue.push({ state: to, steps: changed, depth: depth + 1 });
            if (led.size < MOST_LED_TO && this.methods.leadsOn(to)) led.set(to.key, whole);
          }
        }
      }
    }
    for (const escalation of [...led.values(), ...(best === null ? [] : [best])]) this.addEdge(start, escalation);
    if (best !== null) this.actors.set(best.to.key, best.to);
    return { found: best !== null, led: [...led.values()].map(({ to }) => to) };
  }

  /** Tests whether a change removes a policy that a later step needs. A newly written version still allows them. */
  private spoils(before: Actor, { steps, to }: Escalation, after: readonly EscalationStep[]): boolean {
    const { method } = steps.at(-1) ?? {};
    if (after.length === 0 || (method !== 'setPolicyVersion' && method !== 'dropPolicy' && method !== 'leaveGroup')) return false;
    const kept = new Set(to.entry.identity);
    const gone = before.entry.identity.filter((policy) => !kept.has(policy));
    // A version affects everyone with the policy, but removing a policy affects only its target.
    const ids = new Set(gone.map(({ ref }) => ref.id));
    const arns = new Set<string | undefined>(method === 'setPolicyVersion' ? gone.flatMap(({ ref }) => ref.arn ?? []) : []);
    const index = modelIndexOf(this.model);
    return after.some(({ by, needs }) => {
      const own = new Map(index.member(by)?.entry.identity.map(({ ref }) => [ref.id, ref.arn]));
      return needs.some(({ deciding }) => deciding.some(({ policyId }) => ids.has(policyId) || arns.has(own.get(policyId))));
    });
  }

  /** Returns the states that a start reaches, itself first. */
  private reachedFrom(start: Actor, access: Certainty): Reached[] {
    const reached = new Map<string, Reached>([[start.key, { actor: start, steps: [] }]]);
    for (const { actor, steps } of reached.values()) {
      if (reached.size >= MOST_REACHED) break;
      if (actor.isAdministrator()) continue;
      for (const { escalation, certain } of this.edgesFrom.get(actor.key) ?? []) {
        if (reached.has(escalation.to.key) || (access === 'always' && !certain)) continue;
        reached.set(escalation.to.key, { actor: escalation.to, steps: [...steps, ...escalation.steps] });
      }
    }
    return [...reached.values()].filter(({ actor }) => !actor.isAdministrator());
  }

  /** Returns the changes that one principal can make to another. Returns none after too many pairs. */
  private alterationsOf(by: Actor, target: Actor): Escalation[] {
    const known = this.altered.get(by) ?? new WeakMap<Actor, Escalation[]>();
    this.altered.set(by, known);
    const found = known.get(target);
    if (found !== undefined) return found;
    if (this.left.ofAll <= 0) return [];
    this.left.ofAll -= 1;
    const made = this.alterations.of(by, target);
    known.set(target, made);
    return made;
  }

  /** Counts one more principal without permissions, and tests whether it may be examined. */
  private spend(): boolean {
    this.left.ofAll -= 1;
    return this.left.ofAll > 0;
  }

  /** Returns the principals that a start can become and that have no permissions, but could get some by a change. */
  private *idleFrom(reached: readonly Reached[], alterers: readonly Reached[], access: Certainty): Steps<Reached[]> {
    const accounts = new Set(alterers.map(({ actor }) => actor.account));
    const found = new Map<string, Reached>();
    for (const { actor, steps } of reached) {
      for (const way of yield* this.idleWays(actor)) {
        if (!accounts.has(way.to.account) || (access === 'always' && !isCertain(way.steps))) continue;
        const before = found.get(way.to.key);
        if (before === undefined || before.steps.length > steps.length + way.steps.length)
          found.set(way.to.key, { actor: way.to, steps: [...steps, ...way.steps] });
      }
    }
    return [...found.values()];
  }

  private *idleWays(actor: Actor): Steps<Escalation[]> {
    const known = this.idle.get(actor);
    if (known !== undefined) return known;
    const ways = yield* this.methods.of(actor, (to) => !this.methods.leadsOn(to) && this.spend());
    this.idle.set(actor, ways);
    return ways;
  }

  /** Searches backwards from all administrators at once, by number of steps. */
  *waysToAdministrator(access: Certainty): Steps<Ways> {
    const ways = new Map<string, Escalation | null>();
    const waiting: [string, Escalation | null][][] = [[]];
    for (const actor of this.actors.values()) {
      yield;
      if (actor.isAdministrator()) at(waiting, 0).push([actor.key, null]);
    }
    for (let distance = 0; distance < waiting.length; distance += 1) {
      for (const [key, way] of waiting[distance] ?? []) {
        yield;
        if (ways.has(key)) continue;
        ways.set(key, way);
        for (const { from, escalation, certain } of this.edgesTo.get(key) ?? []) {
          if (!ways.has(from.key) && (certain || access === 'sometimes'))
            at(waiting, distance + escalation.steps.length).push([from.key, escalation]);
        }
      }
    }
    return ways;
  }
}

/** Returns the steps of a shortest path from a state, or null if there is none. */
export function stepsFrom(start: Actor, ways: Ways): EscalationStep[] | null {
  const steps: EscalationStep[] = [];
  for (let state: Actor | null = start; state !== null; ) {
    const next = ways.get(state.key);
    if (next === undefined) return null;
    if (next === null) return steps;
    steps.push(...next.steps);
    state = next.to;
  }
  return steps;
}

function isShort(start: Actor, ways: Ways): boolean {
  const steps = stepsFrom(start, ways);
  return steps !== null && steps.length <= FEWEST_COMBINED;
}

/** Joins the steps of two paths. Common steps are taken once. */
function union(first: readonly EscalationStep[], second: readonly EscalationStep[]): EscalationStep[] {
  const done = new Set(first);
  return [...first, ...second.filter((one) => !done.has(one))];
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function at<Item>(lists: Item[][], index: number): Item[] {
  while (lists.length <= index) lists.push([]);
  return lists[index] ?? [];
}
