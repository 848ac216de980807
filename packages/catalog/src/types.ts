import type { CatalogAction, CatalogConditionKey, CatalogResourceType, PolicyCatalog } from '@gatehouse/policy/validate';
import type { GlobalConditionKey } from './global-condition-keys';
import type { Region } from './regions';

export type CatalogServiceHead = {
  prefix: string;
  name: string;
  category: string;
  /** Resource control policies reach this service. */
  rcp: boolean;
};

/** One service with everything in it but the descriptions. */
export type CatalogService = CatalogServiceHead & {
  actions: readonly CatalogAction[];
  resourceTypes: readonly CatalogResourceType[];
  conditionKeys: readonly CatalogConditionKey[];
};

/** The heads of all services: the first line of the generated action file, and the services that are known as principals. */
export type CatalogHead = {
  format: number;
  /** Of the data set. */
  version: string;
  updatedAt: string;
  services: readonly (readonly [prefix: string, name: string, category: string, rcp: number])[];
  /** Where ARNs name a service otherwise than its prefix: the name in ARNs, and the prefixes whose resources have it. */
  arnServices: Readonly<Record<string, readonly string[]>>;
  /** Names such as `ec2.amazonaws.com`. */
  servicePrincipals: readonly string[];
};

/** A service as stored and sent: lists of condition keys (`s`) and of dependent actions (`d`) are kept once and numbered. */
export type ServiceBody = {
  /** Condition keys: name, and the number of the type doubled, plus one when multivalued. */
  k: readonly (readonly [string, number])[];
  /** Resource types: name, ARN, number of the key list. */
  r: readonly (readonly [string, string, number])[];
  /** Actions: name, access level, key list, dependency list, and triples (type doubled plus required, key list, dependency list). */
  a: readonly (readonly [string, number, number, number, readonly number[]])[];
  s: readonly (readonly number[])[];
  d: readonly (readonly string[])[];
};

/** What a browser fetches: all heads, and the bodies of the services it asked for. Feed it to `createCatalog`. */
export type CatalogPayload = { head: CatalogHead; bodies: Readonly<Record<string, ServiceBody>> };

/** Descriptions are five times the size of the rest, so they are read one service at a time, on the server. */
export type ServiceDescriptions = {
  /** By action name without the prefix. */
  actions: Readonly<Record<string, string>>;
  conditionKeys: Readonly<Record<string, string>>;
};

export type Catalog = PolicyCatalog & {
  /** Of the data set, and when it was made. */
  version: string;
  updatedAt: string;
  services(): readonly CatalogServiceHead[];
  /** Undefined when AWS has no such service, or when its body is not loaded here. */
  service(prefix: string): CatalogService | undefined;
  /** All actions of all loaded services, service by service. */
  actions(): readonly CatalogAction[];
  conditionKeysOf(prefix: string): readonly CatalogConditionKey[];
  globalConditionKeys: readonly GlobalConditionKey[];
  regions: readonly Region[];
  rcpSupportedServices: readonly string[];
  /** False for keys that are unknown. */
  isMultivalued(key: string): boolean;
  /** Best matches first: for completion. */
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
