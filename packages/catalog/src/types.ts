import type { CatalogAction, CatalogConditionKey, CatalogResourceType, PolicyCatalog } from '@gatehouse/policy/validate';
import type { GlobalConditionKey } from './global-condition-keys';
import type { Region } from './regions';

export type CatalogServiceHead = {
  prefix: string;
  name: string;
  category: string;
  /** The service supports resource control policies. */
  rcp: boolean;
};

/** A service with everything except its descriptions. */
export type CatalogService = CatalogServiceHead & {
  actions: readonly CatalogAction[];
  resourceTypes: readonly CatalogResourceType[];
  conditionKeys: readonly CatalogConditionKey[];
};

/** The heads of all services: the first line of the generated action file, and the known service principals. */
export type CatalogHead = {
  format: number;
  /** The version and date of the data set. */
  version: string;
  updatedAt: string;
  services: readonly (readonly [prefix: string, name: string, category: string, rcp: number])[];
  /** The prefixes by service name in ARNs, where the name differs from the prefix. */
  arnServices: Readonly<Record<string, readonly string[]>>;
  /** Principals such as `ec2.amazonaws.com`. */
  servicePrincipals: readonly string[];
};

/** A service as stored and sent. Lists of condition keys (`s`) and of dependent actions (`d`) are stored once and numbered. */
export type ServiceBody = {
  /** Condition keys: the name, and twice the number of the type, plus one if multivalued. */
  k: readonly (readonly [string, number])[];
  /** Resource types: the name, the ARN and the number of the key list. */
  r: readonly (readonly [string, string, number])[];
  /** Actions: the name, access level, key list, dependency list, and triples (twice the type plus required, key list, dependency list). */
  a: readonly (readonly [string, number, number, number, readonly number[]])[];
  s: readonly (readonly number[])[];
  d: readonly (readonly string[])[];
};

/** The data that a browser fetches: all heads, and the bodies of requested services. It is the input of `createCatalog`. */
export type CatalogPayload = { head: CatalogHead; bodies: Readonly<Record<string, ServiceBody>> };

/** The descriptions of one service. They are five times the size of the rest, so servers read them one service at a time. */
export type ServiceDescriptions = {
  /** The descriptions by action name without the prefix. */
  actions: Readonly<Record<string, string>>;
  conditionKeys: Readonly<Record<string, string>>;
};

export type Catalog = PolicyCatalog & {
  /** The version of the data set, and its date. */
  version: string;
  updatedAt: string;
  services(): readonly CatalogServiceHead[];
  /** Returns undefined for unknown services and for bodies that are not loaded. */
  service(prefix: string): CatalogService | undefined;
  /** Returns the actions of all loaded services, by service. */
  actions(): readonly CatalogAction[];
  conditionKeysOf(prefix: string): readonly CatalogConditionKey[];
  globalConditionKeys: readonly GlobalConditionKey[];
  regions: readonly Region[];
  rcpSupportedServices: readonly string[];
  /** Returns false for unknown keys. */
  isMultivalued(key: string): boolean;
  /** Returns matches for completion, best first. */
  findServices(query: string, limit?: number): readonly CatalogServiceHead[];
  findActions(query: string, limit?: number): readonly CatalogAction[];
  payload(prefixes: readonly string[]): CatalogPayload;
};

export type ManagedPolicyKind = 'standard' | 'serviceRole' | 'jobFunction' | 'serviceLinkedRole' | 'rootTask';

/** An AWS managed policy without its document. Dates are ISO 8601. */
export type ManagedPolicy = {
  arn: string;
  name: string;
  path: string;
  policyId: string;
  kind: ManagedPolicyKind;
  defaultVersionId: string;
  createDate: string;
  updateDate: string;
};
