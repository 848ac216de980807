import { requestTagContext } from '../core/context';
import { quotas } from '../core/quotas';
import { putTags, readTags, removeTags, type TagPair } from '../core/tags';
import type { RequestContext } from '../engine';
import { constraintViolation, invalidInput } from './errors';
import type { OrganizationScope } from './organizations-operation';

/** AWS: unlike IAM's, tag keys of Organizations are compared with regard to case. */
function sameKey(a: string, b: string): boolean {
  return a === b;
}

type Question = { resource: string; resourceTags?: readonly TagPair[]; action?: string; context?: RequestContext };

/** AWS: tagging on creation needs organizations:TagResource besides the right to create. */
export function creationQuestions(created: Question, tagged: Question, tags: readonly TagPair[] | undefined): Question[] {
  const context = requestTagContext(tags);
  const questions = [{ ...created, context: { ...created.context, ...context } }];
  if (!tags || tags.length === 0) return questions;
  return [...questions, { ...tagged, action: 'organizations:TagResource', context: { ...tagged.context, ...context } }];
}

/**
 * Adds tags to a resource of the organization or replaces their values.
 * @throws AwsError InvalidInput for a key given twice or one of AWS's own, ConstraintViolation beyond 50 tags
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
  // The organization owns these tags, so that they go with it and with no account.
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

/** AWS: keys that begin with `aws:` are reserved. */
function requireCustomerKeys(keys: readonly string[]): void {
  if (keys.some((key) => /^aws:/i.test(key))) throw invalidInput('INVALID_SYSTEM_TAGS_PARAMETER');
}
