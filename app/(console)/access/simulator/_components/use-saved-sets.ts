import { useContext, useEffect, useState } from 'react';
import { ShownIdentity } from '@/lib/console/same-identity';
import { readSets, type SavedSet } from './saved-sets';

/**
 * The sets of questions that this browser keeps for whoever it shows, since they hold texts of policies; none before they are read. `keep` is
 * false where the browser has no room for them, and nothing has changed then.
 */
export function useSavedSets(): [sets: readonly SavedSet[], keep: (sets: readonly SavedSet[]) => boolean] {
  const key = `simulations:${useContext(ShownIdentity)}`;
  const [sets, setSets] = useState<readonly SavedSet[]>([]);
  useEffect(() => setSets(readSets(readStorage(key))), [key]);
  const keep = (next: readonly SavedSet[]) => {
    try {
      window.localStorage.setItem(key, JSON.stringify(next));
    } catch {
      return false;
    }
    setSets(next);
    return true;
  };
  return [sets, keep];
}

function readStorage(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}
