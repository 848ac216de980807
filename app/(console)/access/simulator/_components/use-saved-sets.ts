import { useEffect, useState } from 'react';
import { useRead } from '@/app/(console)/_client/use-read';
import { reachQuery } from '@/app/(console)/access/queries';
import { readSets, type SavedSet } from './saved-sets';

/** The sets of questions that this browser keeps for the account; none before they are read. */
export function useSavedSets(): [sets: readonly SavedSet[], keep: (sets: readonly SavedSet[]) => void] {
  const account = useRead(reachQuery()).data?.AccountId;
  const key = `simulations:${account}`;
  const [sets, setSets] = useState<readonly SavedSet[]>([]);
  useEffect(() => {
    if (account !== undefined) setSets(readSets(window.localStorage.getItem(key)));
  }, [account, key]);
  const keep = (next: readonly SavedSet[]) => {
    setSets(next);
    if (account !== undefined) window.localStorage.setItem(key, JSON.stringify(next));
  };
  return [sets, keep];
}
