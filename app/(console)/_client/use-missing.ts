import { useMemo } from 'react';
import { consoleQuery } from '@/lib/console/query';
import { useRead } from './use-read';

/** One question for all that a page offers, and the same for every page. */
const unavailableActionsQuery = () => consoleQuery('console', 'ListUnavailableActions', {});

/**
 * Says why something that is offered cannot be done: the first of the actions it takes that the reader surely may not do. Nothing where it
 * may succeed, and nothing as long as that is not known.
 */
export function useMissing(): (...actions: readonly string[]) => string | undefined {
  const { data } = useRead(unavailableActionsQuery());
  const [denied, elsewhere] = useMemo(() => [new Set(data?.Actions), new Set(data?.ManagementAccountActions)], [data]);
  return (...actions) => {
    // Whoever is in the wrong account is helped by no permission.
    if (actions.some((name) => elsewhere.has(name))) return 'Only the management account of the organization may do this';
    const action = actions.find((name) => denied.has(name));
    return action === undefined ? undefined : `You may not do this: it takes ${action}`;
  };
}
