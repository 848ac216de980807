import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ConsoleFailure } from './result';
import { type ConsoleSession, signedInAs } from './session';

// INVARIANT (identity): no call of the console runs unless the page that asks for it shows who is signed in. `runConsole` holds every call
// against the claim it is made under, so that a sign-in in another tab stops even the rest of an action that is under way.
const claims = new AsyncLocalStorage<string>();

/** Does work for a page that shows the identity with that tag (`ConsoleSession.identityTag`). Whatever a client sends may be passed. */
export function claimIdentity<T>(tag: unknown, work: () => Promise<T>): Promise<T> {
  return claims.run(typeof tag === 'string' ? tag : '', work);
}

/** The tag that the running request claims. @throws Error where none was claimed, which is a bug: who asks would not be known */
export function claimedIdentity(): string {
  const tag = claims.getStore();
  if (tag === undefined) throw new Error('a call of the console needs to say whom its page shows');
  return tag;
}

/** What a page hears when nobody is signed in any more. */
export const SESSION_ENDED: ConsoleFailure = {
  code: 'ExpiredToken',
  message: 'Your session has ended. Sign in again.',
  requestId: '',
  signedInAs: null,
};

/** Why a page that shows the identity `tag` may do nothing in this session, or null. */
export function refusalOf(session: ConsoleSession, tag: string | null): ConsoleFailure | null {
  if (session.identityTag === tag) return null;
  const name = signedInAs(session);
  const message = `You are now signed in as ${name} in another tab. Nothing was done. Reload the page.`;
  return { code: 'IdentityChanged', message, requestId: '', signedInAs: name };
}
