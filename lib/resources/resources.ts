import type { AnyOperation, Scope } from '../core/operation';
import { prepareStoredPolicy } from '../core/prepared-policies';
import type { AccessResource } from '../engine';
import { GetResourcePolicy } from './dynamodb/policy-operations';
import { Table } from './dynamodb/resource';
import { Instance } from './ec2/resource';
import type { ResourceKind, StoredResource } from './kind';
import { GetKeyPolicy } from './kms/policy-operations';
import { Alias, Key } from './kms/resource';
import { isOwnersOnly, type ResourceFacts, resourceFacts } from './questions';
import { findResource, findResourcesOfAnyKind } from './rows';
import { GetBucketPolicy } from './s3/policy-operations';
import { Bucket } from './s3/resource';
import { GetResourcePolicy as GetSecretPolicy } from './secretsmanager/policy-operations';
import { Secret } from './secretsmanager/resource';
import { GetTopicAttributes } from './sns/operations';
import { Topic } from './sns/resource';
import { GetQueueAttributes } from './sqs/operations';
import { Queue } from './sqs/resource';

type Kept = {
  kind: ResourceKind;
  /** What the ARNs of the kind look like. */
  arn: RegExp;
};

// Each kind has settings of its own, and only itself looks at them.
const keep = <Settings extends object>(kind: ResourceKind<Settings>, arn: RegExp): Kept => ({
  kind: kind as unknown as ResourceKind,
  arn,
});

/** The kinds of which a question about access is told as a real call is. */
const KINDS: readonly Kept[] = [
  keep(Key, /^arn:[^:]+:kms:[^:]+:\d{12}:key\//),
  keep(Alias, /^arn:[^:]+:kms:[^:]+:\d{12}:alias\//),
  keep(Instance, /^arn:[^:]+:ec2:[^:]+:\d{12}:instance\//),
  keep(Bucket, /^arn:[^:]+:s3:::/),
  keep(Secret, /^arn:[^:]+:secretsmanager:[^:]+:\d{12}:secret:/),
  keep(Topic, /^arn:[^:]+:sns:[^:]+:\d{12}:/),
  keep(Table, /^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\//),
  keep(Queue, /^arn:[^:]+:sqs:[^:]+:\d{12}:/),
];

/** A resource that is stored, and what must be known of its kind. */
export type KeptResource = { kind: ResourceKind; found: StoredResource };

/** What is stored under an ARN, of an object its bucket; null where none of that ARN is kept. */
export async function findKeptResource({ db, now }: Pick<Scope, 'db' | 'now'>, arn: string): Promise<KeptResource | null> {
  const kind = KINDS.find((kept) => kept.arn.test(arn))?.kind;
  const found = kind && (await findResource(db, kind, kind.containerOf?.(arn) ?? arn));
  return found && !kind.isGone?.(found, now) ? { kind, found } : null;
}

/** The same for questions that come together: all are read at once. */
export async function findKeptResources(
  { db, now }: Pick<Scope, 'db' | 'now'>,
  arns: Iterable<string>,
): Promise<(arn: string) => KeptResource | null> {
  const sought = new Map<string, { kind: ResourceKind; arn: string }>();
  for (const arn of arns) {
    const kind = KINDS.find((kept) => kept.arn.test(arn))?.kind;
    if (kind) sought.set(arn, { kind, arn: kind.containerOf?.(arn) ?? arn });
  }
  const rows = await findResourcesOfAnyKind(db, new Set([...sought.values()].map(({ arn }) => arn)));
  return (asked) => {
    const { kind, arn } = sought.get(asked) ?? {};
    const row = arn === undefined ? undefined : rows.get(arn);
    if (!kind || !row || row.service !== kind.service || row.type !== kind.type) return null;
    return kind.isGone?.(row.resource, now) ? null : { kind, found: row.resource };
  };
}

/** What a real call would be told of a resource that is kept. */
export function factsOfKept(
  { kind, found }: KeptResource,
  asked: { action: string | undefined; callerAccountId: string },
): ResourceFacts {
  return resourceFacts(kind, { arn: found.arn, accountId: found.accountId, found }, asked);
}

/** Whether the service of a resource takes an action from its owner's account alone, which AWS tells everybody. */
export function isForOwnersOnly(arn: string, action: string): boolean {
  const kind = KINDS.find((kept) => kept.arn.test(arn))?.kind;
  return kind !== undefined && isOwnersOnly(kind, action);
}

/** The same for questions about many callers. */
export function accessResource({ kind, found }: KeptResource): AccessResource {
  const { arn, accountId, policy: document } = found;
  return {
    arn,
    accountId,
    ...(document !== null && { policy: prepareStoredPolicy({ resourceArn: arn, document }) }),
    ...(kind.ownersOnly && { ownersOnly: kind.ownersOnly }),
    ...(kind.blocksPublicAccess?.(found) && { blockPublicAccess: true }),
    factsFor: (callerAccountId) => {
      const { context, resourceTags = [] } = factsOfKept({ kind, found }, { action: undefined, callerAccountId });
      const tags = Object.fromEntries(resourceTags.map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value]));
      return { knownContext: { 'aws:ResourceAccount': accountId, ...tags, ...context }, absentKeys: ['aws:ResourceTag/*'] };
    },
  };
}

/** Whose a resource is whose ARN does not say it; null where none of that ARN is kept. Who asks must be allowed to read that account. */
export async function ownerOfKept(scope: Pick<Scope, 'db' | 'now'>, arn: string): Promise<string | null> {
  return (await findKeptResource(scope, arn))?.found.accountId ?? null;
}

type Reading = [operation: AnyOperation, input: object];

const READINGS: Readonly<Record<string, (arn: string) => Reading>> = {
  kms: (KeyId) => [GetKeyPolicy, { KeyId }],
  s3: (arn) => [GetBucketPolicy, { Bucket: arn.split(':')[5]?.split('/')[0] }],
  secretsmanager: (SecretId) => [GetSecretPolicy, { SecretId }],
  sns: (TopicArn) => [GetTopicAttributes, { TopicArn }],
  dynamodb: (arn) => [GetResourcePolicy, { ResourceArn: Table.containerOf?.(arn) ?? arn }],
  sqs: (arn) => [GetQueueAttributes, { QueueUrl: `/${arn.split(':').slice(4).join('/')}`, AttributeNames: ['Policy'] }],
};

/** The call that shows the policy of a resource, whose text is for whoever may make it; null for what is none of those that are kept. */
export function policyReading(arn: string): Reading | null {
  return READINGS[arn.split(':')[2] ?? '']?.(arn) ?? null;
}
