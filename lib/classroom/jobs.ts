import type { Job } from '../core/module/job';
import type { Database } from '../db/client';
import { deleteOldClasses } from './class/delete-old';
import { closeDemonstrations } from './demonstration/demonstration';
import { classKeeper } from './evaluate/keeper';
import { removeOldTrials } from './trial/trials';

const HOUR_MS = 60 * 60_000;

/**
 * Returns the jobs of classes: attempts are graded soon after student actions and built ahead one at a time, and old classes,
 * demonstrations and previews are deleted.
 */
export function jobs(database: Database): readonly Job[] {
  const keeper = classKeeper(database);
  // Most installations have no classes, so a single count is enough.
  const whereClasses = (run: (now: Date) => Promise<unknown>) => async (now: Date) => {
    if ((await database.reader.class.count()) > 0) await run(now);
  };
  const every = (everyMs: number, name: string, failure: string, work: (now: Date) => Promise<unknown>): Job => ({
    name,
    failure,
    everyMs,
    run: ({ now }) => work(now),
  });
  return [
    every(
      150,
      'evaluation of attempts',
      'attempts could not be evaluated',
      whereClasses((now) => keeper.tick(performance.now(), now)),
    ),
    // When nothing else is waiting.
    every(1_500, 'attempts ahead', 'an attempt could not be built ahead', whereClasses(keeper.prepare)),
    every(
      HOUR_MS,
      'old classes',
      'old classes could not be deleted',
      whereClasses((now) => deleteOldClasses(database, now)),
    ),
    every(HOUR_MS, 'old demonstrations', 'old demonstrations could not be removed', (now) =>
      closeDemonstrations(database, 'old', now),
    ),
    every(HOUR_MS, 'old previews', 'old previews of scenarios could not be removed', (now) => removeOldTrials(database, now)),
  ];
}
