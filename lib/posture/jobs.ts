import type { Job } from '../core/module/job';
import type { Database } from '../db/client';
import { keepPosture } from './keep';

const AT_ONCE = 100;

/** Returns the job that stores the posture of accounts: soon after their calls, when a clock was moved, and once an hour. */
export const jobs = (database: Database): readonly Job[] => [
  {
    name: 'posture',
    failure: 'the posture could not be stored',
    everyMs: 60 * 60_000,
    afterCalls: ({ accountId }) => accountId !== undefined,
    settleMs: 1_000,
    // Storing takes at most a twentieth of the time.
    rest: 20,
    run: async ({ accounts, everything, stopped, now }) => {
      if (everything) {
        const rows = await database.reader.account.findMany({ where: { state: 'ACTIVE' }, select: { id: true } });
        for (const { id } of rows) accounts.add(id);
      }
      while (accounts.size > 0 && !stopped.aborted) {
        const some = [...accounts].slice(0, AT_ONCE);
        for (const id of some) accounts.delete(id);
        await keepPosture(database, some, now);
      }
    },
  },
];
