import { type Json, ownId, substituted, type TemplateResource, tagged, templatesOf } from './cloudformation-values';
import { withoutOrphansOfResource } from './document-principals';
import { Names } from './names';
import { lostPermissions } from './resource-calls';
import { inOrder, nameOf, permissionsOf, type ResourceState } from './resource-state';

/** The templates of one Region. */
export type RegionTemplates = { region: string; texts: string[] };

/**
 * Returns CloudFormation templates (JSON) for an account's resources, at least one for each Region. CloudFormation can't express
 * the account's public access block, nor whether tags control access to a bucket.
 */
export function resourceTemplates(accountId: string, all: readonly ResourceState[], head: readonly string[]): RegionTemplates[] {
  const regions = [...new Set(all.map(({ region }) => region))].sort();
  return regions.map((region) => {
    const names = new Names('');
    const made = inOrder(all.filter((each) => each.region === region)).flatMap((each) => blocksOf(each, names));
    const resources = made.map(([name, block]) => [name, { ...block, Properties: properties(block, accountId) }] as const);
    return { region, texts: templatesOf(resources, head) };
  });
}

const properties = ({ Properties }: TemplateResource, accountId: string) => substituted(Properties, ownId(accountId)) as Json;

type Block = readonly [name: string, resource: TemplateResource];

function blocksOf(resource: ResourceState, names: Names): Block[] {
  const own = (type: string, suffix = '') => names.of('', `${type} ${nameOf(resource)} ${suffix}`.trim());
  const { document, note } = resource.policy === undefined ? { document: '' } : withoutOrphansOfResource(resource.policy);
  const PolicyDocument: unknown = document === '' ? undefined : JSON.parse(document);
  const Metadata = note === undefined ? {} : { Metadata: { Note: note } };
  const policy = (Type: string, Properties: Json): Block[] =>
    PolicyDocument === undefined ? [] : [[own(Type.slice(Type.lastIndexOf(':') + 1)), { Type, ...Metadata, Properties }]];
  switch (resource.kind) {
    case 'bucket': {
      const name = own('Bucket');
      const { block, tags } = resource;
      const Bucket = { BucketName: resource.name, PublicAccessBlockConfiguration: block ?? NOT_BLOCKED, ...tagged(tags) };
      return [
        [name, { Type: 'AWS::S3::Bucket', Properties: Bucket }],
        ...policy('AWS::S3::BucketPolicy', { Bucket: { Ref: name }, PolicyDocument }),
      ];
    }
    case 'key': {
      const name = own('Key');
      const { description, enabled, aliases, tags } = resource;
      const Key = { Description: description, Enabled: enabled, KeyPolicy: PolicyDocument, ...tagged(tags) };
      return [
        [name, { Type: 'AWS::KMS::Key', ...Metadata, Properties: Key }],
        ...aliases.map((AliasName): Block => {
          return [own('Alias', AliasName), { Type: 'AWS::KMS::Alias', Properties: { AliasName, TargetKeyId: { Ref: name } } }];
        }),
      ];
    }
    case 'queue': {
      const name = own('Queue');
      const attributes = Object.entries(resource.attributes).map(([attribute, value]) => [attribute, numberOrFlag(value)]);
      const Queue = { QueueName: resource.name, ...Object.fromEntries(attributes), ...tagged(resource.tags) };
      return [
        [name, { Type: 'AWS::SQS::Queue', Properties: Queue }],
        ...policy('AWS::SQS::QueuePolicy', { Queues: [{ Ref: name }], PolicyDocument }),
      ];
    }
    case 'topic': {
      const name = own('Topic');
      const { DisplayName } = resource.attributes;
      const Topic = { TopicName: resource.name, ...(DisplayName && { DisplayName }), ...tagged(resource.tags) };
      return [
        [name, { Type: 'AWS::SNS::Topic', Properties: Topic }],
        ...policy('AWS::SNS::TopicPolicy', { Topics: [{ Ref: name }], PolicyDocument }),
      ];
    }
    case 'secret': {
      const name = own('Secret');
      const { description, tags } = resource;
      const Secret = { Name: resource.name, ...(description && { Description: description }), ...tagged(tags) };
      return [
        [name, { Type: 'AWS::SecretsManager::Secret', Properties: Secret }],
        ...policy('AWS::SecretsManager::ResourcePolicy', { SecretId: { Ref: name }, ResourcePolicy: PolicyDocument }),
      ];
    }
    case 'function':
      return functionBlocks(resource, document, own, note);
    case 'table': {
      const { partitionKey, sortKey, capacity, tableClass, tags } = resource;
      const keys = sortKey ? [partitionKey, sortKey] : [partitionKey];
      const Table = {
        TableName: resource.name,
        AttributeDefinitions: keys.map((key) => ({ AttributeName: key.name, AttributeType: key.type })),
        KeySchema: keys.map((key, index) => ({ AttributeName: key.name, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
        BillingMode: capacity ? 'PROVISIONED' : 'PAY_PER_REQUEST',
        ...(capacity && {
          ProvisionedThroughput: { ReadCapacityUnits: capacity.read, WriteCapacityUnits: capacity.write },
        }),
        ...(tableClass && { TableClass: tableClass }),
        ...(PolicyDocument !== undefined && { ResourcePolicy: { PolicyDocument } }),
        ...tagged(tags),
      };
      return [[own('Table'), { Type: 'AWS::DynamoDB::Table', ...Metadata, Properties: Table }]];
    }
    case 'instance': {
      const { image, type, profile, tags } = resource;
      const Instance = { ImageId: image, InstanceType: type, ...(profile && { IamInstanceProfile: profile }), ...tagged(tags) };
      return [[own('Instance', resource.id), { Type: 'AWS::EC2::Instance', Properties: Instance }]];
    }
  }
}

/** CloudFormation blocks public access completely unless told otherwise. */
const NOT_BLOCKED = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false };

const numberOrFlag = (value: string) => (/^\d+$/.test(value) ? Number(value) : value === 'true');

function functionBlocks(
  made: Extract<ResourceState, { kind: 'function' }>,
  document: string,
  own: (type: string, suffix?: string) => string,
  note?: string,
): Block[] {
  const name = own('Function');
  const permissions = document === '' ? [] : permissionsOf(document);
  const lost = permissions.filter((permission) => permission === null).length;
  const notes = [note, lost > 0 ? lostPermissions(lost) : undefined].filter((each) => each !== undefined);
  const given = {
    ...{ FunctionName: made.name, Role: made.role, Runtime: made.runtime, Handler: made.handler },
    // A placeholder, since the code is not read.
    ...{ Code: { ZipFile: ' ' }, Timeout: made.timeout, MemorySize: made.memory },
    ...{ ...(made.description && { Description: made.description }), ...tagged(made.tags) },
  };
  const Metadata = notes.length > 0 ? { Metadata: { Note: notes.join(' ') } } : {};
  return [
    [name, { Type: 'AWS::Lambda::Function', ...Metadata, Properties: given }],
    ...permissions.flatMap((permission): Block[] => {
      if (permission === null) return [];
      const { StatementId = '', ...rest } = permission;
      const Properties = { FunctionName: { Ref: name }, ...rest };
      return [[own('Permission', StatementId), { Type: 'AWS::Lambda::Permission', Properties }]];
    }),
  ];
}
