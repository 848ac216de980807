import type { PreparedPolicy } from '../../evaluate/record';
import type { CredentialType, PolicySet, PolicyType, Principal } from '../../evaluate/types';
import type { ActionIndex } from '../actions/action-index';
import { addPosition, countBits, type DenseSet, forEachDense, hasPosition, removePosition } from '../actions/action-set';
import { type ActionUse, ActionUses, haveCommonResource, layersAt } from '../actions/action-uses';
import { exemptActionsOf } from '../actions/exempt-actions';
import { targetAt } from '../actions/statement-reach';
import type { Access } from '../model/ask-known';
import { type KnownFacts, knownContextOf } from '../model/known-context';
import { type Layer, type PrincipalScope, principalScope } from '../model/scope';
import type { ResourceAnswer } from '../resources/resource-answers';
import type { Steps } from '../steps';
import { type LayerTally, tallyLayers } from './layer-tally';
import type { PermissionOutcome } from './outcome';
import { type PermissionDetail, permissionDetail } from './permission-detail';
import { type ServiceSummary, summarizePermissions } from './summarize-permissions';

export type EffectiveOptions = KnownFacts & { credential?: CredentialType };

/**
 * Computes a principal's permissions for every action of the index at once, by its own policies and the SCPs and RCPs above it. The rules
 * are those of `authorize`, over all resources and contexts that agree with the known values. Bulk answers equal single ones.
 */
export function effectivePermissions(
  principal: Principal,
  set: PolicySet<PreparedPolicy>,
  index: ActionIndex,
  options: EffectiveOptions = {},
): EffectivePermissions {
  return permissionsInScope(principalScope(principal, set, knownContextOf(principal, options)), set, index, options.credential);
}

/** Does the same for a prepared scope. */
export function permissionsInScope(
  scope: PrincipalScope,
  set: PolicySet<PreparedPolicy>,
  index: ActionIndex,
  credential: CredentialType | undefined,
): EffectivePermissions {
  return new EffectivePermissions(index, scope, set, credential, bulkAnswer(index, scope, set, credential));
}

/** The actions by outcome. The rest are implicitly denied. */
export type BulkAnswer = { allowed: DenseSet; limited: DenseSet; explicit: DenseSet };

type AnswersByAction = ReadonlyMap<number, ReadonlyMap<string, Access>>;
const NO_ANSWERS: ReadonlyMap<string, Access> = new Map();

export class EffectivePermissions {
  constructor(
    readonly index: ActionIndex,
    readonly scope: PrincipalScope,
    readonly set: PolicySet<PreparedPolicy>,
    readonly credential: CredentialType | undefined,
    readonly sets: BulkAnswer,
    private readonly answers: AnswersByAction = new Map(),
  ) {}

  private known: ActionUses | undefined;

  /** Returns the results of each statement for each action, computed once for all details. */
  uses(): ActionUses {
    this.known ??= new ActionUses(this.index, this.scope);
    return this.known;
  }

  /**
   * Returns the permissions adjusted to the account's resources: denied actions that are possible on one become limited, and so do allowed
   * actions that are not always possible on one.
   */
  onResources(answers: Iterable<ResourceAnswer>): EffectivePermissions {
    const byAction = new Map<number, Map<string, Access>>();
    const allowed = this.sets.allowed.slice();
    const limited = this.sets.limited.slice();
    const explicit = this.sets.explicit.slice();
    for (const { action, resource, access } of answers) {
      const position = this.index.position(action);
      if (position === undefined) continue;
      byAction.set(position, (byAction.get(position) ?? new Map<string, Access>()).set(resource, access));
      if (hasPosition(limited, position) || !this.isChangedBy(position, access)) continue;
      removePosition(allowed, position);
      removePosition(explicit, position);
      addPosition(limited, position);
    }
    return new EffectivePermissions(this.index, this.scope, this.set, this.credential, { allowed, limited, explicit }, byAction);
  }

  /** Tests whether an answer about one resource makes an action limited, for `onResources`. */
  isLimitedBy({ action, access }: Pick<ResourceAnswer, 'action' | 'access'>): boolean {
    const position = this.index.position(action);
    return position !== undefined && this.isChangedBy(position, access);
  }

  private isChangedBy(position: number, access: Access): boolean {
    const outcome = this.outcomeAt(position);
    return outcome !== 'limited' && access !== (outcome === 'allowed' ? 'always' : 'never');
  }

  /** Returns the access to each resource whose policy was evaluated for the action at a position. */
  answersAt(position: number): ReadonlyMap<string, Access> {
    return this.answers.get(position) ?? NO_ANSWERS;
  }

  /** Groups actions with the same statements and resource types. Their details name the same statements. */
  *alike(positions: readonly number[]): Steps<number[][]> {
    const uses = this.uses();
    const underRcp = exemptActionsOf(this.index).rcp(this.set.rcpServices);
    const numbers = new Map<ActionUse, number>();
    const groups = new Map<string, number[]>();
    for (const position of positions) {
      yield;
      const { own, any } = targetAt(this.index, position);
      const concerned = uses.at(position).map((use) => numberOf(use, numbers));
      const key = `${concerned} ${own} ${any} ${hasPosition(underRcp, position)} ${this.outcomeAt(position)}`;
      const group = groups.get(key);
      if (group) group.push(position);
      else groups.set(key, [position]);
    }
    return [...groups.values()];
  }

  /** Returns the outcome at a position in the index. */
  outcomeAt(position: number): PermissionOutcome {
    if (hasPosition(this.sets.allowed, position)) return 'allowed';
    if (hasPosition(this.sets.limited, position)) return 'limited';
    return hasPosition(this.sets.explicit, position) ? 'explicitDeny' : 'implicitDeny';
  }

  /** Returns the outcome of an action by name in any case, or undefined for unknown actions. */
  outcome(action: string): PermissionOutcome | undefined {
    const position = this.index.position(action);
    return position === undefined ? undefined : this.outcomeAt(position);
  }

  /** Returns one code per action of the index: its index in `PERMISSION_OUTCOMES`. */
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

  /** Counts outcomes by service and access level. */
  summarize(): readonly ServiceSummary[] {
    return summarizePermissions(this.index, this.codes());
  }

  /** Explains the outcome of one action: the statements that grant, limit and deny it, and what is unknown. */
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
  const underRcp = exempt.rcp(set.rcpServices);
  const guards = tallyLayers(index, scope, scope.layers.filter(isGuardrail), underRcp);
  const own = tallyLayers(index, scope, scope.layers.filter(isOwn), underRcp);
  const refused = exempt.refused(scope.principal, credential);
  const free = exempt.noPermissionNeeded(scope.principal, credential);
  const answers = sharedAnswers(guards, own, scope.needsResourceGrant);
  const known = answers.get(refused);
  if (known !== undefined) return known;
  const answer: BulkAnswer = {
    allowed: new Uint32Array(index.words),
    limited: new Uint32Array(index.words),
    explicit: new Uint32Array(index.words),
  };
  let narrow = 0;
  for (let i = 0; i < index.words; i += 1) {
    const every = free[i] ?? 0;
    const denied = ((guards.denyMust[i] ?? 0) | (own.denyMust[i] ?? 0) | (refused[i] ?? 0)) & ~every;
    const possible = scope.needsResourceGrant ? 0 : (guards.may[i] ?? 0) & (own.may[i] ?? 0) & ~denied;
    const unsure = (guards.denyMay[i] ?? 0) | (own.denyMay[i] ?? 0) | (exempt.mustBeNamed[i] ?? 0);
    const certain = possible & (guards.must[i] ?? 0) & (own.must[i] ?? 0) & ~unsure;
    answer.allowed[i] = certain | every;
    answer.limited[i] = possible & ~certain & ~every;
    answer.explicit[i] = denied;
    narrow |= possible & ~certain & narrowIn(guards, own, i);
  }
  if (narrow !== 0) dropWithoutCommonResource(index, scope, answer.limited, guards, own, underRcp);
  answers.set(refused, answer);
  return answer;
}

const shared = new WeakMap<LayerTally, WeakMap<LayerTally, Map<boolean, Map<DenseSet, BulkAnswer>>>>();

/** Returns the answers for equal tallies. Tallies determine the answer, so principals with the same ones share it. */
function sharedAnswers(guards: LayerTally, own: LayerTally, needsGrant: boolean): Map<DenseSet, BulkAnswer> {
  const byOwn = shared.get(guards) ?? new WeakMap<LayerTally, Map<boolean, Map<DenseSet, BulkAnswer>>>();
  shared.set(guards, byOwn);
  const byGrant = byOwn.get(own) ?? new Map<boolean, Map<DenseSet, BulkAnswer>>();
  byOwn.set(own, byGrant);
  const answers = byGrant.get(needsGrant) ?? new Map<DenseSet, BulkAnswer>();
  byGrant.set(needsGrant, answers);
  return answers;
}

/** Returns the actions of a word that two layers, or a layer and a Deny, limit to some resources. */
function narrowIn(a: LayerTally, b: LayerTally, word: number): number {
  const onceA = a.narrowedOnce[word] ?? 0;
  const onceB = b.narrowedOnce[word] ?? 0;
  const twice = (a.narrowedTwice[word] ?? 0) | (b.narrowedTwice[word] ?? 0) | (onceA & onceB);
  return twice | ((onceA | onceB) & ((a.denySome[word] ?? 0) | (b.denySome[word] ?? 0)));
}

const GUARDRAILS: ReadonlySet<PolicyType> = new Set(['rcp', 'scp', 'vpcEndpoint']);

/** Tests whether a layer consists of SCPs or RCPs, which many principals share. */
function isGuardrail({ type }: Layer): boolean {
  return GUARDRAILS.has(type);
}

function isOwn({ type }: Layer): boolean {
  return !GUARDRAILS.has(type);
}

/** Removes limited actions that several narrow statements together deny completely. */
function dropWithoutCommonResource(
  index: ActionIndex,
  scope: PrincipalScope,
  limited: DenseSet,
  guards: LayerTally,
  own: LayerTally,
  underRcp: DenseSet,
): void {
  const candidates = limited.map((word, i) => word & narrowIn(guards, own, i));
  const uses = new ActionUses(index, scope);
  const answers = new Map<string, boolean>();
  const numbers = new Map<ActionUse, number>();
  forEachDense(candidates, (position) => {
    const layers = layersAt(scope, underRcp, position);
    const concerned = uses.at(position).filter(({ layer }) => layers.includes(layer));
    const target = targetAt(index, position);
    const key = `${concerned.map((use) => numberOf(use, numbers))} ${target.any}`;
    const common = answers.get(key) ?? haveCommonResource(index, scope, layers, concerned, target);
    answers.set(key, common);
    if (!common) removePosition(limited, position);
  });
}

function numberOf(use: ActionUse, numbers: Map<ActionUse, number>): number {
  const number = numbers.get(use) ?? numbers.size;
  numbers.set(use, number);
  return number;
}
