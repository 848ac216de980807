import type { CompiledStatement } from '../../evaluate/compile-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import { appliesTo } from '../model/applies-to';
import { haveSameContent, statementContent } from '../model/policy-content';
import type { Layer, PrincipalScope } from '../model/scope';
import type { ActionIndex } from './action-index';
import { type ActionSet, type DenseSet, EMPTY_SET, unite } from './action-set';
import { type Reaches, reachesOf } from './statement-reach';

/** The actions that some change can give, and those that some change can remove. An action can be in both. */
export type TouchedActions = { gain: DenseSet; lose: DenseSet };

/** Returns the actions that the differences between two states of a principal can affect, or null if nothing differs. */
export function touchedActions(index: ActionIndex, before: PrincipalScope, after: PrincipalScope): TouchedActions | null {
  const pairs = differentLayers(before, after);
  if (pairs.length === 0) return null;
  const touched = new Touched(index, before, after);
  for (const [a, b] of pairs) touched.compare(a, b);
  return { gain: touched.gain, lose: touched.lose };
}

function differentLayers(before: PrincipalScope, after: PrincipalScope): Pair[] {
  return pairLayers(before, after).filter(([a, b]) => !isSameLayer(a, b, before, after));
}

type Pair = readonly [before: Layer | undefined, after: Layer | undefined];

/** Pairs layers of one kind: levels by id, then the rest by what they allow. */
function pairLayers(before: PrincipalScope, after: PrincipalScope): Pair[] {
  const left = [...after.layers];
  const take = (matches: (layer: Layer) => boolean): Layer | undefined => {
    const at = left.findIndex(matches);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const pairs: Pair[] = [];
  const alone: Layer[] = [];
  for (const layer of before.layers) {
    const partner = take(({ type, level }) => type === layer.type && level?.id === layer.level?.id);
    if (partner === undefined) alone.push(layer);
    else pairs.push([layer, partner]);
  }
  for (const layer of alone) pairs.push([layer, take((other) => other.type === layer.type && haveSamePolicies(layer, other))]);
  for (const layer of left) pairs.push([undefined, layer]);
  return pairs;
}

function haveSamePolicies(a: Layer, b: Layer): boolean {
  if (a.policies === b.policies) return true;
  return a.policies.length === b.policies.length && a.policies.every((policy, i) => haveSameContent(policy, b.policies[i]));
}

/** Tests whether two layers have the same policies with the same known values. */
function isSameLayer(a: Layer | undefined, b: Layer | undefined, before: PrincipalScope, after: PrincipalScope): boolean {
  if (a === undefined || b === undefined || !haveSamePolicies(a, b)) return false;
  if (before.known === after.known) return true;
  return a.policies.every(({ compiled }) =>
    compiled.statements.every((statement) => appliesTo(statement, compiled, before) === appliesTo(statement, compiled, after)),
  );
}

type Found = { content: string; may: ActionSet; must: ActionSet; deny: boolean };

class Touched {
  readonly gain: DenseSet;
  readonly lose: DenseSet;
  private readonly reaches: readonly [Reaches, Reaches];

  constructor(
    private readonly index: ActionIndex,
    private readonly before: PrincipalScope,
    private readonly after: PrincipalScope,
  ) {
    this.gain = new Uint32Array(index.words);
    this.lose = new Uint32Array(index.words);
    this.reaches = [reachesOf(index, before), reachesOf(index, after)];
  }

  compare(before: Layer | undefined, after: Layer | undefined): void {
    const was = before === undefined ? [] : this.statementsOf(before, this.before, this.reaches[0]);
    const is = after === undefined ? [] : this.statementsOf(after, this.after, this.reaches[1]);
    const removed = without(was, is);
    const added = without(is, was);
    for (const { deny, may } of removed) if (deny) unite(this.gain, may);
    for (const { deny, may } of added) if (deny) unite(this.lose, may);
    if (before === undefined) this.addNarrowed(this.lose, is);
    else if (after === undefined) this.addNarrowed(this.gain, was);
    else {
      for (const { deny, may } of removed) if (!deny) unite(this.lose, may);
      for (const { deny, may } of added) if (!deny) unite(this.gain, may);
    }
  }

  /** Adds the actions that a layer does not fully allow, which its addition or removal affects. */
  private addNarrowed(into: DenseSet, statements: readonly Found[]): void {
    const must: DenseSet = new Uint32Array(this.index.words);
    for (const { deny, must: own } of statements) if (!deny) unite(must, own);
    const { at, bits } = this.index.all;
    for (let i = 0; i < at.length; i += 1) into[i] = (into[i] ?? 0) | ((bits[i] ?? 0) & ~(must[i] ?? 0));
  }

  private statementsOf({ policies }: Layer, scope: PrincipalScope, reaches: Reaches): Found[] {
    return policies.flatMap((policy) =>
      policy.compiled.statements.flatMap((statement) => this.found(policy, statement, scope, reaches)),
    );
  }

  private found(
    { policy, compiled }: PreparedPolicy,
    statement: CompiledStatement,
    scope: PrincipalScope,
    reaches: Reaches,
  ): Found[] {
    const applies = appliesTo(statement, compiled, scope);
    if (applies === 'no') return [];
    const { may, must } = reaches.ofStatement(statement, scope);
    const content = `${applies} ${policy.version} ${statementContent(statement)}`;
    return [{ content, may, must: applies === 'yes' ? must : EMPTY_SET, deny: statement.deny }];
  }
}

/** Returns the items of the first list that have no equal in the second, counting repetitions. */
function without(list: readonly Found[], other: readonly Found[]): Found[] {
  const counts = new Map<string, number>();
  for (const { content } of other) counts.set(content, (counts.get(content) ?? 0) + 1);
  return list.filter(({ content }) => {
    const left = counts.get(content) ?? 0;
    counts.set(content, left - 1);
    return left <= 0;
  });
}
