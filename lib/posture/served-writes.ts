import { budgetsOperations, costExplorerOperations } from '../billing';
import { grouped } from '../core/bulk';
import { type AnyOperation, isWrite } from '../core/operation';
import { type ActionIndex, matchAction, type Policy } from '../engine';
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
/** Of the services that are here as a whole. */
const OF_WHOLE_SERVICES = REGISTRIES.flatMap((registry) => Object.values(registry));

const WHOLE_SERVICES: ReadonlySet<string> = new Set(OF_WHOLE_SERVICES.map(({ service }) => service));

/** The action that each operation uses, by what events call the operation. */
const ACTIONS: ReadonlyMap<string, string> = new Map(
  [...OF_WHOLE_SERVICES, ...resourceOperations].map(({ service, name, action = `${service}:${name}` }) => [
    `${service}:${name}`,
    action,
  ]),
);
/** As policies may write them: in any case. */
const SEEN: ReadonlySet<string> = new Set([...ACTIONS.values()].map((action) => action.toLowerCase()));
const WRITTEN_BY_CALLS: ReadonlySet<string> = new Set(
  [...OF_WHOLE_SERVICES, ...resourceOperations]
    .filter(isWrite)
    .flatMap(({ service, name }) => ACTIONS.get(`${service}:${name}`) ?? []),
);
const WRITES: ReadonlySet<string> = new Set(['Write', 'Permissions management', 'Tagging']);

/** Whether an operation that changes something and can be called here uses an action. */
export function isServedWrite(action: string): boolean {
  return WRITTEN_BY_CALLS.has(action);
}

/** The actions that operations here use, in AWS's spelling, by service: of no other can anybody say whether it is used. */
export const SERVED_ACTIONS: ReadonlyMap<string, readonly string[]> = grouped([...new Set(ACTIONS.values())], (action) =>
  action.slice(0, action.indexOf(':')),
);

/** An operation that changes something and can be called here, with its place in the index. */
export type ServedWrite = { action: string; position: number };

const served = new WeakMap<ActionIndex, readonly ServedWrite[]>();

/**
 * The actions that change something and that an operation here makes, so that their use would have been seen. Whether others are used
 * cannot be told: those that only come with other calls, and those of operations that are not here.
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

/** How many of them the Allow statements of a policy name: at least as many as it allows. Counted once for each text. */
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
 * Whether every use of what an action in a policy stands for would have been seen here: of services that are here as a whole, and of others
 * of an action that an operation here makes. What a pattern stands for in those is always more than is here.
 */
export function isSeen(action: string): boolean {
  const name = action.toLowerCase();
  return WHOLE_SERVICES.has(name.split(':', 1)[0] ?? '') || SEEN.has(name);
}
