import { AwsError } from '../../core/errors';
import type { TagPair } from '../../core/tags';
import { invalidParameter } from './errors';
import { MOST_TAGS } from './limits';

/**
 * Refuses invalid tags.
 * @throws AwsError InvalidParameterException for a duplicate or reserved key, ServiceQuotaExceededException
 */
export function requireTags(present: readonly TagPair[], tags: readonly TagPair[]): void {
  const keys = tags.map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) throw invalidParameter('Duplicate tag keys found.', 'ResourceTags');
  if (keys.some((key) => /^aws:/i.test(key)))
    throw invalidParameter('Tag keys that begin with aws: are reserved.', 'ResourceTags');
  const all = new Set([...present.map(({ Key }) => Key), ...keys]);
  if (all.size > MOST_TAGS)
    throw new AwsError('ServiceQuotaExceededException', `A budget or an action can have at most ${MOST_TAGS} tags.`);
}
