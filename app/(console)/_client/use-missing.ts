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
  const names = useRead(unavailableActionsQuery()).data?.Actions;
  const unavailable = useMemo(() => new Set(names), [names]);
  return (...actions) => {
    const action = actions.find((name) => unavailable.has(name));
    return action === undefined ? undefined : `You may not do this: it takes ${action}`;
  };
}
