import type { Partition } from '../core/call';
import type { ResourcesState } from './resource-state';
import type { Tag } from './tag';

/** An inline policy document with its name. */
export type NamedDocument = { name: string; document: string };

/** The policies of a user, group or role: inline documents, and ARNs of managed ones. */
export type Permissions = { inline: readonly NamedDocument[]; attached: readonly string[] };

export type PolicyState = {
  name: string;
  path: string;
  description?: string;
  tags: readonly Tag[];
  /** The versions, oldest first. Exactly one is the default. */
  versions: readonly { document: string; isDefault: boolean }[];
};

export type GroupState = Permissions & { name: string; path: string };

export type UserState = Permissions & {
  name: string;
  path: string;
  tags: readonly Tag[];
  /** The ARN of a managed policy. */
  boundary?: string;
  groups: readonly string[];
};

export type RoleState = Permissions & {
  name: string;
  path: string;
  description?: string;
  /** The duration in seconds. */
  maxSessionDuration?: number;
  trust: string;
  tags: readonly Tag[];
  /** The ARN of a managed policy. */
  boundary?: string;
};

export type InstanceProfileState = { name: string; path: string; role?: string; tags: readonly Tag[] };
export type SamlProviderState = { name: string; metadata: string; tags: readonly Tag[] };
export type OidcProviderState = {
  /** The URL with `https://`. */
  url: string;
  clientIds: readonly string[];
  thumbprints: readonly string[];
  tags: readonly Tag[];
};

/**
 * Everything that decides access in an account, by names and without ids, dates and secrets. Exports write it and imports create
 * it. Lists are sorted by name, so that equal states are written equally.
 */
export type AccountState = {
  /** The account in the ARNs and documents. */
  accountId: string;
  partition: Partition;
  alias?: string;
  /** The input of `UpdateAccountPasswordPolicy`. */
  passwordPolicy?: Readonly<Record<string, unknown>>;
  samlProviders: readonly SamlProviderState[];
  oidcProviders: readonly OidcProviderState[];
  policies: readonly PolicyState[];
  groups: readonly GroupState[];
  users: readonly UserState[];
  roles: readonly RoleState[];
  /** The number of roles of permission sets, which are in no list. Absent: none. */
  reservedRoles?: number;
  instanceProfiles: readonly InstanceProfileState[];
  /** Absent if they were not read. */
  resources?: ResourcesState;
};
