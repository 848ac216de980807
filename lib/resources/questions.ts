import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { ResourceKind, StoredResource } from '../core/kind';
import type { Check, Scope } from '../core/operation';

/** What a call names: a resource of an account, whether or not there is one. */
export type NamedResource<Settings extends object = object> = {
  arn: string;
  accountId: string;
  found: StoredResource<Settings> | null;
};

/** The part of a check that follows from the resource. */
export type ResourceFacts = Pick<
  Check,
  'resourceAccount' | 'resourcePolicy' | 'resourceTags' | 'context' | 'blockPublicAccess' | 'ownersOnly'
>;

/** Returns whether AWS lets no other account take an action on such a resource. */
export function isOwnersOnly({ ownersOnly }: Pick<ResourceKind, 'ownersOnly'>, action: string): boolean {
  return ownersOnly?.has(action.toLowerCase()) ?? false;
}

/**
 * What a question is told of a resource by itself: its owner, its policy, its tags and the keys that it feeds.
 * @param asked by which action, from which account; without an action it is about all of them
 */
export function resourceFacts<Settings extends object>(
  kind: ResourceKind<Settings>,
  { arn, accountId, found }: NamedResource<Settings>,
  { action, callerAccountId }: { action: string | undefined; callerAccountId: string },
): ResourceFacts {
  return {
    resourceAccount: accountId,
    ...(kind.policy && { resourcePolicy: { resourceArn: arn, document: found?.policy ?? null } }),
    ...(action !== undefined && isOwnersOnly(kind, action) && { ownersOnly: true }),
    ...(found && kind.blocksPublicAccess?.(found) && { blockPublicAccess: true }),
    resourceTags: found && (kind.tagsCount?.(found) ?? true) ? found.tags : [],
    ...(kind.keys && { context: kind.keys(found, callerAccountId) }),
  };
}

/**
 * The one question whether the caller may do something to a resource.
 * @param more.context condition keys of this call
 */
export function resourceCheck<Settings extends object>(
  action: string,
  { accountId }: Pick<Scope, 'accountId'>,
  kind: ResourceKind<Settings>,
  named: NamedResource<Settings>,
  { context }: { context?: RequestContext } = {},
): Check {
  const facts = resourceFacts(kind, named, { action, callerAccountId: accountId });
  return { action, resource: named.arn, tellsOwner: true, ...facts, context: { ...facts.context, ...context } };
}
