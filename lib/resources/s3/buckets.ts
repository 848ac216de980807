import { createHash } from 'node:crypto';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { Partition } from '../../core/call';
import type { Check, Scope } from '../../core/operation';
import type { Transaction } from '../../db/client';
import { resourceCheck } from '../questions';
import { findResource } from '../rows';
import { bucketArn } from './arns';
import { noSuchBucket, s3Error } from './errors';
import { Bucket, type BucketResource } from './resource';

export type AskedBucket = { Bucket: string; ExpectedBucketOwner?: string | undefined };

/**
 * Finds the bucket of a call in any account, since names are unique in a partition.
 * @throws AwsError NoSuchBucket, before any permission (AWS); AccessDenied if another account owns it than the caller expects
 */
export async function findBucket(
  { db, partition }: Pick<Scope, 'db' | 'partition'>,
  { Bucket: name, ExpectedBucketOwner }: AskedBucket,
): Promise<BucketResource> {
  const bucket = await findResource(db, Bucket, bucketArn(partition, name));
  if (!bucket) throw noSuchBucket(name);
  if (ExpectedBucketOwner !== undefined && ExpectedBucketOwner !== bucket.accountId)
    throw s3Error('AccessDenied', 'Access Denied');
  return bucket;
}

/** Returns the bucket of an ARN in any account, or null. */
export function findBucketByArn({ db }: Pick<Scope, 'db'>, arn: string): Promise<BucketResource | null> {
  return findResource(db, Bucket, arn);
}

/** Returns the account of the bucket of an unsigned call. @throws AwsError NoSuchBucket */
export async function ownerOfBucket(asked: AskedBucket, db: Transaction, partition: Partition): Promise<string> {
  return (await findBucket({ db, partition }, asked)).accountId;
}

type Asked = {
  /** Set for a check on an object in the bucket. */
  key?: string;
  context?: RequestContext;
  /** True if the root user of the bucket's account can always do this, whatever the bucket's policy says. */
  rootAlways?: boolean;
};

/** Returns the check on a bucket or an object in it. */
export function bucketCheck(
  action: string,
  scope: Scope,
  bucket: BucketResource,
  { key, context = {}, rootAlways = false }: Asked = {},
): Check {
  const { principal } = scope.caller;
  // An anonymous caller has no account, although the owner's account records the call.
  const callerAccountId = principal.type === 'Anonymous' ? '' : scope.accountId;
  const named = { arn: bucket.arn, accountId: bucket.accountId, found: bucket };
  const check = resourceCheck(action, { accountId: callerAccountId }, Bucket, named, { context });
  const isOwnRoot = principal.type === 'Root' && callerAccountId === bucket.accountId;
  return {
    ...check,
    ...(key !== undefined && { resource: `${bucket.arn}/${key}` }),
    ...(rootAlways && isOwnRoot && { resourcePolicy: { resourceArn: bucket.arn, document: null } }),
  };
}

/** Returns the parts of a call about one bucket, with or without a signature. */
export const ofBucket = (action: string) => ({
  action,
  anonymous: ownerOfBucket,
  target: (input: AskedBucket, scope: Scope) => findBucket(scope, input),
  checks: (_: unknown, scope: Scope, bucket: BucketResource): Check[] => [bucketCheck(action, scope, bucket)],
});

/** Returns S3's id for an account: 64 hexadecimal digits. */
export function canonicalUserId(accountId: string): string {
  return createHash('sha256').update(`canonical user ${accountId}`).digest('hex');
}
