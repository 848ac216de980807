import type { ActionIndex } from '@gatehouse/policy/analyze';
import { matchAction } from '@gatehouse/policy/match';
import type { Policy } from '@gatehouse/policy/parse';
import { allServices, fromModules, type InstalledModule, registriesOf } from '../core/module/module';
import { type AnyOperation, isWrite } from '../core/operation';
import { before } from '../core/text/text-parts';
import { grouped } from '../core/work/bulk';

const WRITES: ReadonlySet<string> = new Set(['Write', 'Permissions management', 'Tagging']);

/** The operations of AWS's services that can be called here, and the actions that they use. */
type Served = {
  /** The services that are here as a whole. */
  wholeServices: ReadonlySet<string>;
  actions: readonly string[];
  /** In lower case, as policies may write them in any. */
  seen: ReadonlySet<string>;
  writes: ReadonlySet<string>;
};

function servedOf(modules: readonly InstalledModule[]): Served {
  const registries = registriesOf(modules);
  const services = allServices(modules).filter(({ wire }) => wire);
  const operations = services.flatMap(({ name }) => Object.values(registries.get(name) ?? {}));
  const actionOf = ({ service, name, action = `${service}:${name}` }: AnyOperation) => action;
  const actions = [...new Set(operations.map(actionOf))];
  return {
    wholeServices: new Set(services.flatMap(({ name, wire }) => (wire?.partly === undefined ? name : []))),
    actions,
    seen: new Set(actions.map((action) => action.toLowerCase())),
    writes: new Set(operations.filter(isWrite).map(actionOf)),
  };
}

/** Returns whether an operation that changes something and can be called here uses an action. */
export function isServedWrite(action: string): boolean {
  return fromModules(servedOf).writes.has(action);
}

const actionsByService = (modules: readonly InstalledModule[]): ReadonlyMap<string, readonly string[]> =>
  grouped(servedOf(modules).actions, (action) => action.slice(0, action.indexOf(':')));

/** Returns the actions that operations here use, in AWS's spelling, by service: of no other can anybody say whether it is used. */
export function servedActions(): ReadonlyMap<string, readonly string[]> {
  return fromModules(actionsByService);
}

/** Returns whether no use of an action entry would be seen here, because no operation uses an action that it matches. */
export function isNeverSeen(entry: string): boolean {
  const service = before(entry.toLowerCase(), ':');
  return ![...(servedActions().get(service) ?? [])].some((action) => matchAction(entry, action));
}

/** An available write operation, with its position in the index. */
export type ServedWrite = { action: string; position: number };

const served = new WeakMap<ActionIndex, readonly ServedWrite[]>();

/**
 * Returns the write actions whose use would be seen because an operation here uses them. Actions that only accompany other calls,
 * or whose operations are not available, are left out.
 */
export function servedWrites(index: ActionIndex): readonly ServedWrite[] {
  const known = served.get(index);
  if (known) return known;
  const { writes: written } = fromModules(servedOf);
  const writes = index.actions.flatMap(({ service, name, accessLevel }, position) => {
    if (!WRITES.has(accessLevel)) return [];
    const action = `${service}:${name}`;
    return written.has(action) ? [{ action, position }] : [];
  });
  served.set(index, writes);
  return writes;
}

const reaches = new WeakMap<Policy, number>();

/**
 * Returns how many of these actions the Allow statements of a policy name. This is at least the number it allows. Cached per
 * text.
 */
export function namedWrites(policy: Policy, index: ActionIndex): number {
  const known = reaches.get(policy);
  if (known !== undefined) return known;
  const allows = policy.statements.filter(({ effect }) => effect === 'Allow');
  const named = servedWrites(index).filter(({ action }) =>
    allows.some(({ action: { entries, negated } }) => entries.some(({ value }) => matchAction(value, action)) !== negated),
  );
  reaches.set(policy, named.length);
  return named.length;
}

/**
 * Returns whether every use of an action entry would be seen here. That holds for entries of completely implemented services, and
 * for single actions that an operation here uses. Patterns in other services always match actions that are not available.
 */
export function isSeen(action: string): boolean {
  const name = action.toLowerCase();
  const { wholeServices, seen } = fromModules(servedOf);
  return wholeServices.has(before(name, ':')) || seen.has(name);
}
