import { oneOf } from '../core/text/lists';
import type { Transaction } from '../db/client';
import { dueOf } from './assignment/times';
import { HANDED_IN, readOnlyReason, setReadOnly } from './attempt-accounts';
import { STATES } from './limits';

/**
 * Hands in an attempt in its current state.
 * @returns false if it had already ended
 */
export async function endAttempt(db: Transaction, attemptId: string, endedBy: 'member' | 'time', now: Date): Promise<boolean> {
  const data = { handedInAt: now, endedAt: now, endedBy };
  const { count } = await db.attempt.updateMany({ where: { id: attemptId, endedAt: null }, data });
  if (count > 0) await setReadOnly(db, [attemptId], HANDED_IN);
  return count > 0;
}

/** Reopens the last attempt of each student whose work ended at a due date that has moved to the future. */
export async function reopenTimely(db: Transaction, assignmentId: string, now: Date): Promise<void> {
  const assignment = await db.assignment.findUniqueOrThrow({
    where: { id: assignmentId },
    include: { extensions: true, class: { select: { state: true } } },
  });
  const extensions = new Map(assignment.extensions.map((row) => [row.memberId, row]));
  const attempts = await db.attempt.findMany({
    where: { assignmentId, member: { state: { not: 'removed' } } },
    orderBy: { number: 'asc' },
    select: { id: true, memberId: true, endedBy: true },
  });
  const last = new Map(attempts.map((attempt) => [attempt.memberId, attempt]));
  const reopened = [...last.values()].filter(({ memberId, endedBy }) => {
    const due = dueOf(assignment, memberId === null ? undefined : extensions.get(memberId));
    return endedBy === 'time' && (due === null || due > now);
  });
  const ids = reopened.map(({ id }) => id);
  const data = { handedInAt: null, endedAt: null, endedBy: null };
  await db.attempt.updateMany({ where: { id: { in: ids } }, data });
  await setReadOnly(db, ids, readOnlyReason(oneOf(STATES, assignment.class.state)));
}
