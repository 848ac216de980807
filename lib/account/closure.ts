import { ACCOUNT_STATES, type AccountState } from '../core/account-facts';
import { oneOf } from '../core/text/lists';
import { BY_TIME } from '../core/time/by-time';
import type { Transaction } from '../db/client';
import { billsChanged } from './billing-payers';

/** The time until an account is closed, some minutes as in AWS. */
export const CLOSURE_MS = BY_TIME.closure.afterMs;

/**
 * AWS's post-closure period: for 90 days a closed account is listed and can be reopened, then it is deleted. Source: AWS Account
 * Management Reference Guide, "Close an AWS account".
 */
export const POST_CLOSURE_MS = BY_TIME.closedForGood.afterMs;

type Closable = { state: string; closedAt: Date | null };

/** Returns an account's state at a time. PENDING_CLOSURE becomes CLOSED by itself. */
export function accountState({ state, closedAt }: Closable, now: Date): AccountState {
  if (state === 'PENDING_CLOSURE' && closedAt !== null && now.getTime() - closedAt.getTime() >= CLOSURE_MS) return 'CLOSED';
  return oneOf(ACCOUNT_STATES, state);
}

/** Returns until when a closed account can be reopened; null if it is not closed, or deleted. */
export function reopenableUntil({ state, closedAt }: Closable, now: Date): Date | null {
  if (state !== 'PENDING_CLOSURE' || closedAt === null) return null;
  const until = new Date(closedAt.getTime() + POST_CLOSURE_MS);
  return until > now ? until : null;
}

/**
 * Closes an account and ends its console sessions, so that reopening revives none. The caller must increase the account's
 * revision in the same transaction, because nobody in the account can call any more.
 */
export async function closeAccount(db: Transaction, accountId: string, now: Date): Promise<void> {
  await billsChanged(db, [accountId]);
  await db.account.update({ where: { id: accountId }, data: { state: 'PENDING_CLOSURE', closedAt: now } });
  await db.consoleSession.deleteMany({ where: { accountId } });
}

/**
 * Reopens a closed account. The caller must increase its revision.
 * @returns false if it can't be reopened or is already open
 */
export async function reopenAccount(db: Transaction, accountId: string, now: Date): Promise<boolean> {
  await billsChanged(db, [accountId]);
  const { count } = await db.account.updateMany({
    where: { id: accountId, state: 'PENDING_CLOSURE', closedAt: { gt: new Date(now.getTime() - POST_CLOSURE_MS) } },
    data: { state: 'ACTIVE', closedAt: null },
  });
  return count > 0;
}
