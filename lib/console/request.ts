import 'server-only';
import { randomUUID } from 'node:crypto';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Call, Caller } from '../core/call';
import { isLoopback } from '../listener/client.mjs';
import { cookieName } from './cookie-name';
import { paths } from './paths';
import { parseRegion } from './region';
import { REGION_COOKIE } from './region-cookie';
import { runtime } from './runtime';
import { askedPage } from './safe-next';
import { type ConsoleSession, findSession } from './session';
import type { SignInOrigin } from './sign-in';

/** The session of the browser that asks, or null. Read once per request. */
export const currentSession = cache(async (): Promise<ConsoleSession | null> => {
  const token = (await cookies()).get(cookieName('session', (await requestOrigin()).secure))?.value;
  if (!token) return null;
  const { database } = await runtime();
  return findSession(database, token, new Date());
});

/** The session, or a redirect to where one is made and back (or to the forced change of a password). */
export async function requireSession(): Promise<ConsoleSession> {
  const session = await currentSession();
  if (!session) redirect(paths.signIn(askedPage((await headers()).get('x-forwarded-uri'))));
  if (session.passwordResetRequired) redirect(paths.changePassword);
  return session;
}

/** The id or alias of the account that a user signed in to last with this browser. */
export async function rememberedAccount(): Promise<string | undefined> {
  return (await cookies()).get(cookieName('account', (await requestOrigin()).secure))?.value;
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
 */
export async function consoleCall(caller: Caller): Promise<Call> {
  const origin = await requestOrigin();
  return {
    caller,
    requestId: randomUUID(),
    now: new Date(),
    sourceIp: origin.sourceIp,
    userAgent: origin.userAgent,
    region: parseRegion((await cookies()).get(REGION_COOKIE)?.value),
    partition: 'aws',
    // AWS: the console is only served over TLS. A call that never left the machine counts as it, as on the wire, so that the customary
    // "deny without TLS" statements do not lock everybody out.
    secureTransport: origin.secure || isLoopback(origin.sourceIp),
    via: 'console',
    consoleSession: (await currentSession())?.tokenHash,
  };
}
