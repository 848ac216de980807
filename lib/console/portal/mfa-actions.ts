'use server';

import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { SignedInPerson } from '../../access-portal/session/rows';
import type { PortalSignIn } from '../../access-portal/sign-in/complete';
import {
  deleteOwnMfaDevice,
  recordOwnRegistration,
  renameOwnMfaDevice,
  requireSelfManaged,
} from '../../access-portal/sign-in/own-devices';
import {
  askForKey,
  completeByRegistration,
  completeWithCode,
  completeWithKey,
  mailCodeAgain,
  requireRegistering,
  type WaitingSignIn,
} from '../../access-portal/sign-in/second-step';
import { AwsError } from '../../core/errors';
import { AssertionResponse, RegistrationResponse } from '../../iam/mfa/schema';
import {
  completeAppRegistration,
  completeKeyRegistration,
  type StartedApp,
  startAppRegistration,
  startKeyRegistration,
} from '../../identity-store/mfa/registration';
import { goToSession } from '../go-to';
import { paths } from '../paths';
import { requestOrigin } from '../request';
import { runtime } from '../runtime';
import type { AuthFormState } from '../sign-in/auth-actions';
import type { PortalPage, PortalResult } from './actions';
import { currentPerson, keepPerson, portalNext } from './portal-session';
import { dropTicket, trust, waitingSignIn } from './portal-step';

// The second step of a sign-in at an access portal, and a person's own MFA devices.

const TOO_OLD = 'The sign-in took too long. Start again.';
const ENDED = 'Your sign-in has ended. Reload the page to sign in again.';
const DONE = { ok: true, data: null } as const;

/** The start of a registration: of an app, or of a security key. */
export type StartedRegistration =
  | ({ kind: 'virtual' } & StartedApp)
  | { kind: 'fido'; options: Omit<PublicKeyCredentialCreationOptionsJSON, 'extensions'> };
/** The proof of a new device. `response` is the browser's answer as JSON. */
export type RegistrationProof = { kind: 'virtual'; ticket: string; code: string } | { kind: 'fido'; response: unknown };
/** The place of a registration: a sign-in that waits for it, or the page of a signed-in person. */
export type Registering = { store: string; session?: string };

async function answered<Data>(work: () => Promise<PortalResult<Data>>): Promise<PortalResult<Data>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AwsError) return { ok: false, message: error.message };
    throw error;
  }
}

async function inStep<Data>(
  store: string,
  work: (waiting: WaitingSignIn) => Promise<PortalResult<Data>>,
): Promise<PortalResult<Data>> {
  const waiting = await waitingSignIn(String(store));
  return waiting ? answered(() => work(waiting)) : { ok: false, message: TOO_OLD };
}

async function asPerson<Data>(
  { store, session }: Registering,
  work: (person: SignedInPerson) => Promise<PortalResult<Data>>,
): Promise<PortalResult<Data>> {
  const person = await currentPerson(String(store));
  if (!person || person.session.id !== session || person.user.passwordResetRequired) return { ok: false, message: ENDED };
  return answered(() => work(person));
}

async function keep({ instance: { identityStoreId: store }, user }: WaitingSignIn, signedIn: PortalSignIn, isTrusted: boolean) {
  await keepPerson(store, signedIn);
  await dropTicket(store);
  if (isTrusted) await trust(store, user.id);
}

/** Completes a sign-in with a code. */
export async function verifyCodeAction(_: AuthFormState, form: FormData): Promise<AuthFormState> {
  const text = (name: string) => String(form.get(name) ?? '');
  const store = text('store');
  const done = await inStep(store, async (waiting) => {
    const signedIn = await completeWithCode((await runtime()).database, waiting, text('code'), await requestOrigin());
    await keep(waiting, signedIn, form.has('trusted'));
    return DONE;
  });
  if (!done.ok) return { error: done.message };
  return goToSession(null, portalNext(store, text('next')) ?? paths.portal(store));
}

/** Mails another code. */
export async function mailCodeAction(store: string): Promise<PortalResult> {
  return inStep(store, async (waiting) => {
    await mailCodeAgain((await runtime()).database, waiting);
    return DONE;
  });
}

/** Returns the request to the person's security keys. */
export async function askForKeyAction(store: string): Promise<PortalResult<PublicKeyCredentialRequestOptionsJSON>> {
  return inStep(store, async (waiting) => {
    const options = await askForKey((await runtime()).database, waiting);
    return options ? { ok: true, data: options } : { ok: false, message: 'You have no security key.' };
  });
}

/** Completes a sign-in with the answer of a security key. */
export async function answerKeyAction(store: string, answer: unknown, isTrusted: boolean): Promise<PortalResult> {
  return inStep(store, async (waiting) => {
    const response = AssertionResponse.safeParse(answer);
    if (!response.success) return { ok: false, message: 'The security key could not be verified. Try again.' };
    const signedIn = await completeWithKey((await runtime()).database, waiting, response.data, await requestOrigin());
    await keep(waiting, signedIn, isTrusted === true);
    return DONE;
  });
}

/** Starts the registration of a device. */
export async function startRegistrationAction(
  at: Registering,
  kind: 'virtual' | 'fido',
): Promise<PortalResult<StartedRegistration>> {
  const { database } = await runtime();
  const start = async (user: WaitingSignIn['user'], attempt: string): Promise<PortalResult<StartedRegistration>> => {
    const now = { attempt, realNow: new Date() };
    return kind === 'virtual'
      ? { ok: true, data: { kind, ...(await startAppRegistration(database, user, now)) } }
      : { ok: true, data: { kind: 'fido', options: await startKeyRegistration(database, user, now) } };
  };
  if (at.session === undefined)
    return inStep(at.store, async (waiting) => {
      await requireRegistering(database, waiting, kind);
      return start(waiting.user, waiting.id);
    });
  return asPerson(at, async (person) => {
    requireSelfManaged(person, kind);
    return start(person.user, person.session.id);
  });
}

/** Registers a device by its proof. At a sign-in, this completes it. */
export async function completeRegistrationAction(at: Registering, proof: RegistrationProof): Promise<PortalResult> {
  const { database } = await runtime();
  const origin = await requestOrigin();
  const register = (user: WaitingSignIn['user'], attempt: { attempt: string; realNow: Date; now: Date }) => {
    if (proof.kind === 'virtual')
      return completeAppRegistration(database, user, { ticket: String(proof.ticket), code: String(proof.code) }, attempt);
    const response = RegistrationResponse.safeParse(proof.response);
    if (!response.success)
      throw new AwsError('ValidationException', 'The security key could not be verified. Register it again.');
    return completeKeyRegistration(database, user, { response: response.data }, attempt);
  };
  const kind = proof.kind === 'virtual' ? 'virtual' : 'fido';
  if (at.session === undefined)
    return inStep(at.store, async (waiting) => {
      const done = await completeByRegistration(database, waiting, kind, (attempt) => register(waiting.user, attempt), origin);
      await keep(waiting, done, false);
      return DONE;
    });
  return asPerson(at, async (person) => {
    requireSelfManaged(person, kind);
    await register(person.user, { attempt: person.session.id, realNow: new Date(), now: person.now });
    await recordOwnRegistration(database, person, kind, origin);
    return DONE;
  });
}

/** Renames one of the person's own devices. */
export async function renameMfaDeviceAction(page: PortalPage, device: { id: string; name: string }): Promise<PortalResult> {
  return asPerson(page, async (person) => {
    const named = { id: String(device.id), name: String(device.name) };
    await renameOwnMfaDevice((await runtime()).database, person, named, await requestOrigin());
    return DONE;
  });
}

/** Deletes one of the person's own devices. */
export async function deleteMfaDeviceAction(page: PortalPage, id: string): Promise<PortalResult> {
  return asPerson(page, async (person) => {
    await deleteOwnMfaDevice((await runtime()).database, person, String(id), await requestOrigin());
    return DONE;
  });
}
