'use server';

import {
  AddAssignment,
  ExtendDue,
  MoveAssignment,
  ReleaseAssignment,
  RemoveAssignment,
  SetAssignmentTimes,
  UpdateAssignment,
} from '@/lib/classroom/assignment/operations';
import { AnswerHelp, BackToStep, DecideCheck, DeleteAttempt } from '@/lib/classroom/attempt/operations';
import { VerifyCodes, VerifyRecord } from '@/lib/classroom/attempt/result-operations';
import { GetAttempt } from '@/lib/classroom/attempt/view-operations';
import {
  AddInstructor,
  ArchiveClass,
  CreateClass,
  DeleteClass,
  RemoveInstructor,
  SetClassState,
  SetJoinCode,
  UpdateClass,
} from '@/lib/classroom/class/operations';
import {
  AddRoster,
  FreeSeats,
  LetInAgain,
  MakeSheets,
  RemoveMember,
  RemoveMembers,
  TakeBackMember,
} from '@/lib/classroom/member/operations';
import { DeleteDraft, PublishDraft } from '@/lib/classroom/pack/draft-operations';
import { CopyScenario, OfferScenario, ReloadPacks, ReplaceDraft, UploadPack } from '@/lib/classroom/pack/scenario-operations';
import { ChangeOwnPassword, InvitePerson, RemovePerson, RenewInvitation } from '@/lib/classroom/person/operations';
import { ShowOffer } from '@/lib/classroom/screen/operations';
import { PutClassroomSettings } from '@/lib/classroom/settings/operations';
import { callClassroom, classroomAction, dropTicket } from '@/lib/console/classroom';
import { goTo, goToSession } from '@/lib/console/go-to';
import { enterAttempt, enterSolution } from '@/lib/console/lab';
import { paths } from '@/lib/console/paths';
import { currentSession } from '@/lib/console/request';
import { signOutOfAction } from '@/lib/console/sign-in/auth-actions';

export const createClass = classroomAction(CreateClass, 'person');
export const updateClass = classroomAction(UpdateClass, 'person');
export const setJoinCode = classroomAction(SetJoinCode, 'person');
export const setClassState = classroomAction(SetClassState, 'person');
export const archiveClass = classroomAction(ArchiveClass, 'person');
export const deleteClass = classroomAction(DeleteClass, 'person');
export const addInstructor = classroomAction(AddInstructor, 'person');
export const removeInstructor = classroomAction(RemoveInstructor, 'person');
export const addRoster = classroomAction(AddRoster, 'person');
export const letInAgain = classroomAction(LetInAgain, 'person');
export const freeSeats = classroomAction(FreeSeats, 'person');
export const removeMembers = classroomAction(RemoveMembers, 'person');
export const removeMember = classroomAction(RemoveMember, 'person');
export const takeBackMember = classroomAction(TakeBackMember, 'person');
export const makeSheets = classroomAction(MakeSheets, 'person');
export const addAssignment = classroomAction(AddAssignment, 'person');
export const setAssignmentTimes = classroomAction(SetAssignmentTimes, 'person');
export const extendDue = classroomAction(ExtendDue, 'person');
export const updateAssignment = classroomAction(UpdateAssignment, 'person');
export const moveAssignment = classroomAction(MoveAssignment, 'person');
export const releaseAssignment = classroomAction(ReleaseAssignment, 'person');
export const removeAssignment = classroomAction(RemoveAssignment, 'person');
export const answerHelp = classroomAction(AnswerHelp, 'person');
export const decideCheck = classroomAction(DecideCheck, 'person');
export const goBackToStep = classroomAction(BackToStep, 'person');
export const deleteAttempt = classroomAction(DeleteAttempt, 'person');
export const readAttempt = classroomAction(GetAttempt, 'person');
export const showOffer = classroomAction(ShowOffer, 'person');
export const verifyCodes = classroomAction(VerifyCodes, 'person');
export const verifyRecord = classroomAction(VerifyRecord, 'person');
export const invitePerson = classroomAction(InvitePerson, 'person');
export const renewInvitation = classroomAction(RenewInvitation, 'person');
export const removePerson = classroomAction(RemovePerson, 'person');
export const putClassroomSettings = classroomAction(PutClassroomSettings, 'person');
export const changePersonPassword = classroomAction(ChangeOwnPassword, 'person');

export const publishDraft = classroomAction(PublishDraft, 'person');
export const deleteDraft = classroomAction(DeleteDraft, 'person');
export const copyScenario = classroomAction(CopyScenario, 'person');
export const offerScenario = classroomAction(OfferScenario, 'person');
export const reloadPacks = classroomAction(ReloadPacks, 'person');

/** Creates a draft from an uploaded zip, or replaces the files of the named draft. */
export async function uploadPack(form: FormData) {
  const [given, draft] = [form.get('zip'), form.get('draft')];
  const zip = new Uint8Array(given instanceof File ? await given.arrayBuffer() : []);
  return typeof draft === 'string'
    ? callClassroom(ReplaceDraft, { draft, zip }, 'person')
    : callClassroom(UploadPack, { zip }, 'person');
}

export async function signOutOfClasses(): Promise<void> {
  await dropTicket('person');
  await goTo(paths.classSignIn);
}

/** Enters a student's accounts. Returns the first page. */
export async function enterStudent(input: { attemptId: string; persona?: string; mayChange: boolean }) {
  return enterAttempt(input);
}

/** Runs the solution in a copy, and opens its pages. */
export async function showSolution(input: { assignmentId: string }) {
  return enterSolution(input);
}

/** Leaves a student's accounts and returns to the classes. */
export async function leaveStudent(): Promise<void> {
  const session = await currentSession();
  if (session?.entry) await signOutOfAction(session.name);
  goToSession(null, paths.classes);
}
