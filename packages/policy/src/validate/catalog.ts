/**
 * What the checks need to know about services. The engine stays free of data: whoever calls `validatePolicy` passes an object
 * of this shape, and checks that need one run only then.
 */

export type ConditionKeyType = 'String' | 'ARN' | 'Bool' | 'Numeric' | 'Date' | 'IPAddress' | 'Binary';

export type AccessLevel = 'List' | 'Read' | 'Write' | 'Permissions management' | 'Tagging';

type CatalogActionResource = {
  /** The name of a resource type of the action's service. */
  name: string;
  /** AWS: marked with a star in the service authorization tables: a statement must name this type for the action to work. */
  required: boolean;
  conditionKeys: readonly string[];
  dependentActions: readonly string[];
};

export type CatalogAction = {
  /** The prefix, lower case. */
  service: string;
  /** Without the prefix, in AWS's spelling. */
  name: string;
  accessLevel: AccessLevel;
  /** Empty: the action supports no resource-level permissions and is matched against `*` only. */
  resourceTypes: readonly CatalogActionResource[];
  conditionKeys: readonly string[];
  dependentActions: readonly string[];
};

export type CatalogResourceType = {
  service: string;
  name: string;
  /** With placeholders: `arn:${Partition}:s3:::${BucketName}`. */
  arn: string;
  conditionKeys: readonly string[];
};

export type CatalogConditionKey = {
  /** In AWS's spelling; families keep their placeholder: `aws:RequestTag/${TagKey}`. */
  key: string;
  type: ConditionKeyType;
  multivalued: boolean;
};

export type PolicyCatalog = {
  /** Whether AWS has a service with this prefix. */
  hasService(prefix: string): boolean;
  /** Whether the actions of this service are at hand; a browser holds only the services it has fetched. */
  isLoaded(prefix: string): boolean;
  /** `service:Name`, in any case. */
  action(name: string): CatalogAction | undefined;
  actionsOf(prefix: string): readonly CatalogAction[];
  resourceTypesOf(prefix: string): readonly CatalogResourceType[];
  /** The resource types whose ARNs name this service; undefined when none does or when some of them are not at hand. */
  resourceTypesOfArn(service: string): readonly CatalogResourceType[] | undefined;
  /** A global key, a key of a service or of an identity provider, in any case, members of families included. */
  conditionKey(name: string): CatalogConditionKey | undefined;
  isGlobalConditionKey(name: string): boolean;
  /** The nearest existing action or prefix, where one is near enough to be what was meant. */
  suggestAction(unknown: string): string | undefined;
  suggestService(unknown: string): string | undefined;
  suggestConditionKey(unknown: string): string | undefined;
  /** Whether a service is known by this name, in any case, with or without a Region in it: `logs.eu-west-1.amazonaws.com`. */
  isServicePrincipal(name: string): boolean;
  suggestServicePrincipal(unknown: string): string | undefined;
  supportsRcp(prefix: string): boolean;
  isRegion(code: string): boolean;
};
