import type { AwsError } from '../core/errors';
import { quotas } from '../core/quotas';
import type { TagPair } from '../core/tags';

/** A service's errors for tags that it refuses. */
export type TagErrors = {
  tooMany: () => AwsError;
  /** Returns the error for a key that is given twice. */
  twice: (key: string) => AwsError;
  /** Returns the error for a key with AWS's reserved prefix. */
  reserved: (key: string) => AwsError;
};

/**
 * Adds tags to a resource's tags. New values replace those of existing keys. Keys are case-sensitive.
 * @throws AwsError the service's own
 */
export function withTags(present: readonly TagPair[], added: readonly TagPair[], errors: TagErrors): TagPair[] {
  const keys = new Set<string>();
  for (const { Key } of added) {
    if (Key.toLowerCase().startsWith('aws:')) throw errors.reserved(Key);
    if (keys.has(Key)) throw errors.twice(Key);
    keys.add(Key);
  }
  const tags = [...present.filter(({ Key }) => !keys.has(Key)), ...added];
  if (tags.length > quotas().TagsPerResource) throw errors.tooMany();
  return tags;
}

/** Returns the tags that remain after removing some keys. Missing keys are no error (AWS). */
export function withoutTags(present: readonly TagPair[], keys: readonly string[]): TagPair[] {
  return present.filter(({ Key }) => !keys.includes(Key));
}
