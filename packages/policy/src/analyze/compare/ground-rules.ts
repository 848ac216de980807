import type { CompiledPolicy, CompiledStatement } from '../../evaluate/compile-policy';
import { matchPrincipal } from '../../evaluate/match-principal';
import type { PreparedRequest } from '../../evaluate/request';
import type { PrincipalClass } from '../../evaluate/types';
import { ANY_RUN } from '../../match/glob';
import type { ActionIndex } from '../actions/action-index';
import { type DenseSet, unite } from '../actions/action-set';
import { reachesOf } from '../actions/statement-reach';
import { type ReadResources, readResources } from '../check/access-space';
import { contentOf } from '../check/key-cases';
import { contextOfFacts, type KnownContext } from '../model/known-context';
import type { SearchRule } from './case-search';
import { groundCondition } from './ground-condition';

/** A statement for one caller, with all known values filled in. */
export type GroundRule = SearchRule & {
  /** The actions that its Action element matches, by position. */
  actions: DenseSet;
  /** Null: every resource. */
  resources: ReadResources | null;
  source: CompiledStatement;
};

/** The caller of the rules as Principal elements see it, and the known values of its requests. */
export type RuleScope = { probe: PreparedRequest; known: KnownContext };

/**
 * Builds rules of statements and numbers them. Statements with the same effect for their callers get the same number, however they are
 * written. Policies must not change after they are compiled.
 */
export class GroundRules {
  readonly rules: GroundRule[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly policies = new WeakMap<CompiledPolicy, Map<string, readonly number[]>>();
  private readonly actions = new WeakMap<CompiledStatement, DenseSet>();

  constructor(private readonly index: ActionIndex) {}

  /** Returns the numbers of a policy's rules. A statement that never applies has none. */
  of(policy: CompiledPolicy, scope: RuleScope): readonly number[] {
    const known = this.policies.get(policy) ?? new Map<string, readonly number[]>();
    this.policies.set(policy, known);
    const classes = policy.statements.map((statement) => classOf(statement, policy, scope));
    const key = policy.readsContext ? `${classes.join()} ${factsKey(policy, scope.known)}` : classes.join();
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= MOST_VARIANTS) known.clear();
    const made = policy.statements.flatMap((statement, i) => this.make(statement, classes[i] ?? 'NONE', scope.known) ?? []);
    known.set(key, made);
    return made;
  }

  private make(statement: CompiledStatement, named: PrincipalClass, known: KnownContext): number | null {
    if (named === 'NONE') return null;
    const ground = statement.conditions.map((condition) => groundCondition(condition, known));
    if (ground.includes(false)) return null;
    const conditions = ground.filter((each) => typeof each !== 'boolean');
    const read = readResources(statement, known);
    const everything = read === null || read.certain.some((codes) => codes.length === 1 && codes[0] === ANY_RUN);
    if (read !== null && everything && read.negated) return null;
    const resources = everything ? null : read;
    const { action } = statement.source;
    const key = JSON.stringify([
      statement.deny,
      named,
      action.negated,
      action.entries.map(({ value }) => value.toLowerCase()).sort(),
      resources && [
        resources.negated,
        resources.certain.map((codes) => codes.join()).sort(),
        resources.open.map(({ name, codes }) => `${name} ${codes.join()}`),
      ],
      [...new Set(conditions.map(contentOf))].sort(),
    ]);
    const found = this.numbers.get(key);
    if (found !== undefined) return found;
    const number = this.rules.length;
    const { deny, source } = statement;
    this.rules.push({
      deny,
      named,
      conditions,
      statement: source.index,
      actions: this.actionsOf(statement),
      resources,
      source: statement,
    });
    this.numbers.set(key, number);
    return number;
  }

  private actionsOf(statement: CompiledStatement): DenseSet {
    const known = this.actions.get(statement);
    if (known !== undefined) return known;
    const set: DenseSet = new Uint32Array(this.index.words);
    // The cached set of an element's actions outlives one comparison.
    unite(set, reachesOf(this.index, ANY_SCOPE).actionsOf(statement));
    this.actions.set(statement, set);
    return set;
  }
}

const ANY_SCOPE = { partition: 'aws', accountId: '', known: contextOfFacts({}) };
const MOST_VARIANTS = 2_000;

function classOf(
  { principal, deny }: CompiledStatement,
  { needsPrincipal }: CompiledPolicy,
  { probe }: RuleScope,
): PrincipalClass {
  if (principal === null) return needsPrincipal ? 'NONE' : 'DIRECT';
  return matchPrincipal(principal, probe.caller, deny, probe.hasBoundary).class;
}

/** Returns the known values of the keys that a policy reads. */
function factsKey({ statements }: CompiledPolicy, known: KnownContext): string {
  const keys = new Set(statements.flatMap((statement) => statement.keys.map((key) => key.toLowerCase())));
  return [...keys].map((key) => factKey(key, known)).join(';');
}

function factKey(key: string, { isDecided, index }: KnownContext): string {
  if (!isDecided(key)) return '?';
  const name = index.names.get(key);
  return name === undefined ? '' : JSON.stringify(name === null ? null : index.context[name]);
}
