'use client';

import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { refuseShown } from './shown-identity';

/** Whom the bar around a page shows. */
export const ShownIdentity = createContext('');

/**
 * What a page was made with, shown only under a bar of the same identity: a link followed in a tab of somebody who is no longer signed in
 * brings the page of whoever is, while the bar stays.
 */
export function SameIdentity({ of, signedInAs, children }: { of: string; signedInAs: string; children: ReactNode }) {
  const shown = useContext(ShownIdentity);
  const same = of === shown;
  useEffect(() => {
    if (!same) refuseShown({ shown, signedInAs });
  }, [same, shown, signedInAs]);
  return same ? children : null;
}
