import { useContext, useEffect, useState } from 'react';
import { ShownIdentity } from '@/lib/console/session/same-identity';
import type { SavedSet } from './saved-sets';

const NONE: readonly SavedSet[] = [];

/**
 * Returns the saved sets of this browser for the signed-in identity, because they contain policies. Empty before they are read.
 * `keep` returns false without changes if there is no room or they could not be read yet.
 */
export function useSavedSets(): [sets: readonly SavedSet[], keep: (sets: readonly SavedSet[]) => boolean] {
  const key = `simulations:${useContext(ShownIdentity)}`;
  const [sets, setSets] = useState<readonly SavedSet[] | null>(null);
  useEffect(() => {
    let current = true;
    const stored = readStorage(key);
    setSets(stored === null ? [] : null);
    // The validation is loaded only if there are saved sets.
    if (stored !== null) void import('./read-sets').then(({ readSets }) => current && setSets(readSets(stored)));
    return () => {
      current = false;
    };
  }, [key]);
  const keep = (next: readonly SavedSet[]) => {
    if (sets === null) return false;
    try {
      window.localStorage.setItem(key, JSON.stringify(next));
    } catch {
      return false;
    }
    setSets(next);
    return true;
  };
  return [sets ?? NONE, keep];
}

function readStorage(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}
