import type { CompiledPolicy, CompiledStatement } from '../evaluate/compile-policy';
import type { PreparedPolicy } from '../evaluate/record';
import type { CredentialType, PolicySet, Principal } from '../evaluate/types';
import type { ActionIndex } from './action-index';
import { countBits, type DenseSet, forEachDense, hasPosition, intersectDense, removePosition, unite } from './action-set';
import { type ActionUse, ActionUses, haveCommonResource, layersAt } from './action-uses';
import { appliesTo } from './applies-to';
import { exemptActionsOf } from './exempt-actions';
import type { KnownFacts } from './known-context';
import type { PermissionOutcome } from './outcome';
import { type PermissionDetail, permissionDetail } from './permission-detail';
import { type Layer, type PrincipalScope, principalScope } from './scope';
import { type Reaches, reachesOf, targetAt } from './statement-reach';
import { type ServiceSummary, summarizePermissions } from './summarize-permissions';

export type EffectiveOptions = KnownFacts & { credential?: CredentialType };

/**
 * What a principal may do, for every action of the index at once, as far as it follows from its own policies and the guardrails above it.
 * The same rules as `authorize`, over all resources and contexts that agree with what is known: bulk answers equal single ones.
 */
export function effectivePermissions(
  principal: Principal,
  set: PolicySet<PreparedPolicy>,
  index: ActionIndex,
  options: EffectiveOptions = {},
): EffectivePermissions {
  const scope = principalScope(principal, set, options);
  return new EffectivePermissions(index, scope, set, options.credential, bulkAnswer(index, scope, set, options.credential));
}

type BulkAnswer = { allowed: DenseSet; limited: DenseSet; explicit: DenseSet };

export class EffectivePermissions {
  constructor(
    readonly index: ActionIndex,
    readonly scope: PrincipalScope,
    readonly set: PolicySet<PreparedPolicy>,
    readonly credential: CredentialType | undefined,
    readonly sets: BulkAnswer,
  ) {}

  /** By position in the index. */
  outcomeAt(position: number): PermissionOutcome {
    if (hasPosition(this.sets.allowed, position)) return 'allowed';
    if (hasPosition(this.sets.limited, position)) return 'limited';
    return hasPosition(this.sets.explicit, position) ? 'explicitDeny' : 'implicitDeny';
  }

  /** By name, in any case; undefined when the index has no such action. */
  outcome(action: string): PermissionOutcome | undefined {
    const position = this.index.position(action);
    return position === undefined ? undefined : this.outcomeAt(position);
  }

  /** One code for each action of the index: its place in `PERMISSION_OUTCOMES`. */
  codes(): Uint8Array {
    const { allowed, limited, explicit } = this.sets;
    const codes = new Uint8Array(this.index.actions.length);
    for (let i = 0; i < codes.length; i += 1) {
      const word = i >>> 5;
      const bit = 1 << (i & 31);
      if ((allowed[word] ?? 0) & bit) codes[i] = 3;
      else if ((limited[word] ?? 0) & bit) codes[i] = 2;
      else if ((explicit[word] ?? 0) & bit) codes[i] = 1;
    }
    return codes;
  }

  counts(): Record<PermissionOutcome, number> {
    const count = (set: DenseSet) => set.reduce((sum, word) => sum + countBits(word), 0);
    const allowed = count(this.sets.allowed);
    const limited = count(this.sets.limited);
    const explicitDeny = count(this.sets.explicit);
    return { allowed, limited, explicitDeny, implicitDeny: this.index.actions.length - allowed - limited - explicitDeny };
  }

  /** Counts for each service and access level. */
  summarize(): readonly ServiceSummary[] {
    return summarizePermissions(this.index, this.codes());
  }

  /** Why one action has its outcome: the statements that grant, limit and deny, and what remains open. */
  detail(action: string): PermissionDetail | undefined {
    const position = this.index.position(action);
    return position === undefined ? undefined : permissionDetail(this, position);
  }
}

function bulkAnswer(
  index: ActionIndex,
  scope: PrincipalScope,
  set: PolicySet<PreparedPolicy>,
  credential: CredentialType | undefined,
): BulkAnswer {
  const exempt = exemptActionsOf(index);
  const tally = new Tally(index, scope);
  for (const layer of scope.layers) tally.addLayer(layer, layer.type === 'rcp' ? exempt.rcp(set.rcpServices) : null);
  const { must, may, denyMust, denyMay } = tally;
  const refused = exempt.refused(scope.principal, credential);
  const free = scope.accountId !== null || scope.principal.type === 'Service' ? exempt.noPermissionNeeded : null;
  const allowed: DenseSet = new Uint32Array(index.words);
  const limited: DenseSet = new Uint32Array(index.words);
  for (let i = 0; i < index.words; i += 1) {
    const every = free?.[i] ?? 0;
    const explicit = ((denyMust[i] ?? 0) | (refused[i] ?? 0)) & ~every;
    const possible = scope.needsResourceGrant ? 0 : (may[i] ?? 0) & ~explicit;
    const certain = possible & (must[i] ?? 0) & ~(denyMay[i] ?? 0) & ~(exempt.mustBeNamed[i] ?? 0);
    allowed[i] = certain | every;
    limited[i] = possible & ~certain & ~every;
    denyMust[i] = explicit;
  }
  dropWithoutCommonResource(index, scope, limited, tally, exempt.rcp(set.rcpServices));
  return { allowed, limited, explicit: denyMust };
}

/** What several narrow statements together leave nothing of is denied, not limited. */
function dropWithoutCommonResource(
  index: ActionIndex,
  scope: PrincipalScope,
  limited: DenseSet,
  { narrowedOnce, narrowedTwice, denySome }: Tally,
  underRcp: DenseSet,
): void {
  const candidates: DenseSet = limited.map(
    (word, i) => word & ((narrowedTwice[i] ?? 0) | ((narrowedOnce[i] ?? 0) & (denySome[i] ?? 0))),
  );
  if (candidates.every((word) => word === 0)) return;
  const uses = new ActionUses(index, scope);
  const answers = new Map<string, boolean>();
  const numbers = new Map<ActionUse, number>();
  forEachDense(candidates, (position) => {
    const layers = layersAt(scope, underRcp, position);
    const own = uses.at(position).filter(({ layer }) => layers.includes(layer));
    const target = targetAt(index, position);
    const key = `${own.map((use) => numberOf(use, numbers))} ${target.any}`;
    const common = answers.get(key) ?? haveCommonResource(index, scope, layers, own, target);
    answers.set(key, common);
    if (!common) removePosition(limited, position);
  });
}

function numberOf(use: ActionUse, numbers: Map<ActionUse, number>): number {
  const number = numbers.get(use) ?? numbers.size;
  numbers.set(use, number);
  return number;
}

/** What the layers so far let through, and what any of their statements denies: on all requests in question and on some. */
class Tally {
  readonly must: DenseSet;
  readonly may: DenseSet;
  readonly denyMust: DenseSet;
  readonly denyMay: DenseSet;
  /** Layers that allow some resources only, whatever their conditions: at least one, at least two. */
  readonly narrowedOnce: DenseSet;
  readonly narrowedTwice: DenseSet;
  /** Denied on some resources without conditions. */
  readonly denySome: DenseSet;
  private readonly layerWide: DenseSet;
  private readonly layerMust: DenseSet;
  private readonly layerMay: DenseSet;
  private readonly reaches: Reaches;

  constructor(
    index: ActionIndex,
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
    this.layerWide = new Uint32Array(words);
    this.layerMust = new Uint32Array(words);
    this.layerMay = new Uint32Array(words);
    this.reaches = reachesOf(index, scope);
  }

  /** `within`: the actions on which the layer bears at all; null: all. */
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
