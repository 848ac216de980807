import type { Transaction } from '../../db/client';
import type { Pack } from '../../scenario';

export type AssignmentRow = NonNullable<Awaited<ReturnType<Transaction['assignment']['findUnique']>>>;

/** Returns the class of an assignment, for `about`. */
export async function classOfAssignment(db: Transaction, assignmentId: string): Promise<{ classId: string } | null> {
  return db.assignment.findUnique({ where: { id: assignmentId }, select: { classId: true } });
}

export function isReleased({ releaseAt }: AssignmentRow, now: Date): boolean {
  return releaseAt !== null && releaseAt <= now;
}

/** Returns how many steps of a scenario are open; none before its release. */
export function openSteps(assignment: AssignmentRow, pack: Pack, now: Date): number {
  const all = pack.scenario.steps.length;
  return isReleased(assignment, now) ? Math.min(assignment.releasedSteps ?? all, all) : 0;
}
