import type { ReactNode } from 'react';

/** The attribute of a document whose secrets are not to be seen, since many look at it: globals.css covers what is marked. */
export const SECRETS_HIDDEN = 'data-hide-secrets';

/** What is nobody's business on a projector: a password, a key, a seed, a token, an e-mail address. */
export function Secret({ children }: { children: ReactNode }) {
  return <span data-secret>{children}</span>;
}

/** A secret as it may leave the page, e.g. by a button that copies it: not at all where it is not to be seen. */
export function copiedSecret(text: string): string {
  return document.documentElement.hasAttribute(SECRETS_HIDDEN) ? '••••••••' : text;
}
