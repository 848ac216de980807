import { quotaInWords, quotas } from '../core/quotas';
import { putTags, readTags, type TagPair } from '../core/tags';
import { invalid, quotaExceeded } from './errors';
import type { InstanceScope } from './operation';

/** Returns whether two keys are equal. As in Organizations, keys are case-sensitive. */
export function sameKey(one: string, other: string): boolean {
  return one === other;
}

/**
 * Refuses keys that begin with `aws:`, which AWS reserves.
 * @throws AwsError ValidationException
 */
export function requireCustomerKeys(keys: readonly string[]): void {
  if (keys.some((key) => /^aws:/i.test(key))) throw invalid('Tag keys that begin with aws: are reserved for AWS.');
}

/**
 * Adds tags to an instance or something in it, or replaces their values. Their owner is that of the instance.
 * @throws AwsError ValidationException for a duplicate or reserved key, ServiceQuotaExceededException beyond 50 tags
 */
export async function tagInstanceResource(
  { db, instance }: Pick<InstanceScope, 'db' | 'instance'>,
  id: string,
  tags: readonly TagPair[],
): Promise<void> {
  const keys = tags.map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) throw invalid('Duplicate tag keys found.', 'Tags');
  requireCustomerKeys(keys);
  const present = new Set((await readTags(db, id)).map(({ Key }) => Key));
  if (present.size + keys.filter((key) => !present.has(key)).length > quotas().TagsPerResource)
    throw quotaExceeded(`The resource would have too many tags. ${quotaInWords('TagsPerResource')}`);
  await putTags(db, { id, accountId: instance.ownerId }, tags, sameKey);
}
