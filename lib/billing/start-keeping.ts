import { pruneOutbox } from '../account/outbox';
import { observeCalls } from '../core/events/call-records';
import { log } from '../core/log';
import { MOVES_CLOCK } from '../core/time/by-time';
import type { Database } from '../db/client';
import { keepBills } from './bill/keep';
import { prepareBills } from './bill/prepare';
import { carryOutActions } from './budget/carry-out';
import { judgeBudgets } from './budget/judge';

const SWEEP_MS = 60 * 60_000;
/** The delay that groups the calls of a moment into one evaluation. */
const SETTLE_MS = 1_000;
/** Budgets take at most a sixth of the time, but an alert never waits longer than this. */
const REST = 5;
const LONGEST_REST_MS = 10_000;

/**
 * Starts the background job of billing. At start, after a clock moved, and hourly, it issues due months and deletes old messages.
 * It evaluates budgets soon after calls that may change costs, and hourly. It recomputes large months after such calls, before a
 * page needs them.
 * @returns a function that stops it after the current piece of work
 */
export function startKeepingBills(database: Database): () => Promise<void> {
  let running = Promise.resolve();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let rest = 0;
  let isPreparing = false;
  // Nobody waits for it, even at the end: what is not prepared is computed on request.
  const prepare = () => {
    if (isPreparing || stopped) return;
    isPreparing = true;
    prepareBills(database, new Date())
      .catch((err: unknown) => {
        if (!stopped) log.error({ err }, 'months could not be worked out ahead');
      })
      .finally(() => {
        isPreparing = false;
      });
  };
  const next = (work: () => Promise<void>, failure: string) => {
    running = running.then(work).catch((err: unknown) => log.error({ err }, failure));
  };
  const judge = async () => {
    timer = undefined;
    const since = performance.now();
    prepare();
    await judgeBudgets(database, new Date());
    const waits = await carryOutActions(database, new Date());
    rest = Math.min(LONGEST_REST_MS, REST * (performance.now() - since));
    if (waits) soon();
  };
  const soon = () => {
    if (timer || stopped) return;
    timer = setTimeout(() => next(judge, 'budgets could not be looked at'), Math.max(SETTLE_MS, rest));
    timer.unref();
  };
  const sweep = () => {
    next(() => keepBills(database, new Date()), 'months could not be issued');
    next(() => pruneOutbox(database, new Date()), 'outboxes could not be pruned');
    soon();
  };
  const stopObserving = observeCalls(({ operation, outcome }) => {
    if (operation === MOVES_CLOCK && outcome === 'Success') sweep();
    else soon();
  });
  sweep();
  const hourly = setInterval(sweep, SWEEP_MS);
  hourly.unref();
  return async () => {
    stopped = true;
    stopObserving();
    clearInterval(hourly);
    clearTimeout(timer);
    await running;
  };
}
