import { log } from '../../core/log';
import { inBackground } from '../../core/work/budget';
import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import { endAttempt } from '../end-attempt';
import { evaluateAttempt } from './evaluate-attempt';

/** Hands in all attempts whose due date has passed, in their current state. Any process can do it, also after downtime. */
export async function endOverdue(database: Database, now: Date): Promise<void> {
  const { reader } = database;
  const over = await reader.assignment.findMany({ where: { dueAt: { lte: now } }, select: { id: true } });
  if (over.length === 0) return;
  const ids = over.map(({ id }) => id);
  const attempts = await reader.attempt.findMany({
    where: { assignmentId: { in: ids }, endedAt: null, member: { state: { not: 'removed' } } },
    select: { id: true, assignmentId: true, memberId: true },
  });
  if (attempts.length === 0) return;
  const longer = await reader.dueExtension.findMany({ where: { assignmentId: { in: ids }, dueAt: { gt: now } } });
  const hasLonger = new Set(longer.map(({ assignmentId, memberId }) => `${assignmentId} ${memberId}`));
  for (const { id, assignmentId, memberId } of attempts) {
    if (hasLonger.has(`${assignmentId} ${memberId}`)) continue;
    // The attempt ends even if it can't be evaluated.
    await inBackground(() => evaluateAttempt(database, id, 'all', now, false)).catch((err: unknown) =>
      log.error({ err, attemptId: id }, 'an attempt could not be evaluated at its due date'),
    );
    await transaction(database, (tx) => endAttempt(tx, id, 'time', now), { names: [`attempt ${id}`] });
  }
}
