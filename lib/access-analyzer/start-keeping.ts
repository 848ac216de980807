import { observeCalls } from '../core/events/call-records';
import { log } from '../core/log';
import type { Database } from '../db/client';
import { keepFindings } from './finding/keep';

const SWEEP_MS = 60 * 60_000;
/** The time to collect changes before findings are computed, after the posture was. */
const SETTLE_MS = 2_000;
/** The job may use at most a twentieth of the time. */
const REST = 20;

/** Stores findings soon after calls that can change them, and once an hour. @returns stops the job after the current step */
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
