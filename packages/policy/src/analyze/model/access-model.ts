import type { PreparedPolicy } from '../../evaluate/record';
import type { OrganizationLevel, Principal, UnknownSide } from '../../evaluate/types';
import type { KnownFacts } from './known-context';

/**
 * One organization, or any set of accounts, as questions about many principals see it. Share prepared policies wherever the same policy is
 * attached: what is worked out for a policy is remembered with it.
 */
export type AccessModel = {
  accounts: readonly AccessAccount[];
  /** Resources with policies of their own. Roles of the model are not among them: their trust policies stand with the roles. */
  resources: readonly AccessResource[];
  /** ARNs of users and roles that are not in the model, by the unique ids under which policies name them. */
  names?: ReadonlyMap<string, string>;
  /** Lower-case prefixes of the services that RCPs reach. Absent: every service. */
  rcpServices?: readonly string[];
};

export type AccessAccount = {
  accountId: string;
  name: string;
  /** SCPs do not bind the principals of a management account, RCPs not its resources. */
  management: boolean;
  /** The levels from the root to the account. Absent when SCPs are not in effect. */
  scp?: readonly OrganizationLevel<PreparedPolicy>[];
  rcp?: readonly OrganizationLevel<PreparedPolicy>[];
  principals: readonly AccessPrincipal[];
  groups: readonly AccessGroup[];
  /** The versions that are not the default of its own managed policies that are in use, by ARN; policies without others are left out. */
  versions?: ReadonlyMap<string, readonly PolicyVersion[]>;
  /**
   * How many versions each of its own managed policies that are in use has, the default one included, by ARN. Absent: not known, so that
   * there is always room for one more.
   */
  versionCounts?: ReadonlyMap<string, number>;
  /** Its instance profiles. Absent: not known, so that every role counts as lying in one. */
  instanceProfiles?: readonly AccessInstanceProfile[];
  /** The most that there may be of some things. Absent: not known, so that there is always room for one more. */
  quotas?: AccessQuotas;
  /** The ARNs of its identity providers. Absent: not known, so that those count as there that roles trust. */
  providers?: ReadonlySet<string>;
  /** What it owns: a model has of its accounts what it is asked about. */
  resources?: readonly AccessResource[];
};

export type AccessPrincipal = {
  /** Of the user, the role or the root user. */
  arn: string;
  /** Who calls: for a role any session of it, see `anySessionOf`. */
  principal: Principal;
  /** Everything attached and inline, that of groups included. */
  identity: readonly PreparedPolicy[];
  boundary?: PreparedPolicy;
  /** The trust policy of a role. */
  trust?: PreparedPolicy;
  /** Names of the groups a user is in. */
  groups?: readonly string[];
  /** Whether a user has a console password. Absent: not known. */
  hasLoginProfile?: boolean;
  /** Whether a user has an MFA device. Absent: not known. */
  hasMfa?: boolean;
  /** The number of a user's access keys, inactive ones included. Absent: not known, so that there is always room for one more. */
  accessKeys?: number;
  /** Its tags, as a resource of requests. Absent: not known. */
  tags?: readonly { Key: string; Value: string }[];
  /** What is known of its requests: tags, organization. */
  facts?: KnownFacts;
};

/** Quotas of IAM by the names that AWS's errors have for them. */
export type AccessQuotas = {
  AccessKeysPerUser: number;
  VersionsPerPolicy: number;
  PoliciesPerUser: number;
  PoliciesPerGroup: number;
  PoliciesPerRole: number;
  GroupsPerUser: number;
  UsersPerAccount: number;
  RolesPerAccount: number;
};

/** An instance profile and the ARN of the role in it, where it has one. */
export type AccessInstanceProfile = { arn: string; role?: string };

/** A version of a managed policy: `v1`. */
export type PolicyVersion = { versionId: string; document: string };

export type AccessGroup = { name: string; arn: string; policies: readonly PreparedPolicy[] };

/**
 * `arn` is the one the policy hangs on: for objects of a bucket, the bucket. List it without a policy too where the ARN does not say whose
 * it is: a bucket that is not listed counts as the caller's own.
 */
export type AccessResource = {
  arn: string;
  accountId: string;
  policy?: PreparedPolicy;
  /** See `PolicySet`. */
  blockPublicAccess?: boolean;
  /** Actions that the service takes from principals of the owner's account alone. In lower case. */
  ownersOnly?: ReadonlySet<string>;
  /** What is known of every request for it, beside what follows from who calls: its tags, its keys. By the account that calls. */
  factsFor?: (callerAccountId: string) => KnownFacts;
  /** Code runs in it, by a service: as which role, where it has one, and by which instance profile it has it. */
  runs?: { service: string; role?: string; profile?: string };
  /** What of its side is not known, see `PolicySet`: the access that hangs on it is `sometimes`. */
  unknown?: readonly UnknownSide[];
};
