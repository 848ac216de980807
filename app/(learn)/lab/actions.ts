'use server';

import { AnswerPrediction, AskForHelp, HandIn, OpenHint, StartAttempt } from '@/lib/classroom/attempt/operations';
import { GetPersonaCredentials } from '@/lib/classroom/attempt/persona-operations';
import { GetOwnRecord } from '@/lib/classroom/attempt/result-operations';
import type { ClassroomInput } from '@/lib/classroom/operation';
import { callClassroom, classroomAction } from '@/lib/console/classroom';
import { actAsPersona, authenticatorCodes } from '@/lib/console/lab';
import { paths } from '@/lib/console/paths';
import type { ConsoleResult } from '@/lib/console/result';

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
export async function openAttempt(input: ClassroomInput<typeof StartAttempt>): Promise<ConsoleResult<{ href: string }>> {
  const started = await callClassroom(StartAttempt, input, 'seat');
  if (!started.ok) return started;
  const { attemptId } = started.data;
  const acting = await actAsPersona({ attemptId });
  return { ok: true, data: { href: acting.ok ? acting.data.basePath + paths.home : paths.labAttempt(attemptId) } };
}

export async function readCodes(seed: string) {
  return authenticatorCodes(seed);
}
