import type { Transaction } from '../db/client';

/** Whose sessions of the console: a user's, or with null the root user's. */
export type SessionOwner = { accountId: string; userId: string | null };

/**
 * Ends sessions of the console for good. Whoever changes a password or takes it away calls it in the same transaction: a session lasts no
 * longer than what it was opened with.
 *
 * @param except the one that goes on, as the call that is made in it names it (`Call.consoleSession`)
 * @returns how many there were
 */
export async function endConsoleSessions(db: Transaction, { accountId, userId }: SessionOwner, except?: string): Promise<number> {
  const others = except === undefined ? {} : { tokenHash: { not: except } };
  return (await db.consoleSession.deleteMany({ where: { accountId, userId, ...others } })).count;
}
