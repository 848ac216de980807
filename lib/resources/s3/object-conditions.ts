import type { AwsError } from '../../core/errors';
import { noSuchKey, s3Error } from './errors';
import type { StoredObject } from './objects';

// Source: RFC 9110, section 13.2.2; Amazon S3 API Reference, "GetObject" and "CopyObject".

export type Conditions = {
  IfMatch?: string | undefined;
  IfNoneMatch?: string | undefined;
  IfModifiedSince?: Date | undefined;
  IfUnmodifiedSince?: Date | undefined;
};

export function failedPrecondition(condition: string): AwsError {
  return s3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });
}

/** Returns whether an entity tag matches. Some clients omit its quotation marks. */
function isSameTag(given: string, object: StoredObject | null): boolean {
  return object !== null && (given === '*' || given === object.etag || `"${given}"` === object.etag);
}

/**
 * Returns the first unmet condition on reading an object: its name, and whether the reader has the object already. Null: all are
 * met.
 */
export function unmetCondition(
  object: StoredObject,
  { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince }: Conditions,
): { condition: string; isSame: boolean } | null {
  const seconds = (time: Date) => Math.floor(time.getTime() / 1000);
  const modified = seconds(object.modifiedAt);
  if (IfMatch !== undefined && !isSameTag(IfMatch, object)) return { condition: 'If-Match', isSame: false };
  if (IfMatch === undefined && IfUnmodifiedSince && modified > seconds(IfUnmodifiedSince))
    return { condition: 'If-Unmodified-Since', isSame: false };
  if (IfNoneMatch !== undefined) return isSameTag(IfNoneMatch, object) ? { condition: 'If-None-Match', isSame: true } : null;
  const isOld = IfModifiedSince && modified <= seconds(IfModifiedSince);
  return isOld ? { condition: 'If-Modified-Since', isSame: true } : null;
}

/** @throws AwsError PreconditionFailed, NoSuchKey if an object must not be replaced, or must exist to be replaced */
export function requireReplaceable(
  key: string,
  object: StoredObject | null,
  { IfMatch, IfNoneMatch }: Pick<Conditions, 'IfMatch' | 'IfNoneMatch'>,
): void {
  if (IfNoneMatch !== undefined && isSameTag(IfNoneMatch, object)) throw failedPrecondition('If-None-Match');
  if (IfMatch !== undefined && !object) throw noSuchKey(key);
  if (IfMatch !== undefined && !isSameTag(IfMatch, object)) throw failedPrecondition('If-Match');
}
