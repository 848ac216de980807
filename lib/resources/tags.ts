import type { AwsError } from '../core/errors';
import { quotas } from '../core/quotas';
import type { TagPair } from '../core/tags';

/** What a service answers for tags that it does not take. */
export type TagErrors = {
  tooMany: () => AwsError;
  /** A key that is given twice. */
  twice: (key: string) => AwsError;
  /** A key that begins as AWS's own do. */
  reserved: (key: string) => AwsError;
};

/**
 * The tags of a resource once some are added, whose values replace those of keys that it has. Keys are compared with regard to case.
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

/** The tags that remain once those of some keys are taken away; keys that it has not are no error (AWS). */
export function withoutTags(present: readonly TagPair[], keys: readonly string[]): TagPair[] {
  return present.filter(({ Key }) => !keys.includes(Key));
}
