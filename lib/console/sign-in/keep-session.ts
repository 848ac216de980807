import 'server-only';
import { cookies } from 'next/headers';
import { AwsError } from '../../core/errors';
import { askedSession } from '../go-to';
import { type KeptSession, keptSessions, requestOrigin } from '../request';
import { runtime } from '../runtime';
import { cookieName, sessionCookieName } from '../session/cookie-name';
import { type ConsoleSession, endSession, findSession } from '../session/session';
import { MOST_SESSIONS } from '../session/session-address';
import { DEVICE_SECONDS } from './known-device';
import type { SignedIn } from './sign-in';

/** Returns the attributes of all sign-in cookies: no script can read them, and no other site's form sends them. */
export const cookieOptions = (secure: boolean) => ({ httpOnly: true, sameSite: 'lax', secure, path: '/' }) as const;

/** The error if a browser has no room for another session. */
export const BROWSER_IS_FULL = `A browser can have up to ${MOST_SESSIONS} sessions. Sign out of one first.`;

/**
 * Returns whether the browser can store no more sessions.
 * @param kept its sessions
 * @param name the name of the new one; undefined if it has a new name
 */
export function isFull(kept: readonly KeptSession[], name?: string | null): boolean {
  return kept.length >= MOST_SESSIONS && !kept.some((one) => one.name === name);
}

/**
 * Stores the session of a new sign-in. The only session of a browser is unnamed; one beside others is named after its identity.
 * @param another whether to keep it beside the others
 * @returns the name it is stored under
 * @throws AwsError LimitExceeded if the browser is full; the new session is ended
 */
export async function keepSession(
  signedIn: Omit<SignedIn, 'device'> & Partial<SignedIn>,
  another: boolean,
): Promise<string | null> {
  const { secure } = await requestOrigin();
  const { database } = await runtime();
  const { kept, ended } = await keptSessions();
  const session = await findSession(database, signedIn.token, new Date(), false);
  const isNamed = (another && kept.length > 0) || (await askedSession()) !== null;
  const name = isNamed ? nameFor(session, kept) : null;
  if (isFull(kept, name)) {
    if (session) await endSession(database, session.tokenHash);
    throw new AwsError('LimitExceeded', BROWSER_IS_FULL);
  }
  const replaced = kept.find((one) => one.name === name)?.session;
  if (replaced) await endSession(database, replaced.tokenHash);
  const store = await cookies();
  const options = cookieOptions(secure);
  for (const gone of ended) store.set(sessionCookieName(gone, secure), '', { ...options, maxAge: 0 });
  store.set(sessionCookieName(name, secure), signedIn.token, { ...options, expires: signedIn.expiresAt });
  if (signedIn.device !== undefined)
    store.set(cookieName('device', secure), signedIn.device, { ...options, maxAge: DEVICE_SECONDS });
  return name;
}

/** An identity that is signed in without a name stays unnamed. */
function nameFor(session: ConsoleSession | null, kept: readonly KeptSession[]): string | null {
  const unnamed = kept.find((one) => one.name === null)?.session;
  return session && session.name !== unnamed?.name ? session.name : null;
}

/** Ends sessions of the browser and removes their cookies. */
export async function dropSessions(dropped: readonly KeptSession[]): Promise<void> {
  const { secure } = await requestOrigin();
  const { database } = await runtime();
  const store = await cookies();
  for (const { name, session } of dropped) {
    await endSession(database, session.tokenHash);
    store.set(sessionCookieName(name, secure), '', { ...cookieOptions(secure), maxAge: 0 });
  }
}
