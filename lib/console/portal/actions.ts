'use server';

import { randomUUID } from 'node:crypto';
import { setFavorite } from '../../access-portal/accounts';
import { UNAVAILABLE } from '../../access-portal/limits';
import { answerAddress, readAuthorization } from '../../access-portal/oauth/authorization';
import { answerDeviceCode, findWaitingCode, insertAuthorizationCode } from '../../access-portal/oauth/rows';
import { nowOfOwner } from '../../access-portal/owner-clock';
import { NoAccessError, type NoAccessReason, startPermissionSetSession } from '../../access-portal/role-session';
import { endSignIns, endSignInsOf, portalIdentity, type SignedInPerson } from '../../access-portal/session/rows';
import { personFederated, personSignedOut } from '../../access-portal/sign-in/events';
import { signInPerson } from '../../access-portal/sign-in/sign-in';
import { type Call, unidentified } from '../../core/call';
import { AwsError } from '../../core/errors';
import { recordEvent } from '../../core/events/events';
import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import { changeStorePassword, setStorePasswordByLink } from '../../identity-store/password/rows';
import { isLoopback } from '../../listener/client.mjs';
import { goToSession } from '../go-to';
import { paths } from '../paths';
import { requestOrigin } from '../request';
import { runtime } from '../runtime';
import { startSession } from '../session/session';
import { basePathOf } from '../session/session-address';
import type { AuthFormState } from '../sign-in/auth-actions';
import { keepSession } from '../sign-in/keep-session';
import { safeNext } from '../sign-in/safe-next';
import { currentPerson, dropPerson, keepPerson, portalInstance, portalNext } from './portal-session';
import { keepTicket, trustedIn } from './portal-step';

// The actions of the access portal's pages. Each page says which sign-in it shows: after another sign-in in another tab, its actions do
// nothing.

/** The page of an access portal. `session` is the id of the sign-in that it shows. */
export type PortalPage = { store: string; session: string };
export type PortalResult<Data = null> = { ok: true; data: Data } | { ok: false; message: string };

const ENDED = 'Your sign-in has ended. Reload the page to sign in again.';

async function asPerson<Data>(
  { store, session }: PortalPage,
  work: (person: SignedInPerson) => Promise<PortalResult<Data>>,
): Promise<PortalResult<Data>> {
  const person = await currentPerson(String(store));
  if (!person || person.session.id !== session || person.user.passwordResetRequired) return { ok: false, message: ENDED };
  try {
    return await work(person);
  } catch (error) {
    if (error instanceof NoAccessError) return { ok: false, message: NO_ACCESS[error.reason] };
    if (error instanceof AwsError) return { ok: false, message: error.message };
    throw error;
  }
}

const NO_ACCESS: Readonly<Record<NoAccessReason, string>> = {
  NOT_USABLE: 'The account is not active, or your user was disabled.',
  NOT_ASSIGNED: 'You do not have this permission set in this account any more. Reload the page.',
  ...UNAVAILABLE,
  NOT_TRUSTED:
    'The account does not accept the session: its SAML provider was changed, or a resource control policy refuses it. Ask an administrator.',
};

const DONE = { ok: true, data: null } as const;

function field(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** Signs a person in, or leads to the second step. The form names the store. */
export async function signInPersonAction(_: AuthFormState, form: FormData): Promise<AuthFormState> {
  const [store, userName] = [field(form, 'store'), field(form, 'userName')];
  const next = portalNext(store, field(form, 'next'));
  let step: string | undefined;
  const { database } = await runtime();
  const instance = await portalInstance(store);
  try {
    const signedIn = await signInPerson(
      database,
      instance,
      { userName, password: field(form, 'password') },
      { ...(await requestOrigin()), isTrusted: await trustedIn(store) },
      new Date(),
    );
    if ('ticket' in signedIn) {
      await keepTicket(store, signedIn.ticket);
      step = paths.portalVerify(store, next);
    } else await keepPerson(store, signedIn);
  } catch (error) {
    if (error instanceof AwsError) return { error: error.message, values: { userName } };
    throw error;
  }
  return goToSession(null, step ?? next ?? paths.portal(store));
}

/** Changes the password of the signed-in person, who may be required to. */
export async function changePersonPasswordAction(_: AuthFormState, form: FormData): Promise<AuthFormState> {
  const [store, newPassword] = [field(form, 'store'), field(form, 'password')];
  if (newPassword !== field(form, 'confirm')) return { error: 'The new passwords don’t match.' };
  const person = await currentPerson(store);
  if (person?.session.id !== field(form, 'session')) return { error: ENDED };
  const { database } = await runtime();
  const realNow = new Date();
  const { sourceIp } = await requestOrigin();
  try {
    const passwords = { oldPassword: field(form, 'oldPassword'), newPassword };
    await changeStorePassword(database, person.user, passwords, { now: person.now, realNow, sourceIp }, person.session.id);
  } catch (error) {
    if (error instanceof AwsError) return { error: error.message };
    throw error;
  }
  return goToSession(null, paths.portal(store));
}

/** Sets a person's password with the token of a mailed link. */
export async function setPersonPasswordAction(_: AuthFormState, form: FormData): Promise<AuthFormState> {
  const [store, newPassword] = [field(form, 'store'), field(form, 'password')];
  if (newPassword !== field(form, 'confirm')) return { error: 'The passwords don’t match.' };
  const { database } = await runtime();
  const instance = await portalInstance(store);
  try {
    const link = { storeId: store, token: field(form, 'link'), newPassword };
    await setStorePasswordByLink(database, link, await nowOfOwner(database, instance));
  } catch (error) {
    if (error instanceof AwsError) return { error: error.message };
    throw error;
  }
  return goToSession(null, paths.portalPasswordSet(store));
}

/** Ends the sign-in of this browser. */
export async function signOutPersonAction(store: string): Promise<void> {
  const person = await currentPerson(store);
  if (person) {
    const { database } = await runtime();
    const { instance, session, user, now } = person;
    await transaction(database, (tx) => endSignIns(tx, [session.id]));
    await dropPerson(store);
    const ended = { userId: user.id, sessionId: session.id };
    await recordEvent(database, personSignedOut(instance, ended, await requestOrigin(), now));
  }
  goToSession(null, paths.portalSignIn(store));
}

/** Marks a permission set in an account as a favorite, or no longer. */
export async function setFavoriteAction(
  page: PortalPage,
  { accountId, permissionSetId, isFavorite }: { accountId: string; permissionSetId: string; isFavorite: boolean },
): Promise<PortalResult> {
  return asPerson(page, async (person) => {
    const target = { accountId: String(accountId), permissionSetId: String(permissionSetId) };
    await transaction((await runtime()).database, (tx) => setFavorite(tx, person, target, isFavorite === true));
    return DONE;
  });
}

/** Ends one of the person's other sign-ins, or all of them without an id. */
export async function endSignInAction(page: PortalPage, id?: string): Promise<PortalResult> {
  return asPerson(page, async ({ session }) => {
    const { database } = await runtime();
    const ended = await transaction(database, (tx) => endSignInsOf(tx, session, { except: session.id, id }));
    return ended === 0 ? { ok: false, message: 'This session has ended already.' } : DONE;
  });
}

/** Answers the program that waits with a user code. */
export async function answerProgramAction(
  page: PortalPage,
  { userCode, allow }: { userCode: string; allow: boolean },
): Promise<PortalResult> {
  return asPerson(page, async ({ user }) => {
    const { database } = await runtime();
    const { sourceIp } = await requestOrigin();
    const row = await findWaitingCode(database, user, String(userCode), { sourceIp, realNow: new Date() });
    if (!row) return { ok: false, message: UNKNOWN_CODE };
    const answer = { status: allow === true ? 'ALLOWED' : 'DENIED', userId: user.id } as const;
    const isFirst = await transaction(database, (tx) => answerDeviceCode(tx, row, answer));
    return isFirst ? DONE : { ok: false, message: UNKNOWN_CODE };
  });
}

const UNKNOWN_CODE = 'No program waits with this code. Start the sign-in again in the program, and enter its new code.';

/** Returns the program that waits with a user code, and where it runs. */
export async function findProgramAction(
  page: PortalPage,
  userCode: string,
): Promise<PortalResult<{ name: string; sourceIp: string; askedAt: string }>> {
  return asPerson(page, async ({ user }) => {
    const { database } = await runtime();
    const { sourceIp } = await requestOrigin();
    const row = await findWaitingCode(database, user, String(userCode), { sourceIp, realNow: new Date() });
    if (!row) return { ok: false, message: UNKNOWN_CODE };
    return { ok: true, data: { name: row.clientName, sourceIp: row.sourceIp, askedAt: row.createdAt.toISOString() } };
  });
}

/** Answers a program that sent this browser to `/authorize`. Returns the address to which the browser goes. */
export async function authorizeProgramAction(
  page: PortalPage,
  { query, allow }: { query: string; allow: boolean },
): Promise<PortalResult<string>> {
  return asPerson(page, async ({ user, instance }) => {
    const { database } = await runtime();
    const now = new Date();
    const { sourceIp } = await requestOrigin();
    const asked = await readAuthorization(database.reader, page.store, new URLSearchParams(String(query)), now);
    if (typeof asked === 'string') return { ok: false, message: asked };
    if (allow !== true) return { ok: true, data: answerAddress(asked, { error: 'access_denied' }) };
    const request = { ...asked, userId: user.id, sourceIp };
    const code = await transaction(database, (tx) => insertAuthorizationCode(tx, instance, request, now));
    return { ok: true, data: answerAddress(asked, { code }) };
  });
}

/** Starts a session of a permission set's role for the person at the browser. @throws NoAccessError */
async function startRole(
  database: Database,
  { instance, user, session, now }: SignedInPerson,
  asked: { accountId: string; permissionSetName: string },
) {
  const { identityStoreId: storeId, region } = instance;
  const { sourceIp, userAgent, secure } = await requestOrigin();
  const portal = portalIdentity({ accountId: instance.accountId, storeId, userId: user.id }, session.id);
  const call: Call = {
    caller: { ...unidentified(instance.accountId), portal },
    requestId: randomUUID(),
    now,
    aheadMs: now.getTime() - Date.now(),
    sourceIp,
    userAgent,
    region,
    partition: 'aws',
    secureTransport: secure || isLoopback(sourceIp),
    via: 'console',
  };
  return startPermissionSetSession(database, { instance, userId: user.id, ...asked }, call);
}

/** Temporary credentials for a person's terminal. `expiration` is ISO 8601. */
export type PortalCredentials = { accessKeyId: string; secretAccessKey: string; sessionToken: string; expiration: string };

/** Starts a session of a permission set's role for the person's own programs. */
export async function getCredentialsAction(
  page: PortalPage,
  { accountId, permissionSet }: { accountId: string; permissionSet: string },
): Promise<PortalResult<PortalCredentials>> {
  return asPerson(page, async (person) => {
    const { database } = await runtime();
    const asked = { accountId: String(accountId), permissionSetName: String(permissionSet) };
    const { credentials } = await startRole(database, person, asked);
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials;
    const data = {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration.toISOString(),
    };
    return { ok: true, data };
  });
}

/** Opens a session of the console as a permission set's role, beside the browser's others. Returns the address of its page. */
export async function openConsoleAction(
  page: PortalPage,
  { accountId, permissionSet, destination }: { accountId: string; permissionSet: string; destination: string },
): Promise<PortalResult<string>> {
  return asPerson(page, async (person) => {
    const { database } = await runtime();
    const { instance, user, session } = person;
    const origin = await requestOrigin();
    const target = { accountId: String(accountId), permissionSetName: String(permissionSet) };
    const { credentials } = await startRole(database, person, target);
    const identity = { accountId: target.accountId, userId: null, mfaAt: null, credentialId: credentials.AccessKeyId };
    const now = await nowOfOwner(database, target);
    const started = await transaction(database, (tx) =>
      startSession(tx, identity, { sourceIp: origin.sourceIp, userAgent: origin.userAgent }, now, credentials.Expiration),
    );
    const name = await keepSession(started, true);
    const opened = { accountId: target.accountId, permissionSet: target.permissionSetName };
    const by = { userId: user.id, sessionId: session.id };
    await recordEvent(database, personFederated(instance, by, opened, origin, person.now));
    return { ok: true, data: basePathOf(name) + safeNext(String(destination)) };
  });
}
