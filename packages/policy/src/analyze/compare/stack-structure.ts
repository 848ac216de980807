import type { PreparedPolicy } from '../../evaluate/record';
import { type PreparedRequest, prepareRequest } from '../../evaluate/request';
import type { PolicySet, Principal } from '../../evaluate/types';
import type { DenseSet } from '../actions/action-set';
import type { KnownContext } from '../model/known-context';
import type { GroundRules } from './ground-rules';

/** One caller with all policies that apply to its requests, and the known values of these. */
export type StackSide = { principal: Principal; set: PolicySet<PreparedPolicy>; known: KnownContext };

/** Policies of which some Allow must match, as the numbers of their rules. */
type StackLayer = { name: string; allows: readonly number[] };

/** The policies of a stack as the numbers of their rules. */
export type StackStructure = {
  layers: readonly StackLayer[];
  denies: readonly number[];
  rulesOf: ReadonlyMap<PreparedPolicy, readonly number[]>;
  /** The other inputs of the decision. Stacks with the same key and rules decide every request alike. */
  key: string;
};

/** Analyzes a stack. It includes every policy that can apply to a request, also those that the decision skips later. */
export function structureOf({ principal, set, known }: StackSide, resourceAccount: string, rules: GroundRules): StackStructure {
  const probe = prepareRequest({ principal, action: '', resource: '', resourceAccount, context: {} }, set.boundary !== undefined);
  const rulesOf = new Map<PreparedPolicy, readonly number[]>();
  const layers: StackLayer[] = [];
  const denies = new Set<number>();
  const add = (name: string, policies: readonly PreparedPolicy[]) => {
    const allows = new Set<number>();
    for (const policy of policies) {
      const own = rulesOf.get(policy) ?? rules.of(policy.compiled, { probe, known });
      rulesOf.set(policy, own);
      for (const rule of own) (rules.rules[rule]?.deny === true ? denies : allows).add(rule);
    }
    layers.push({ name, allows: ascending(allows) });
  };
  for (const level of set.rcp ?? []) add(`rcp ${level.id}`, level.policies);
  for (const level of set.scp ?? []) add(`scp ${level.id}`, level.policies);
  for (const name of ['vpcEndpoint', 'boundary', 'resource'] as const) {
    const policy = set[name];
    if (policy !== undefined) add(name, [policy]);
  }
  add('identity', set.identity);
  if (set.session !== undefined) add('session', set.session);
  for (const policy of set.scopes ?? []) add(`scope ${policy.ref.id}`, [policy]);
  return { layers, denies: ascending(denies), rulesOf, key: keyOf(probe, set) };
}

const ascending = (numbers: ReadonlySet<number>): number[] => [...numbers].sort((a, b) => a - b);

function keyOf({ caller, resourceAccount, request }: PreparedRequest, set: PolicySet<PreparedPolicy>): string {
  const { principal } = request;
  const linked = 'serviceLinked' in principal ? principal.serviceLinked : 'serviceLinkedRole' in principal;
  // Users and role sessions differ only in how policies name them, which the rules say, and in the actions of their credentials.
  const type = caller.type === 'AssumedRole' ? 'User' : caller.type;
  const flags = [set.principalInManagementAccount, set.resourceInManagementAccount, set.blockPublicAccess, set.ownersOnly];
  return JSON.stringify([
    [type, linked, caller.accountId === '', caller.accountId === resourceAccount],
    flags.map((flag) => flag === true),
    [set.resource?.ref.type, set.resourceIsAwsManagedKey === true, set.unknown ?? [], set.rcpServices ?? null],
    // An absent part can be unknown.
    set.unknown === undefined || [set.rcp, set.scp, set.boundary, set.resource].map((part) => part === undefined),
  ]);
}

/** Returns a text that is equal for stacks with the same decisions, as far as some rules matter. */
export function contentOfStructure(structure: StackStructure | null, active: ReadonlySet<number> | null): string {
  if (structure === null) return 'nothing';
  const some = (numbers: readonly number[]) =>
    (active === null ? numbers : numbers.filter((number) => active.has(number))).join();
  // The name of a level does not affect it, unlike the kind of layer.
  const layers = structure.layers.map(({ name, allows }) => `${name.split(' ')[0]} ${some(allows)}`);
  return `${structure.key} ${layers.join('|')} ${some(structure.denies)}`;
}

/** The rules by which a stack can allow more or less than another. */
export type DirectedRules = Readonly<Record<'more' | 'less', ReadonlySet<number>>>;

/**
 * Returns the rules by which one stack can allow more or less than the other. A request is allowed if an Allow matches in each layer that must
 * allow it, and no Deny matches. So another Allow can only allow more, and another Deny only less. Source: IAM User Guide, "Policy
 * evaluation logic". Returns null if the stacks differ otherwise too.
 */
export function directedRules(before: StackStructure | null, after: StackStructure | null): DirectedRules | null {
  if (before?.key !== after?.key || before?.layers.length !== after?.layers.length) return null;
  const [more, less] = [new Set<number>(), new Set<number>()];
  const note = (one: readonly number[], other: readonly number[], [lost, gained]: readonly [Set<number>, Set<number>]) => {
    const [was, is] = [new Set(one), new Set(other)];
    for (const number of was) if (!is.has(number)) lost.add(number);
    for (const number of is) if (!was.has(number)) gained.add(number);
  };
  note(before?.denies ?? [], after?.denies ?? [], [more, less]);
  const partners = new Map(after?.layers.map(({ name, allows }) => [name, allows]));
  for (const { name, allows } of before?.layers ?? []) {
    const partner = partners.get(name);
    if (partner === undefined) return null;
    note(allows, partner, [less, more]);
  }
  return { more, less };
}

/** The differences between two stacks. */
export type StackChange = {
  /** The rules that only one stack has. Null if they differ otherwise too. */
  rules: ReadonlySet<number> | null;
  /** A set that includes every action with a different decision. */
  actions: DenseSet;
};

/** Compares two stacks. @returns null if nothing differs */
export function changeBetween(
  before: StackStructure | null,
  after: StackStructure | null,
  rules: GroundRules,
  all: DenseSet,
): StackChange | null {
  if (before === null && after === null) return null;
  if (before === null || after === null || before.key !== after.key) return { rules: null, actions: all.slice() };
  const changed = new Set(apart(before.denies, after.denies));
  const alone: StackLayer[] = [];
  const left = [...after.layers];
  const take = (matches: (layer: StackLayer) => boolean): StackLayer | undefined => {
    const at = left.findIndex(matches);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  for (const layer of before.layers) {
    const partner = take(({ name }) => name === layer.name);
    if (partner === undefined) alone.push(layer);
    else for (const rule of apart(layer.allows, partner.allows)) changed.add(rule);
  }
  const unpaired: StackLayer[] = [];
  for (const layer of alone) if (take((other) => sayTheSame(layer, other)) === undefined) unpaired.push(layer);
  unpaired.push(...left);
  const actions: DenseSet = new Uint32Array(all.length);
  for (const rule of changed) into(actions, rules.rules[rule]?.actions);
  // An added or removed layer affects the actions that it does not always allow.
  for (const { allows } of unpaired) {
    const free: DenseSet = new Uint32Array(all.length);
    for (const number of allows) {
      const rule = rules.rules[number];
      if (rule !== undefined && rule.resources === null && rule.conditions.length === 0) into(free, rule.actions);
    }
    for (let i = 0; i < all.length; i += 1) actions[i] = (actions[i] ?? 0) | ((all[i] ?? 0) & ~(free[i] ?? 0));
  }
  if (changed.size === 0 && unpaired.length === 0) return null;
  return { rules: unpaired.length === 0 ? changed : null, actions };
}

/** Tests whether two levels of one kind allow the same, wherever they are. */
function sayTheSame(one: StackLayer, other: StackLayer): boolean {
  return one.name.split(' ')[0] === other.name.split(' ')[0] && one.allows.join() === other.allows.join();
}

function into(set: DenseSet, other: DenseSet | undefined): void {
  if (other !== undefined) for (let i = 0; i < set.length; i += 1) set[i] = (set[i] ?? 0) | (other[i] ?? 0);
}

function apart(one: readonly number[], other: readonly number[]): number[] {
  const [a, b] = [new Set(one), new Set(other)];
  return [...one.filter((number) => !b.has(number)), ...other.filter((number) => !a.has(number))];
}
