import type { Database, Transaction } from '../../db/client';
import type { Hold, Locks } from '../../db/locks';
import { transaction } from '../../db/transaction';
import type { AccountFacts } from '../account-facts';
import type { AnyOperation } from '../operation';

/** The most times that a write may find that it needs other locks than it holds. */
const MAX_MOVES = 12;

/** Ends an attempt that lacks a lock that it turned out to need. A later attempt repeats the work. */
class Moved extends Error {
  /** The accounts that own the resources of the write. */
  readonly owners: readonly string[];
  constructor(message: string, owners: readonly string[] = []) {
    super(message);
    this.owners = owners;
  }
}

/** The facts that a write found before it held its locks. `work` must check whether they still hold. */
export type Turn = {
  requireStillThere: (account: AccountFacts) => void;
  /**
   * Requires that a write also holds the locks of the accounts that own its resources. Without them, what it read of these
   * accounts may change.
   */
  requireTurnWith: (tx: Transaction, owners: readonly string[]) => Promise<void>;
};

const ALWAYS: Turn = { requireStillThere: () => undefined, requireTurnWith: async () => undefined };

/**
 * Runs a write of an account in a transaction, once it holds its locks.
 * @param known the caller's account if it was just read
 * @param together whether it may share its commit with other writes
 */
export async function inTurn<T>(
  database: Database,
  operation: AnyOperation,
  input: unknown,
  { accountId, known, together }: { accountId: string; known: AccountFacts | undefined; together: boolean },
  work: (tx: Transaction, turn: Turn) => Promise<T>,
): Promise<T> {
  if (database.provider === 'sqlite') return transaction(database, (tx) => work(tx, ALWAYS));
  let places: Places = known
    ? new Map([[accountId, known.organization?.id ?? null]])
    : await findPlaces(database.reader, [accountId]);
  for (let moves = 0; ; moves++) {
    const expected = places;
    const turn: Turn = {
      requireStillThere: (account) => {
        if ((account.organization?.id ?? null) !== expected.get(accountId))
          throw new Moved('the account changed its organization');
      },
      requireTurnWith: async (tx, owners) => {
        // Sessions only add to an account. Writes that exclude a whole organization, or all others, already hold the locks.
        if (operation.turn !== undefined || owners.length === 0) return;
        const found = await findPlaces(tx, owners);
        for (const [id, organizationId] of found)
          if (expected.get(id) !== organizationId) throw new Moved('it is about what another account owns', owners);
      },
    };
    const others = (await operation.turnsWith?.(input, database.reader)) ?? [];
    const locks = { ...locksOf(operation, places, others), ...(together && { together }) };
    try {
      return await transaction(database, (tx) => work(tx, turn), locks);
    } catch (error) {
      if (!(error instanceof Moved) || moves >= MAX_MOVES) throw error;
      places = await findPlaces(database.reader, [accountId, ...error.owners]);
    }
  }
}

/** The organizations of accounts, by account id. */
type Places = ReadonlyMap<string, string | null>;

async function findPlaces(db: Transaction, accountIds: readonly string[]): Promise<Places> {
  const rows = await db.account.findMany({ where: { id: { in: [...accountIds] } }, select: { id: true, organizationId: true } });
  return new Map(rows.map(({ id, organizationId }) => [id, organizationId]));
}

function locksOf(operation: AnyOperation, places: Places, others: readonly string[]): Locks {
  if (operation.turn === 'everything') return { everything: 'alone' };
  const organization: Hold = operation.turn === 'organization' ? 'alone' : 'shared';
  const account: Hold = operation.turn === 'session' ? 'shared' : 'alone';
  const homes = [...places.values()].filter((id) => id !== null);
  return {
    organizations: {
      ...Object.fromEntries(homes.map((id) => [id, organization] as const)),
      ...Object.fromEntries(others.map((id) => [id, 'alone'] as const)),
    },
    accounts: Object.fromEntries([...places.keys()].map((id) => [id, account] as const)),
  };
}
