import { createHash } from 'node:crypto';

/** Held `alone`, or `shared` with whoever also only shares it. */
export type Hold = 'alone' | 'shared';

/**
 * What a transaction keeps others from changing until it ends; whoever wants the same waits. Of SQLite's writers one runs at a time, which
 * holds everything. See lib/decisions/017-writes-take-turns.md.
 */
export type Locks = {
  /** The installation; every transaction shares it at least. */
  everything?: 'alone';
  /** By id: the tree of an organization with its policies, and what all of its accounts hold. */
  organizations?: Readonly<Record<string, Hold>>;
  /** By id: what an account holds. */
  accounts?: Readonly<Record<string, Hold>>;
  /** Anything else that one at a time may change, under a name of its own. */
  names?: readonly string[];
};

// Gatehouse's own numbers among those that programs may use in a database, in the order in which they are taken.
const SPACE = { everything: 71_430, organization: 71_431, account: 71_432, name: 71_433 };

/**
 * SQL that begins a transaction holding its locks, in one round trip. They are taken in one order everywhere, so that no two transactions
 * can each wait for what the other one has.
 * @param waitMs how long to wait for a lock
 */
export function beginSql({ everything, organizations = {}, accounts = {}, names = [] }: Locks, waitMs: number): string {
  const locks = [
    ...lockSql(SPACE.everything, { installation: everything ?? 'shared' }),
    ...lockSql(SPACE.organization, organizations),
    ...lockSql(SPACE.account, accounts),
    ...lockSql(SPACE.name, Object.fromEntries(names.map((name) => [name, 'alone']))),
  ];
  return [`BEGIN ISOLATION LEVEL READ COMMITTED`, `SET LOCAL lock_timeout = ${waitMs}`, ...locks].join('; ');
}

function lockSql(space: number, holds: Readonly<Record<string, Hold>>): string[] {
  const byKey = new Map<number, Hold>();
  for (const [id, hold] of Object.entries(holds)) {
    const key = createHash('sha1').update(id).digest().readInt32BE();
    // Two that happen to have the same key wait for each other, and that is all.
    if (byKey.get(key) !== 'alone') byKey.set(key, hold);
  }
  return [...byKey]
    .toSorted(([a], [b]) => a - b)
    .map(([key, hold]) => `SELECT pg_advisory_xact_lock${hold === 'shared' ? '_shared' : ''}(${space}, ${key})`);
}

/** What a transaction holds alone, as names: whoever is in this process waits in line for these before it takes a connection. */
export function heldAlone({ everything, organizations = {}, accounts = {}, names = [] }: Locks): string[] {
  const alone = (kind: string, holds: Readonly<Record<string, Hold>>) =>
    Object.entries(holds).flatMap(([id, hold]) => (hold === 'alone' ? [`${kind} ${id}`] : []));
  return [
    ...(everything ? ['everything'] : []),
    ...alone('organization', organizations),
    ...alone('account', accounts),
    ...names.map((name) => `name ${name}`),
  ];
}
