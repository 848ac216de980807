import type { CompiledCondition } from '../../condition/test-condition';
import { LiveRecord, type PreparedPolicy, STRENGTH } from '../../evaluate/record';
import { prepareRequest } from '../../evaluate/request';
import type { Principal, RequestContext } from '../../evaluate/types';
import { variableKeys } from '../../match/template';
import type { ActionIndex } from '../actions/action-index';
import type { Steps } from '../steps';
import { actionAtoms, type CallerExample, callerAtoms, type Rule, resourceAtoms, rulesOf } from './access-space';
import { contentOf, type IsPossible, type KeyCase, type KeyCases, keyCases, twice } from './key-cases';

/** A request that one policy allows and the other does not. */
export type CheckWitness = {
  /** Null for policies that name no principals: anybody they hang on. */
  principal: Principal | null;
  action: string;
  resource: string;
  context: RequestContext;
};

/** One Allow statement of the checked policy that gives something: shown by a witness, or not ruled out. */
export type AccessFinding = {
  statementIndex: number;
  /** Null: neither shown nor ruled out. */
  witness: CheckWitness | null;
};

export type AccessQuestion = {
  /** Access that does not count, because this policy gives it already. Null: all access counts. */
  existing: PreparedPolicy | null;
  updated: PreparedPolicy;
  /** As in Action and Resource elements: only access to these counts. Null: all. */
  actions: readonly string[] | null;
  resources: readonly string[] | null;
  callers: readonly Principal[];
  isPossible: IsPossible;
  /** Actions that exist. Null: any text counts as an action. */
  index: ActionIndex | null;
  /** A part of 1: with less, `tooComplex` comes earlier. */
  effort: number;
};

export type FoundAccess = { kind: 'answered'; findings: readonly AccessFinding[] } | { kind: 'tooComplex' };

const MOST_COMBINATIONS = 200_000;
const COMBINATIONS_A_STEP = 500;
const MOST_KINDS = 100_000;

/**
 * Which Allow statements of a policy give access that another does not. Complete: what is not among the findings gives none. All requests
 * are divided into finitely many kinds that no statement of either policy tells apart (by action, resource, caller and the answers of
 * the conditions), and one of each is tried. Open variables and conditions with them are first taken to come out either way, and what
 * remains is then tried with made-up values, so that a witness is a request that was really decided.
 */
export function* findAccess(question: AccessQuestion): Steps<FoundAccess> {
  const rules = rulesOf(question.existing?.compiled ?? null, question.updated.compiled);
  const possible = yield* searchAccess(question, rules, null);
  if (possible === null) return { kind: 'tooComplex' };
  const findings: AccessFinding[] = [];
  const shown = possible.size === 0 ? null : yield* searchAccess(question, rules, madeUpValues(rules));
  for (const rule of [...possible.keys()].sort((a, b) => a - b)) {
    const statementIndex = rules[rule]?.statement.source.index ?? 0;
    findings.push({ statementIndex, witness: shown?.get(rule) ?? null });
  }
  return { kind: 'answered', findings };
}

/** Every variable gets a value of its own that nothing else has. */
function madeUpValues(rules: readonly Rule[]): RequestContext {
  const values: Record<string, string> = {};
  for (const { statement } of rules) {
    const templates = [
      ...(statement.resources?.patterns ?? []),
      ...statement.conditions.flatMap(({ templates: own }) => own.map((template) => ({ template }))),
    ];
    for (const { template } of templates)
      for (const key of variableKeys(template)) values[key.toLowerCase()] ??= `value${Object.keys(values).length + 1}`;
  }
  return values;
}

/** The rules that give access, by position, each with a witness where `given` makes requests concrete. Null when there are too many kinds. */
function* searchAccess(
  question: AccessQuestion,
  rules: readonly Rule[],
  given: RequestContext | null,
): Steps<Map<number, CheckWitness> | null> {
  const actions = yield* actionAtoms(rules, question.actions ?? ['*:*'], question.index, question.effort);
  yield;
  const resources = yield* resourceAtoms(rules, question.resources, given, question.effort);
  if (actions === null || resources === null) return null;
  const callers = callerAtoms(rules, question.callers);
  const search = new Search(question, rules, given);
  for (const action of actions) {
    yield;
    for (const resource of resources) {
      for (const caller of callers) {
        const strengths = caller.strengths.map((strength, i) =>
          action.matched[i] === true && resource.matched[i] === true ? strength : 0,
        );
        if (!(yield* search.add(strengths, action.example, resource.example, caller.example))) return null;
      }
    }
  }
  return search.found;
}

class Search {
  readonly found = new Map<number, CheckWitness>();
  private readonly seen = new Map<string, readonly Hit[] | null>();

  constructor(
    private readonly question: AccessQuestion,
    private readonly rules: readonly Rule[],
    private readonly given: RequestContext | null,
  ) {}

  /** Looks at one kind of request. False when its conditions can be answered in too many ways. */
  *add(strengths: readonly number[], action: string, resource: string, caller: CallerExample | null): Steps<boolean> {
    const key = strengths.join();
    let hits = this.seen.get(key);
    if (hits === undefined) {
      if (this.seen.size >= MOST_KINDS * this.question.effort) return false;
      yield;
      hits = yield* this.hitsOf(strengths);
      this.seen.set(key, hits);
    }
    if (hits === null) return false;
    for (const { rule, context } of hits) {
      if (this.found.has(rule)) continue;
      const witness: CheckWitness = { principal: caller?.principal ?? null, action, resource, context };
      if (this.given === null) this.found.set(rule, witness);
      else this.verify(rule, witness, caller);
    }
    return true;
  }

  private *hitsOf(strengths: readonly number[]): Steps<readonly Hit[] | null> {
    const concerned = this.rules.flatMap((_, i) => ((strengths[i] ?? 0) > 0 ? [i] : []));
    const candidates = concerned.filter((i) => this.rules[i]?.updated === true && this.rules[i]?.statement.deny === false);
    if (candidates.length === 0) return [];
    return yield* allHits(
      this.rules,
      strengths,
      concerned,
      candidates,
      (conditions) => keyCases(conditions, this.given, this.question.isPossible, this.question.effort),
      MOST_COMBINATIONS * this.question.effort,
    );
  }

  /** Keeps a witness if the engine itself decides so. */
  private verify(rule: number, witness: CheckWitness, caller: CallerExample | null): void {
    for (const one of [witness, withMatchingCaller(witness)]) {
      const { existing, updated } = this.question;
      const context = { ...this.given, ...one.context };
      if (givesMore(updated, existing, { ...one, context }, caller?.hasBoundary ?? false)) {
        this.found.set(rule, { ...one, context });
        return;
      }
    }
  }
}

type Hit = { rule: number; context: RequestContext };

/** The candidates that give access under some answer of the conditions. */
function* allHits(
  rules: readonly Rule[],
  strengths: readonly number[],
  concerned: readonly number[],
  candidates: readonly number[],
  casesOf: (conditions: readonly CompiledCondition[]) => Steps<readonly KeyCases[]>,
  most: number,
): Steps<readonly Hit[] | null> {
  const conditions = concerned.flatMap((i) => rules[i]?.statement.conditions ?? []);
  const keys = yield* casesOf(conditions);
  if (keys.reduce((product, { cases }) => product * cases.length, 1) > most) return null;
  const contents = new Map(concerned.map((i) => [i, rules[i]?.statement.conditions.map(contentOf) ?? []]));
  const hits: Hit[] = [];
  const left = new Set(candidates);
  let tried = 0;
  for (const chosen of combinations(keys)) {
    tried += 1;
    if (tried % COMBINATIONS_A_STEP === 0) yield;
    const holds = new Map(
      chosen.flatMap((one, k) => (keys[k]?.conditions ?? []).map((content, i) => [content, one.holds[i] === true])),
    );
    const applies = concerned.filter((i) => contents.get(i)?.every((content) => holds.get(content) === true));
    for (const rule of givers(rules, strengths, applies)) {
      if (!left.delete(rule)) continue;
      hits.push({ rule, context: contextOf(keys, chosen) });
    }
    if (left.size === 0) break;
  }
  return hits;
}

/** Of the statements that apply, the Allows of the checked policy that give more than the other policy does. */
function givers(rules: readonly Rule[], strengths: readonly number[], applies: readonly number[]): readonly number[] {
  let existing = 0;
  let existingDenied = false;
  for (const i of applies) {
    const rule = rules[i];
    if (rule === undefined) continue;
    if (rule.updated && rule.statement.deny) return [];
    if (!rule.updated && rule.statement.deny) existingDenied = true;
    if (!rule.updated && !rule.statement.deny) existing = Math.max(existing, strengths[i] ?? 0);
  }
  const before = existingDenied ? 0 : existing;
  return applies.filter((i) => rules[i]?.updated === true && (strengths[i] ?? 0) > before);
}

/** One case of every key, in all ways. The list is the same one, changed. */
function* combinations(keys: readonly KeyCases[]): Iterable<readonly KeyCase[]> {
  const chosen: KeyCase[] = [];
  const at = keys.map(() => 0);
  for (let from = 0; ; ) {
    for (let key = from; key < keys.length; key += 1) {
      const one = keys[key]?.cases[at[key] ?? 0];
      if (one === undefined) return;
      chosen[key] = one;
    }
    yield chosen;
    from = keys.length - 1;
    while (from >= 0 && (at[from] ?? 0) + 1 >= (keys[from]?.cases.length ?? 0)) {
      at[from] = 0;
      from -= 1;
    }
    if (from < 0) return;
    at[from] = (at[from] ?? 0) + 1;
  }
}

function contextOf(keys: readonly KeyCases[], chosen: readonly KeyCase[]): RequestContext {
  const context: Record<string, string | readonly string[]> = {};
  chosen.forEach((one, i) => {
    const key = keys[i];
    if (key === undefined || one.value === undefined) return;
    Object.assign(context, one.twice === true ? twice(key.key, one.value) : { [key.key]: one.value });
  });
  return context;
}

/** A caller whose own ARN is the one that the context claims. */
function withMatchingCaller(witness: CheckWitness): CheckWitness {
  const arn = witness.context['aws:principalarn'];
  if (witness.principal?.type !== 'User' || typeof arn !== 'string') return witness;
  return { ...witness, principal: { ...witness.principal, arn } };
}

function givesMore(
  updated: PreparedPolicy,
  existing: PreparedPolicy | null,
  { principal, action, resource, context }: CheckWitness,
  hasBoundary: boolean,
): boolean {
  const request = prepareRequest({ principal: principal ?? { type: 'Anonymous' }, action, resource, context }, hasBoundary);
  const strengthOf = (policy: PreparedPolicy): number => {
    const record = new LiveRecord(request);
    if (record.denies(policy).length > 0) return 0;
    if (policy.compiled.needsPrincipal) return STRENGTH[record.grant(policy).class];
    return record.allow(policy) >= 0 ? STRENGTH.DIRECT : 0;
  };
  return strengthOf(updated) > (existing === null ? 0 : strengthOf(existing));
}
