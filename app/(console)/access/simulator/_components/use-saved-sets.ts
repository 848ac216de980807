import { useContext, useEffect, useState } from 'react';
import { ShownIdentity } from '@/lib/console/same-identity';
import type { SavedSet } from './saved-sets';

const NONE: readonly SavedSet[] = [];

/**
 * The sets of questions that this browser keeps for whoever it shows, since they hold texts of policies; none before they are read. `keep` is
 * false where the browser has no room for them, or what it keeps could not be read yet, and nothing has changed then.
 */
export function useSavedSets(): [sets: readonly SavedSet[], keep: (sets: readonly SavedSet[]) => boolean] {
  const key = `simulations:${useContext(ShownIdentity)}`;
  const [sets, setSets] = useState<readonly SavedSet[] | null>(null);
  useEffect(() => {
    let current = true;
    const stored = readStorage(key);
    setSets(stored === null ? [] : null);
    // What checks the shape of what is kept comes where something is.
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
