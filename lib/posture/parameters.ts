import { createHash } from 'node:crypto';
import { OLD_DAYS } from '../iam/credential-report/limits';

/** What the checks measure by. Days unless the name says otherwise. */
export type Parameters = {
  rootUseDays: number;
  neverUsedDays: number;
  unusedDays: number;
  oldDays: number;
  /** How far back the use of roles, groups, permissions and trusted services is followed. */
  trackingDays: number;
  eventWindowDays: number;
  rotationGraceDays: number;
  /** New accounts and entities are left alone for so long by the checks that ask for something to be there. */
  graceDays: number;
  adminUsersAllowed: number;
  privilegedSessionHours: number;
  sessionHours: number;
  /** In percent. */
  quotaShare: number;
  /** With the account and its organization the zone of trust: accounts that may have access. */
  trustedAccounts: readonly string[];
  /** The same: ARNs of identity providers. */
  trustedProviders: readonly string[];
};

export const DEFAULT_PARAMETERS: Parameters = {
  rootUseDays: 30,
  neverUsedDays: 14,
  unusedDays: 45,
  oldDays: OLD_DAYS,
  trackingDays: 90,
  eventWindowDays: 30,
  rotationGraceDays: 7,
  graceDays: 7,
  adminUsersAllowed: 2,
  privilegedSessionHours: 4,
  sessionHours: 8,
  quotaShare: 80,
  trustedAccounts: [],
  trustedProviders: [],
};

/** Tells sets of parameters apart: equal for equal ones. */
export function parametersHash(parameters: Parameters): string {
  const ordered = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(ordered)).digest('hex').slice(0, 12);
}
