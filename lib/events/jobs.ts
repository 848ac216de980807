import { countOlderUses } from '../core/events/older-uses';
import { prune } from '../core/events/retention';
import { log } from '../core/log';
import type { Job } from '../core/module/job';
import { settings } from '../core/settings';
import type { Database } from '../db/client';

/** Returns the jobs of the history: old events are deleted, and the uses of events from before the table of last uses are counted. */
export const jobs = (database: Database): readonly Job[] => [
  {
    name: 'retention',
    failure: 'old events could not be deleted',
    everyMs: 10 * 60_000,
    run: async ({ now, stopped }) => {
      const pruned = await prune(database, settings().retention, now, stopped);
      if (pruned.events + pruned.sessions > 0) log.info(pruned, 'old events and sessions were deleted');
    },
  },
  {
    name: 'older uses',
    failure: 'the last uses of older events could not be counted',
    atStart: true,
    run: ({ stopped }) => countOlderUses(database, stopped),
  },
];
