import type { Partition } from '../core/call';
import type { ResourcesState } from './resource-state';
import type { Tag } from './tag';

/** A policy document with the name it has where it hangs. */
export type NamedDocument = { name: string; document: string };

/** What a user, group or role may do: its own documents, and the ARNs of managed policies. */
export type Permissions = { inline: readonly NamedDocument[]; attached: readonly string[] };

export type PolicyState = {
  name: string;
  path: string;
  description?: string;
  tags: readonly Tag[];
  /** Oldest first. Exactly one is the default. */
  versions: readonly { document: string; isDefault: boolean }[];
};

export type GroupState = Permissions & { name: string; path: string };

export type UserState = Permissions & {
  name: string;
  path: string;
  tags: readonly Tag[];
  /** ARN of a managed policy. */
  boundary?: string;
  groups: readonly string[];
};

export type RoleState = Permissions & {
  name: string;
  path: string;
  description?: string;
  /** Seconds. */
  maxSessionDuration?: number;
  trust: string;
  tags: readonly Tag[];
  /** ARN of a managed policy. */
  boundary?: string;
};

export type InstanceProfileState = { name: string; path: string; role?: string; tags: readonly Tag[] };
export type SamlProviderState = { name: string; metadata: string; tags: readonly Tag[] };
export type OidcProviderState = {
  /** With `https://`. */
  url: string;
  clientIds: readonly string[];
  thumbprints: readonly string[];
  tags: readonly Tag[];
};

/**
 * What decides about access in an account, by names and without ids, dates and secrets: what an export writes down and an import makes.
 * Every list is sorted by name, so that one state is written in one way.
 */
export type AccountState = {
  /** The account that ARNs and documents name. */
  accountId: string;
  partition: Partition;
  alias?: string;
  /** As `UpdateAccountPasswordPolicy` takes it. */
  passwordPolicy?: Readonly<Record<string, unknown>>;
  samlProviders: readonly SamlProviderState[];
  oidcProviders: readonly OidcProviderState[];
  policies: readonly PolicyState[];
  groups: readonly GroupState[];
  users: readonly UserState[];
  roles: readonly RoleState[];
  instanceProfiles: readonly InstanceProfileState[];
  /** Absent: they were not read. */
  resources?: ResourcesState;
};
