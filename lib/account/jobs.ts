import type { Job } from '../core/module/job';
import { MOVES_CLOCK } from '../core/time/by-time';
import type { Database } from '../db/client';
import { pruneOutbox } from './outbox';

/** Returns the job that deletes old messages of outboxes: at start, hourly, and after a clock moved. */
export const jobs = (database: Database): readonly Job[] => [
  {
    name: 'outboxes',
    failure: 'outboxes could not be pruned',
    atStart: true,
    everyMs: 60 * 60_000,
    afterCalls: ({ operation, outcome }) => operation === MOVES_CLOCK && outcome === 'Success',
    run: ({ now }) => pruneOutbox(database, now),
  },
];
