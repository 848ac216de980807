import { type WithoutOrphans, withoutOrphansOfResource } from './document-principals';
import type { RebuildCall, RebuildPart } from './rebuild-call';
import {
  ALL_BLOCKED,
  type BucketState,
  type FunctionState,
  type InstanceState,
  inOrder,
  type KeyState,
  nameOf,
  permissionsOf,
  type QueueState,
  type ResourceState,
  type ResourcesState,
  type SecretState,
  type TableState,
  type TopicState,
} from './resource-state';
import type { AccountState } from './state';
import type { Tag } from './tag';

type Owner = Pick<AccountState, 'accountId' | 'partition'>;

/** A placeholder archive (base64) for a function's code, which is not read. It contains a text file that says so. */
export const PLACEHOLDER_CODE =
  'UEsDBBQAAAAAAAAAIVCc535ULAAAACwAAAAPAAAAcGxhY2Vob2xkZXIudHh0VGhlIGNvZGUgb2YgdGhpcyBmdW5jdGlvbiB3YXMgbm90IGV4cG9ydGVkLgpQSwECFAMUAAAAAAAAACFQnOd+VCwAAAAsAAAADwAAAAAAAAAAAAAAgAEAAAAAcGxhY2Vob2xkZXIudHh0UEsFBgAAAAABAAEAPQAAAFkAAAAAAA==';

/**
 * Returns the calls that create resources: `first` those whose generated ids others name, without policies; `last` everything
 * that names principals.
 */
export function resourceParts(
  { publicAccessBlock, all }: ResourcesState,
  { accountId, partition }: Owner,
): { first: RebuildPart[]; last: RebuildPart[] } {
  const ordered = inOrder(all);
  const of = <Kind extends ResourceState['kind']>(kind: Kind) =>
    ordered.filter((each): each is Extract<ResourceState, { kind: Kind }> => each.kind === kind);
  const part = (title: string, calls: readonly RebuildCall[]) => (calls.length > 0 ? [{ title, calls }] : []);
  const ofAccount: RebuildCall[] = publicAccessBlock
    ? [
        {
          ...{ service: 's3control', operation: 'PutPublicAccessBlock', about: 'buckets of the account' },
          region: 'us-east-1',
          input: { AccountId: accountId, PublicAccessBlockConfiguration: publicAccessBlock },
        },
      ]
    : [];
  return {
    first: [...part('Keys', of('key').map(createKey)), ...part('Secrets, without their values', of('secret').map(createSecret))],
    last: [
      ...part('Policies and names of keys', of('key').flatMap(keyCalls)),
      ...part('Policies of secrets', of('secret').flatMap(secretCalls)),
      ...part('Buckets', [...ofAccount, ...of('bucket').flatMap(bucketCalls)]),
      ...part('Queues', of('queue').map(queueCall)),
      ...part('Topics', of('topic').map(topicCall)),
      ...part('Functions, without their code', of('function').flatMap(functionCalls)),
      ...part(
        'Tables',
        of('table').flatMap((table) => tableCalls(table, { accountId, partition })),
      ),
      ...part('Instances', of('instance').flatMap(instanceCalls)),
    ],
  };
}

type Input = Readonly<Record<string, unknown>>;

function call(resource: ResourceState, service: RebuildCall['service'], operation: string, input: Input): RebuildCall {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return { service, operation, region: resource.region, input: given, about: `${resource.kind} ${nameOf(resource)}` };
}

const noted = (made: RebuildCall, { note }: { note?: string }): RebuildCall => (note === undefined ? made : { ...made, note });
const tagsOf = (tags: readonly Tag[]) => (tags.length > 0 ? tags : undefined);
const recordOf = (tags: readonly Tag[]) =>
  tags.length > 0 ? Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) : undefined;
const filled = (record: Readonly<Record<string, string>>) => (Object.keys(record).length > 0 ? record : undefined);

function documentOf({ policy }: { policy?: string }): WithoutOrphans {
  return policy === undefined ? { document: '' } : withoutOrphansOfResource(policy);
}

function createKey(key: KeyState): RebuildCall {
  const { id, description, tags } = key;
  const Tags = tagsOf(tags)?.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));
  const made = call(key, 'kms', 'CreateKey', { Description: description || undefined, Tags });
  return { ...made, learns: { id, from: 'KeyMetadata.KeyId' } };
}

function keyCalls(key: KeyState): RebuildCall[] {
  const { id: KeyId, aliases, enabled } = key;
  const policy = documentOf(key);
  const put = call(key, 'kms', 'PutKeyPolicy', {
    ...{ KeyId, PolicyName: 'default', Policy: policy.document },
    // The caller need not be among the key's administrators.
    BypassPolicyLockoutSafetyCheck: true,
  });
  return [
    ...(policy.document === '' ? [] : [noted(put, policy)]),
    ...aliases.map((AliasName) => call(key, 'kms', 'CreateAlias', { AliasName, TargetKeyId: KeyId })),
    ...(enabled ? [] : [call(key, 'kms', 'DisableKey', { KeyId })]),
  ];
}

function createSecret(secret: SecretState): RebuildCall {
  const { name, arn, description, tags } = secret;
  const made = call(secret, 'secretsmanager', 'CreateSecret', {
    ...{ Name: name, Description: description || undefined, Tags: tagsOf(tags) },
  });
  return { ...made, learns: { id: arn, from: 'ARN' } };
}

function secretCalls(secret: SecretState): RebuildCall[] {
  const policy = documentOf(secret);
  if (policy.document === '') return [];
  const input = { SecretId: secret.name, ResourcePolicy: policy.document };
  return [noted(call(secret, 'secretsmanager', 'PutResourcePolicy', input), policy)];
}

function bucketCalls(bucket: BucketState): RebuildCall[] {
  const { name: Bucket, region, block, abac, tags } = bucket;
  const policy = documentOf(bucket);
  const s3 = (operation: string, input: Input = {}) => call(bucket, 's3api', operation, { Bucket, ...input });
  const isUsual = block !== null && Object.entries(ALL_BLOCKED).every(([name, value]) => Reflect.get(block, name) === value);
  const setting = block
    ? [s3('PutPublicAccessBlock', { PublicAccessBlockConfiguration: block })]
    : [s3('DeletePublicAccessBlock')];
  return [
    // AWS's default Region has no name in this call.
    s3('CreateBucket', region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region } }),
    ...(tags.length > 0 ? [s3('PutBucketTagging', { Tagging: { TagSet: tags } })] : []),
    ...(abac ? [s3('PutBucketAbac', { AbacStatus: { Status: 'Enabled' } })] : []),
    ...(isUsual ? [] : setting),
    ...(policy.document === '' ? [] : [noted(s3('PutBucketPolicy', { Policy: policy.document }), policy)]),
  ];
}

function queueCall(queue: QueueState): RebuildCall {
  const policy = documentOf(queue);
  const Attributes = filled({ ...queue.attributes, ...(policy.document !== '' && { Policy: policy.document }) });
  return noted(call(queue, 'sqs', 'CreateQueue', { QueueName: queue.name, Attributes, tags: recordOf(queue.tags) }), policy);
}

function topicCall(topic: TopicState): RebuildCall {
  const policy = documentOf(topic);
  const Attributes = filled({ ...topic.attributes, ...(policy.document !== '' && { Policy: policy.document }) });
  return noted(call(topic, 'sns', 'CreateTopic', { Name: topic.name, Attributes, Tags: tagsOf(topic.tags) }), policy);
}

function functionCalls(made: FunctionState): RebuildCall[] {
  const { name: FunctionName, role, runtime, handler, description, timeout, memory, tags } = made;
  const policy = documentOf(made);
  const permissions = policy.document === '' ? [] : permissionsOf(policy.document);
  const lost = permissions.filter((permission) => permission === null).length;
  const notes = [policy.note, ...(lost > 0 ? [lostPermissions(lost)] : [])].filter((note) => note !== undefined);
  const create = call(made, 'lambda', 'CreateFunction', {
    ...{ FunctionName, Role: role, Runtime: runtime, Handler: handler, Code: { ZipFile: PLACEHOLDER_CODE } },
    ...{ Description: description || undefined, Timeout: timeout, MemorySize: memory, Tags: recordOf(tags) },
  });
  return [
    noted(create, { note: notes.length > 0 ? notes.join(' ') : undefined }),
    ...permissions.flatMap((permission) =>
      permission === null ? [] : [call(made, 'lambda', 'AddPermission', { FunctionName, ...permission })],
    ),
  ];
}

/** Returns the note about statements that can't be written as permissions. */
export function lostPermissions(count: number): string {
  return `Its policy has ${count === 1 ? 'a statement' : `${count} statements`} for which add-permission has no words, left out here.`;
}

function tableCalls(table: TableState, { accountId, partition }: Owner): RebuildCall[] {
  const { name, region, partitionKey, sortKey, capacity, tableClass, tags } = table;
  const keys = sortKey ? [partitionKey, sortKey] : [partitionKey];
  const policy = documentOf(table);
  const create = call(table, 'dynamodb', 'CreateTable', {
    TableName: name,
    AttributeDefinitions: keys.map((key) => ({ AttributeName: key.name, AttributeType: key.type })),
    KeySchema: keys.map((key, index) => ({ AttributeName: key.name, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
    BillingMode: capacity ? 'PROVISIONED' : 'PAY_PER_REQUEST',
    ProvisionedThroughput: capacity && { ReadCapacityUnits: capacity.read, WriteCapacityUnits: capacity.write },
    ...{ TableClass: tableClass, Tags: tagsOf(tags) },
  });
  if (policy.document === '') return [noted(create, policy)];
  const put = call(table, 'dynamodb', 'PutResourcePolicy', {
    ...{ ResourceArn: `arn:${partition}:dynamodb:${region}:${accountId}:table/${name}`, Policy: policy.document },
    ConfirmRemoveSelfResourceAccess: true,
  });
  return [create, noted(put, policy)];
}

function instanceCalls(instance: InstanceState): RebuildCall[] {
  const { id, image, type, profile, stopped, tags } = instance;
  const run = call(instance, 'ec2', 'RunInstances', {
    ...{ ImageId: image, InstanceType: type, MinCount: 1, MaxCount: 1 },
    IamInstanceProfile: profile === undefined ? undefined : { Name: profile },
    TagSpecifications: tags.length > 0 ? [{ ResourceType: 'instance', Tags: tags }] : undefined,
  });
  return [
    { ...run, learns: { id, from: 'Instances[0].InstanceId' } },
    ...(stopped ? [call(instance, 'ec2', 'StopInstances', { InstanceIds: [id] })] : []),
  ];
}
