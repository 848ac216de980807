import type { ConsoleAction, ConsoleFailure, ConsoleResult } from '../result';
import { ownBasePath } from './session-address';

/** The header that carries the identity a read's page shows, like the first argument of a server action. */
export const IDENTITY_HEADER = 'x-gatehouse-identity';
/**
 * The name of the meta element with the identity that a page shows. It is rendered together with the bar, so both always agree.
 */
export const IDENTITY_META = 'gatehouse-identity';

/** Returns the tag of the identity that this tab shows; empty on pages without a bar. */
export function shownIdentity(): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${IDENTITY_META}"]`)?.content ?? '';
}

/** Calls a server action as the identity that this tab shows. Every action is called this way. */
export async function callAction<Input, Output>(
  action: ConsoleAction<Input, Output>,
  input: Input,
): Promise<ConsoleResult<Output>> {
  return noteRefusal(shownIdentity(), await action(shownIdentity(), input));
}

/**
 * Checks whether the tab's identity is still signed in, and shows the notice if not. Without a network it does nothing; the next
 * call will show it.
 */
export async function checkIdentity(shown: string): Promise<void> {
  const response = await fetch(`${ownBasePath()}/api/console/identity`, { headers: { [IDENTITY_HEADER]: shown } }).catch(
    () => null,
  );
  if (response?.ok) noteRefusal<ConsoleResult<null>>(shown, await response.json());
}

/** A refused call of a tab whose identity is no longer signed in. */
export type IdentityRefusal = {
  shown: string;
  /** The current identity; null for nobody. */
  signedInAs: string | null;
};

let refusal: IdentityRefusal | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Records a refusal for the notice in front of the page. Returns the result unchanged. */
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

/** The start of the last role session found to be revoked, for React's `useSyncExternalStore`. */
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
