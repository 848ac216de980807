import { log } from '../core/log';
import type { Database } from '../db/client';
import { keepBills } from './bill/keep';

const SWEEP_MS = 60 * 60_000;

/**
 * Issues months by themselves, some days after their end: looked for once an hour.
 * @returns ends it after the piece in hand
 */
export function startKeepingBills(database: Database): () => Promise<void> {
  let running = Promise.resolve();
  const sweep = setInterval(() => {
    running = running
      .then(() => keepBills(database, new Date()))
      .catch((err: unknown) => log.error({ err }, 'months could not be issued'));
  }, SWEEP_MS);
  sweep.unref();
  return async () => {
    clearInterval(sweep);
    await running;
  };
}
