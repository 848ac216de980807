import type { Catalog } from '@gatehouse/catalog/types';
import { KIND_RULES, type PolicyKind, TRUST_ACTIONS } from '@gatehouse/policy/parse';
import { type CatalogAction, isDelegableAction, type PolicyResourceType } from '@gatehouse/policy/validate';

/** The options of a statement's fields for a kind of policy. Other content of a document is shown too, with its finding. */
export type KindScope = {
  /** The only service whose actions are offered. Null for all that `offersService` accepts. */
  service: string | null;
  offersService(prefix: string, catalog: Catalog): boolean;
  offers(action: CatalogAction): boolean;
  /** `everyone` means that it is always "*". */
  principal: 'none' | 'choose' | 'everyone';
  resource: boolean;
  /** The available effects, in display order. */
  effects: readonly ('Allow' | 'Deny')[];
  negatedPrincipal: boolean;
};

/** The services of resource policies, and the resource types of their actions. Without types, all actions. */
const RESOURCES: Readonly<Record<PolicyResourceType, { service: string; types?: readonly string[] }>> = {
  'AWS::S3::Bucket': { service: 's3', types: ['bucket', 'object'] },
  'AWS::S3::AccessPoint': { service: 's3', types: ['accesspoint', 'accesspointobject'] },
  'AWS::S3::MultiRegionAccessPoint': { service: 's3', types: ['multiregionaccesspoint'] },
  'AWS::S3ObjectLambda::AccessPoint': { service: 's3-object-lambda' },
  'AWS::DynamoDB::Table': { service: 'dynamodb', types: ['table', 'index', 'stream'] },
  'AWS::KMS::Key': { service: 'kms', types: ['key'] },
  'AWS::SQS::Queue': { service: 'sqs', types: ['queue'] },
  'AWS::SNS::Topic': { service: 'sns', types: ['topic'] },
  'AWS::SecretsManager::Secret': { service: 'secretsmanager', types: ['Secret'] },
  'AWS::Lambda::Function': { service: 'lambda', types: ['function', 'function alias', 'function version'] },
  'AWS::Organizations::ResourcePolicy': { service: 'organizations' },
};

export function scopeOf(kind: PolicyKind, resourceType: PolicyResourceType | undefined): KindScope {
  const rules = KIND_RULES[kind];
  const about = kind === 'resource' && resourceType ? RESOURCES[resourceType] : undefined;
  const nameOf = ({ service, name }: CatalogAction) => `${service}:${name}`;
  return {
    service: kind === 'trust' ? 'sts' : (about?.service ?? null),
    offersService: (prefix, catalog) => kind !== 'rcp' || catalog.supportsRcp(prefix),
    offers: (action) => {
      if (kind === 'trust') return TRUST_ACTIONS.has(nameOf(action).toLowerCase());
      if (resourceType === 'AWS::Organizations::ResourcePolicy' && kind === 'resource') return isDelegableAction(nameOf(action));
      return !about?.types || action.resourceTypes.some(({ name }) => about.types?.includes(name));
    },
    principal: kind === 'rcp' ? 'everyone' : rules.principal === 'required' ? 'choose' : 'none',
    resource: rules.resource === 'required',
    effects: kind === 'rcp' ? ['Deny'] : kind === 'scp' ? ['Deny', 'Allow'] : ['Allow', 'Deny'],
    negatedPrincipal: rules.notPrincipal,
  };
}
