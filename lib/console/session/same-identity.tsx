'use client';

import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { refuseShown } from './shown-identity';

/** The identity that the bar around a page shows. */
export const ShownIdentity = createContext('');

/**
 * Shows a page's content only under a bar of the same identity. Following a link in a tab whose identity has signed out loads the
 * new identity's page while the old bar stays.
 */
export function SameIdentity({ of, signedInAs, children }: { of: string; signedInAs: string; children: ReactNode }) {
  const shown = useContext(ShownIdentity);
  const same = of === shown;
  useEffect(() => {
    if (!same) refuseShown({ shown, signedInAs });
  }, [same, shown, signedInAs]);
  return same ? children : null;
}
