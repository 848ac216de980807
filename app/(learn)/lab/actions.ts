'use server';

import { AnswerPrediction, AskForHelp, FindPersona, HandIn, OpenHint, StartAttempt } from '@/lib/classroom/attempt/operations';
import { GetOwnRecord } from '@/lib/classroom/attempt/view-operations';
import { becomePersona } from '@/lib/console/class-persona';
import { answered, callClassroom, classroomAction } from '@/lib/console/classroom';
import type { ConsoleResult } from '@/lib/console/result';
import { basePathOf } from '@/lib/console/session-address';

export const startAttempt = classroomAction(StartAttempt, 'seat');
export const openHint = classroomAction(OpenHint, 'seat');
export const answerPrediction = classroomAction(AnswerPrediction, 'seat');
export const askForHelp = classroomAction(AskForHelp, 'seat');
export const handIn = classroomAction(HandIn, 'seat');
export const takeRecord = classroomAction(GetOwnRecord, 'seat');

/** Signs in as a persona. The answer is where its pages begin. */
export async function switchPersona(input: { attemptId: string; persona: string }): Promise<ConsoleResult<{ base: string }>> {
  const found = await callClassroom(FindPersona, input, 'seat');
  if (!found.ok) return found;
  return answered(async () => ({ base: basePathOf(await becomePersona(found.data)) }));
}
