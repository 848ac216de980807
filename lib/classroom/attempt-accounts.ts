import type { Database, Transaction } from '../db/client';
import { transaction } from '../db/transaction';
import { withThoseMade } from '../scenario';
import { removeAccounts } from '../snapshot/remove-accounts';
import { deleteSnapshotsOf } from '../snapshot/rows';
import type { ClassState } from './limits';

/** The messages for writes in read-only accounts. */
const REASONS = {
  paused: 'The class is paused. You can view everything, and make changes again when your instructor resumes it.',
  closed: 'The class is closed. You can view everything, but not change it.',
} as const;
export const HANDED_IN = 'This attempt was handed in.';
export const TAKEN_OUT = 'You were removed from the class.';

/**
 * Returns the accounts of attempts: those that they began with, and those created since in their organizations. Invited accounts
 * keep their owner and are not included.
 */
export async function accountsOf(db: Transaction, attemptIds: readonly string[]): Promise<string[]> {
  const own = await db.attemptAccount.findMany({ where: { attemptId: { in: [...attemptIds] } }, select: { accountId: true } });
  return withThoseMade(
    db,
    own.map(({ accountId }) => accountId),
  );
}

/** Returns which accounts belong to an attempt of a class or to the preview of a draft. */
export async function accountsOfLabs(db: Transaction, accountIds: readonly string[]): Promise<ReadonlySet<string>> {
  const where = { accountId: { in: [...accountIds] } };
  const rows = [...(await db.attemptAccount.findMany({ where })), ...(await db.scenarioTrialAccount.findMany({ where }))];
  return new Set(rows.map(({ accountId }) => accountId));
}

// INVARIANT (revision): caches hold whether an account is read-only together with its other facts.
/** Makes the accounts of attempts read-only for a reason, or writable with null. */
export async function setReadOnly(db: Transaction, attemptIds: readonly string[], because: string | null): Promise<void> {
  if (attemptIds.length === 0) return;
  const where = { id: { in: await accountsOf(db, attemptIds) } };
  await db.account.updateMany({ where, data: { readOnlyBecause: because, revision: { increment: 1 } } });
}

/** Returns why a class's accounts are read-only in this state; null if they are writable. */
export function readOnlyReason(state: ClassState): string | null {
  return state === 'open' ? null : REASONS[state];
}

/** Applies the state of a class to its attempts. Attempts that were handed in, and those of removed students, stay unchanged. */
export async function freezeClass(db: Transaction, classId: string, state: ClassState): Promise<void> {
  const isStudents = { OR: [{ memberId: null }, { member: { state: { not: 'removed' } } }] };
  const where = { assignment: { classId }, endedAt: null, ...isStudents };
  await freezeThose(db, where, readOnlyReason(state));
}

/** Makes the accounts of a student's attempt in progress read-only. Sessions and keys outlive the seat. */
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
 * Removes attempts with their accounts one by one, so that other writes run in between. The caller must first prevent new
 * attempts.
 */
export async function removeAttemptsOf(
  database: Database,
  whose: { classId: string } | { assignmentId: string },
  now: Date,
): Promise<void> {
  const where = 'classId' in whose ? { assignment: whose } : whose;
  for (;;) {
    // Read again each time, because an attempt that was being built may appear.
    const attempt = await database.reader.attempt.findFirst({ where, select: { id: true } });
    if (!attempt) return;
    await removeAccountsOf(database, attempt.id, now);
    await transaction(database, (tx) => tx.attempt.deleteMany({ where: { id: attempt.id } }));
  }
}

/** Removes the accounts of one attempt and everything stored about them. */
export async function removeAccountsOf(database: Database, attemptId: string, now: Date): Promise<void> {
  await transaction(
    database,
    async (tx) => {
      await removeAccounts(tx, await accountsOf(tx, [attemptId]), now);
      await deleteSnapshotsOf(tx, attemptId);
    },
    { everything: 'alone' },
  );
}
