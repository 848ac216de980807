import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { refreshReads } from '@/components/console/kit/refresh-reads';
import { LOST } from '@/components/console/kit/use-read';
import type { ConsoleAction, ConsoleFailure, ConsoleResult } from '@/lib/console/result';
import { callAction } from '@/lib/console/shown-identity';
import { type EachOutcome, PIECE, runEach } from './run-each';

/** Of each thing in turn why it was not changed, or null. */
export type EachAction<Call> = ConsoleAction<readonly Call[], readonly (ConsoleFailure | null)[]>;

export type EachState<Item, Call> = {
  run: (items: readonly Item[], callOf: (item: Item) => Call) => Promise<EachOutcome<Item>>;
  /** While it runs: how many of how many were tried. */
  progress: { tried: number; of: number } | null;
  /** Ends it before what is not begun; null where all goes in one call, which nothing stops. */
  stop: (() => void) | null;
  /** Of the last run. */
  outcome: EachOutcome<Item> | null;
};

/** Changes many things by an action that takes a few of them at a time, then reads again what is on the page. */
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
    await refreshReads(client, undefined);
    setProgress(null);
    setOutcome(next);
    return next;
  };
  const stop = () => {
    stopped.current = true;
  };
  return { run, progress, stop: progress !== null && progress.of > PIECE ? stop : null, outcome };
}
