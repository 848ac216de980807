import type { PreparedPolicy } from '../../evaluate/record';
import type { OrganizationLevel, Principal, UnknownSide } from '../../evaluate/types';
import type { AccessDirectory } from './directory';
import type { KnownFacts } from './known-context';

/**
 * An organization or any set of accounts, for questions about many principals. Share one prepared policy between its attachments, because
 * results are cached with it.
 */
export type AccessModel = {
  accounts: readonly AccessAccount[];
  /** The resources with policies, except roles of the model, which have their own trust policies. */
  resources: readonly AccessResource[];
  /** The ARNs of users and roles outside the model, by the unique ids in policies. */
  names?: ReadonlyMap<string, string>;
  /** The lower-case prefixes of the services that RCPs apply to. Absent: every service. */
  rcpServices?: readonly string[];
  /** IAM Identity Center, if the asking account administers it. */
  directory?: AccessDirectory;
};

export type AccessAccount = {
  accountId: string;
  name: string;
  /** The account is a management account: SCPs do not apply to its principals, and RCPs not to its resources. */
  management: boolean;
  /** The levels from the root to the account. Absent if SCPs are not enabled. */
  scp?: readonly OrganizationLevel<PreparedPolicy>[];
  rcp?: readonly OrganizationLevel<PreparedPolicy>[];
  principals: readonly AccessPrincipal[];
  groups: readonly AccessGroup[];
  /** The non-default versions of its used customer managed policies by ARN, for policies that have some. */
  versions?: ReadonlyMap<string, readonly PolicyVersion[]>;
  /** The number of versions of its used customer managed policies by ARN. Absent: unknown, so there is always room for one more. */
  versionCounts?: ReadonlyMap<string, number>;
  /** Its instance profiles. Absent: unknown, so every role counts as being in one. */
  instanceProfiles?: readonly AccessInstanceProfile[];
  /** Its quotas. Absent: unknown, so there is always room for one more. */
  quotas?: AccessQuotas;
  /** The ARNs of its identity providers. Absent: unknown, so trusted providers count as existing. */
  providers?: ReadonlySet<string>;
  /** Its resources, as far as a question needs them. */
  resources?: readonly AccessResource[];
};

export type AccessPrincipal = {
  /** The ARN of the user, role or root user. */
  arn: string;
  /** The calling principal. For a role it is any of its sessions, see `anySessionOf`. */
  principal: Principal;
  /** All attached and inline policies, including those of groups. */
  identity: readonly PreparedPolicy[];
  boundary?: PreparedPolicy;
  /** A role's trust policy. */
  trust?: PreparedPolicy;
  /** The names of a user's groups. */
  groups?: readonly string[];
  /** True if a user has a console password. Absent: unknown. */
  hasLoginProfile?: boolean;
  /** True if a user has an MFA device. Absent: unknown. */
  hasMfa?: boolean;
  /** The number of a user's access keys, including inactive ones. Absent: unknown, so there is always room for one more. */
  accessKeys?: number;
  /** Its tags as the resource of requests. Absent: unknown. */
  tags?: readonly { Key: string; Value: string }[];
  /** The known values of its requests, such as tags and organization. */
  facts?: KnownFacts;
};

/** IAM's quotas by their names in AWS's errors. */
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

/** An instance profile, and the ARN of its role if it has one. */
export type AccessInstanceProfile = { arn: string; role?: string };

/** A version of a managed policy, such as `v1`. */
export type PolicyVersion = { versionId: string; document: string };

export type AccessGroup = { name: string; arn: string; policies: readonly PreparedPolicy[] };

/**
 * A resource. `arn` is the one with the policy: the bucket for its objects. List a resource without a policy too if its ARN does not name
 * the owner. A bucket that is not listed counts as the caller's own.
 */
export type AccessResource = {
  arn: string;
  accountId: string;
  policy?: PreparedPolicy;
  /** See `PolicySet`. */
  blockPublicAccess?: boolean;
  /** The lower-case actions that the service accepts only from principals of the owner's account. */
  ownersOnly?: ReadonlySet<string>;
  /** The known values of all requests about it by the calling account, such as its tags and keys. */
  factsFor?: (callerAccountId: string) => KnownFacts;
  /** The service that runs code in it, with its role and instance profile. */
  runs?: { service: string; role?: string; profile?: string };
  /** The unknown parts of its side, see `PolicySet`. Access that depends on them is `sometimes`. */
  unknown?: readonly UnknownSide[];
};
