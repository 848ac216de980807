import { spend } from '../../budget/count';
import { accountWideFormat } from '../../evaluate/account-wide';
import { matchGlob } from '../../match/glob';
import { actionPattern } from '../../match/match-action';
import type { AccessLevel, CatalogAction, CatalogResourceType } from '../../validate/catalog';
import { type Steps, takeAll } from '../steps';
import { type ActionSet, addPosition, compress, type DenseSet, EMPTY_SET } from './action-set';
import { type ArnFormat, arnFormat, slashlessNames } from './arn-format';

export const ACCESS_LEVELS: readonly AccessLevel[] = ['List', 'Read', 'Write', 'Permissions management', 'Tagging'];

export type IndexedType = { position: number; type: CatalogResourceType; format: ArnFormat };

/** The positions from `from` to before `to` belong to the service. */
export type ServiceRange = { prefix: string; from: number; to: number };

/** All actions, numbered by service, for questions about many actions. Build it once per catalog and share it. */
export type ActionIndex = {
  actions: readonly CatalogAction[];
  /** The lower-case `service:name` by position. */
  names: readonly string[];
  services: readonly ServiceRange[];
  rangeOf: ReadonlyMap<string, ServiceRange>;
  /** The index into `services` by action. */
  serviceOf: Uint16Array;
  /** The index into `ACCESS_LEVELS` by action. */
  levelOf: Uint8Array;
  types: readonly IndexedType[];
  /** The resource types of each action, as indexes into `types`. */
  ownTypesOf: readonly (readonly number[])[];
  /** The same, plus `*` for actions without a required type, because some can be called without a resource. */
  anyTypesOf: readonly (readonly number[])[];
  /** The number of 32-bit words in a dense set. */
  words: number;
  all: ActionSet;
  /** Returns an action's position by name in any case, or undefined for an unknown action. */
  position: (action: string) => number | undefined;
  /** Tests whether a condition key in lower case can have several values. Absent: the keys of services are unknown, so they can. */
  mayHaveSeveralValues?: (key: string) => boolean;
};

/** The resource of an action without one, unless its service has an ARN for everything in an account. */
const NO_RESOURCE: CatalogResourceType = { service: '*', name: '*', arn: '*', conditionKeys: [] };

/** Tests whether a type stands for actions without a resource. */
export function isNoResource({ name }: CatalogResourceType): boolean {
  return name === '*';
}

/** Returns the type that an action is matched against in a call without a resource. */
export function noResourceType(action: CatalogAction): CatalogResourceType {
  const arn = noResourceFormat(action);
  return arn === NO_RESOURCE.arn ? NO_RESOURCE : { service: action.service, name: '*', arn, conditionKeys: [] };
}

/** Returns the types for actions without a resource: one for each ARN that a service has for everything in an account. */
function noResourceTypes(actions: readonly CatalogAction[]): Map<string, CatalogResourceType> {
  const types = new Map<string, CatalogResourceType>([[NO_RESOURCE.arn, NO_RESOURCE]]);
  for (const action of actions) {
    const type = noResourceType(action);
    if (!types.has(type.arn)) types.set(type.arn, type);
  }
  return types;
}

function noResourceFormat({ service, name }: CatalogAction): string {
  return accountWideFormat(`${service}:${name}`) ?? NO_RESOURCE.arn;
}

export type ActionIndexData = Pick<ActionIndex, 'mayHaveSeveralValues'> & {
  actions: readonly CatalogAction[];
  resourceTypes: readonly CatalogResourceType[];
};

/**
 * Numbers a catalog's actions and prepares the ARN formats of their resource types. An action without resource types is matched only
 * against the account as a whole.
 */
export function* actionIndexSteps({ actions, resourceTypes, mayHaveSeveralValues }: ActionIndexData): Steps<ActionIndex> {
  const sorted = [...actions].sort((a, b) => (a.service < b.service ? -1 : a.service > b.service ? 1 : 0));
  yield;
  const names = sorted.map((action) => `${action.service}:${action.name}`.toLowerCase());
  yield;
  const positions = new Map(names.map((name, position) => [name, position]));
  yield;
  const services = serviceRanges(sorted);
  const stars = noResourceTypes(sorted);
  const types = yield* typeSteps([...resourceTypes, ...stars.values()]);
  const starOf = new Map([...stars.keys()].map((arn, i) => [arn, resourceTypes.length + i]));
  const typePositions = new Map(types.map(({ type, position }) => [`${type.service}/${type.name}`, position]));
  const words = Math.ceil(sorted.length / 32);
  const all: DenseSet = new Uint32Array(words);
  const serviceOf = new Uint16Array(sorted.length);
  services.forEach(({ from, to }, i) => {
    serviceOf.fill(i, from, to);
  });
  const ownTypesOf: number[][] = [];
  const anyTypesOf: number[][] = [];
  for (const { from, to } of services) {
    for (const [i, action] of sorted.slice(from, to).entries()) {
      const { service, resourceTypes: named } = action;
      const star = starOf.get(noResourceFormat(action)) ?? 0;
      const found = named.map(({ name }) => typePositions.get(`${service}/${name}`)).filter((position) => position !== undefined);
      const own = found.length === 0 ? [star] : found;
      const optional = !named.some(({ required }) => required);
      ownTypesOf.push(own);
      anyTypesOf.push(optional && !own.includes(star) ? [...own, star] : own);
      addPosition(all, from + i);
    }
    yield;
  }
  return {
    actions: sorted,
    names,
    services,
    rangeOf: new Map(services.map((range) => [range.prefix, range])),
    serviceOf,
    levelOf: Uint8Array.from(sorted, ({ accessLevel }) => ACCESS_LEVELS.indexOf(accessLevel)),
    types,
    ownTypesOf,
    anyTypesOf,
    words,
    all: compress(all),
    position: (action) => positions.get(action.toLowerCase()),
    ...(mayHaveSeveralValues && { mayHaveSeveralValues }),
  };
}

/** Does the same without steps. */
export function createActionIndex(data: ActionIndexData): ActionIndex {
  return takeAll(actionIndexSteps(data));
}

function serviceRanges(actions: readonly CatalogAction[]): ServiceRange[] {
  const ranges: ServiceRange[] = [];
  actions.forEach(({ service }, position) => {
    const last = ranges[ranges.length - 1];
    if (last?.prefix === service) last.to = position + 1;
    else ranges.push({ prefix: service, from: position, to: position + 1 });
  });
  return ranges;
}

function* typeSteps(resourceTypes: readonly CatalogResourceType[]): Steps<IndexedType[]> {
  const byService = new Map<string, CatalogResourceType[]>();
  for (const type of resourceTypes) {
    const list = byService.get(type.service);
    if (list === undefined) byService.set(type.service, [type]);
    else list.push(type);
  }
  const slashless = new Map([...byService].map(([service, types]) => [service, slashlessNames(types)]));
  const types: IndexedType[] = [];
  for (const type of resourceTypes) {
    types.push({ position: types.length, type, format: arnFormat(type, slashless.get(type.service) ?? new Set()) });
    yield;
  }
  return types;
}

/** Adds the actions that an Action entry matches to a dense set. */
export function addMatching(index: ActionIndex, entry: string, into: DenseSet): void {
  const { service, glob } = actionPattern(entry);
  if (glob.kind === 'exact') {
    const position = index.position(glob.text);
    if (position !== undefined) addPosition(into, position);
    return;
  }
  for (const { from, to } of rangesFor(index, service)) {
    spend(2 * (to - from));
    for (let position = from; position < to; position += 1) {
      const name = index.names[position];
      if (name !== undefined && matchGlob(glob, name)) addPosition(into, position);
    }
  }
}

function rangesFor(index: ActionIndex, service: string | null): readonly ServiceRange[] {
  if (service === null) return index.services;
  const range = index.rangeOf.get(service);
  return range === undefined ? [] : [range];
}

/** Returns the actions that an Action element covers, or a NotAction element if `negated`. */
export function matchingActions(index: ActionIndex, entries: readonly { value: string }[], negated: boolean): ActionSet {
  const { all } = index;
  if (entries.some(({ value }) => value === '*' || value === '*:*')) return negated ? EMPTY_SET : all;
  const dense: DenseSet = new Uint32Array(index.words);
  for (const { value } of entries) addMatching(index, value, dense);
  if (negated) for (let i = 0; i < all.at.length; i += 1) dense[i] = (all.bits[i] ?? 0) & ~(dense[i] ?? 0);
  return compress(dense);
}
