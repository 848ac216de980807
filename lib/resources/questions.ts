import type { Check, Scope } from '../core/operation';
import type { RequestContext } from '../engine';
import type { ResourceKind, StoredResource } from './kind';

/** What a call names: a resource of an account, whether or not there is one. */
export type NamedResource<Settings extends object = object> = {
  arn: string;
  accountId: string;
  found: StoredResource<Settings> | null;
};

/** What a question is told of a resource by itself: its owner, its policy, its tags and the keys that it feeds. */
export function resourceFacts<Settings extends object>(
  kind: ResourceKind<Settings>,
  { arn, accountId, found }: NamedResource<Settings>,
  callerAccountId: string,
): Pick<Check, 'resourceAccount' | 'resourcePolicy' | 'resourceTags' | 'context'> {
  return {
    resourceAccount: accountId,
    ...(kind.policy && { resourcePolicy: { resourceArn: arn, document: found?.policy ?? null } }),
    resourceTags: found?.tags ?? [],
    ...(kind.keys && { context: kind.keys(found, callerAccountId) }),
  };
}

type More = {
  /** Condition keys of this call. */
  context?: RequestContext;
  /** AWS lets no other account make this call, whatever the policy on the resource says. */
  ownAccountOnly?: boolean;
};

/** The one question whether the caller may do something to a resource. */
export function resourceCheck<Settings extends object>(
  action: string,
  scope: Pick<Scope, 'accountId'>,
  kind: ResourceKind<Settings>,
  named: NamedResource<Settings>,
  { context, ownAccountOnly = false }: More = {},
): Check {
  const facts = resourceFacts(kind, named, scope.accountId);
  const closed = ownAccountOnly && named.accountId !== scope.accountId && kind.policy !== undefined;
  return {
    action,
    resource: named.arn,
    tellsOwner: true,
    ...facts,
    ...(closed && { resourcePolicy: { resourceArn: named.arn, document: null } }),
    context: { ...facts.context, ...context },
  };
}
