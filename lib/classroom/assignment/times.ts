import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { conflict } from '../errors';
import type { AssignmentRow } from './rows';

/** Returns the due date for a student, or null if there is none. An extension never shortens the time. */
export function dueOf({ dueAt }: { dueAt: Date | null }, extension: { dueAt: Date } | null | undefined): Date | null {
  if (dueAt === null) return null;
  return extension && extension.dueAt > dueAt ? extension.dueAt : dueAt;
}

/** Returns the ids of the assignments that must be handed in before this one. */
export function requiredIds({ requires }: Pick<AssignmentRow, 'requires'>): string[] {
  return storedJson<string[]>(requires);
}

/** Returns a student's extensions by assignment. */
export async function extensionsOf(db: Transaction, memberId: string): Promise<Map<string, { dueAt: Date }>> {
  const rows = await db.dueExtension.findMany({ where: { memberId } });
  return new Map(rows.map((row) => [row.assignmentId, row]));
}

/** Returns the required assignments that a student has not handed in, in the order of the class. */
export async function lackingOf(
  db: Transaction,
  memberId: string,
  assignment: Pick<AssignmentRow, 'requires'>,
): Promise<{ id: string; title: string }[]> {
  const ids = requiredIds(assignment);
  if (ids.length === 0) return [];
  return db.assignment.findMany({
    where: { id: { in: ids }, attempts: { none: { memberId, handedInAt: { not: null } } } },
    orderBy: { position: 'asc' },
    select: { id: true, title: true },
  });
}

/**
 * Refuses work before the release, before the required assignments are handed in, and after the due date.
 * @throws AwsError Conflict
 */
export async function requireTimely(db: Transaction, memberId: string, assignment: AssignmentRow, now: Date): Promise<void> {
  const { id, releaseAt } = assignment;
  if (releaseAt === null || releaseAt > now) throw conflict('This assignment is not released yet.');
  const [first] = await lackingOf(db, memberId, assignment);
  if (first) throw conflict(`First hand in “${first.title}”.`);
  const due = dueOf(assignment, (await extensionsOf(db, memberId)).get(id));
  if (due !== null && due <= now) throw conflict('The due date has passed. Your instructor can extend it.');
}
