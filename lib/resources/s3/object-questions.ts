import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { Check, Scope } from '../../core/operation';
import type { TagPair } from '../../core/tags';
import { type AskedBucket, bucketCheck, findBucket, ownerOfBucket } from './buckets';
import { findObject, requireKeyLength, type StoredObject } from './objects';
import type { BucketResource } from './resource';

export type AskedObject = AskedBucket & { Key: string };
/** An object that a call names, whether or not it exists. */
export type NamedObject = { bucket: BucketResource; object: StoredObject | null };

/** @throws AwsError NoSuchBucket, KeyTooLongError */
export async function findBucketAndObject(input: AskedObject, scope: Scope): Promise<NamedObject> {
  requireKeyLength(input.Key);
  const bucket = await findBucket(scope, input);
  return { bucket, object: await findObject(scope.db, bucket, input.Key) };
}

/** Objects do not affect permissions, so they move no revision. */
export const touchesNothing = () => ({});

/** Returns the condition keys of an object's tags. */
export function existingTags(object: StoredObject | null): RequestContext {
  return Object.fromEntries((object?.tags ?? []).map(({ Key, Value }) => [`s3:ExistingObjectTag/${Key}`, Value]));
}

/** Returns the condition keys of the tags that a call gives an object. */
export function requestedTags(tags: readonly TagPair[]): RequestContext {
  if (tags.length === 0) return {};
  const values = Object.fromEntries(tags.map(({ Key, Value }) => [`s3:RequestObjectTag/${Key}`, Value]));
  return { 's3:RequestObjectTagKeys': tags.map(({ Key }) => Key), ...values };
}

/** Distinguishes calls that create an object from uploads of a part. */
export const CREATES: RequestContext = { 's3:ObjectCreationOperation': 'true' };

/**
 * Returns the checks for reading an object. AWS: a caller who may not list the bucket does not learn whether a missing key
 * exists.
 */
export function readingChecks(action: string, key: string, scope: Scope, { bucket, object }: NamedObject): Check[] {
  const check = bucketCheck(action, scope, bucket, { key, context: existingTags(object) });
  return object ? [check] : [check, bucketCheck('s3:ListBucket', scope, bucket)];
}

/** Returns the parts of a call that reads something of an object, with or without a signature. */
export const ofReading = (action: string) => ({
  anonymous: ownerOfBucket,
  target: findBucketAndObject,
  checks: ({ Key }: AskedObject, scope: Scope, named: NamedObject): Check[] => readingChecks(action, Key, scope, named),
});
