import type { RequestContext } from '@gatehouse/policy/evaluate';
import { requestTagContext } from '../core/authorization/context';
import { quotas } from '../core/quotas';
import { putTags, readTags, removeTags, type TagPair } from '../core/tags';
import { constraintViolation, invalidInput } from './errors';
import type { OrganizationScope } from './organizations-operation';

/** AWS: unlike in IAM, tag keys of Organizations are case-sensitive. */
function sameKey(a: string, b: string): boolean {
  return a === b;
}

type Question = { resource: string; resourceTags?: readonly TagPair[]; action?: string; context?: RequestContext };

/** Returns the checks of a creation. As in AWS, tags on creation also need organizations:TagResource. */
export function creationQuestions(created: Question, tagged: Question, tags: readonly TagPair[] | undefined): Question[] {
  const context = requestTagContext(tags);
  const questions = [{ ...created, context: { ...created.context, ...context } }];
  if (!tags || tags.length === 0) return questions;
  return [...questions, { ...tagged, action: 'organizations:TagResource', context: { ...tagged.context, ...context } }];
}

/**
 * Adds tags or replaces their values.
 * @throws AwsError InvalidInput for a duplicate or reserved key, ConstraintViolation beyond 50 tags
 */
export async function tagOrganizationResource(
  scope: OrganizationScope,
  resourceId: string,
  tags: readonly TagPair[],
): Promise<void> {
  const keys = tags.map((tag) => tag.Key);
  if (new Set(keys).size < keys.length) throw invalidInput('DUPLICATE_TAG_KEY', 'Duplicate tag keys found.');
  requireCustomerKeys(keys);
  const present = new Set((await readTags(scope.db, resourceId)).map((tag) => tag.Key));
  if (present.size + keys.filter((key) => !present.has(key)).length > quotas().TagsPerResource) {
    throw constraintViolation('MAX_TAG_LIMIT_EXCEEDED', 'TagsPerResource');
  }
  // The organization owns these tags, so they are deleted with it and not with an account.
  await putTags(scope.db, { id: resourceId, accountId: scope.organization.id }, tags, sameKey);
}

export async function untagOrganizationResource(
  scope: OrganizationScope,
  resourceId: string,
  keys: readonly string[],
): Promise<void> {
  requireCustomerKeys(keys);
  await removeTags(scope.db, resourceId, keys, sameKey);
}

/** Refuses keys that begin with `aws:`, which AWS reserves. */
function requireCustomerKeys(keys: readonly string[]): void {
  if (keys.some((key) => /^aws:/i.test(key))) throw invalidInput('INVALID_SYSTEM_TAGS_PARAMETER');
}
