import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ConsoleFailure } from '../result';
import { type ConsoleSession, signedInAs } from './session';

// INVARIANT (identity): no console call runs unless the page shows the identity that is signed in. `runConsole` compares every
// call with its claim. A sign-in in another tab therefore stops even the rest of a running action.
const claims = new AsyncLocalStorage<string>();

/**
 * Runs work for a page that shows the identity with this tag (`ConsoleSession.identityTag`). The tag comes from the client and
 * may be anything.
 */
export function claimIdentity<T>(tag: unknown, work: () => Promise<T>): Promise<T> {
  return claims.run(typeof tag === 'string' ? tag : '', work);
}

/**
 * Returns the tag that the running request claims.
 * @throws Error if there is none, which is a bug
 */
export function claimedIdentity(): string {
  const tag = claims.getStore();
  if (tag === undefined) throw new Error('a call of the console needs to say whom its page shows');
  return tag;
}

/** The failure after the session has ended. */
export const SESSION_ENDED: ConsoleFailure = {
  code: 'ExpiredToken',
  message: 'Your session has ended. Sign in again.',
  requestId: '',
  signedInAs: null,
};

/** Returns why a page that shows the identity `tag` may do nothing in this session, or null. */
export function refusalOf(session: ConsoleSession, tag: string | null): ConsoleFailure | null {
  if (session.identityTag === tag) return null;
  const name = signedInAs(session);
  const message = `You are now signed in as ${name} in another tab. Nothing was done. Reload the page.`;
  return { code: 'IdentityChanged', message, requestId: '', signedInAs: name };
}
