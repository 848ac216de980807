import { spend } from '../../budget/count';
import type { CompiledCondition } from '../../condition/test-condition';
import type { CompiledStatement } from '../../evaluate/compile-policy';
import { type DecisionRecord, LiveRecord, type PreparedPolicy, STRENGTH } from '../../evaluate/record';
import { prepareRequest } from '../../evaluate/request';
import type { Principal, PrincipalClass, RequestContext } from '../../evaluate/types';
import { variableKeys } from '../../match/template';
import type { ActionIndex } from '../actions/action-index';
import { CaseCache, CaseSearch, type CaseSearchOptions, type SearchRule, type SearchSide } from '../compare/case-search';
import { groundCondition } from '../compare/ground-condition';
import { contextOfFacts, type KnownContext } from '../model/known-context';
import type { Steps } from '../steps';
import {
  actionAtoms,
  boundsOf,
  type CallerExample,
  callerAtoms,
  type Rule,
  readResources,
  resourceAtoms,
  rulesOf,
} from './access-space';
import type { IsPossible } from './key-cases';

/** A request that one policy allows and the other does not. */
export type CheckWitness = {
  /** The caller. Null for policies without principals. */
  principal: Principal | null;
  action: string;
  resource: string;
  context: RequestContext;
};

/** An Allow statement of the checked policy that grants something, proven by a witness or not ruled out. */
export type AccessFinding = {
  statementIndex: number;
  /** Null if it is neither proven nor ruled out. */
  witness: CheckWitness | null;
};

export type AccessQuestion = {
  /** The policy whose access does not count, because it exists already. Null: all access counts. */
  existing: PreparedPolicy | null;
  updated: PreparedPolicy;
  /** The Action and Resource entries that limit the access in question. Null: all. */
  actions: readonly string[] | null;
  resources: readonly string[] | null;
  callers: readonly Principal[];
  isPossible: IsPossible;
  /** The existing actions. Null: every text is an action. */
  index: ActionIndex | null;
  /** The effort as a part of 1. A smaller value returns `tooComplex` earlier. */
  effort: number;
};

export type FoundAccess = { kind: 'answered'; findings: readonly AccessFinding[] } | { kind: 'tooComplex' };

const MOST_EVALUATIONS = 400_000;
const MOST_KINDS = 100_000;

/**
 * Finds the Allow statements of a policy that grant access which another policy does not. The result is complete: statements without a
 * finding grant none.
 *
 * Requests are divided into finitely many classes that the statements of both policies cannot distinguish (by action, resource, caller and
 * the results of conditions), and one of each is tried. Open variables and their conditions are first assumed to match either way. The rest
 * is tried with made-up values, so that a witness is a request that was really decided.
 */
export function* findAccess(question: AccessQuestion): Steps<FoundAccess> {
  const rules = rulesOf(question.existing?.compiled ?? null, question.updated.compiled);
  const possible = yield* searchAccess(question, rules, null);
  if (possible === null) return { kind: 'tooComplex' };
  const findings: AccessFinding[] = [];
  const shown =
    possible.size === 0 ? null : yield* searchAccess(question, rules, madeUpValues(rules.map(({ statement }) => statement)));
  for (const rule of [...possible.keys()].sort((a, b) => a - b)) {
    const statementIndex = rules[rule]?.statement.source.index ?? 0;
    findings.push({ statementIndex, witness: shown?.get(rule) ?? null });
  }
  return { kind: 'answered', findings };
}

/** Returns a unique value for every variable. */
export function madeUpValues(statements: Iterable<CompiledStatement>): RequestContext {
  const values: Record<string, string> = {};
  for (const statement of statements) {
    const templates = [
      ...(statement.resources?.patterns ?? []),
      ...statement.conditions.flatMap(({ templates: own }) => own.map((template) => ({ template }))),
    ];
    for (const { template } of templates)
      for (const key of variableKeys(template)) values[key.toLowerCase()] ??= `value${Object.keys(values).length + 1}`;
  }
  return values;
}

/**
 * Returns the rules that grant access by position, with a witness if `given` makes requests concrete. Returns null if there are too many
 * classes.
 */
function* searchAccess(
  question: AccessQuestion,
  rules: readonly Rule[],
  given: RequestContext | null,
): Steps<Map<number, CheckWitness> | null> {
  const known = contextOfFacts({ knownContext: given ?? {} });
  const actions = yield* actionAtoms(rules, question.actions ?? ['*:*'], question.index, question.effort);
  yield;
  const read = rules.map(({ statement }) => readResources(statement, known));
  const resources = yield* resourceAtoms(read, boundsOf(question.resources), question.effort);
  if (actions === null || resources === null) return null;
  const callers = callerAtoms(rules, question.callers);
  const search = new Search(question, rules, given, known);
  for (const action of actions) {
    yield;
    for (const resource of resources) {
      yield;
      for (const caller of callers) {
        spend(20 * rules.length);
        const classes = caller.classes.map((named, i) =>
          action.matched[i] === true && resource.matched[i] === true ? named : 'NONE',
        );
        if (!(yield* search.add(classes, action.example, resource.example, caller.example))) return null;
      }
    }
  }
  return search.found;
}

class Search {
  readonly found = new Map<number, CheckWitness>();
  private readonly seen = new Map<string, readonly Hit[] | null>();
  private readonly options: CaseSearchOptions;
  private readonly existing: SearchSide;
  private readonly updated: SearchSide;
  /** The conditions of each rule with given values filled in. Null for a rule that never applies. */
  private readonly conditions: readonly (readonly CompiledCondition[] | null)[];

  constructor(
    private readonly question: AccessQuestion,
    private readonly rules: readonly Rule[],
    private readonly given: RequestContext | null,
    known: KnownContext,
  ) {
    const { isPossible, effort } = question;
    this.options = { given, isPossible, effort, budget: { left: MOST_EVALUATIONS * effort }, cases: new CaseCache() };
    this.conditions = rules.map(({ statement }) => {
      const ground = statement.conditions.map((condition) => groundCondition(condition, known));
      return ground.includes(false) ? null : ground.filter((each) => typeof each !== 'boolean');
    });
    const positions = (isUpdated: boolean) => rules.flatMap(({ updated }, i) => (updated === isUpdated ? [i] : []));
    const { existing, updated } = question;
    const side = (policy: PreparedPolicy, isUpdated: boolean): SearchSide => ({
      rulesOf: new Map([[policy, positions(isUpdated)]]),
      level: (record) => strengthIn(record, policy),
    });
    this.existing = existing === null ? NOTHING : side(existing, false);
    this.updated = side(updated, true);
  }

  /** Examines one class of requests. Returns false if its conditions have too many results. */
  *add(classes: readonly PrincipalClass[], action: string, resource: string, caller: CallerExample | null): Steps<boolean> {
    const key = classes.join();
    let hits = this.seen.get(key);
    if (hits === undefined) {
      if (this.seen.size >= MOST_KINDS * this.question.effort) return false;
      yield;
      hits = yield* this.hitsOf(classes);
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

  /** Returns the Allow statements of the checked policy that grant more, each with the results of the conditions. */
  private *hitsOf(classes: readonly PrincipalClass[]): Steps<readonly Hit[] | null> {
    const rules = this.rules.map(
      ({ statement }, i): SearchRule => ({
        deny: statement.deny,
        named: classes[i] ?? 'NONE',
        conditions: this.conditions[i] ?? [],
        statement: statement.source.index,
      }),
    );
    const active = rules.flatMap(({ named }, i) => (named !== 'NONE' && this.conditions[i] !== null ? [i] : []));
    const search = new CaseSearch(rules, active, this.options);
    const hits: Hit[] = [];
    for (const rule of active) {
      if (this.rules[rule]?.updated !== true || rules[rule]?.deny === true) continue;
      const found = yield* search.find(this.existing, { ...this.updated, allowOnly: rule }, null);
      if (found.kind === 'tooComplex') return null;
      if (found.kind === 'found') hits.push({ rule, context: found.request.context });
    }
    return hits;
  }

  /** Keeps a witness if the engine itself decides the same. */
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

const NOTHING: SearchSide = { rulesOf: new Map(), level: () => 0 };

/** Returns how directly a policy alone allows a request. */
function strengthIn(record: DecisionRecord, policy: PreparedPolicy): number {
  if (record.denies(policy).length > 0) return 0;
  if (policy.compiled.needsPrincipal) return STRENGTH[record.grant(policy).class];
  return record.allow(policy) >= 0 ? STRENGTH.DIRECT : 0;
}

/** Returns a caller with the ARN that the context claims. */
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
  const strengthOf = (policy: PreparedPolicy) => strengthIn(new LiveRecord(request), policy);
  return strengthOf(updated) > (existing === null ? 0 : strengthOf(existing));
}
