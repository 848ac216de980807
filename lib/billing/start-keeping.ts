import { pruneOutbox } from '../account/outbox';
import { MOVES_CLOCK } from '../core/by-time';
import { observeCalls } from '../core/call-records';
import { log } from '../core/log';
import type { Database } from '../db/client';
import { keepBills } from './bill/keep';
import { prepareBills } from './bill/prepare';
import { carryOutActions } from './budget/carry-out';
import { judgeBudgets } from './budget/judge';

const SWEEP_MS = 60 * 60_000;
/** What calls of a moment change is looked at together. */
const SETTLE_MS = 1_000;
/** Of the time, budgets take a sixth at most; whoever waits for an alert waits no longer than this. */
const REST = 5;
const LONGEST_REST_MS = 10_000;

/**
 * Issues months that are due and prunes outboxes: at the start, when a clock was moved, and once an hour. Looks at budgets soon after calls, since these
 * may change what costs follow from, and once an hour, as days pass without a call. Works large months out again after such calls, before a page asks
 * for them.
 * @returns ends it after the piece in hand
 */
export function startKeepingBills(database: Database): () => Promise<void> {
  let running = Promise.resolve();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let rest = 0;
  let isPreparing = false;
  // Nobody waits for it, at the end either: what was not prepared is worked out when it is asked for.
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
