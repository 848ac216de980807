import type { ConsoleAction, ConsoleFailure, ConsoleResult } from './result';
import { ownBasePath } from './session-address';

/** Carries whom the page of a read shows, as the first argument of a server action does. */
export const IDENTITY_HEADER = 'x-gatehouse-identity';
/** The name of the meta element that says whom a page shows: written in the same commit as the bar, so that both always agree. */
export const IDENTITY_META = 'gatehouse-identity';

/** Whom this tab shows: the tag in its document. Empty on pages without a bar. */
export function shownIdentity(): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${IDENTITY_META}"]`)?.content ?? '';
}

/** Runs a server action as the identity that this tab shows, which is how every one is called. */
export async function callAction<Input, Output>(
  action: ConsoleAction<Input, Output>,
  input: Input,
): Promise<ConsoleResult<Output>> {
  return noteRefusal(shownIdentity(), await action(shownIdentity(), input));
}

/** Asks whether who a tab shows is still signed in; the notice comes if not. Without a network it says nothing: the next call will. */
export async function checkIdentity(shown: string): Promise<void> {
  const response = await fetch(`${ownBasePath()}/api/console/identity`, { headers: { [IDENTITY_HEADER]: shown } }).catch(
    () => null,
  );
  if (response?.ok) noteRefusal(shown, (await response.json()) as ConsoleResult<null>);
}

/** That a tab was refused, since it showed somebody who is no longer signed in. */
export type IdentityRefusal = {
  shown: string;
  /** Who is signed in by now; null: nobody. */
  signedInAs: string | null;
};

let refusal: IdentityRefusal | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Remembers a refusal among answers, for the notice in front of the page. Returns the answer as it is. */
export function noteRefusal<Result extends { ok: true } | { ok: false; error: ConsoleFailure }>(
  shown: string,
  result: Result,
): Result {
  if (!result.ok && result.error.signedInAs !== undefined) refuseShown({ shown, signedInAs: result.error.signedInAs });
  if (!result.ok && result.error.revokedSession !== undefined) revokedSessions.note(result.error.revokedSession);
  return result;
}

export function refuseShown(next: IdentityRefusal): void {
  refusal = next;
  for (const listener of listeners) listener();
}

let revoked: string | null = null;

/** When the session of a role began that was last found to be revoked, for React's `useSyncExternalStore`. */
export const revokedSessions = {
  note(beganAt: string): void {
    revoked = beganAt;
    for (const listener of listeners) listener();
  },
  subscribe,
  current: (): string | null => revoked,
  onServer: (): null => null,
};

/** The last refusal of this tab, for React's `useSyncExternalStore`. */
export const identityRefusals = {
  subscribe,
  current: (): IdentityRefusal | null => refusal,
  onServer: (): null => null,
};
