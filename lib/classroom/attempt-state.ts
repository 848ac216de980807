import { decrypt, encrypt } from '../core/secrets/secrets';
import { storedJson } from '../core/text/stored-json';
import type { Transaction } from '../db/client';
import type { AttemptState } from '../scenario';
import { ATTEMPT_STATE } from './secrets';

export type AttemptRow = NonNullable<Awaited<ReturnType<Transaction['attempt']['findUnique']>>>;

export function sealState(state: AttemptState): string {
  return encrypt(ATTEMPT_STATE, JSON.stringify(state));
}

/** Returns the state an attempt was built with. Only events after its floor count; going back to a step raises the floor. */
export function openState({ stateCipher, eventFloor }: Pick<AttemptRow, 'stateCipher' | 'eventFloor'>): AttemptState {
  const state = storedJson<AttemptState>(decrypt(ATTEMPT_STATE, stateCipher));
  return { ...state, eventFloor: Math.max(state.eventFloor, eventFloor) };
}

/** The attempt number of the solution that instructors view. It belongs to no student and can't be begun. */
export const SOLUTION_NUMBER = 0;

/** Returns the class and member of an attempt, for `about`. An attempt that was built ahead has none. */
export async function classOfAttempt(db: Transaction, attemptId: string): Promise<{ classId: string; memberId: string } | null> {
  const attempt = await db.attempt.findUnique({
    where: { id: attemptId },
    select: { memberId: true, assignment: { select: { classId: true } } },
  });
  return attempt?.memberId ? { classId: attempt.assignment.classId, memberId: attempt.memberId } : null;
}

/** Returns the id of the newest event. */
export async function newestEvent(db: Transaction): Promise<number> {
  return (await db.event.findFirst({ orderBy: { id: 'desc' }, select: { id: true } }))?.id ?? 0;
}
