import type { Database, Transaction } from '../db/client';
import { transaction } from '../db/transaction';
import { withThoseMade } from '../scenario';
import { removeAccounts } from '../snapshot/remove-accounts';
import type { ClassState } from './limits';

/** Why accounts of attempts are read-only, as whoever writes there is told. */
const REASONS = {
  paused: 'The class is paused. You can look at everything, and change things again when your instructor continues it.',
  closed: 'The class is closed. You can look at everything, and nothing can be changed.',
} as const;
export const HANDED_IN = 'The work was handed in.';
export const TAKEN_OUT = 'You were taken out of the class.';

/**
 * The accounts that attempts work in: those they began with, and those that were created since in the organizations that one of these manages.
 * Whoever was invited there owns the account still.
 */
export async function accountsOf(db: Transaction, attemptIds: readonly string[]): Promise<string[]> {
  const own = await db.attemptAccount.findMany({ where: { attemptId: { in: [...attemptIds] } }, select: { accountId: true } });
  return withThoseMade(
    db,
    own.map(({ accountId }) => accountId),
  );
}

// INVARIANT (revision): whether anything may be changed in an account is a fact about it that is kept with the others.
/** Says why nothing is changed in accounts of attempts, or with null that it may be again. */
export async function setReadOnly(db: Transaction, attemptIds: readonly string[], because: string | null): Promise<void> {
  if (attemptIds.length === 0) return;
  const where = { id: { in: await accountsOf(db, attemptIds) } };
  await db.account.updateMany({ where, data: { readOnlyBecause: because, revision: { increment: 1 } } });
}

/** Why nothing is changed in the accounts of a class in this state, or null where it may be. */
export function readOnlyReason(state: ClassState): string | null {
  return state === 'open' ? null : REASONS[state];
}

/** What the state of a class does to its attempts; those that were handed in, and those of students who were taken out, stay as they are. */
export async function freezeClass(db: Transaction, classId: string, state: ClassState): Promise<void> {
  const isStudents = { OR: [{ memberId: null }, { member: { state: { not: 'removed' } } }] };
  const where = { assignment: { classId }, endedAt: null, ...isStudents };
  await freezeThose(db, where, readOnlyReason(state));
}

/** The same for what one student works at: sessions and keys of its accounts outlive the seat. */
export async function freezeMember(db: Transaction, memberId: string, because: string | null): Promise<void> {
  await freezeThose(db, { memberId, endedAt: null }, because);
}

type AttemptsWhere = NonNullable<Parameters<Transaction['attempt']['findMany']>[0]>['where'];
async function freezeThose(db: Transaction, where: AttemptsWhere, because: string | null): Promise<void> {
  const attempts = await db.attempt.findMany({ where, select: { id: true } });
  await setReadOnly(
    db,
    attempts.map(({ id }) => id),
    because,
  );
}

/**
 * Removes attempts with the accounts they worked in, one after the other, so that others have their turn, until there are none. Nobody may be able
 * to begin one any more.
 */
export async function removeAttemptsOf(
  database: Database,
  whose: { classId: string } | { assignmentId: string },
  now: Date,
): Promise<void> {
  const where = 'classId' in whose ? { assignment: whose } : whose;
  for (;;) {
    // Read each time: one that was being built meanwhile is there only now.
    const attempt = await database.reader.attempt.findFirst({ where, select: { id: true } });
    if (!attempt) return;
    await removeAccountsOf(database, attempt.id, now);
    await transaction(database, (tx) => tx.attempt.deleteMany({ where: { id: attempt.id } }));
  }
}

/** Removes the accounts that one attempt worked in, and what was kept of them. */
export async function removeAccountsOf(database: Database, attemptId: string, now: Date): Promise<void> {
  await transaction(
    database,
    async (tx) => {
      await removeAccounts(tx, await accountsOf(tx, [attemptId]), now);
      await tx.snapshot.deleteMany({ where: { owner: attemptId } });
    },
    { everything: 'alone' },
  );
}
