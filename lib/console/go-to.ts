import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { basePathOf, splitAddress } from './session-address';

/** The name of the session that the request is for; null: of the one without a name. */
export async function askedSession(): Promise<string | null> {
  // scripts/server.mjs sets it to what the client asked for.
  const [pathname = ''] = ((await headers()).get('x-forwarded-uri') ?? '').split('?');
  return splitAddress(pathname).session;
}

/** Redirects to a page in the session that the request is for. */
export async function goTo(path: string): Promise<never> {
  return goToSession(await askedSession(), path);
}

/** Redirects to a page in a session of the browser. */
export function goToSession(session: string | null, path: string): never {
  redirect(basePathOf(session) + path);
}
