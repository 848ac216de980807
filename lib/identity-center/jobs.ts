import type { Job } from '../core/module/job';
import type { Database } from '../db/client';
import { continueProvisioning } from './provisioning/background';

/** Returns the job that provisions permission sets in many accounts: after a call that begins it, and at start. */
export const jobs = (database: Database): readonly Job[] => [
  {
    name: 'provisioning of permission sets',
    failure: 'permission sets could not be provisioned',
    atStart: true,
    everyMs: 60_000,
    afterCalls: ({ operation, outcome }) => operation === 'ProvisionPermissionSet' && outcome === 'Success',
    inOneProcess: true,
    run: ({ now, stopped }) => continueProvisioning(database, now, stopped),
  },
];
