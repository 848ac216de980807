import { settings } from '../core/settings';
import type { Transaction } from '../db/client';

/** Whose sessions of the console: a user's, or with null the root user's. */
export type SessionOwner = { accountId: string; userId: string | null };

/** Whether a session has ended by its age or by not being used. */
export function hasEnded({ expiresAt, usedAt }: { expiresAt: Date; usedAt: Date }, now: Date): boolean {
  return expiresAt <= now || usedAt <= idleSince(now);
}

/** The sessions that have not, for Prisma. */
export function stillGoing(now: Date) {
  return { expiresAt: { gt: now }, usedAt: { gt: idleSince(now) } };
}

/** A session that was not used since then has ended. */
function idleSince(now: Date): Date {
  return new Date(now.getTime() - settings().sessionIdleMs);
}

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
