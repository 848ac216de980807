import type { Database } from '../db/client';
import { type InstallationSnapshots, installationSnapshots } from '../snapshot/installation-snapshots';
import { type InstallationFederation, installationFederation } from './installation-federation';
import { type InstallationPosture, installationPosture } from './installation-posture';
import { type IsolatedAccounts, isolatedAccounts } from './isolated-accounts';
import { resetInstallation } from './reset-installation';

/** What whoever has the reset token may do with every account and organization at once. Gatehouse's own; not AWS's. */
export type InstallationCalls = {
  token: string;
  /** Empties everything and leaves one account as the body wishes it. Returns what is there then. */
  run(body: unknown, now: Date): Promise<object>;
  /** Of one account each, beside others. */
  accounts: IsolatedAccounts;
  snapshots: InstallationSnapshots;
  federation: InstallationFederation;
  posture: InstallationPosture;
};

export function installationCalls(database: Database, token: string): InstallationCalls {
  return {
    token,
    run: (body, now) => resetInstallation(database, body, now),
    accounts: isolatedAccounts(database),
    snapshots: installationSnapshots(database),
    federation: installationFederation(database),
    posture: installationPosture(database),
  };
}

export { readTestWishes, runInstallationTests } from './installation-access-tests';
export type { AccountSnapshots } from './isolated-accounts';
