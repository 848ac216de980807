/**
 * The size of a demo. Some users and OUs are created by operations and the rest are copies. Users are of `kinds`, with different
 * groups and credentials.
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
  /** The minimum in the whole installation. */
  events: number;
};

/** DEMO=large: AWS allows no more users in an account, and no more groups for a user. */
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
