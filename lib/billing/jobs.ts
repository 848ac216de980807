import { type Job, mayChange } from '../core/module/job';
import { MOVES_CLOCK } from '../core/time/by-time';
import type { Database } from '../db/client';
import { keepBills } from './bill/issue/keep';
import { prepareBills } from './bill/prepare';
import { carryOutActions } from './budget/carry-out';
import { judgeBudgets } from './budget/judge';

const HOUR_MS = 60 * 60_000;

/** Soon after calls that may change costs. Each takes at most a sixth of the time, but an alert never waits longer than a rest. */
const afterCosts = {
  atStart: true,
  everyMs: HOUR_MS,
  afterCalls: mayChange,
  settleMs: 1_000,
  rest: 5,
  longestRestMs: 10_000,
} as const satisfies Partial<Job>;

/** Returns the jobs of billing: due months are issued, budgets are evaluated, and large months are computed before a page needs them. */
export const jobs = (database: Database): readonly Job[] => [
  {
    name: 'bills',
    failure: 'months could not be issued',
    atStart: true,
    everyMs: HOUR_MS,
    afterCalls: ({ operation, outcome }) => operation === MOVES_CLOCK && outcome === 'Success',
    run: ({ now }) => keepBills(database, now),
  },
  {
    ...afterCosts,
    name: 'budgets',
    failure: 'budgets could not be looked at',
    run: async ({ now, again }) => {
      await judgeBudgets(database, now);
      if (await carryOutActions(database, now)) again();
    },
  },
  {
    ...afterCosts,
    name: 'months ahead',
    failure: 'months could not be worked out ahead',
    // Nobody waits for it, even at the end: what is not prepared is computed on request.
    mayBeCutShort: true,
    run: ({ now }) => prepareBills(database, now),
  },
];
