import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { ResourceKind, StoredResource } from '../core/module/kind';
import type { Check, Scope } from '../core/operation';

/** A resource that a call names, whether or not it exists. */
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

/** Returns whether AWS never allows other accounts an action on such a resource. */
export function isOwnersOnly({ ownersOnly }: Pick<ResourceKind, 'ownersOnly'>, action: string): boolean {
  return ownersOnly?.has(action.toLowerCase()) ?? false;
}

/**
 * Returns the parts of a check that follow from a resource: its owner, policy, tags and condition keys.
 * @param asked the action and the caller's account; without an action, the check covers all actions
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
 * Returns the check whether the caller may do something to a resource.
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
