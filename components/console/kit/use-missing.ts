import { useCallback, useMemo } from 'react';
import { readQuery } from '@/lib/console/read-query';
import { useRead } from './use-read';

/** The answer of `console:ListUnavailableActions`. Every page asks the same question, so that it is read once. */
type UnavailableActions = { Actions: readonly string[]; ManagementAccountActions: readonly string[] };

const unavailableActionsQuery = () => readQuery<UnavailableActions>('console', 'ListUnavailableActions', {});

/**
 * Returns a function that says why a button cannot work: it names the first of the given actions that the reader surely may not do.
 * It returns undefined where the call may succeed, and until the answer is known. It is the same function until the answer changes.
 */
export function useMissing(): (...actions: readonly string[]) => string | undefined {
  const { data } = useRead(unavailableActionsQuery());
  const [denied, elsewhere] = useMemo(() => [new Set(data?.Actions), new Set(data?.ManagementAccountActions)], [data]);
  return useCallback(
    (...actions) => {
      // No permission helps somebody who is in the wrong account.
      if (actions.some((name) => elsewhere.has(name))) return 'Only the management account of the organization can do this';
      const action = actions.find((name) => denied.has(name));
      return action === undefined ? undefined : `You don't have permission to do this (${action})`;
    },
    [denied, elsewhere],
  );
}
