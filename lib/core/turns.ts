import type { Database, Transaction } from '../db/client';
import type { Hold, Locks } from '../db/locks';
import { transaction } from '../db/transaction';
import type { AccountFacts } from './account-facts';
import type { AnyOperation } from './operation';

/** How often an account may change its organization while a write waits for its turn. */
const MAX_MOVES = 12;

/** Ends an attempt whose account turned out to be in another organization than the one it waited for. */
class Moved extends Error {}

/** What a write found about its account before its turn: whether that still holds is for `work` to see. */
export type Turn = { requireStillThere: (account: AccountFacts) => void };

/**
 * Runs a write of an account in a transaction, when it is its turn.
 * @param known the caller's account if it was just read
 */
export async function inTurn<T>(
  database: Database,
  operation: AnyOperation,
  input: unknown,
  { accountId, known }: { accountId: string; known: AccountFacts | undefined },
  work: (tx: Transaction, turn: Turn) => Promise<T>,
): Promise<T> {
  if (database.provider === 'sqlite') return transaction(database, (tx) => work(tx, { requireStillThere: () => undefined }));
  let organizationId = known ? (known.organization?.id ?? null) : await findOrganizationId(database.reader, accountId);
  for (let moves = 0; ; moves++) {
    const expected = organizationId;
    const requireStillThere = (account: AccountFacts) => {
      if ((account.organization?.id ?? null) !== expected) throw new Moved('the account changed its organization');
    };
    const others = (await operation.turnsWith?.(input, database.reader)) ?? [];
    const locks = locksOf(operation, accountId, organizationId, others);
    try {
      return await transaction(database, (tx) => work(tx, { requireStillThere }), locks);
    } catch (error) {
      if (!(error instanceof Moved) || moves >= MAX_MOVES) throw error;
      organizationId = await findOrganizationId(database.reader, accountId);
    }
  }
}

async function findOrganizationId(db: Transaction, accountId: string): Promise<string | null> {
  const row = await db.account.findUnique({ where: { id: accountId }, select: { organizationId: true } });
  return row?.organizationId ?? null;
}

function locksOf(operation: AnyOperation, accountId: string, organizationId: string | null, others: readonly string[]): Locks {
  if (operation.turn === 'everything') return { everything: 'alone' };
  const organization: Hold = operation.turn === 'organization' ? 'alone' : 'shared';
  const home = organizationId === null ? {} : { [organizationId]: organization };
  return {
    organizations: { ...home, ...Object.fromEntries(others.map((id) => [id, 'alone'] as const)) },
    accounts: { [accountId]: operation.turn === 'session' ? 'shared' : 'alone' },
  };
}
