import { type Job, mayChange } from '../core/module/job';
import type { Database } from '../db/client';
import { keepFindings } from './finding/keep';

/** Returns the job that stores findings soon after calls that can change them, and once an hour. */
export const jobs = (database: Database): readonly Job[] => [
  {
    name: 'findings of analyzers',
    failure: 'findings of analyzers could not be written down',
    everyMs: 60 * 60_000,
    afterCalls: mayChange,
    inOneProcess: true,
    // Longer than the posture waits, which comes first.
    settleMs: 2_000,
    // The job may use at most a twentieth of the time.
    rest: 20,
    run: ({ now }) => keepFindings(database, now),
  },
];
