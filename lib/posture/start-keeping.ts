import { observeCalls } from '../core/events/call-records';
import { log } from '../core/log';
import { MOVES_CLOCK } from '../core/time/by-time';
import type { Database } from '../db/client';
import { keepPosture } from './keep';

/** The delay that groups the calls of a moment into one look. */
const SETTLE_MS = 1_000;
/** Storing takes at most a twentieth of the time. */
const REST = 20;
const SWEEP_MS = 60 * 60_000;
const AT_ONCE = 100;

/**
 * Stores the posture of accounts in the background: soon after their calls, when a clock was moved, and once an hour for days
 * that pass.
 * @returns a function that stops it after the current batch
 */
export function startKeepingPosture(database: Database): () => Promise<void> {
  const due = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let stopped = false;
  let rest = 0;
  const work = async () => {
    const since = performance.now();
    while (due.size > 0 && !stopped) {
      const some = [...due].slice(0, AT_ONCE);
      for (const id of some) due.delete(id);
      await keepPosture(database, some, new Date());
    }
    rest = REST * (performance.now() - since);
  };
  const soon = () => {
    if (timer || stopped) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        running = running.then(work).catch((err: unknown) => log.error({ err }, 'the posture could not be stored'));
      },
      Math.max(SETTLE_MS, rest),
    );
    timer.unref();
  };
  const sweep = () =>
    void database.reader.account.findMany({ where: { state: 'ACTIVE' }, select: { id: true } }).then(
      (rows) => {
        for (const { id } of rows) due.add(id);
        soon();
      },
      (err: unknown) => log.error({ err }, 'the accounts could not be read'),
    );
  const stopObserving = observeCalls(({ accountId, operation }) => {
    if (accountId === undefined) return;
    due.add(accountId);
    if (operation === MOVES_CLOCK) sweep();
    else soon();
  });
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
