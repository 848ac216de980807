import 'server-only';
import { randomUUID } from 'node:crypto';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { type Call, type Caller, SIGNED_HERE } from '../core/call';
import { later } from '../core/clock';
import { isLoopback } from '../listener/client.mjs';
import { cookieName, sessionCookieName } from './cookie-name';
import { askedSession, goTo } from './go-to';
import { paths } from './paths';
import { knownRegion, parseRegion } from './region';
import { REGION_COOKIE } from './region-cookie';
import { runtime } from './runtime';
import { askedPage } from './safe-next';
import { type ConsoleSession, findSession } from './session';
import { isSessionName, MOST_SESSIONS } from './session-address';
import type { SignInOrigin } from './sign-in';

// INVARIANT (identity): an address that names an identity is answered as that identity or not at all, whatever the cookies hold.
/** The session that the request is for, or null. Read once per request. */
export const currentSession = cache(async (): Promise<ConsoleSession | null> => {
  const name = await askedSession();
  const named = await sessionInCookie(name);
  if (name === null || named?.name === name) return named;
  // Who signed in under no name is asked for by name as well.
  const unnamed = await sessionInCookie(null);
  return unnamed?.name === name ? unnamed : null;
});

/** @param isUse false where it is only told of */
async function sessionInCookie(name: string | null, isUse = true): Promise<ConsoleSession | null> {
  const token = (await cookies()).get(sessionCookieName(name, (await requestOrigin()).secure))?.value;
  if (!token) return null;
  const { database } = await runtime();
  return findSession(database, token, new Date(), isUse);
}

/** A session that the browser keeps: `name` is that of its cookie and of its pages' addresses, null for the one without. */
export type KeptSession = { name: string | null; session: ConsoleSession };

/** No browser keeps so many; whoever sends more is told of no more. */
const MOST_LOOKED_FOR = 3 * MOST_SESSIONS;

/** The sessions that a browser keeps, and the names of cookies whose sessions have ended. */
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

/** The session, or a redirect to where one is made and back (or to the forced change of a password). */
export async function requireSession(): Promise<ConsoleSession> {
  const session = await currentSession();
  if (!session) return goTo(paths.signIn(askedPage((await headers()).get('x-forwarded-uri'))));
  if (session.passwordResetRequired) return goTo(paths.changePassword);
  return session;
}

/** The id or alias of the account that a user signed in to last with this browser. */
export async function rememberedAccount(): Promise<string | undefined> {
  return (await cookies()).get(cookieName('account', (await requestOrigin()).secure))?.value;
}

/** Where somebody signs in from, with the cookie of a browser that somebody may have signed in with before. */
export async function signInOrigin(): Promise<SignInOrigin> {
  const origin = await requestOrigin();
  return { ...origin, device: (await cookies()).get(cookieName('device', origin.secure))?.value };
}

/** Where a request came from. scripts/server.mjs sets these headers, so a client cannot choose them. */
export async function requestOrigin(): Promise<SignInOrigin> {
  const list = await headers();
  return {
    sourceIp: list.get('x-forwarded-for') ?? '127.0.0.1',
    userAgent: (list.get('user-agent') ?? '').slice(0, 512),
    secure: list.get('x-forwarded-proto') === 'https',
  };
}

/**
 * A call of the console: the same thing the wire API makes of a signed request. It is made in the Region that is chosen in the bar; services
 * that are in none, as IAM and Organizations, answer in their own (`requestedRegion`).
 * @param inRegion in place of the chosen one, for what is about a resource of another Region; a made-up one counts as none
 */
export async function consoleCall(caller: Caller, inRegion?: string): Promise<Call> {
  const origin = await requestOrigin();
  const session = await currentSession();
  // A root session is of a member of the organization in which it was started.
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
    // AWS: the console is only served over TLS. A call that never left the machine counts as it, as on the wire, so that the customary
    // "deny without TLS" statements do not lock everybody out.
    secureTransport: origin.secure || isLoopback(origin.sourceIp),
    via: 'console',
    signing: SIGNED_HERE,
    consoleSession: session?.tokenHash,
  };
}

/** What time it is for whoever acts in the session that the request is for. */
export async function consoleNow(): Promise<Date> {
  return later(new Date(), (await currentSession())?.clocks.caller ?? 0);
}
