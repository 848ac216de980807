import type { AccountState } from '../core/account-facts';
import { BY_TIME } from '../core/by-time';
import type { Transaction } from '../db/client';
import { billsChanged } from './billing-payers';

/** How long AWS takes to close an account: some minutes there. */
export const CLOSURE_MS = BY_TIME.closure.afterMs;

/**
 * AWS's post-closure period: for 90 days a closed account is still listed and can be reopened, afterwards it is gone for good.
 * Source: AWS Account Management Reference Guide, "Close an AWS account".
 */
export const POST_CLOSURE_MS = BY_TIME.closedForGood.afterMs;

type Closable = { state: string; closedAt: Date | null };

/** An account's state at a time: PENDING_CLOSURE turns into CLOSED by itself. */
export function accountState({ state, closedAt }: Closable, now: Date): AccountState {
  if (state === 'PENDING_CLOSURE' && closedAt !== null && now.getTime() - closedAt.getTime() >= CLOSURE_MS) return 'CLOSED';
  return state as AccountState;
}

/** Until when a closed account can be reopened; null for one that is not closed, and for one that is gone for good. */
export function reopenableUntil({ state, closedAt }: Closable, now: Date): Date | null {
  if (state !== 'PENDING_CLOSURE' || closedAt === null) return null;
  const until = new Date(closedAt.getTime() + POST_CLOSURE_MS);
  return until > now ? until : null;
}

/**
 * Closes an account. Whoever calls it bumps the account's revision in the same transaction: nobody in the account can sign in or call from
 * then on, and whoever is signed in is signed out, so that reopening revives no session of the console.
 */
export async function closeAccount(db: Transaction, accountId: string, now: Date): Promise<void> {
  await billsChanged(db, [accountId]);
  await db.account.update({ where: { id: accountId }, data: { state: 'PENDING_CLOSURE', closedAt: now } });
  await db.consoleSession.deleteMany({ where: { accountId } });
}

/** Reopens a closed account, whose revision the caller bumps. @returns false where it cannot be reopened, or is open by now */
export async function reopenAccount(db: Transaction, accountId: string, now: Date): Promise<boolean> {
  await billsChanged(db, [accountId]);
  const { count } = await db.account.updateMany({
    where: { id: accountId, state: 'PENDING_CLOSURE', closedAt: { gt: new Date(now.getTime() - POST_CLOSURE_MS) } },
    data: { state: 'ACTIVE', closedAt: null },
  });
  return count > 0;
}
