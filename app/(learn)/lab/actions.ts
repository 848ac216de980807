'use server';

import { AnswerPrediction, AskForHelp, HandIn, OpenHint, type StartAttempt } from '@/lib/classroom/attempt/operations';
import { GetPersonaCredentials } from '@/lib/classroom/attempt/persona-operations';
import { GetOwnRecord } from '@/lib/classroom/attempt/result-operations';
import type { ClassroomInput } from '@/lib/classroom/operation';
import { classroomAction } from '@/lib/console/classroom';
import { actAsPersona, authenticatorCodes, beginAttempt } from '@/lib/console/lab';

export const openHint = classroomAction(OpenHint, 'seat');
export const answerPrediction = classroomAction(AnswerPrediction, 'seat');
export const askForHelp = classroomAction(AskForHelp, 'seat');
export const handIn = classroomAction(HandIn, 'seat');
export const readPersonaCredentials = classroomAction(GetPersonaCredentials, 'seat');
export const readOwnRecord = classroomAction(GetOwnRecord, 'seat');

export async function actAs(input: { attemptId: string; persona: string }) {
  return actAsPersona(input);
}

/** Starts or continues an attempt. Opens the console if it starts as a signed-in user. */
export async function openAttempt(input: ClassroomInput<typeof StartAttempt>) {
  return beginAttempt(input);
}

export async function readCodes(seed: string) {
  return authenticatorCodes(seed);
}
