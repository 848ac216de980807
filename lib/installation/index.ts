import type { Database } from '../db/client';
import { type InstallationSnapshots, installationSnapshots } from '../snapshot/installation-snapshots';
import { type InstallationFederation, installationFederation } from './installation-federation';
import { type InstallationPosture, installationPosture } from './installation-posture';
import { type IsolatedAccounts, isolatedAccounts } from './isolated-accounts';
import { resetInstallation } from './reset-installation';

/** The calls that the reset token allows over all accounts and organizations. They are Gatehouse's own, not AWS's. */
export type InstallationCalls = {
  token: string;
  /** Deletes everything, creates one account by the body, and returns it. */
  run(body: unknown, now: Date): Promise<object>;
  /** Calls that affect single accounts. */
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
