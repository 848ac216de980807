import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { basePathOf, splitAddress } from './session/session-address';

/** Returns the name of the request's session; null for the unnamed session. */
export async function askedSession(): Promise<string | null> {
  // scripts/serve/server.mjs sets this header to the address that the client requested.
  const [pathname = ''] = (await headers()).get('x-forwarded-uri')?.split('?') ?? [];
  return splitAddress(pathname).session;
}

/** Redirects to a page in the request's session. */
export async function goTo(path: string): Promise<never> {
  return goToSession(await askedSession(), path);
}

/** Redirects to a page in a session of the browser. */
export function goToSession(session: string | null, path: string): never {
  redirect(basePathOf(session) + path);
}
