import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { Check, Scope } from '../../core/operation';
import type { TagPair } from '../../core/tags';
import { type AskedBucket, bucketCheck, findBucket, ownerOfBucket } from './buckets';
import { findObject, requireKeyLength, type StoredObject } from './objects';
import type { BucketResource } from './resource';

export type AskedObject = AskedBucket & { Key: string };
/** An object that a call names, whether or not it is there. */
export type NamedObject = { bucket: BucketResource; object: StoredObject | null };

/** @throws AwsError NoSuchBucket, KeyTooLongError */
export async function findBucketAndObject(input: AskedObject, scope: Scope): Promise<NamedObject> {
  requireKeyLength(input.Key);
  const bucket = await findBucket(scope, input);
  return { bucket, object: await findObject(scope.db, bucket, input.Key) };
}

/** Whatever is put or taken: what may be done to it does not change, so that no revision moves. */
export const touchesNothing = () => ({});

/** The tags that an object has, which bear on what may be done to it. */
export function existingTags(object: StoredObject | null): RequestContext {
  return Object.fromEntries((object?.tags ?? []).map(({ Key, Value }) => [`s3:ExistingObjectTag/${Key}`, Value]));
}

/** The tags that a call gives an object. */
export function requestedTags(tags: readonly TagPair[]): RequestContext {
  if (tags.length === 0) return {};
  const values = Object.fromEntries(tags.map(({ Key, Value }) => [`s3:RequestObjectTag/${Key}`, Value]));
  return { 's3:RequestObjectTagKeys': tags.map(({ Key }) => Key), ...values };
}

/** What tells calls that end with a new object from those that upload a part of one. */
export const CREATES: RequestContext = { 's3:ObjectCreationOperation': 'true' };

/** AWS: who may not list a bucket does not learn from a missing key whether it is there. */
export function readingChecks(action: string, key: string, scope: Scope, { bucket, object }: NamedObject): Check[] {
  const check = bucketCheck(action, scope, bucket, { key, context: existingTags(object) });
  return object ? [check] : [check, bucketCheck('s3:ListBucket', scope, bucket)];
}

/** A call that reads something of an object, with or without a signature. */
export const ofReading = (action: string) => ({
  anonymous: ownerOfBucket,
  target: findBucketAndObject,
  checks: ({ Key }: AskedObject, scope: Scope, named: NamedObject): Check[] => readingChecks(action, Key, scope, named),
});
