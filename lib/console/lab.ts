import 'server-only';
import { StartAttempt } from '../classroom/attempt/operations';
import { EnterAttempt, FindOwnAttempt, FindPersona, ShowSolution } from '../classroom/attempt/persona-operations';
import { accountsOfLabs } from '../classroom/attempt-accounts';
import type { ClassroomInput } from '../classroom/operation';
import { EndOffer } from '../classroom/screen/operations';
import { FindTrialDraft, FindTrialPersona } from '../classroom/trial/operations';
import { AwsError } from '../core/errors';
import { readSeed, shownCodes } from '../iam/mfa/totp';
import { answered, callClassroom, currentPerson, currentSeat, dropTicket } from './classroom';
import { paths } from './paths';
import { currentSession, type KeptSession, keptSessions, signInOrigin } from './request';
import type { ConsoleResult } from './result';
import { runtime } from './runtime';
import { refusalOf, SESSION_ENDED } from './session/claim';
import { basePathOf } from './session/session-address';
import { dropSessions, isFull, keepSession } from './sign-in/keep-session';
import { signInPersona } from './sign-in/sign-in';

/** Returns the attempt that an account belongs to, if the browser has its student's seat. */
export async function labOf(accountId: string) {
  if (!(await currentSeat())) return null;
  const found = await callClassroom(FindOwnAttempt, { accountId }, 'seat');
  return found.ok ? found.data.attempt : null;
}

/**
 * Signs the student in as a persona, beside the browser's other sessions.
 * @returns the base path of the session
 */
export async function actAsPersona(input: ClassroomInput<typeof FindPersona>): Promise<ConsoleResult<{ basePath: string }>> {
  const found = await callClassroom(FindPersona, input, 'seat');
  return found.ok ? beginAs(found.data) : found;
}

/**
 * Starts or continues an attempt, and signs the student in as its first persona.
 * @returns the page of the persona, or of the attempt if it starts without a session
 */
export async function beginAttempt(input: ClassroomInput<typeof StartAttempt>): Promise<ConsoleResult<{ href: string }>> {
  const started = await callClassroom(StartAttempt, input, 'seat');
  if (!started.ok) return started;
  const { attemptId } = started.data;
  const acting = await actAsPersona({ attemptId });
  return { ok: true, data: { href: acting.ok ? acting.data.basePath + paths.home : paths.labAttempt(attemptId) } };
}

/**
 * Starts the assignment again to which the account of a page belongs, and ends its attempt. `isLab` is false for accounts in no attempt
 * of the browser's student.
 * @param shown the tag of the identity that the page shows
 * @param isSure false: nothing is changed
 */
export async function startLabAgain(
  shown: string | null,
  isSure: boolean,
): Promise<ConsoleResult<{ isLab: boolean; href: string | null }>> {
  const session = await currentSession();
  const refused = session ? refusalOf(session, shown) : SESSION_ENDED;
  if (!session || refused) return { ok: false, error: refused ?? SESSION_ENDED };
  const lab = await labOf(session.account.id);
  if (!lab || !isSure) return { ok: true, data: { isLab: lab !== null, href: null } };
  const begun = await beginAttempt({ assignmentId: lab.assignmentId, again: true });
  return begun.ok ? { ok: true, data: { isLab: true, href: begun.data.href } } : begun;
}

/** Signs an instructor in to a student's accounts as a persona. The student sees it. */
export async function enterAttempt(input: ClassroomInput<typeof EnterAttempt>): Promise<ConsoleResult<{ basePath: string }>> {
  const entered = await callClassroom(EnterAttempt, input, 'person');
  return entered.ok ? beginAs(entered.data) : entered;
}

/** Signs an instructor in to the accounts of an assignment's solution, read-only. */
export async function enterSolution(input: ClassroomInput<typeof ShowSolution>): Promise<ConsoleResult<{ basePath: string }>> {
  const solved = await callClassroom(ShowSolution, input, 'person');
  return solved.ok ? beginAs(solved.data) : solved;
}

/** Returns the draft whose preview an account belongs to, if its author is signed in. */
export async function trialOf(account: string) {
  if (!(await currentPerson())) return null;
  const found = await callClassroom(FindTrialDraft, { account }, 'person');
  return found.ok ? found.data.draft : null;
}

/** Signs the author of a draft in to its preview as a persona. */
export async function enterTrial(input: ClassroomInput<typeof FindTrialPersona>): Promise<ConsoleResult<{ basePath: string }>> {
  const found = await callClassroom(FindTrialPersona, input, 'person');
  return found.ok ? beginAs(found.data) : found;
}

type Beginning = { accountId: string; userId: string | null; entryId?: string };

function beginAs({ accountId, userId, entryId }: Beginning): Promise<ConsoleResult<{ basePath: string }>> {
  return answered(async () => {
    const { database } = await runtime();
    await makeRoom();
    const signedIn = await signInPersona(database, { accountId, userId }, await signInOrigin(), new Date(), entryId);
    return { basePath: basePathOf(await keepSession(signedIn, true)) };
  });
}

/**
 * Ends the oldest lab session if the browser is full. A lab has more personas than a browser has sessions; other sessions are
 * never ended.
 */
async function makeRoom(): Promise<void> {
  if (!isFull((await keptSessions()).kept)) return;
  const [oldest] = (await labSessions()).sort(
    (one, other) => one.session.expiresAt.getTime() - other.session.expiresAt.getTime(),
  );
  if (oldest) await dropSessions([oldest]);
}

/** Returns the browser's sessions in attempts. */
async function labSessions(): Promise<KeptSession[]> {
  const { kept } = await keptSessions();
  const { database } = await runtime();
  const ofLabs = await accountsOfLabs(
    database.reader,
    kept.map(({ session }) => session.account.id),
  );
  return kept.filter(({ session }) => ofLabs.has(session.account.id));
}

/** Ends the seat at this device and its personas' sessions, for the next person at the device. */
export async function leaveLab(): Promise<void> {
  // The student who leaves gave the consent to share.
  await callClassroom(EndOffer, {}, 'seat');
  await dropSessions(await labSessions());
  await dropTicket('seat');
}

/** Returns the codes of an authenticator app for a seed, for classes without phones. Nothing is stored. */
export async function authenticatorCodes(text: string): Promise<ConsoleResult<ReturnType<typeof shownCodes>>> {
  return answered(async () => {
    if (!(await currentSeat())) throw new AwsError('AccessDenied', 'Join the class first.');
    const seed = text.length > 300 ? null : readSeed(text, 'base32');
    if (seed === null)
      throw new AwsError('ValidationError', 'This is not a secret key. It must have only letters and the digits 2 to 7.');
    return shownCodes(seed, new Date());
  });
}
