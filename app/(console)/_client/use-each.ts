import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { refreshReads } from '@/components/console/kit/refresh-reads';
import { LOST } from '@/components/console/kit/use-read';
import type { ConsoleAction, ConsoleFailure, ConsoleResult } from '@/lib/console/result';
import { callAction } from '@/lib/console/session/shown-identity';
import { type EachOutcome, PIECE, runEach } from './run-each';

/** Returns for each item the reason for its failure, or null. */
export type EachAction<Call> = ConsoleAction<readonly Call[], readonly (ConsoleFailure | null)[]>;

export type EachState<Item, Call> = {
  run: (items: readonly Item[], callOf: (item: Item) => Call) => Promise<EachOutcome<Item>>;
  /** The progress while it runs. */
  progress: { tried: number; of: number } | null;
  /** Stops before the next batch. Null for a single call, which cannot be stopped. */
  stop: (() => void) | null;
  /** The result of the last run. */
  outcome: EachOutcome<Item> | null;
};

/** Changes many items with an action that takes a few at a time, then reloads the page's data. */
export function useEach<Item, Call>(action: EachAction<Call>): EachState<Item, Call> {
  const client = useQueryClient();
  const stopped = useRef(false);
  const [progress, setProgress] = useState<EachState<Item, Call>['progress']>(null);
  const [outcome, setOutcome] = useState<EachOutcome<Item> | null>(null);
  const run = async (items: readonly Item[], callOf: (item: Item) => Call) => {
    stopped.current = false;
    setOutcome(null);
    setProgress({ tried: 0, of: items.length });
    const next = await runEach(
      items,
      (piece) => callAction(action, piece.map(callOf)).catch((): ConsoleResult<never> => ({ ok: false, error: LOST })),
      (tried) => setProgress({ tried, of: items.length }),
      () => stopped.current,
    );
    await refreshReads(client);
    setProgress(null);
    setOutcome(next);
    return next;
  };
  const stop = () => {
    stopped.current = true;
  };
  return { run, progress, stop: progress !== null && progress.of > PIECE ? stop : null, outcome };
}
