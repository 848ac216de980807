/**
 * The size of a demo. Operations create some users and OUs, and the rest are copies. There are `kinds` of users with different groups and
 * credentials.
 */
export type LargeSize = {
  users: number;
  kinds: number;
  usersByOperations: number;
  groups: number;
  groupsPerUser: number;
  units: number;
  unitsByOperations: number;
  accountsPerUnit: number;
  /** The minimum number of events in the installation. */
  events: number;
};

/** The size for DEMO=large. Users per account and groups per user are at AWS's quotas. */
export const LARGE: LargeSize = {
  users: 5_000,
  kinds: 50,
  usersByOperations: 50,
  groups: 100,
  groupsPerUser: 10,
  units: 100,
  unitsByOperations: 1,
  accountsPerUnit: 10,
  events: 1_000_000,
};

/** The alias of the account that has all the users. */
export const PEOPLE = 'acme-people';
