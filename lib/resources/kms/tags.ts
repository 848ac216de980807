import type { TagErrors } from '../tags';
import { kmsError } from './errors';
import type { CreateKeyInput } from './schema';

export const KMS_TAG_ERRORS: TagErrors = {
  tooMany: () => kmsError('LimitExceededException', 'Too many tags', 'Tags'),
  twice: () => kmsError('TagException', 'Duplicate tag keys', 'Tags'),
  reserved: () => kmsError('TagException', 'aws: prefixed tag key names are not allowed for external use.', 'Tags'),
};

/** Returns tags in the form of the other services. */
export function tagPairs(tags: CreateKeyInput['Tags'] = []): { Key: string; Value: string }[] {
  return tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue }));
}
