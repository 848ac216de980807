import { invalidInput, limitExceeded } from '../core/errors';
import type { Check, Scope } from '../core/operation';
import { quotas } from '../core/quotas';
import { putTags, readTags, type TagPair, tagsAtStart } from '../core/tags';
import type { Transaction } from '../db/client';

/** Returns whether two tag keys are equal. As in AWS, IAM ignores case but preserves it. */
export function sameIamTagKey(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * Refuses duplicate and reserved keys.
 * @throws AwsError InvalidInput
 */
function requireUsableTags(tags: readonly TagPair[]): void {
  const keys = new Set(tags.map((tag) => tag.Key.toLowerCase()));
  if ([...keys].some((key) => key.startsWith('aws:')))
    throw invalidInput('Tag keys must not start with the reserved prefix aws:.', 'Tags');
  if (keys.size < tags.length)
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.', 'Tags');
}

/**
 * Tags a resource.
 * @throws AwsError InvalidInput for unusable keys, LimitExceeded beyond the quota of 50
 */
export async function tagIamResource(
  db: Transaction,
  resource: { id: string; accountId: string },
  tags: readonly TagPair[],
): Promise<void> {
  requireUsableTags(tags);
  const present = await readTags(db, resource.id);
  const added = tags.filter((tag) => !present.some(({ Key }) => sameIamTagKey(Key, tag.Key)));
  if (present.length + added.length > quotas().TagsPerResource)
    throw limitExceeded('The number of tags has reached the maximum limit.', 'Tags');
  await putTags(db, resource, tags, sameIamTagKey);
}

/**
 * Returns the authorization check for an object with its tags for aws:ResourceTag.
 * @param id the id of its tags; null if the object does not exist
 */
export async function taggedCheck(
  action: string,
  scope: Scope,
  resource: string,
  id: string | null | undefined,
  more: Pick<Check, 'context' | 'resourceAccount'> = {},
): Promise<Check[]> {
  return [{ action, resource, resourceTags: id ? await tagsAtStart(scope, id) : [], ...more }];
}
