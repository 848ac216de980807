import { createHash } from 'node:crypto';

/** How a lock is held: `alone`, or `shared` with other sharers. */
export type Hold = 'alone' | 'shared';

/**
 * The locks that a transaction holds until it ends. SQLite runs one writer at a time, which locks everything. See
 * lib/decisions/017-writes-take-turns.md.
 */
export type Locks = {
  /** The installation. Every transaction at least shares it. */
  everything?: 'alone';
  /** By id: an organization's tree and policies, and everything in its accounts. */
  organizations?: Readonly<Record<string, Hold>>;
  /** By id: everything in an account. */
  accounts?: Readonly<Record<string, Hold>>;
  /** Anything else with its own name. */
  names?: readonly string[];
  /**
   * Set for work that may share its commit with other writes. It may then see what they wrote before it is committed, so it must compare with
   * nothing that is committed, and keep nothing in a cache without `seesUncommitted`.
   */
  together?: true;
};

// Gatehouse's numbers for advisory locks, in the order in which they are taken.
const SPACE = { everything: 71_430, organization: 71_431, account: 71_432, name: 71_433 };

/**
 * Returns SQL that begins a transaction and takes its locks in one round trip. Locks are always taken in the same order, which
 * prevents deadlocks.
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
    // Two names with the same key merely wait for each other.
    if (byKey.get(key) !== 'alone') byKey.set(key, hold);
  }
  return [...byKey]
    .toSorted(([a], [b]) => a - b)
    .map(([key, hold]) => `SELECT pg_advisory_xact_lock${hold === 'shared' ? '_shared' : ''}(${space}, ${key})`);
}

/**
 * Returns the exclusive locks of a transaction as names. Transactions of this process queue for them before they take a
 * connection.
 */
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
