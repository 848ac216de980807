import { useMemo } from 'react';
import { useAheadMs } from '../shell/clock';
import { useMissing } from './use-missing';

/** The facts about the reader and the account that a value may ask for while its page is drawn. */
export type Tools = {
  /** Returns why the reader cannot call these actions, and undefined where the call may succeed. */
  missing: (...actions: readonly string[]) => string | undefined;
  /** Returns the time by the clock of the account, in milliseconds. */
  now: () => number;
};

/** Returns the tools of the page. They keep their identity until the permissions or the clock change. */
export function useTools(): Tools {
  const missing = useMissing();
  const aheadMs = useAheadMs();
  return useMemo(() => ({ missing, now: () => Date.now() + aheadMs }), [missing, aheadMs]);
}
