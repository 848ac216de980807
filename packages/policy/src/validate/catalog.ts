/**
 * The data about services that checks need. The engine contains no data: the caller of `validatePolicy` passes an object of this type, and
 * checks that need it run only then.
 */

export type ConditionKeyType = 'String' | 'ARN' | 'Bool' | 'Numeric' | 'Date' | 'IPAddress' | 'Binary';

export type AccessLevel = 'List' | 'Read' | 'Write' | 'Permissions management' | 'Tagging';

type CatalogActionResource = {
  /** The name of a resource type of the action's service. */
  name: string;
  /** AWS: marked with a star in the service authorization tables: the action requires a statement with this type. */
  required: boolean;
  conditionKeys: readonly string[];
  dependentActions: readonly string[];
};

export type CatalogAction = {
  /** The prefix in lower case. */
  service: string;
  /** The name without the prefix, in AWS's spelling. */
  name: string;
  accessLevel: AccessLevel;
  /** The resource types. Empty: the action has no resource-level permissions and matches only `*`. */
  resourceTypes: readonly CatalogActionResource[];
  conditionKeys: readonly string[];
  dependentActions: readonly string[];
};

export type CatalogResourceType = {
  service: string;
  name: string;
  /** The format with placeholders: `arn:${Partition}:s3:::${BucketName}`. */
  arn: string;
  conditionKeys: readonly string[];
};

export type CatalogConditionKey = {
  /** The key in AWS's spelling. Families have a placeholder: `aws:RequestTag/${TagKey}`. */
  key: string;
  type: ConditionKeyType;
  multivalued: boolean;
};

export type PolicyCatalog = {
  /** Tests whether AWS has a service with this prefix. */
  hasService(prefix: string): boolean;
  /** Tests whether a service's actions are loaded. A browser has only the services that it fetched. */
  isLoaded(prefix: string): boolean;
  /** Finds `service:Name` in any case. */
  action(name: string): CatalogAction | undefined;
  actionsOf(prefix: string): readonly CatalogAction[];
  resourceTypesOf(prefix: string): readonly CatalogResourceType[];
  /** Returns the resource types whose ARNs name this service, or undefined if there are none or some are not loaded. */
  resourceTypesOfArn(service: string): readonly CatalogResourceType[] | undefined;
  /** Finds a global key, or a key of a service or identity provider, in any case, including members of families. */
  conditionKey(name: string): CatalogConditionKey | undefined;
  isGlobalConditionKey(name: string): boolean;
  /** Returns the nearest existing action or prefix, if it is near enough to be meant. */
  suggestAction(unknown: string): string | undefined;
  suggestService(unknown: string): string | undefined;
  suggestConditionKey(unknown: string): string | undefined;
  /** Tests whether a service principal exists, in any case, with or without a Region: `logs.eu-west-1.amazonaws.com`. */
  isServicePrincipal(name: string): boolean;
  suggestServicePrincipal(unknown: string): string | undefined;
  supportsRcp(prefix: string): boolean;
  isRegion(code: string): boolean;
};
