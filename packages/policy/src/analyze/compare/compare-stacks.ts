import { authorize } from '../../evaluate/authorize';
import { decide } from '../../evaluate/decide';
import { preparePolicyText } from '../../evaluate/prepare-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import { prepareRequest } from '../../evaluate/request';
import type { PolicySet, RequestContext } from '../../evaluate/types';
import type { ActionIndex } from '../actions/action-index';
import {
  type ActionSet,
  addPosition,
  compress,
  countPositions,
  type DenseSet,
  EMPTY_SET,
  hasPosition,
  unite,
} from '../actions/action-set';
import { exemptActionsOf } from '../actions/exempt-actions';
import { reachesOf } from '../actions/statement-reach';
import { type Atom, resourceAtoms } from '../check/access-space';
import { madeUpValues } from '../check/find-access';
import { type IsPossible, mayHaveSeveralValues } from '../check/key-cases';
import { askedResource } from '../model/ask-known';
import { contextOfFacts, withKnown } from '../model/known-context';
import { TOLD_APART } from '../resources/policy-actions';
import type { Steps } from '../steps';
import { literalCodes, type TextCodes } from '../text/codes';
import { overlaps } from '../text/compare';
import { type Budget, CaseCache, type CaseContext, CaseSearch, type CaseSearchOptions, type SearchSide } from './case-search';
import { matchesText, readableText } from './example-text';
import { GroundRules } from './ground-rules';
import {
  changeBetween,
  contentOfStructure,
  type DirectedRules,
  directedRules,
  type StackChange,
  type StackSide,
  type StackStructure,
  structureOf,
} from './stack-structure';
import { type AccessVerdict, type Shown, type UndecidedReason, verdictOf } from './verdict';

export type { StackSide } from './stack-structure';

/** The compared states. A null side means that the principal does not exist, so nothing is allowed. */
export type StackQuestion = {
  before: StackSide | null;
  after: StackSide | null;
  /** The account that owns the resources. */
  resourceAccount: string;
  /**
   * One resource or pattern, with its policy in the sets, and its actions. Absent: every action on all its resources, by the caller's own
   * policies, SCPs and RCPs. A resource whose policy must name the caller counts as naming its account.
   */
  on?: { text: string; actions: ActionSet };
  /** The accounts that the policies of resources name. Absent: the account that owns them. Only without `on`. */
  letsIn?: readonly string[];
  /** The only actions to compare. Absent: all. */
  only?: ActionSet;
};

/** A request that only one of the two states allows, whatever else it carries. */
export type ExampleRequest = {
  action: string;
  resource: string;
  /** The difference does not depend on the resource. */
  anyResource: boolean;
  /** The lower-case keys that it must carry, and those that it must not carry. */
  context: RequestContext;
  without: readonly string[];
};

/** Actions with the same change, and an example request. */
export type AccessDifference = { direction: 'more' | 'less'; actions: ActionSet; example: ExampleRequest };

export type StackComparison = {
  verdict: AccessVerdict;
  /** The reason of an undecided verdict. */
  reason?: UndecidedReason;
  /** The actions that became possible, and those that are never possible any more. */
  gained: ActionSet;
  lost: ActionSet;
  /** The actions that stay possible, with more or fewer requests allowed. An action can be in both. */
  widened: ActionSet;
  narrowed: ActionSet;
  /** The actions with an undecided comparison. */
  undecided: ActionSet;
  /** The differences that concern most actions first, at most `MOST_DIFFERENCES`. */
  differences: readonly AccessDifference[];
};

const MOST_DIFFERENCES = 12;
/** The most evaluations of conditions for one class of requests, and for a whole comparison. */
const MOST_OF_KIND = 4_000;
const MOST_OF_ALL = 60_000;
/** The effort for one key's values, as a part of a check's. */
const KEY_EFFORT = 0.05;
const MOST_KEPT = 20_000;
const MOST_GIVENS = 6;
/** The most entries from which a readable text is made. */
const MOST_READ = 6;

/**
 * Compares what a caller may do in two states by decisions instead of by text.
 *
 * All requests that a changed statement can affect are divided into finitely many classes by action, resource and the results of
 * conditions. The decision flow decides each class in both states. A reported gain or loss has a request that was fully decided. Everything
 * else was ruled out for every class, or is `undecided`.
 *
 * A comparer caches its results, so that many callers under the same policies are compared quickly. Create one for each question about
 * many. It never throws, and a step is short.
 */
export class StackComparer {
  private readonly rules: GroundRules;
  private readonly all: DenseSet;
  private readonly cases = new CaseCache();
  /** The results, with the account whose resources their examples name. */
  private readonly compared = new Map<string, { answer: StackComparison; resourceAccount: string }>();
  private readonly kinds = new Map<string, KindAnswer>();
  private readonly atoms = new Map<string, readonly Atom<string>[] | null>();

  /** Creates a comparer. @param effort the effort of a comparison, as a part of 1. A smaller value leaves more undecided */
  constructor(
    private readonly index: ActionIndex,
    private readonly effort = 1,
  ) {
    this.rules = new GroundRules(index);
    this.all = new Uint32Array(index.words);
    unite(this.all, index.all);
  }

  /** Compares two states of one caller in steps of a few milliseconds. */
  *compare(question: StackQuestion): Steps<StackComparison> {
    const asked = question.on === undefined ? withOwnerGrant(question) : question;
    const [before, after] = this.structures(asked);
    const [was, is] = [contentOfStructure(before, null), contentOfStructure(after, null)];
    const apart = this.byCredentials(asked);
    if (was === is && apart === null) return EQUAL_BY_WHAT_IS_SAID;
    const sets = [asked.on?.actions, asked.only].map((set) => `${set?.at.join()} ${set?.bits.join()}`);
    // Resources that the question names lie in one account.
    const place = asked.on === undefined ? '' : asked.resourceAccount;
    const key = `${[place, asked.on?.text, apart?.join(), ...sets].join(' ')}\n${was}\n${is}`;
    const known = this.compared.get(key);
    const moved = known && inAccount(known.answer, known.resourceAccount, asked);
    if (moved) return moved;
    yield;
    const answer = yield* this.work(asked, apart);
    if (this.compared.size >= MOST_KEPT) this.compared.clear();
    this.compared.set(key, { answer, resourceAccount: asked.resourceAccount });
    return answer;
  }

  private structures({ before, after, resourceAccount }: StackQuestion): [StackStructure | null, StackStructure | null] {
    const of = (side: StackSide | null) => side && structureOf(side, resourceAccount, this.rules);
    return [of(before), of(after)];
  }

  /** Returns the actions that the kind of caller decides by itself, and differently in the two states. Null if there are none. */
  private byCredentials(question: StackQuestion): DenseSet | null {
    const { before, after } = question;
    if (before === null || after === null || before.principal.type === after.principal.type) return null;
    const exempt = exemptActionsOf(this.index);
    const apart: DenseSet = new Uint32Array(this.index.words);
    for (const rule of [exempt.refused, exempt.noPermissionNeeded]) {
      const [was, is] = [rule(before.principal, undefined), rule(after.principal, undefined)];
      for (let i = 0; i < apart.length; i += 1) apart[i] = (apart[i] ?? 0) | ((was[i] ?? 0) ^ (is[i] ?? 0));
    }
    const asked = askedOf(question, apart);
    return any(asked) ? asked : null;
  }

  private *work(question: StackQuestion, apart: DenseSet | null): Steps<StackComparison> {
    const budget: Budget = { left: MOST_OF_ALL * this.effort };
    const [before, after] = this.structures(question);
    const change = withActions(changeBetween(before, after, this.rules, this.all), apart);
    if (change === null) return { ...EQUAL_BY_WHAT_IS_SAID };
    const asked = askedOf(question, change.actions);
    const pass = new Pass(this, question, [before, after], change.rules, budget);
    yield* pass.take(asked);
    const open = pass.unshown();
    // Open values are made up, so that a request can be fully decided.
    if (open !== null) {
      for (const given of pass.givens()) {
        const sides = { ...question, before: withGiven(question.before, given), after: withGiven(question.after, given) };
        const [was, is] = this.structures(sides);
        const again = withActions(changeBetween(was, is, this.rules, this.all), apart);
        if (again === null) continue;
        const other = new Pass(this, sides, [was, is], again.rules, budget, given);
        yield* other.take(open);
        pass.adopt(other);
      }
    }
    return pass.comparison();
  }

  /** Divides the resources of texts by rules. Returns null if there are too many classes. */
  *atomsOf(name: string, bound: TextCodes, numbers: readonly number[]): Steps<readonly Atom<string>[] | null> {
    const key = `${name} ${numbers.join()}`;
    const known = this.atoms.get(key);
    if (known !== undefined) return known;
    const read = numbers.map((number) => this.rules.rules[number]?.resources ?? null);
    const found = yield* resourceAtoms(read, [bound], this.effort * KEY_EFFORT);
    if (this.atoms.size >= MOST_KEPT) this.atoms.clear();
    this.atoms.set(key, found);
    return found;
  }

  get context() {
    return { index: this.index, rules: this.rules.rules, kinds: this.kinds, cases: this.cases, effort: this.effort };
  }
}

function isAllowed(
  question: StackQuestion,
  state: State,
  { action, resource, context: more }: Pick<ExampleRequest, 'action' | 'resource' | 'context'>,
): boolean {
  const side = question[state];
  if (side === null) return false;
  const { principal, set, known } = side;
  const { resourceAccount } = question;
  const open = Object.entries(more).filter(([key]) => !known.isDecided(key.toLowerCase()));
  const context = { ...known.index.context, ...Object.fromEntries(open) };
  return authorize({ principal, action, resource, resourceAccount, context }, set).decision === 'Allowed';
}

/**
 * Returns the result for stacks that decide alike, with examples about resources of the account in question. Returns null if an example does
 * not show its difference there.
 */
function inAccount(answer: StackComparison, accountId: string, question: StackQuestion): StackComparison | null {
  if (accountId === question.resourceAccount) return answer;
  const differences = answer.differences.map((difference): AccessDifference => {
    const { resource } = difference.example;
    return {
      ...difference,
      example: { ...difference.example, resource: resource.replaceAll(accountId, question.resourceAccount) },
    };
  });
  const holds = differences.every(({ direction, example }) => {
    const [was, is] = [isAllowed(question, 'before', example), isAllowed(question, 'after', example)];
    return direction === 'more' ? is && !was : was && !is;
  });
  return holds ? { ...answer, differences } : null;
}

/** The results for one class of requests: in each direction, and whether it is possible at all in each state. */
type KindAnswer = Record<'more' | 'less', Found> & { before?: boolean; after?: boolean };
type Found = { kind: 'found'; request: CaseContext } | { kind: 'none' } | { kind: 'tooComplex' };

/** A class of requests: the matching rules, and an example action and resource. */
type Kind = {
  key: string;
  active: readonly number[];
  action: string;
  /** A resource certain to be in the class, and more readable ones that may be in it. */
  resource: string;
  readable: () => readonly string[];
  anyResource: boolean;
  /** There are too many resources to distinguish. */
  tooComplex?: true;
};

type Group = { actions: DenseSet; kinds: readonly Kind[] };
type Direction = 'more' | 'less';

/** One pass over all classes of requests with a possible difference. */
class Pass {
  private readonly shown: Record<Direction, DenseSet>;
  private readonly notShown: Record<Direction, DenseSet>;
  private readonly complex: Record<Direction, DenseSet>;
  private readonly possible: Record<'before' | 'after', DenseSet>;
  private readonly differences = new Map<string, { direction: Direction; actions: DenseSet; example: ExampleRequest }>();
  private readonly openRules = new Set<number>();
  private readonly sides: Record<'before' | 'after', SearchSideOf>;
  private readonly flowSets: readonly DenseSet[];
  /** Null: every difference can go in both directions. */
  private readonly directed: DirectedRules | null;

  constructor(
    private readonly comparer: StackComparer,
    private readonly question: StackQuestion,
    [before, after]: readonly [StackStructure | null, StackStructure | null],
    private readonly changed: ReadonlySet<number> | null,
    private readonly budget: Budget,
    /** Made-up values, which an example request then carries. */
    private readonly given: RequestContext = {},
  ) {
    const empty = (): DenseSet => new Uint32Array(comparer.context.index.words);
    this.shown = { more: empty(), less: empty() };
    this.notShown = { more: empty(), less: empty() };
    this.complex = { more: empty(), less: empty() };
    this.possible = { before: empty(), after: empty() };
    this.flowSets = this.toldApart();
    this.directed = changed === null ? null : directedRules(before, after);
    this.sides = { before: { side: question.before, structure: before }, after: { side: question.after, structure: after } };
  }

  *take(actions: DenseSet): Steps<void> {
    for (const group of yield* this.groups(actions)) yield* this.answer(group);
  }

  private *answer({ actions, kinds }: Group): Steps<void> {
    const differing: Record<Direction, boolean> = { more: false, less: false };
    for (const kind of kinds) {
      const answer = yield* this.answerOf(kind);
      for (const direction of ['more', 'less'] as const) {
        const found = answer[direction];
        if (found.kind === 'none') continue;
        differing[direction] = true;
        if (found.kind === 'tooComplex') join(this.complex[direction], actions);
        else {
          const example = this.verified(kind, found.request, direction);
          if (example === null) {
            join(this.notShown[direction], actions);
            for (const rule of kind.active) this.openRules.add(rule);
          } else {
            join(this.shown[direction], actions);
            this.note(direction, actions, example);
          }
        }
      }
    }
    if (differing.more) yield* this.notePossible('before', actions, kinds);
    if (differing.less) yield* this.notePossible('after', actions, kinds);
  }

  private *answerOf(kind: Kind): Steps<KindAnswer> {
    const may = { more: this.canDiffer('more', kind), less: this.canDiffer('less', kind) };
    if (kind.tooComplex === true) {
      const found = (can: boolean): Found => (can ? { kind: 'tooComplex' } : NONE);
      return { more: found(may.more), less: found(may.less) };
    }
    const { kinds } = this.comparer.context;
    const known = kinds.get(kind.key);
    if (known !== undefined) return known;
    yield;
    const search = this.searchOf(kind);
    const [before, after] = [this.sideOf('before', kind), this.sideOf('after', kind)];
    const answer: KindAnswer = {
      more: may.more ? yield* search.find(before, after, this.changed) : NONE,
      less: may.less ? yield* search.find(after, before, this.changed) : NONE,
    };
    if (kinds.size >= MOST_KEPT) kinds.clear();
    kinds.set(kind.key, answer);
    return answer;
  }

  /** Returns whether requests of a class can differ in a direction. */
  private canDiffer(direction: Direction, { active, tooComplex }: Kind): boolean {
    // Nobody can lose access before there is any, nor gain it when there is none any more.
    if (this.question[direction === 'more' ? 'after' : 'before'] === null) return false;
    if (this.directed === null) return true;
    const rules = this.directed[direction];
    return tooComplex === true ? rules.size > 0 : active.some((rule) => rules.has(rule));
  }

  /** Records actions that may be possible in a state. They are neither gained nor lost, but widened or narrowed. */
  private *notePossible(state: 'before' | 'after', actions: DenseSet, kinds: readonly Kind[]): Steps<void> {
    for (const kind of kinds) {
      const answer = yield* this.answerOf(kind);
      if (kind.tooComplex !== true && answer[state] === undefined) {
        const found = yield* this.searchOf(kind).find(NO_SIDE, this.sideOf(state, kind), null);
        answer[state] = found.kind !== 'none';
      }
      if (answer[state] === false) continue;
      join(this.possible[state], actions);
      return;
    }
  }

  private searchOf(kind: Kind): CaseSearch {
    const { cases, rules, effort, index } = this.comparer.context;
    const { budget } = this;
    const options: CaseSearchOptions = {
      given: null,
      isPossible: possibleValues(index),
      effort: KEY_EFFORT * effort,
      budget,
      most: MOST_OF_KIND * effort,
      cases,
    };
    return new CaseSearch(rules, kind.active, options);
  }

  private sideOf(state: State, { action, resource }: Kind): SearchSide {
    const { side, structure } = this.sides[state];
    if (side === null || structure === null) return NO_SIDE;
    const { principal, set, known } = side;
    const asked = { principal, action, resource, resourceAccount: this.question.resourceAccount };
    const request = prepareRequest({ ...asked, context: known.index.context }, set.boundary !== undefined);
    return {
      rulesOf: structure.rulesOf,
      level: (record) => (decide(request, set, record, null).decision === 'Allowed' ? 1 : 0),
    };
  }

  /** Returns the found request if both states fully decide it that way, and null otherwise. */
  private verified(kind: Kind, { context, without }: CaseContext, direction: Direction): ExampleRequest | null {
    const { action, anyResource } = kind;
    for (const resource of [...kind.readable(), kind.resource]) {
      const [was, is] = [this.isAllowed('before', action, resource, context), this.isAllowed('after', action, resource, context)];
      if (direction === 'more' ? is && !was : was && !is) {
        return { action, resource, anyResource, context: { ...this.given, ...context }, without };
      }
    }
    return null;
  }

  private isAllowed(state: State, action: string, resource: string, context: RequestContext): boolean {
    return isAllowed(this.question, state, { action, resource, context });
  }

  private note(direction: Direction, actions: DenseSet, example: ExampleRequest): void {
    const { resource, anyResource, context, without } = example;
    const key = `${direction} ${anyResource ? '' : resource} ${JSON.stringify([context, without])}`;
    const known = this.differences.get(key);
    if (known !== undefined) join(known.actions, actions);
    else this.differences.set(key, { direction, actions: actions.slice(), example });
  }

  /** Returns the actions with a difference that depends on open values and has no example. Null if there are none. */
  unshown(): DenseSet | null {
    const open: DenseSet = new Uint32Array(this.shown.more.length);
    for (const direction of DIRECTIONS) join(open, without(this.notShown[direction], this.shown[direction]));
    return open.some((word) => word !== 0) ? open : null;
  }

  /** Returns values for the variables of open rules: made-up ones, and those that conditions test. */
  givens(): RequestContext[] {
    const { rules } = this.comparer.context;
    const statements = [...this.openRules].flatMap((number) => rules[number]?.source ?? []);
    const isOpen = (key: string) => !this.isKnown(key.toLowerCase());
    const madeUp = Object.fromEntries(Object.entries(madeUpValues(statements)).filter(([key]) => isOpen(key)));
    if (Object.keys(madeUp).length === 0) return [];
    const givens = [madeUp];
    for (const { conditions } of statements) {
      for (const { key, templates } of conditions) {
        if (madeUp[key] === undefined) continue;
        for (const template of templates) {
          const [piece, ...more] = template;
          if (piece?.kind === 'text' && more.length === 0 && !/[*?]/.test(piece.text))
            givens.push({ ...madeUp, [key]: piece.text });
        }
      }
    }
    return givens.slice(0, MOST_GIVENS);
  }

  private isKnown(key: string): boolean {
    const { before, after } = this.question;
    return [before, after].every((side) => side === null || side.known.isDecided(key));
  }

  /** Adds the results of a pass with more given values. */
  adopt(other: Pass): void {
    for (const direction of DIRECTIONS) join(this.shown[direction], other.shown[direction]);
    for (const state of STATES) join(this.possible[state], other.possible[state]);
    for (const [key, difference] of other.differences) if (!this.differences.has(key)) this.differences.set(key, difference);
  }

  comparison(): StackComparison {
    const { shown, possible } = this;
    const open = (direction: Direction): DenseSet => {
      const set = this.notShown[direction].slice();
      join(set, this.complex[direction]);
      return without(set, shown[direction]);
    };
    const undecided = { more: open('more'), less: open('less') };
    const shownIn = (direction: Direction): Shown => (any(shown[direction]) ? 'yes' : any(undecided[direction]) ? 'open' : 'no');
    const verdict = verdictOf(shownIn('more'), shownIn('less'));
    const isComplex = any(this.complex.more) || any(this.complex.less);
    const all = undecided.more.slice();
    join(all, undecided.less);
    return {
      verdict,
      ...(verdict === 'undecided' && { reason: isComplex ? ('tooComplex' as const) : ('openValues' as const) }),
      gained: compress(without(shown.more, possible.before)),
      lost: compress(without(shown.less, possible.after)),
      widened: compress(common(shown.more, possible.before)),
      narrowed: compress(common(shown.less, possible.after)),
      undecided: compress(all),
      differences: [...this.differences.values()]
        .map(({ direction, actions, example }): AccessDifference => ({ direction, actions: compress(actions), example }))
        .sort((a, b) => countPositions(b.actions) - countPositions(a.actions))
        .slice(0, MOST_DIFFERENCES),
    };
  }

  /** Groups the actions that the same rules match on the same classes of resources. */
  private *groups(actions: DenseSet): Steps<Group[]> {
    const { index, rules } = this.comparer.context;
    const numbers = [...new Set(STATES.flatMap((state) => numbersOf(this.sides[state].structure)))].sort((a, b) => a - b);
    const groups: Group[] = [];
    for (const { matching, positions } of this.alike(actions, numbers)) {
      yield;
      const apart = matching.filter((number) => rules[number]?.resources != null);
      if (this.question.on !== undefined) {
        const bound = boundOf(this.question.on.text);
        const atoms = yield* this.comparer.atomsOf(this.question.on.text, bound, apart);
        groups.push(this.group(positions, matching, apart, [{ atoms, bound }]));
        continue;
      }
      const byTypes = new Map<string, number[]>();
      for (const position of positions) {
        const key = apart.length === 0 ? '' : (index.anyTypesOf[position] ?? []).join();
        const same = byTypes.get(key);
        if (same === undefined) byTypes.set(key, [position]);
        else same.push(position);
      }
      const partition = this.partition();
      for (const same of byTypes.values()) {
        const found: AtomsWithin[] = [];
        for (const type of index.anyTypesOf[same[0] ?? 0] ?? []) {
          const bound = codesOfType(index, partition, type);
          found.push({ atoms: yield* this.comparer.atomsOf(`${partition} ${type}`, bound, apart), bound });
          if (apart.length === 0) break;
        }
        groups.push(this.group(same, matching, apart, found));
      }
    }
    return groups;
  }

  private partition(): string {
    const { before, after } = this.question;
    const principal = (after ?? before)?.principal;
    return (principal !== undefined && 'arn' in principal ? principal.arn.split(':')[1] : undefined) ?? 'aws';
  }

  /** Groups actions that the same rules match and that the decision flow does not distinguish. */
  private alike(actions: DenseSet, numbers: readonly number[]): { matching: number[]; positions: number[] }[] {
    const { index, rules } = this.comparer.context;
    const sets = [...numbers.map((number) => rules[number]?.actions ?? NO_ACTIONS), ...this.flowSets];
    const groups = new Map<string, { matching: number[]; positions: number[] }>();
    for (let word = 0; word < index.words; word += 1) {
      if (actions[word] === 0) continue;
      let parts: { bits: number; matching: number[] }[] = [{ bits: actions[word] ?? 0, matching: [] }];
      sets.forEach((set, at) => {
        const bits = set[word] ?? 0;
        if (bits === 0) return;
        const next: typeof parts = [];
        for (const part of parts) {
          const [inside, outside] = [part.bits & bits, part.bits & ~bits];
          if (inside !== 0) next.push({ bits: inside, matching: [...part.matching, at] });
          if (outside !== 0) next.push({ bits: outside, matching: part.matching });
        }
        parts = next;
      });
      for (const { bits, matching } of parts) {
        const key = matching.join();
        const group = groups.get(key) ?? { matching: matching.flatMap((at) => numbers[at] ?? []), positions: [] };
        groups.set(key, group);
        for (let rest = bits; rest !== 0; rest &= rest - 1) group.positions.push((word << 5) + 31 - Math.clz32(rest & -rest));
      }
    }
    return [...groups.values()];
  }

  /** Returns the sets of actions that the decision flow distinguishes by itself. */
  private toldApart(): DenseSet[] {
    const { index } = this.comparer.context;
    const exempt = exemptActionsOf(index);
    const sets = new Set<DenseSet>([flowActions(index)]);
    for (const side of [this.question.before, this.question.after]) {
      if (side === null) continue;
      sets.add(exempt.rcp(side.set.rcpServices));
      sets.add(exempt.refused(side.principal, undefined));
      sets.add(exempt.noPermissionNeeded(side.principal, undefined));
    }
    return [...sets];
  }

  private group(
    positions: readonly number[],
    matching: readonly number[],
    apart: readonly number[],
    found: readonly AtomsWithin[],
  ): Group {
    const { index } = this.comparer.context;
    const actions: DenseSet = new Uint32Array(index.words);
    for (const position of positions) addPosition(actions, position);
    const first = index.actions[positions[0] ?? 0];
    const action = `${first?.service}:${first?.name}`;
    const kinds = new Map<string, Kind>();
    for (const { atoms, bound } of found) {
      if (atoms === null) return { actions, kinds: [{ ...NO_KIND, action, tooComplex: true }] };
      for (const { matched, example } of atoms) {
        const without = new Set(apart.filter((_, i) => matched[i] === false));
        const active = matching.filter((number) => !without.has(number));
        const key = this.keyOf(action, active);
        if (kinds.has(key)) continue;
        const readable = () => this.readable(bound, apart, matched);
        kinds.set(key, { key, active, action, resource: example, readable, anyResource: apart.length === 0 });
      }
    }
    return { actions, kinds: [...kinds.values()] };
  }

  /** Returns a key. Classes with the same key have the same result for every caller. */
  private keyOf(action: string, active: readonly number[]): string {
    const some = new Set(active);
    const { index } = this.comparer.context;
    const position = index.position(action) ?? 0;
    const apart = this.flowSets.map((set) => (hasPosition(set, position) ? 1 : 0));
    const own = hasPosition(flowActions(index), position) ? action : '';
    const resource = this.question.on === undefined ? '' : this.question.on.text;
    const [before, after] = [
      contentOfStructure(this.sides.before.structure, some),
      contentOfStructure(this.sides.after.structure, some),
    ];
    return `${apart.join('')} ${own} ${resource}\n${before}\n${after}`;
  }

  /** Returns texts that read better than the shortest one and match the same entries. */
  private readable(bound: TextCodes, apart: readonly number[], matched: readonly boolean[]): string[] {
    const { rules } = this.comparer.context;
    const read = apart.map((number) => rules[number]?.resources ?? null);
    const { resourceAccount } = this.question;
    const named = read.flatMap((one, i) => (one === null || matched[i] === one.negated ? [] : one.certain));
    const candidates = [...named.slice(0, MOST_READ), bound].map((codes) => readableText(codes, resourceAccount));
    const fits = (text: string) =>
      overlaps(literalCodes(text), bound) && read.every((one, i) => matchesText(one, text) === (matched[i] ?? true));
    const found = candidates.find(fits);
    return found === undefined ? [] : [found];
  }
}

type State = 'before' | 'after';
type AtomsWithin = { atoms: readonly Atom<string>[] | null; bound: TextCodes };
type SearchSideOf = { side: StackSide | null; structure: StackStructure | null };

const DIRECTIONS = ['more', 'less'] as const;
const STATES = ['before', 'after'] as const;
const NONE: Found = { kind: 'none' };
const NO_SIDE: SearchSide = { rulesOf: new Map(), level: () => 0 };
const NO_ACTIONS: DenseSet = new Uint32Array(0);
const NO_KIND: Kind = { key: '', active: [], action: '', resource: '*', readable: () => [], anyResource: false };

/** The result if the policies are equal, so that no request was decided. It is always this object. */
export const EQUAL_BY_WHAT_IS_SAID: StackComparison = {
  verdict: 'equal',
  gained: EMPTY_SET,
  lost: EMPTY_SET,
  widened: EMPTY_SET,
  narrowed: EMPTY_SET,
  undecided: EMPTY_SET,
  differences: [],
};

function possibleValues(index: ActionIndex): IsPossible {
  const maySeveral = index.mayHaveSeveralValues ?? mayHaveSeveralValues;
  return (key, value) => value === undefined || typeof value === 'string' || maySeveral(key);
}

function numbersOf(structure: StackStructure | null): number[] {
  return structure === null ? [] : [...structure.layers.flatMap(({ allows }) => allows), ...structure.denies];
}

function boundOf(text: string): TextCodes {
  return askedResource(text).pattern ?? literalCodes(text);
}

function codesOfType(index: ActionIndex, partition: string, type: number): TextCodes {
  const indexed = index.types[type];
  const { formats } = reachesOf(index, { partition, accountId: '', known: NOTHING_KNOWN });
  return indexed === undefined ? [] : formats.of(indexed, null);
}

const NOTHING_KNOWN = contextOfFacts({});

const flows = new WeakMap<ActionIndex, DenseSet>();

/** Returns the actions that the decision flow knows by name: see `TOLD_APART`. */
function flowActions(index: ActionIndex): DenseSet {
  const known = flows.get(index);
  if (known !== undefined) return known;
  const set: DenseSet = new Uint32Array(index.words);
  for (const name of [...TOLD_APART, 'sts:assumeroot']) {
    const position = index.position(name);
    if (position !== undefined) addPosition(set, position);
  }
  flows.set(index, set);
  return set;
}

const grants = new Map<string, PreparedPolicy>();

/** Returns a resource policy that names accounts, so that ownership also counts for keys and roles. */
function grantOf(accountIds: readonly string[]): PreparedPolicy | undefined {
  const key = accountIds.join();
  const known = grants.get(key);
  if (known !== undefined) return known;
  const document = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: [...accountIds] }, Action: '*', Resource: '*' },
  };
  const made = preparePolicyText(
    { id: 'owner', type: 'resource', name: 'owner', origin: { kind: 'inline' } },
    JSON.stringify(document),
  );
  if (!made.ok) return undefined;
  if (grants.size >= MOST_KEPT) grants.clear();
  grants.set(key, made.prepared);
  return made.prepared;
}

function withOwnerGrant(question: StackQuestion): StackQuestion {
  const resource = grantOf(question.letsIn ?? [question.resourceAccount]);
  const of = (side: StackSide | null) => side && { ...side, set: withResource(side.set, resource) };
  return { ...question, before: of(question.before), after: of(question.after) };
}

function withResource(set: PolicySet<PreparedPolicy>, resource: PreparedPolicy | undefined): PolicySet<PreparedPolicy> {
  return resource === undefined ? set : { ...set, resource };
}

function withGiven(side: StackSide | null, given: RequestContext): StackSide | null {
  if (side === null) return null;
  const open = Object.entries(given).filter(([key]) => !side.known.isDecided(key.toLowerCase()));
  return { ...side, known: withKnown(side.known, Object.fromEntries(open)) };
}

/** Returns the actions among some that a question is about. */
function askedOf({ on, only }: StackQuestion, actions: DenseSet): DenseSet {
  const some = [on?.actions, only].filter((set) => set !== undefined);
  return some.reduce(within, actions);
}

/** Adds actions that differ whatever the policies say. */
function withActions(change: StackChange | null, actions: DenseSet | null): StackChange | null {
  if (actions === null) return change;
  const all = actions.slice();
  if (change !== null) join(all, change.actions);
  return { rules: null, actions: all };
}

function within(actions: DenseSet, some: ActionSet): DenseSet {
  const set: DenseSet = new Uint32Array(actions.length);
  unite(set, some);
  return common(set, actions);
}

function join(into: DenseSet, other: DenseSet): void {
  for (let i = 0; i < into.length; i += 1) into[i] = (into[i] ?? 0) | (other[i] ?? 0);
}

function common(one: DenseSet, other: DenseSet): DenseSet {
  return one.map((word, i) => word & (other[i] ?? 0));
}

function without(one: DenseSet, other: DenseSet): DenseSet {
  return one.map((word, i) => word & ~(other[i] ?? 0));
}

function any(set: DenseSet): boolean {
  return set.some((word) => word !== 0);
}
