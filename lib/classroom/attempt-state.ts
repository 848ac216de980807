import { decrypt, encrypt } from '../core/secrets';
import type { Transaction } from '../db/client';
import type { AttemptState } from '../scenario';
import { ATTEMPT_STATE } from './secrets';

export type AttemptRow = NonNullable<Awaited<ReturnType<Transaction['attempt']['findUnique']>>>;

export function sealState(state: AttemptState): string {
  return encrypt(ATTEMPT_STATE, JSON.stringify(state));
}

/** What an attempt was built as. Only events after its floor count, which rises when it goes back to a step. */
export function openState({ stateCipher, eventFloor }: Pick<AttemptRow, 'stateCipher' | 'eventFloor'>): AttemptState {
  const state = JSON.parse(decrypt(ATTEMPT_STATE, stateCipher)) as AttemptState;
  return { ...state, eventFloor: Math.max(state.eventFloor, eventFloor) };
}

/** The number of the attempt in which the solution of an assignment was run for its instructors; it is no student's, and nobody begins it. */
export const SOLUTION_NUMBER = 0;

/** Whose an attempt is, for `about`; nobody reaches one that was built ahead. */
export async function classOfAttempt(db: Transaction, attemptId: string): Promise<{ classId: string; memberId: string } | null> {
  const attempt = await db.attempt.findUnique({
    where: { id: attemptId },
    select: { memberId: true, assignment: { select: { classId: true } } },
  });
  return attempt?.memberId ? { classId: attempt.assignment.classId, memberId: attempt.memberId } : null;
}

/** Number of the newest event there is. */
export async function newestEvent(db: Transaction): Promise<number> {
  return (await db.event.findFirst({ orderBy: { id: 'desc' }, select: { id: true } }))?.id ?? 0;
}
