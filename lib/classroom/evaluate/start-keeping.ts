import { log } from '../../core/log';
import type { Database } from '../../db/client';
import { deleteOldClasses } from '../class/delete-old';
import { closeDemonstrations } from '../demonstration/demonstration';
import { removeOldTrials } from '../trial/trials';
import { classKeeper } from './keeper';

const TICK_MS = 150;
/** The interval of building ahead, when nothing else is waiting. */
const PREPARE_MS = 1_500;
const SWEEP_MS = 60 * 60_000;

/**
 * Starts the background job of classes: it grades attempts soon after student actions, builds attempts ahead one at a time, and
 * deletes old classes.
 * @returns a function that stops it after the current piece of work
 */
export function startKeepingClasses(database: Database): () => Promise<void> {
  const keeper = classKeeper(database);
  let stopped = false;
  const every = (milliseconds: number, work: () => Promise<unknown>, failure: string) => {
    let timer: NodeJS.Timeout | undefined;
    let running: Promise<unknown> = Promise.resolve();
    const next = () => {
      if (stopped) return;
      timer = setTimeout(() => {
        running = work()
          .catch((err: unknown) => log.error({ err }, failure))
          .finally(next);
      }, milliseconds);
      timer.unref();
    };
    next();
    return async () => {
      clearTimeout(timer);
      await running;
    };
  };
  // Most installations have no classes, so a single count is enough.
  const whereClasses = (work: () => Promise<unknown>) => async () => {
    if ((await database.reader.class.count()) > 0) await work();
  };
  const stops = [
    every(
      TICK_MS,
      whereClasses(() => keeper.tick(performance.now(), new Date())),
      'attempts could not be evaluated',
    ),
    every(
      PREPARE_MS,
      whereClasses(() => keeper.prepare(new Date())),
      'an attempt could not be built ahead',
    ),
    every(
      SWEEP_MS,
      whereClasses(() => deleteOldClasses(database, new Date())),
      'old classes could not be deleted',
    ),
    every(SWEEP_MS, () => closeDemonstrations(database, 'old', new Date()), 'old demonstrations could not be removed'),
    every(SWEEP_MS, () => removeOldTrials(database, new Date()), 'old previews of scenarios could not be removed'),
  ];
  return async () => {
    stopped = true;
    await Promise.all(stops.map((stop) => stop()));
  };
}
