import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { AwsError } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import { putTags, readTags, removeTags, type TagPair } from '../../core/tags';
import { billingOperation } from '../billing-operation';
import { readBudgetArn } from './arns';
import { requireOwn } from './budget-operation';
import { invalidParameter } from './errors';
import { findBudget } from './rows';
import { ListTagsForResourceInput, TagResourceInput, UntagResourceInput } from './schema';
import { requireTags } from './tags';

type Found = { accountId: string; id: string | null; tags: TagPair[] };

/** Returns the budget or action of an ARN with its tags; null for other ARNs. */
async function findResource({ db, accountId }: Scope, arn: string): Promise<Found | null> {
  const named = readBudgetArn(arn);
  if (!named) return null;
  if (named.accountId !== accountId) return { accountId: named.accountId, id: null, tags: [] };
  const budget = await findBudget(db, accountId, named.name);
  const action =
    named.actionId !== null &&
    budget &&
    (await db.budgetAction.findFirst({ where: { id: named.actionId, budgetId: budget.id } }));
  const id = named.actionId === null ? budget?.id : action ? action.id : undefined;
  return { accountId, id: id ?? null, tags: id === undefined ? [] : await readTags(db, id) };
}

function tagCheck(action: string, arn: string, scope: Scope, found: Found | null, context?: Check['context']): Check {
  return {
    action: `budgets:${action}`,
    resource: arn,
    ...(found && found.accountId !== scope.accountId && { resourceAccount: found.accountId }),
    ...(found && found.tags.length > 0 && { resourceTags: found.tags }),
    ...(context && { context }),
  };
}

/**
 * Returns an existing resource.
 * @throws AwsError InvalidParameterException, AccessDenied, NotFoundException
 */
function requireResource(scope: Scope, arn: string, found: Found | null): { id: string; tags: TagPair[] } {
  if (!found) throw invalidParameter(`${arn} is not the ARN of a budget.`, 'ResourceARN');
  requireOwn(found.accountId, scope);
  if (found.id === null) throw new AwsError('NotFoundException', `Unable to get the resource ${arn} - it doesn't exist.`);
  return { id: found.id, tags: found.tags };
}

export const TagResource = billingOperation({
  service: 'budgets',
  name: 'TagResource',
  access: 'Tagging',
  input: TagResourceInput,
  target: ({ ResourceARN }, scope) => findResource(scope, ResourceARN),
  checks: ({ ResourceARN, ResourceTags }, scope, found) => [
    tagCheck('TagResource', ResourceARN, scope, found, requestTagContext(ResourceTags)),
  ],
  run: async ({ ResourceARN, ResourceTags }, scope, found) => {
    const { id, tags } = requireResource(scope, ResourceARN, found);
    requireTags(tags, ResourceTags);
    await putTags(scope.db, { id, accountId: scope.accountId }, ResourceTags, (a, b) => a === b);
    return {};
  },
  touches: () => ({}),
});

export const UntagResource = billingOperation({
  service: 'budgets',
  name: 'UntagResource',
  access: 'Tagging',
  input: UntagResourceInput,
  target: ({ ResourceARN }, scope) => findResource(scope, ResourceARN),
  checks: ({ ResourceARN, ResourceTagKeys }, scope, found) => [
    tagCheck('UntagResource', ResourceARN, scope, found, tagKeysContext(ResourceTagKeys)),
  ],
  run: async ({ ResourceARN, ResourceTagKeys }, scope, found) => {
    const { id } = requireResource(scope, ResourceARN, found);
    await removeTags(scope.db, id, ResourceTagKeys, (a, b) => a === b);
    return {};
  },
  touches: () => ({}),
});

export const ListTagsForResource = billingOperation({
  service: 'budgets',
  name: 'ListTagsForResource',
  access: 'Read',
  input: ListTagsForResourceInput,
  target: ({ ResourceARN }, scope) => findResource(scope, ResourceARN),
  checks: ({ ResourceARN }, scope, found) => [tagCheck('ListTagsForResource', ResourceARN, scope, found)],
  run: async ({ ResourceARN }, scope, found) => ({ ResourceTags: requireResource(scope, ResourceARN, found).tags }),
});
