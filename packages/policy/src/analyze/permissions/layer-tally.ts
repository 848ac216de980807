import type { CompiledPolicy, CompiledStatement } from '../../evaluate/compile-policy';
import type { ActionIndex } from '../actions/action-index';
import { type DenseSet, intersectDense, unite } from '../actions/action-set';
import { type Reaches, reachesOf } from '../actions/statement-reach';
import { appliesTo } from '../model/applies-to';
import type { Layer, PrincipalScope } from '../model/scope';

/** A tally of layers: what all of them allow, and what any statement denies, for all requests in question and for some. */
export class Tally {
  readonly must: DenseSet;
  readonly may: DenseSet;
  readonly denyMust: DenseSet;
  readonly denyMay: DenseSet;
  /** The actions that at least one, or at least two, layers limit to some resources, regardless of conditions. */
  readonly narrowedOnce: DenseSet;
  readonly narrowedTwice: DenseSet;
  /** The actions denied on some resources without conditions. */
  readonly denySome: DenseSet;
  /** The current layer's actions: allowed on every resource regardless of conditions, in every request, and in some. */
  private readonly layerWide: DenseSet;
  private readonly layerMust: DenseSet;
  private readonly layerMay: DenseSet;

  constructor(
    index: ActionIndex,
    private readonly reaches: Reaches,
    private readonly scope: PrincipalScope,
  ) {
    const { words } = index;
    this.must = new Uint32Array(words);
    unite(this.must, index.all);
    this.may = this.must.slice();
    this.denyMust = new Uint32Array(words);
    this.denyMay = new Uint32Array(words);
    this.narrowedOnce = new Uint32Array(words);
    this.narrowedTwice = new Uint32Array(words);
    this.denySome = new Uint32Array(words);
    [this.layerWide, this.layerMust, this.layerMay] = scratchOf(reaches, words);
  }

  /** Adds a layer. `within` are the actions that it applies to, or null for all. */
  addLayer({ policies }: Layer, within: DenseSet | null): void {
    const { layerMust, layerMay } = this;
    layerMust.fill(0);
    layerMay.fill(0);
    this.layerWide.fill(0);
    const before = within === null ? null : { must: this.denyMust.slice(), may: this.denyMay.slice() };
    for (const { compiled } of policies) this.addPolicy(compiled);
    if (within !== null && before !== null) {
      for (let i = 0; i < within.length; i += 1) {
        const outside = ~(within[i] ?? 0);
        layerMust[i] = (layerMust[i] ?? 0) | outside;
        layerMay[i] = (layerMay[i] ?? 0) | outside;
        this.denyMust[i] = ((this.denyMust[i] ?? 0) & ~outside) | (before.must[i] ?? 0);
        this.denyMay[i] = ((this.denyMay[i] ?? 0) & ~outside) | (before.may[i] ?? 0);
      }
    }
    this.noteNarrow(within);
    intersectDense(this.must, layerMust);
    intersectDense(this.may, layerMay);
  }

  private noteNarrow(within: DenseSet | null): void {
    const { layerMay, layerWide, narrowedOnce, narrowedTwice } = this;
    for (let i = 0; i < layerMay.length; i += 1) {
      const narrow = (layerMay[i] ?? 0) & ~(layerWide[i] ?? 0) & (within === null ? -1 : (within[i] ?? 0));
      narrowedTwice[i] = (narrowedTwice[i] ?? 0) | ((narrowedOnce[i] ?? 0) & narrow);
      narrowedOnce[i] = (narrowedOnce[i] ?? 0) | narrow;
    }
  }

  private addPolicy(compiled: CompiledPolicy): void {
    const { allow, deny, open } = this.reaches.ofPolicy(compiled, this.scope);
    unite(this.layerMust, allow.must);
    unite(this.layerWide, allow.must);
    unite(this.layerMay, allow.may);
    unite(this.denyMust, deny.must);
    unite(this.denyMay, deny.may);
    unite(this.denySome, deny.may);
    for (const statement of open) this.addStatement(statement, compiled);
  }

  private addStatement(statement: CompiledStatement, compiled: CompiledPolicy): void {
    const applies = appliesTo(statement, compiled, this.scope);
    if (applies === 'no') return;
    const { must, may } = this.reaches.ofStatement(statement, this.scope);
    if (applies === 'yes') unite(statement.deny ? this.denyMust : this.layerMust, must);
    unite(statement.deny ? this.denyMay : this.layerMay, may);
    if (!statement.deny) unite(this.layerWide, must);
    else if (applies === 'yes') unite(this.denySome, may);
  }
}

const scratches = new WeakMap<Reaches, readonly [DenseSet, DenseSet, DenseSet]>();

/** Returns working memory that tallies share. */
function scratchOf(reaches: Reaches, words: number): readonly [DenseSet, DenseSet, DenseSet] {
  const known = scratches.get(reaches) ?? [new Uint32Array(words), new Uint32Array(words), new Uint32Array(words)];
  scratches.set(reaches, known);
  return known;
}

/** A finished tally. It is shared, so it must not be written to. */
export type LayerTally = Readonly<
  Pick<Tally, 'must' | 'may' | 'denyMust' | 'denyMay' | 'narrowedOnce' | 'narrowedTwice' | 'denySome'>
>;

const REMEMBERED_TALLIES = 300;
const remembered = new WeakMap<Reaches, Map<string, LayerTally>>();
const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/** Returns a unique number of a policy or set for keys. */
function numberOf(thing: object): number {
  const known = numbers.get(thing);
  if (known !== undefined) return known;
  lastNumber += 1;
  numbers.set(thing, lastNumber);
  return lastNumber;
}

/**
 * Tallies layers, of which RCPs apply only to `underRcp`. Principals under the same policies share a tally, unless a statement tests
 * something in which they differ.
 */
export function tallyLayers(index: ActionIndex, scope: PrincipalScope, layers: readonly Layer[], underRcp: DenseSet): LayerTally {
  const reaches = reachesOf(index, scope);
  const tallies = remembered.get(reaches) ?? new Map<string, LayerTally>();
  remembered.set(reaches, tallies);
  const key = layers.map((layer) => keyOf(layer, reaches, scope, underRcp)).join('|');
  const known = tallies.get(key);
  if (known !== undefined) return known;
  const tally = new Tally(index, reaches, scope);
  for (const layer of layers) tally.addLayer(layer, layer.type === 'rcp' ? underRcp : null);
  if (tallies.size >= REMEMBERED_TALLIES) tallies.clear();
  tallies.set(key, tally);
  return tally;
}

function keyOf({ type, policies }: Layer, reaches: Reaches, scope: PrincipalScope, underRcp: DenseSet): string {
  let key = type === 'rcp' ? `rcp${numberOf(underRcp)}: ` : `${type}: `;
  for (const { compiled } of policies) {
    key += `${numberOf(compiled)} `;
    for (const statement of reaches.ofPolicy(compiled, scope).open) {
      const applies = appliesTo(statement, compiled, scope);
      key += applies === 'no' ? 'n ' : `${applies} ${reaches.variantOf(statement, scope)} `;
    }
  }
  return key;
}
