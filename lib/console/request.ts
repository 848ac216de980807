import 'server-only';
import { randomUUID } from 'node:crypto';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { type Call, type Caller, SIGNED_HERE } from '../core/call';
import { later } from '../core/time/clock';
import { isLoopback } from '../listener/client.mjs';
import { askedSession, goTo } from './go-to';
import { paths } from './paths';
import { knownRegion, parseRegion } from './region';
import { REGION_COOKIE } from './region-cookie';
import { runtime } from './runtime';
import { cookieName, sessionCookieName } from './session/cookie-name';
import { type ConsoleSession, findSession } from './session/session';
import { isSessionName, MOST_SESSIONS } from './session/session-address';
import { askedPage } from './sign-in/safe-next';
import type { SignInOrigin } from './sign-in/sign-in';

// INVARIANT (identity): an address that names an identity is answered as that identity or not at all, whatever the cookies
// contain.
/** Returns the request's session, or null. Cached per request. */
export const currentSession = cache(async (): Promise<ConsoleSession | null> => {
  const name = await askedSession();
  const named = await sessionInCookie(name);
  if (name === null || named?.name === name) return named;
  // The unnamed session can also be requested by its identity's name.
  const unnamed = await sessionInCookie(null);
  return unnamed?.name === name ? unnamed : null;
});

/** @param isUse false if the session is only listed */
async function sessionInCookie(name: string | null, isUse = true): Promise<ConsoleSession | null> {
  const token = (await cookies()).get(sessionCookieName(name, (await requestOrigin()).secure))?.value;
  if (!token) return null;
  const { database } = await runtime();
  return findSession(database, token, new Date(), isUse);
}

/** A session in the browser. `name` is that of its cookie and addresses; null for the unnamed session. */
export type KeptSession = { name: string | null; session: ConsoleSession };

/** The number of cookies examined. No real browser has more. */
const MOST_LOOKED_FOR = 3 * MOST_SESSIONS;

/** Returns the browser's sessions, and the names of cookies whose sessions have ended. */
export const keptSessions = cache(async (): Promise<{ kept: KeptSession[]; ended: string[] }> => {
  const { secure } = await requestOrigin();
  const start = `${sessionCookieName(null, secure)}-`;
  const names = (await cookies())
    .getAll()
    .flatMap((cookie) => (cookie.name.startsWith(start) ? [cookie.name.slice(start.length)] : []))
    .filter(isSessionName)
    .slice(0, MOST_LOOKED_FOR);
  const kept: KeptSession[] = [];
  const ended: string[] = [];
  for (const name of [null, ...names]) {
    const session = await sessionInCookie(name, false);
    if (session && (name === null || session.name === name)) kept.push({ name, session });
    else if (name !== null) ended.push(name);
  }
  return { kept, ended };
});

/** Returns the session, or redirects to sign-in and back, or to the forced password change. */
export async function requireSession(): Promise<ConsoleSession> {
  const session = await currentSession();
  if (!session) return goTo(paths.signIn(askedPage((await headers()).get('x-forwarded-uri'))));
  if (session.passwordResetRequired) return goTo(paths.changePassword);
  return session;
}

/** Returns the account id or alias of the last user sign-in in this browser. */
export async function rememberedAccount(): Promise<string | undefined> {
  return (await cookies()).get(cookieName('account', (await requestOrigin()).secure))?.value;
}

/** Returns the origin of a sign-in with the browser's device cookie. */
export async function signInOrigin(): Promise<SignInOrigin> {
  const origin = await requestOrigin();
  return { ...origin, device: (await cookies()).get(cookieName('device', origin.secure))?.value };
}

/** Returns the origin of the request. scripts/serve/server.mjs sets these headers, so a client can't forge them. */
export async function requestOrigin(): Promise<SignInOrigin> {
  const list = await headers();
  return {
    sourceIp: list.get('x-forwarded-for') ?? '127.0.0.1',
    userAgent: (list.get('user-agent') ?? '').slice(0, 512),
    secure: list.get('x-forwarded-proto') === 'https',
  };
}

/**
 * Returns a call made in the console, equivalent to a signed request on the wire. It uses the chosen Region; global services such
 * as IAM and Organizations use their own (`requestedRegion`).
 * @param inRegion the Region of the resource instead of the chosen one; an unknown one is ignored
 */
export async function consoleCall(caller: Caller, inRegion?: string): Promise<Call> {
  const origin = await requestOrigin();
  const session = await currentSession();
  // A root session belongs to a member of the organization in which it was started.
  const aheadMs = session?.clocks[caller === session.identity ? 'identity' : 'caller'] ?? 0;
  return {
    caller,
    requestId: randomUUID(),
    now: later(new Date(), aheadMs),
    aheadMs,
    sourceIp: origin.sourceIp,
    userAgent: origin.userAgent,
    region: knownRegion(inRegion) ?? parseRegion((await cookies()).get(REGION_COOKIE)?.value),
    partition: 'aws',
    // AWS serves its console only over TLS. A call that never left the machine counts as TLS, as on the wire, so that common
    // "deny without TLS" statements don't lock everybody out.
    secureTransport: origin.secure || isLoopback(origin.sourceIp),
    via: 'console',
    signing: SIGNED_HERE,
    consoleSession: session?.tokenHash,
  };
}

/** Returns the time by the clock of the account in which the session acts. */
export async function consoleNow(): Promise<Date> {
  return later(new Date(), (await currentSession())?.clocks.caller ?? 0);
}
