import { invalidInput, limitExceeded } from '../core/errors';
import type { Check, Scope } from '../core/operation';
import { quotas } from '../core/quotas';
import { putTags, readTags, type TagPair, tagsAtStart } from '../core/tags';
import type { Transaction } from '../db/client';

/** AWS: IAM tag keys are compared without regard to case and keep the case they were written in. */
export function sameIamTagKey(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** @throws AwsError InvalidInput for a key given twice, or one that begins as AWS's own do */
function requireUsableTags(tags: readonly TagPair[]): void {
  const keys = new Set(tags.map((tag) => tag.Key.toLowerCase()));
  if ([...keys].some((key) => key.startsWith('aws:')))
    throw invalidInput('Tag keys must not start with the reserved prefix aws:.', 'Tags');
  if (keys.size < tags.length)
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.', 'Tags');
}

/** Tags a resource. @throws AwsError InvalidInput for keys that cannot be used, LimitExceeded beyond the quota of 50 */
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
 * The one question about something that can have tags, with those it has for aws:ResourceTag.
 * @param id under which its tags are kept; null where there is no such thing
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
