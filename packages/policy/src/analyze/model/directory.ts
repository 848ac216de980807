import type { PreparedPolicy } from '../../evaluate/record';

type Tags = readonly { Key: string; Value: string }[];

/** IAM Identity Center of an organization: its people, and the roles that its permission sets have in accounts. */
export type AccessDirectory = {
  /** The ARN of the instance. */
  instance: string;
  tags: Tags;
  /** The ARN of the identity store. */
  store: string;
  /** The home Region, in which all calls are made. */
  region: string;
  /** The path of the roles of permission sets. */
  rolePath: string;
  managementId: string;
  /** The accounts that may change the directory: the management account and its delegated administrator. */
  administrators: ReadonlySet<string>;
  /** The accounts that could become its delegated administrator, by id. Empty if it has one. */
  delegable: ReadonlyMap<string, { arn: string; tags: Tags }>;
  /** The organization's service principal of the directory. */
  servicePrincipal: string;
  /** True if people with an MFA device need it to sign in. */
  asksMfa: boolean;
  /** True if people without an MFA device can sign in with a password. */
  allowsNoMfa: boolean;
  /** True if another token for automatic provisioning can be created. */
  hasRoomForToken: boolean;
  /** True if another permission set can be created. */
  hasRoomForPermissionSet: boolean;
  permissionSets: readonly AccessPermissionSet[];
  people: readonly AccessPerson[];
  groups: readonly AccessDirectoryGroup[];
  assignments: readonly AccessAssignment[];
  roles: readonly AccessReservedRole[];
  /** The accounts whose SAML provider is as IAM Identity Center made it. */
  trusted: ReadonlySet<string>;
};

export type AccessPermissionSet = {
  arn: string;
  name: string;
  tags: Tags;
  /** The policies that every account gets: AWS's and the inline policy. */
  policies: readonly PreparedPolicy[];
  boundary?: PreparedPolicy;
  /** True if it names policies that each account has for itself, so that an account can lack them. */
  needsOwnPolicies: boolean;
  /** True if another managed policy can be attached. */
  hasRoomForPolicy: boolean;
  /** True if only the management account may change and assign it. */
  keptForManagement: boolean;
};

export type AccessPerson = {
  arn: string;
  id: string;
  /** The user name. */
  name: string;
  displayName: string;
  disabled: boolean;
  hasMfa: boolean;
  /** The ids of the person's groups. */
  groups: readonly string[];
};

export type AccessDirectoryGroup = { arn: string; id: string; name: string };

/** An assignment to a user or group, which may be deleted. */
export type AccessAssignment = { permissionSet: string; accountId: string; type: 'USER' | 'GROUP'; principalId: string };

/** The role of a permission set in an account. */
export type AccessReservedRole = {
  arn: string;
  permissionSet: string;
  accountId: string;
  /** True if it has the current definition. */
  current: boolean;
};
