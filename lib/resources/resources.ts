import type { AnyOperation, Check, Scope } from '../core/operation';
import type { ResourceKind } from './kind';
import { GetKeyPolicy } from './kms/policy-operations';
import { Alias, Key } from './kms/resource';
import { resourceFacts } from './questions';
import { findResource } from './rows';
import { GetBucketPolicy } from './s3/policy-operations';
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
  keep(Queue, /^arn:[^:]+:sqs:[^:]+:\d{12}:/),
];

/** What is stored of a resource that somebody asks about, as a real call would be told of it; null where none of that ARN is kept. */
export async function findResourceFacts(
  { db, now }: Pick<Scope, 'db' | 'now'>,
  arn: string,
  asked: { action: string | undefined; callerAccountId: string },
): Promise<Pick<Check, 'resourceAccount' | 'resourcePolicy' | 'resourceTags' | 'context'> | null> {
  const kept = KINDS.find((kind) => kind.arn.test(arn));
  const found = kept && (await findResource(db, kept.kind, arn));
  if (!found || kept.kind.isGone?.(found, now)) return null;
  return resourceFacts(kept.kind, { arn, accountId: found.accountId, found }, asked);
}

type Reading = [operation: AnyOperation, input: object];

const READINGS: Readonly<Record<string, (arn: string) => Reading>> = {
  kms: (KeyId) => [GetKeyPolicy, { KeyId }],
  s3: (arn) => [GetBucketPolicy, { Bucket: arn.split(':')[5] }],
  sqs: (arn) => [GetQueueAttributes, { QueueUrl: `/${arn.split(':').slice(4).join('/')}`, AttributeNames: ['Policy'] }],
};

/** The call that shows the policy of a resource, whose text is for whoever may make it; null for what is none of those that are kept. */
export function policyReading(arn: string): Reading | null {
  return READINGS[arn.split(':')[2] ?? '']?.(arn) ?? null;
}
