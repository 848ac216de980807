import 'server-only';
import {
  type BucketState,
  type FunctionState,
  type InstanceState,
  inOrder,
  type KeyState,
  type PublicAccessBlock,
  type QueueState,
  type ResourceState,
  type ResourcesState,
  type SecretState,
  type TableState,
  type TopicState,
} from '../../../export/resource-state';
import type { Tag } from '../../../export/tag';
import { CountResources } from '../../../resources/count-operations';
import * as tables from '../../../resources/dynamodb/operations';
import * as tablePolicies from '../../../resources/dynamodb/policy-operations';
import { ListTagsOfResource } from '../../../resources/dynamodb/tag-operations';
import { DescribeInstances } from '../../../resources/ec2/describe-operations';
import { ListAliases } from '../../../resources/kms/alias-operations';
import { DescribeKey, ListKeys } from '../../../resources/kms/operations';
import { GetKeyPolicy } from '../../../resources/kms/policy-operations';
import { ListResourceTags } from '../../../resources/kms/tag-operations';
import { ListFunctions } from '../../../resources/lambda/operations';
import { GetPolicy } from '../../../resources/lambda/policy-operations';
import { ListTags } from '../../../resources/lambda/tag-operations';
import { GetAccountPublicAccessBlock } from '../../../resources/s3/account-block-operations';
import { GetPublicAccessBlock, ListBuckets } from '../../../resources/s3/bucket-operations';
import { GetBucketAbac, GetBucketTagging } from '../../../resources/s3/bucket-tag-operations';
import { GetBucketPolicy } from '../../../resources/s3/policy-operations';
import { ListSecrets } from '../../../resources/secretsmanager/list-operations';
import { GetResourcePolicy } from '../../../resources/secretsmanager/policy-operations';
import { GetTopicAttributes, ListTopics } from '../../../resources/sns/operations';
import { ListTagsForResource } from '../../../resources/sns/tag-operations';
import { GetQueueAttributes, ListQueues } from '../../../resources/sqs/operations';
import { ListQueueTags } from '../../../resources/sqs/tag-operations';
import type { Recipe } from '../recipe';
import { Steps } from '../steps';

/** The Regions in which an account has resources, and its public access block. */
export type ResourcePlaces = { regions: readonly string[]; publicAccessBlock?: PublicAccessBlock };

/**
 * Returns the Regions in which the caller's account has resources. A Region the caller may not list ends the export, since a part
 * would look complete.
 */
export const readResourcePlaces: Recipe<void, ResourcePlaces> = async (run) => {
  const steps = new Steps(run);
  const { Kinds = [] } = (await steps.read(CountResources, {})) ?? {};
  const [denied] = Kinds.filter(({ DeniedRegions }) => DeniedRegions.length > 0);
  if (denied) {
    const message = `You may not list what there is of the kind ${denied.Kind} in ${denied.DeniedRegions.join(', ')}.`;
    return { ok: false, error: { code: 'AccessDenied', message, requestId: '' } };
  }
  const block = await steps.read(GetAccountPublicAccessBlock, {}, { unless: 'NoSuchPublicAccessBlockConfiguration' });
  const regions = new Set(
    Kinds.flatMap(({ Regions }) => Object.entries(Regions ?? {}).flatMap(([code, all]) => (all > 0 ? code : []))),
  );
  return steps.result({
    regions: [...regions].sort(),
    ...(block && { publicAccessBlock: block.PublicAccessBlockConfiguration as PublicAccessBlock }),
  });
};

/** Reads the resources in `run`'s Region by AWS's own calls. */
export const readResources: Recipe<{ region: string }, Omit<ResourcesState, 'publicAccessBlock'>> = async (run, { region }) => {
  const steps = new Steps(run);
  const leftOut: string[] = [];
  const all: ResourceState[] = [
    ...(await readBuckets(steps, region)),
    ...(await readKeys(steps, region, leftOut)),
    ...(await readQueues(steps, region)),
    ...(await readTopics(steps, region)),
    ...(await readSecrets(steps, region)),
    ...(await readFunctions(steps, region, leftOut)),
    ...(await readTables(steps, region)),
    ...(await readInstances(steps, region)),
  ];
  return steps.result({ all: inOrder(all), leftOut });
};

const byToken = ({ NextToken }: { NextToken?: string | undefined }) => (NextToken === undefined ? null : { NextToken });

function sorted(tags: readonly { Key?: string | undefined; Value?: string | undefined }[] = []): Tag[] {
  return tags.map(({ Key = '', Value = '' }) => ({ Key, Value })).sort((one, other) => (one.Key < other.Key ? -1 : 1));
}

const fromRecord = (tags: Readonly<Record<string, string>> = {}) =>
  sorted(Object.entries(tags).map(([Key, Value]) => ({ Key, Value })));
const withPolicy = (policy: string | undefined) => (policy === undefined ? {} : { policy });

async function readBuckets(steps: Steps, region: string): Promise<BucketState[]> {
  const names = await steps.pages(
    ListBuckets,
    { BucketRegion: region },
    ({ Buckets }) => Buckets.map(({ Name }) => Name),
    ({ ContinuationToken }) => (ContinuationToken === undefined ? null : { ContinuationToken }),
  );
  const buckets: BucketState[] = [];
  for (const name of names) {
    const Bucket = { Bucket: name };
    const block = await steps.read(GetPublicAccessBlock, Bucket, { unless: 'NoSuchPublicAccessBlockConfiguration' });
    const tags = await steps.read(GetBucketTagging, Bucket, { unless: 'NoSuchTagSet' });
    const policy = await steps.read(GetBucketPolicy, Bucket, { unless: 'NoSuchBucketPolicy' });
    const abac = (await steps.read(GetBucketAbac, Bucket))?.AbacStatus.Status === 'Enabled';
    buckets.push({
      ...{ kind: 'bucket', name, region, abac, tags: sorted(tags?.TagSet) },
      block: (block?.PublicAccessBlockConfiguration as PublicAccessBlock | undefined) ?? null,
      ...withPolicy(policy?.Policy),
    });
  }
  return buckets;
}

async function readKeys(steps: Steps, region: string, leftOut: string[]): Promise<KeyState[]> {
  const next = ({ NextMarker }: { NextMarker?: string | undefined }) =>
    NextMarker === undefined ? null : { Marker: NextMarker };
  const ids = await steps.pages(ListKeys, { Limit: 1000 }, ({ Keys }) => Keys.map(({ KeyId }) => KeyId), next);
  if (ids.length === 0) return [];
  const aliases = await steps.pages(ListAliases, { Limit: 100 }, ({ Aliases }) => Aliases, next);
  const keys: KeyState[] = [];
  for (const id of ids) {
    const facts = (await steps.read(DescribeKey, { KeyId: id }))?.KeyMetadata;
    const { Description: description = '' } = facts ?? {};
    if (facts?.KeyState === 'PendingDeletion') {
      leftOut.push(`The key ${id} in ${region} is not in it: it is to be deleted.`);
      continue;
    }
    const policy = await steps.read(GetKeyPolicy, { KeyId: id });
    const tags = await steps.pages(ListResourceTags, { KeyId: id }, ({ Tags }) => Tags, next);
    keys.push({
      ...{ kind: 'key', id, region, description, enabled: facts?.KeyState !== 'Disabled' },
      aliases: aliases.flatMap(({ AliasName, TargetKeyId }) => (TargetKeyId === id ? [AliasName] : [])).sort(),
      tags: sorted(tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue }))),
      ...withPolicy(policy?.Policy),
    });
  }
  return keys;
}

const SET_OF_QUEUES = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
];

async function readQueues(steps: Steps, region: string): Promise<QueueState[]> {
  const urls = await steps.pages(ListQueues, { MaxResults: 1000 }, ({ QueueUrls = [] }) => QueueUrls, byToken);
  const queues: QueueState[] = [];
  for (const QueueUrl of urls) {
    const read = await steps.read(GetQueueAttributes, { QueueUrl, AttributeNames: [...SET_OF_QUEUES, 'Policy'] });
    const { Policy, ...attributes } = read?.Attributes ?? {};
    const tags = await steps.read(ListQueueTags, { QueueUrl });
    queues.push({
      ...{ kind: 'queue', name: QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1), region, attributes },
      ...{ tags: fromRecord(tags?.Tags), ...withPolicy(Policy) },
    });
  }
  return queues;
}

const SET_OF_TOPICS = ['DisplayName', 'MaximumMessageSize'];

async function readTopics(steps: Steps, region: string): Promise<TopicState[]> {
  const arns = await steps.pages(ListTopics, {}, ({ Topics }) => Topics.map(({ TopicArn }) => TopicArn), byToken);
  const topics: TopicState[] = [];
  for (const TopicArn of arns) {
    const { Attributes = {} } = (await steps.read(GetTopicAttributes, { TopicArn })) ?? {};
    const tags = await steps.read(ListTagsForResource, { ResourceArn: TopicArn });
    topics.push({
      ...{ kind: 'topic', name: TopicArn.slice(TopicArn.lastIndexOf(':') + 1), region, tags: sorted(tags?.Tags) },
      attributes: Object.fromEntries(
        Object.entries(Attributes).filter(([name, value]) => SET_OF_TOPICS.includes(name) && value !== ''),
      ),
      ...withPolicy(Attributes.Policy),
    });
  }
  return topics;
}

async function readSecrets(steps: Steps, region: string): Promise<SecretState[]> {
  const listed = await steps.pages(ListSecrets, { MaxResults: 100 }, ({ SecretList }) => SecretList, byToken);
  const secrets: SecretState[] = [];
  for (const { ARN: arn = '', Name: name = '', Description: description = '', Tags } of listed) {
    const policy = await steps.read(GetResourcePolicy, { SecretId: arn });
    secrets.push({
      ...{ kind: 'secret', name, arn, region, description, tags: sorted(Tags) },
      ...withPolicy(policy?.ResourcePolicy),
    });
  }
  return secrets;
}

async function readFunctions(steps: Steps, region: string, leftOut: string[]): Promise<FunctionState[]> {
  const listed = await steps.pages(
    ListFunctions,
    {},
    ({ Functions }) => Functions,
    ({ NextMarker }) => (NextMarker === undefined ? null : { Marker: NextMarker }),
  );
  const functions: FunctionState[] = [];
  for (const made of listed) {
    const { FunctionName: name = '', FunctionArn = '', PackageType } = made;
    if (PackageType === 'Image') {
      leftOut.push(`The function ${name} in ${region} is not in it: where its image is cannot be read.`);
      continue;
    }
    const policy = await steps.read(GetPolicy, { FunctionName: name }, { unless: 'ResourceNotFoundException' });
    const tags = await steps.read(ListTags, { Resource: FunctionArn });
    const { Role: role, Runtime: runtime = '', Handler: handler = '' } = made;
    functions.push({
      ...{ kind: 'function', name, region, role, runtime, handler },
      ...{ description: made.Description, timeout: made.Timeout, memory: made.MemorySize },
      ...{ tags: fromRecord(tags?.Tags), ...withPolicy(policy?.Policy) },
    });
  }
  return functions;
}

async function readTables(steps: Steps, region: string): Promise<TableState[]> {
  const names = await steps.pages(
    tables.ListTables,
    {},
    ({ TableNames }) => TableNames,
    ({ LastEvaluatedTableName: last }) => (last === undefined ? null : { ExclusiveStartTableName: last }),
  );
  const found: TableState[] = [];
  for (const name of names) {
    const { Table } = (await steps.read(tables.DescribeTable, { TableName: name })) ?? {};
    if (!Table) continue;
    const { TableArn = '', KeySchema = [], AttributeDefinitions = [], ProvisionedThroughput: provisioned } = Table;
    const keys = KeySchema.map(({ AttributeName = '' }) => ({
      name: AttributeName,
      type: AttributeDefinitions.find((defined) => defined.AttributeName === AttributeName)?.AttributeType ?? 'S',
    }));
    const [partitionKey, sortKey] = keys;
    if (!partitionKey) continue;
    const tags = await steps.pages(ListTagsOfResource, { ResourceArn: TableArn }, ({ Tags }) => Tags, byToken);
    const policy = await steps.read(
      tablePolicies.GetResourcePolicy,
      { ResourceArn: TableArn },
      { unless: 'PolicyNotFoundException' },
    );
    const { ReadCapacityUnits: read = 0, WriteCapacityUnits: write = 0 } = provisioned;
    found.push({
      ...{ kind: 'table', name, region, partitionKey, ...(sortKey && { sortKey }), tags: sorted(tags) },
      ...(Table.BillingModeSummary?.BillingMode !== 'PAY_PER_REQUEST' && { capacity: { read, write } }),
      ...(Table.TableClassSummary?.TableClass && { tableClass: Table.TableClassSummary.TableClass }),
      ...withPolicy(policy?.Policy),
    });
  }
  return found;
}

async function readInstances(steps: Steps, region: string): Promise<InstanceState[]> {
  const listed = await steps.pages(DescribeInstances, { MaxResults: 1000 }, ({ Reservations }) => Reservations, byToken);
  return listed
    .flatMap(({ Instances }) => Instances)
    .flatMap(({ InstanceId: id, ImageId: image, InstanceType: type, State, IamInstanceProfile: profile, Tags }) => {
      if (State.Name === 'terminated' || State.Name === 'shutting-down') return [];
      return [
        {
          ...{ kind: 'instance' as const, id, region, image, type, tags: sorted(Tags) },
          ...(profile && { profile: profile.Arn.slice(profile.Arn.lastIndexOf('/') + 1) }),
          stopped: State.Name === 'stopped' || State.Name === 'stopping',
        },
      ];
    });
}
