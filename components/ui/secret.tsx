import type { ReactNode } from 'react';

/** The document attribute that hides secrets. globals.css covers marked elements. */
export const SECRETS_HIDDEN = 'data-hide-secrets';

/** A value to hide on a projector: a password, key, seed, token or email address. */
export function Secret({ children }: { children: ReactNode }) {
  return <span data-secret>{children}</span>;
}

/** Returns a secret for copying, or an empty text while secrets are hidden. */
export function copiedSecret(text: string): string {
  return document.documentElement.hasAttribute(SECRETS_HIDDEN) ? '••••••••' : text;
}
