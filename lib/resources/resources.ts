import type { AnyOperation, Check, Scope } from '../core/operation';
import { Instance } from './ec2/resource';
import type { ResourceKind } from './kind';
import { GetKeyPolicy } from './kms/policy-operations';
import { Alias, Key } from './kms/resource';
import { resourceFacts } from './questions';
import { findResource } from './rows';
import { GetBucketPolicy } from './s3/policy-operations';
import { Bucket } from './s3/resource';
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
  keep(Queue, /^arn:[^:]+:sqs:[^:]+:\d{12}:/),
];

async function findKept({ db, now }: Pick<Scope, 'db' | 'now'>, arn: string) {
  const kind = KINDS.find((kept) => kept.arn.test(arn))?.kind;
  const found = kind && (await findResource(db, kind, kind.containerOf?.(arn) ?? arn));
  return found && !kind.isGone?.(found, now) ? { kind, found } : null;
}

/** What is stored of a resource that somebody asks about, as a real call would be told of it; null where none of that ARN is kept. */
export async function findResourceFacts(
  scope: Pick<Scope, 'db' | 'now'>,
  arn: string,
  asked: { action: string | undefined; callerAccountId: string },
): Promise<Pick<Check, 'resourceAccount' | 'resourcePolicy' | 'resourceTags' | 'context'> | null> {
  const kept = await findKept(scope, arn);
  if (!kept) return null;
  const { kind, found } = kept;
  return resourceFacts(kind, { arn: found.arn, accountId: found.accountId, found }, asked);
}

/** Whose a resource is whose ARN does not say it; null where none of that ARN is kept. Who asks must be allowed to read that account. */
export async function ownerOfKept(scope: Pick<Scope, 'db' | 'now'>, arn: string): Promise<string | null> {
  return (await findKept(scope, arn))?.found.accountId ?? null;
}

type Reading = [operation: AnyOperation, input: object];

const READINGS: Readonly<Record<string, (arn: string) => Reading>> = {
  kms: (KeyId) => [GetKeyPolicy, { KeyId }],
  s3: (arn) => [GetBucketPolicy, { Bucket: arn.split(':')[5]?.split('/')[0] }],
  sqs: (arn) => [GetQueueAttributes, { QueueUrl: `/${arn.split(':').slice(4).join('/')}`, AttributeNames: ['Policy'] }],
};

/** The call that shows the policy of a resource, whose text is for whoever may make it; null for what is none of those that are kept. */
export function policyReading(arn: string): Reading | null {
  return READINGS[arn.split(':')[2] ?? '']?.(arn) ?? null;
}
