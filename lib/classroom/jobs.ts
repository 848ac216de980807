import type { Job } from '../core/module/job';
import type { Database } from '../db/client';
import { deleteOldClasses } from './class/delete-old';
import { closeDemonstrations } from './demonstration/demonstration';
import { classKeeper } from './evaluate/keeper';
import { removeOldTrials } from './trial/trials';

const HOUR_MS = 60 * 60_000;
/** The interval of looking for a class while there is none: most installations have none. */
const NO_CLASS_MS = 5_000;

/**
 * Returns the jobs of classes: attempts are graded soon after student actions and built ahead one at a time, and old classes,
 * demonstrations and previews are deleted.
 */
export function jobs(database: Database): readonly Job[] {
  const keeper = classKeeper(database);
  const hasClasses = rarely(NO_CLASS_MS, async () => (await database.reader.class.findFirst({ select: { id: true } })) !== null);
  const whereClasses = (run: (now: Date) => Promise<unknown>) => async (now: Date) => {
    if (await hasClasses()) await run(now);
  };
  const every = (everyMs: number, name: string, failure: string, work: (now: Date) => Promise<unknown>): Job => ({
    name,
    failure,
    everyMs,
    run: ({ now }) => work(now),
  });
  return [
    {
      name: 'evaluation of attempts',
      failure: 'attempts could not be evaluated',
      // Calls of this process wake it at once. It sees calls of another process this late.
      everyMs: 1_000,
      afterCalls: () => true,
      settleMs: 150,
      run: async ({ now, again }) => {
        if (!(await hasClasses())) return;
        const isWaiting = await keeper.tick(performance.now(), now);
        if (isWaiting) again();
      },
    },
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

/** Returns a function that repeats a no for a while, and otherwise asks. */
function rarely(milliseconds: number, ask: () => Promise<boolean>): () => Promise<boolean> {
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    if (performance.now() < next) return false;
    const yes = await ask();
    if (!yes) next = performance.now() + milliseconds;
    return yes;
  };
}
