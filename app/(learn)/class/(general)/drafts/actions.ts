'use server';

import { SaveDraft } from '@/lib/classroom/pack/draft-operations';
import {
  AddScenario,
  CloseTrial,
  GetTrial,
  KeepRecorded,
  MarkEquivalent,
  OpenTrial,
  ReadRecord,
  StartTry,
  TakeCheck,
} from '@/lib/classroom/trial/operations';
import { classroomAction } from '@/lib/console/classroom';
import { enterTrial } from '@/lib/console/lab';

export const addScenario = classroomAction(AddScenario, 'person');
export const saveDraft = classroomAction(SaveDraft, 'person');
export const readTrial = classroomAction(GetTrial, 'person');
export const openTrial = classroomAction(OpenTrial, 'person');
export const closeTrial = classroomAction(CloseTrial, 'person');
export const readRecord = classroomAction(ReadRecord, 'person');
export const keepRecorded = classroomAction(KeepRecorded, 'person');
export const takeCheck = classroomAction(TakeCheck, 'person');
export const markEquivalent = classroomAction(MarkEquivalent, 'person');
export const startTry = classroomAction(StartTry, 'person');

/** Acts as a persona in a preview of a draft. Returns the first page. */
export async function actInTrial(input: { draft: string; persona: string }) {
  return enterTrial(input);
}
