import type { ActionIndex } from '@gatehouse/policy/analyze';
import { matchAction } from '@gatehouse/policy/match';
import type { Policy } from '@gatehouse/policy/parse';
import { budgetsOperations, costExplorerOperations } from '../billing';
import { grouped } from '../core/bulk';
import { type AnyOperation, isWrite } from '../core/operation';
import { iamOperations } from '../iam';
import { organizationsOperations } from '../organizations';
import { resourceOperations } from '../resources';
import { stsOperations } from '../sts';

const REGISTRIES: readonly Readonly<Record<string, AnyOperation>>[] = [
  iamOperations,
  organizationsOperations,
  stsOperations,
  budgetsOperations,
  costExplorerOperations,
];
/** The operations of services that Gatehouse implements completely. */
const OF_WHOLE_SERVICES = REGISTRIES.flatMap((registry) => Object.values(registry));

const WHOLE_SERVICES: ReadonlySet<string> = new Set(OF_WHOLE_SERVICES.map(({ service }) => service));

/** The action that each operation uses, by the operation's name in events. */
const ACTIONS: ReadonlyMap<string, string> = new Map(
  [...OF_WHOLE_SERVICES, ...resourceOperations].map(({ service, name, action = `${service}:${name}` }) => [
    `${service}:${name}`,
    action,
  ]),
);
/** Lower-case names, since policies may use any case. */
const SEEN: ReadonlySet<string> = new Set([...ACTIONS.values()].map((action) => action.toLowerCase()));
const WRITTEN_BY_CALLS: ReadonlySet<string> = new Set(
  [...OF_WHOLE_SERVICES, ...resourceOperations]
    .filter(isWrite)
    .flatMap(({ service, name }) => ACTIONS.get(`${service}:${name}`) ?? []),
);
const WRITES: ReadonlySet<string> = new Set(['Write', 'Permissions management', 'Tagging']);

/** Returns whether an available write operation uses the action. */
export function isServedWrite(action: string): boolean {
  return WRITTEN_BY_CALLS.has(action);
}

/** The actions that available operations use, in AWS's spelling, by service. The use of other actions can't be seen. */
export const SERVED_ACTIONS: ReadonlyMap<string, readonly string[]> = grouped([...new Set(ACTIONS.values())], (action) =>
  action.slice(0, action.indexOf(':')),
);

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
  const writes = index.actions.flatMap(({ service, name, accessLevel }, position) => {
    if (!WRITES.has(accessLevel)) return [];
    const action = `${service}:${name}`;
    return WRITTEN_BY_CALLS.has(action) ? [{ action, position }] : [];
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
  return WHOLE_SERVICES.has(name.split(':', 1)[0] ?? '') || SEEN.has(name);
}
