import { createHash } from 'node:crypto';
import { OLD_DAYS } from '../iam/credential-report/limits';

/** The parameters of the checks. Values are days unless the name says otherwise. */
export type Parameters = {
  rootUseDays: number;
  neverUsedDays: number;
  unusedDays: number;
  oldDays: number;
  /** The period in which uses of roles, groups, permissions and trusted services are tracked. */
  trackingDays: number;
  eventWindowDays: number;
  rotationGraceDays: number;
  /** The age below which checks don't require accounts and entities to have something. */
  graceDays: number;
  adminUsersAllowed: number;
  privilegedSessionHours: number;
  sessionHours: number;
  /** The share of a quota from which it is reported, in percent. */
  quotaShare: number;
  /** Accounts that belong to the zone of trust beside the account and its organization. */
  trustedAccounts: readonly string[];
  /** The ARNs of identity providers that belong to the zone of trust. */
  trustedProviders: readonly string[];
  /** True if every account must opt out of the use of its content by AI services. */
  aiOptOut: boolean;
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
  aiOptOut: false,
};

/** Returns a hash that is equal for equal parameters. */
export function parametersHash(parameters: Parameters): string {
  const ordered = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(ordered)).digest('hex').slice(0, 12);
}
