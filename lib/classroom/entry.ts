import type { Transaction } from '../db/client';

/** An instructor's entry: the student, null for a solution, and whether changes are allowed. */
export type Entry = { id: string; instructor: string; student: string | null; mayChange: boolean };

/** Returns an instructor's entry while the attempt exists and the instructor teaches its class. */
export async function findEntry(db: Transaction, id: string): Promise<Entry | null> {
  const entry = await db.entry.findUnique({
    where: { id },
    include: { attempt: { select: { member: { select: { name: true } }, assignment: { select: { classId: true } } } } },
  });
  if (!entry) return null;
  const { classId } = entry.attempt.assignment;
  const teaches = await db.classInstructor.findUnique({ where: { classId_personId: { classId, personId: entry.personId } } });
  const { name: instructor, mayChange } = entry;
  return teaches && { id, instructor, student: entry.attempt.member?.name ?? null, mayChange };
}

/** Counts a change that an instructor made in a student's accounts. */
export async function countEntryWrite(db: Transaction, id: string): Promise<void> {
  await db.entry.updateMany({ where: { id }, data: { writes: { increment: 1 } } });
}

/** Ends an instructor's entry, unless it has ended. */
export async function endEntry(db: Transaction, id: string, now: Date): Promise<void> {
  await db.entry.updateMany({ where: { id, until: null }, data: { until: now } });
}

/**
 * Returns the source identity that the history records for an instructor in a student's accounts, made of characters that AWS
 * allows.
 */
export function sourceIdentityOf(instructor: string): string {
  return `instructor-${instructor.normalize('NFD').replace(/[^\w+=,.@-]+/g, '-')}`.slice(0, 64);
}
