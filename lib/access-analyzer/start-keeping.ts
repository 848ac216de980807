import { observeCalls } from '../core/call-records';
import { log } from '../core/log';
import type { Database } from '../db/client';
import { keepFindings } from './finding/keep';

const SWEEP_MS = 60 * 60_000;
/** What calls of a moment change is looked at together, after the posture has looked at it. */
const SETTLE_MS = 2_000;
/** Of the time, keeping takes a twentieth at most. */
const REST = 20;

/**
 * Writes down what analyzers find soon after calls, which may change it, and once an hour, as days pass without a call.
 * @returns ends it after the piece in hand
 */
export function startKeepingFindings(database: Database): () => Promise<void> {
  let running = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let rest = 0;
  const keep = async () => {
    const since = performance.now();
    await keepFindings(database, new Date());
    rest = REST * (performance.now() - since);
  };
  const soon = () => {
    if (timer || stopped) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        running = running
          .then(keep)
          .catch((err: unknown) => log.error({ err }, 'findings of analyzers could not be written down'));
      },
      Math.max(SETTLE_MS, rest),
    );
    timer.unref();
  };
  const stopObserving = observeCalls(soon);
  const sweep = setInterval(soon, SWEEP_MS);
  sweep.unref();
  return async () => {
    stopped = true;
    stopObserving();
    clearInterval(sweep);
    clearTimeout(timer);
    await running;
  };
}
