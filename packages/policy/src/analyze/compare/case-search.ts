import { spend } from '../../budget/count';
import type { CompiledCondition } from '../../condition/test-condition';
import { type DecisionRecord, type Grant, NO_GRANT, type PreparedPolicy, STRENGTH } from '../../evaluate/record';
import type { PrincipalClass, RequestContext } from '../../evaluate/types';
import { contentOf, type IsPossible, type KeyCase, type KeyCases, keyCases, twice } from '../check/key-cases';
import type { Steps } from '../steps';

/** A statement whose action and resource match. It applies if its conditions hold. */
export type SearchRule = {
  deny: boolean;
  /** The way its Principal element names the caller. */
  named: PrincipalClass;
  conditions: readonly CompiledCondition[];
  /** The index in its document. */
  statement: number;
};

/** One of the two compared states. */
export type SearchSide = {
  /** The rules of each policy, by position. Policies without rules can be left out. */
  rulesOf: ReadonlyMap<PreparedPolicy, readonly number[]>;
  /**
   * Returns how far a recorded request is allowed, with 0 for not at all. More Allow statements or fewer Deny statements never reduce it.
   */
  level: (record: DecisionRecord) => number;
  /** The only Allow statement that counts. */
  allowOnly?: number;
};

/** The remaining work of a comparison, shared by its searches. One unit is an evaluation of the chosen conditions. */
export type Budget = { left: number };

export type CaseSearchOptions = {
  /** Values that all requests have. Null: variables are open, and a condition with one may hold or not. */
  given: RequestContext | null;
  isPossible: IsPossible;
  /** The effort for one key's values, as a part of 1. */
  effort: number;
  budget: Budget;
  /** The most of the budget for one search. */
  most?: number;
  cases: CaseCache;
};

/** The keys that a request must and must not carry. */
export type CaseContext = { context: RequestContext; without: readonly string[] };

export type CaseAnswer = { kind: 'found'; request: CaseContext } | { kind: 'none' } | { kind: 'tooComplex' };

/** Caches the cases of a key for equal conditions. */
export class CaseCache {
  private readonly known = new Map<string, readonly KeyCases[]>();

  *of(
    contents: readonly string[],
    conditions: readonly CompiledCondition[],
    options: CaseSearchOptions,
  ): Steps<readonly KeyCases[]> {
    const name = contents.join('\n');
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const cases = yield* keyCases(conditions, options.given, options.isPossible, options.effort);
    if (this.known.size >= MOST_KEPT) this.known.clear();
    this.known.set(name, cases);
    return cases;
  }
}

const MOST_KEPT = 2_000;
const EVALUATIONS_A_STEP = 40;

type State = 0 | 1 | -1;
const OPEN: State = -1;

/**
 * Searches a request that one side allows more than the other, among those that match the action and resource of some rules.
 *
 * It tries only what the conditions distinguish, key by key, and only while the decision depends on it. A search without a result has
 * covered all requests. Each side's level is computed with the open keys in its favor and against it, so most cases end early.
 */
export class CaseSearch {
  private readonly conditions: { content: string; condition: CompiledCondition }[] = [];
  /** The result of each condition, as far as its keys are chosen. */
  private readonly states: State[] = [];
  private readonly byContent = new Map<string, number>();
  private readonly byKey = new Map<string, number[]>();
  private readonly conditionsOf = new Map<number, readonly number[]>();
  private stopAt = 0;
  private readonly chosen: { entry: KeyCases; one: KeyCase }[] = [];

  /** Prepares a search. @param active the positions of the matching rules */
  constructor(
    readonly rules: readonly SearchRule[],
    private readonly active: readonly number[],
    private readonly options: CaseSearchOptions,
  ) {
    for (const rule of active)
      this.conditionsOf.set(
        rule,
        (rules[rule]?.conditions ?? []).map((each) => this.add(each)),
      );
  }

  private add(condition: CompiledCondition): number {
    const content = contentOf(condition);
    const known = this.byContent.get(content);
    if (known !== undefined) return known;
    const at = this.conditions.length;
    this.conditions.push({ content, condition });
    this.states.push(OPEN);
    this.byContent.set(content, at);
    this.byKey.set(condition.key, [...(this.byKey.get(condition.key) ?? []), at]);
    return at;
  }

  /**
   * Finds a request with a higher level on one side.
   * @param changed the rules that only one side has, if the sides differ in nothing else. Where none of them applies, the sides are equal
   */
  *find(low: SearchSide, high: SearchSide, changed: ReadonlySet<number> | null): Steps<CaseAnswer> {
    this.states.fill(OPEN);
    this.chosen.length = 0;
    this.stopAt = this.options.budget.left - (this.options.most ?? Number.POSITIVE_INFINITY);
    const first = [...(changed ?? []), ...this.active].filter((rule) => this.conditionsOf.has(rule));
    const found = yield* this.descend(low, high, changed, first);
    if (found === null) return { kind: 'tooComplex' };
    return found ? { kind: 'found', request: this.request() } : { kind: 'none' };
  }

  /** Searches deeper. Returns null if the budget is used up. */
  private *descend(
    low: SearchSide,
    high: SearchSide,
    changed: ReadonlySet<number> | null,
    order: readonly number[],
  ): Steps<boolean | null> {
    const { budget } = this.options;
    budget.left -= 1;
    spend(50 * (1 + order.length));
    if (budget.left < 0 || budget.left < this.stopAt) return null;
    if (budget.left % EVALUATIONS_A_STEP === 0) yield;
    if (changed !== null && !this.someMayApply(changed)) return false;
    if (this.level(high, 'allow') <= this.level(low, 'deny')) return false;
    if (this.level(high, 'deny') > this.level(low, 'allow')) return true;
    const entry = yield* this.nextKey(order);
    if (entry === null) return false;
    for (const one of entry.cases) {
      this.choose(entry, one);
      const found = yield* this.descend(low, high, changed, order);
      if (found !== false) return found;
      this.undo(entry);
    }
    return false;
  }

  private someMayApply(rules: ReadonlySet<number>): boolean {
    for (const rule of rules) if (this.stateOf(rule) !== 0) return true;
    return false;
  }

  /** Returns the cases of the first key that an open rule depends on. */
  private *nextKey(order: readonly number[]): Steps<KeyCases | null> {
    for (const rule of order) {
      if (this.stateOf(rule) !== OPEN) continue;
      const open = this.conditionsOf.get(rule)?.find((at) => this.states[at] === OPEN);
      const found = open === undefined ? undefined : this.conditions[open];
      if (open === undefined || found === undefined) continue;
      const same = (this.byKey.get(found.condition.key) ?? []).flatMap((at) => this.conditions[at] ?? []);
      const contents = same.map(({ content }) => content).sort();
      const conditions = same.map(({ condition }) => condition);
      const cases = yield* this.options.cases.of(contents, conditions, this.options);
      const entry = cases.find((each) => each.conditions.includes(found.content));
      if (entry !== undefined) return entry;
    }
    return null;
  }

  private choose(entry: KeyCases, one: KeyCase): void {
    entry.conditions.forEach((content, i) => {
      const at = this.byContent.get(content);
      if (at !== undefined) this.states[at] = one.holds[i] === true ? 1 : 0;
    });
    this.chosen.push({ entry, one });
  }

  private undo(entry: KeyCases): void {
    for (const content of entry.conditions) {
      const at = this.byContent.get(content);
      if (at !== undefined) this.states[at] = OPEN;
    }
    this.chosen.pop();
  }

  /** Tests whether a rule applies: to no request, to all in question, or still open. */
  stateOf(rule: number): State {
    const conditions = this.conditionsOf.get(rule);
    if (conditions === undefined) return 0;
    let state: State = 1;
    for (const at of conditions) {
      const one = this.states[at] ?? OPEN;
      if (one === 0) return 0;
      if (one === OPEN) state = OPEN;
    }
    return state;
  }

  private level(side: SearchSide, favour: 'allow' | 'deny'): number {
    return side.level(new CaseRecord(this, side, favour));
  }

  private request(): CaseContext {
    const context: Record<string, string | readonly string[]> = {};
    const without: string[] = [];
    for (const { entry, one } of this.chosen) {
      if (entry.opaque) continue;
      if (one.value === undefined) without.push(entry.key);
      else Object.assign(context, one.twice === true ? twice(entry.key, one.value) : { [entry.key]: one.value });
    }
    return { context, without };
  }
}

/** The record of each policy's statements, with open conditions in favor of the caller or against it. */
class CaseRecord implements DecisionRecord {
  constructor(
    private readonly search: CaseSearch,
    private readonly side: SearchSide,
    private readonly favour: 'allow' | 'deny',
  ) {}

  denies(policy: PreparedPolicy): readonly number[] {
    for (const rule of this.side.rulesOf.get(policy) ?? []) {
      const { deny, named, statement } = this.search.rules[rule] ?? NO_RULE;
      if (deny && named !== 'NONE' && this.applies(rule, 'deny')) return [statement];
    }
    return [];
  }

  allow(policy: PreparedPolicy): number {
    for (const rule of this.side.rulesOf.get(policy) ?? []) {
      const { deny, named, statement } = this.search.rules[rule] ?? NO_RULE;
      if (!deny && named !== 'NONE' && this.counts(rule) && this.applies(rule, 'allow')) return statement;
    }
    return -1;
  }

  grant(policy: PreparedPolicy): Grant {
    let best = NO_GRANT;
    for (const rule of this.side.rulesOf.get(policy) ?? []) {
      const { deny, named, statement } = this.search.rules[rule] ?? NO_RULE;
      if (deny || STRENGTH[named] <= STRENGTH[best.class] || !this.counts(rule) || !this.applies(rule, 'allow')) continue;
      best = { class: named, statement };
    }
    return best;
  }

  private counts(rule: number): boolean {
    return this.side.allowOnly === undefined || this.side.allowOnly === rule;
  }

  private applies(rule: number, towards: 'allow' | 'deny'): boolean {
    const state = this.search.stateOf(rule);
    return state === OPEN ? this.favour === towards : state === 1;
  }
}

const NO_RULE: SearchRule = { deny: false, named: 'NONE', conditions: [], statement: -1 };
