import { loadCatalog } from '../catalog/load-catalog';
import { giveWay } from '../core/bulk';
import type { Scope } from '../core/operation';
import {
  type AccessAccount,
  type EffectivePermissions,
  effectivePermissions,
  type ResourceAnswer,
  resourceAnswers,
} from '../engine';
import { isThere } from '../resources/resources';
import { accessModelOf, loadAccessAccounts } from './access-model';
import { actionIndex } from './action-index';
import { knownFacts } from './known-facts';
import type { Subject } from './subject';

/** Permissions with what the account's resources and RCPs make of them. */
export type OnResources = {
  permissions: EffectivePermissions;
  /** The answers for each action, by its name in lower case. */
  answers: ReadonlyMap<string, readonly ResourceAnswer[]>;
  /** The number of resources with a policy that were not looked at. */
  more: number;
};

/** The number of resources that are looked at. */
const MOST_RESOURCES = 500;

/**
 * Returns what a user or role can do when the policies on the resources of its account and the RCPs over the account count as well.
 * What other accounts' resources give is not part of it.
 */
export async function permissionsOnResources(subject: Subject, scope: Scope): Promise<OnResources> {
  const { caller, account, arn, policies } = subject;
  const index = await actionIndex();
  const own = (await loadAccessAccounts(scope, [account])).get(account.id);
  const rcp = own?.management ? undefined : own?.rcp;
  const set = { ...policies.policies, ...(rcp && { rcp, rcpServices: loadCatalog().rcpSupportedServices }) };
  const permissions = effectivePermissions(caller.principal, set, index, {
    ...knownFacts(policies),
    credential: caller.credential,
  });
  const model = accessModelOf(own ? [aloneIn(own, subject)] : []);
  const withPolicies = model.resources.filter((resource) => resource.policy !== undefined && isThere(resource, scope.now));
  const answers = new Map<string, ResourceAnswer[]>();
  for (const resource of withPolicies.slice(0, MOST_RESOURCES)) {
    await giveWay();
    for (const answer of resourceAnswers(model, arn, resource, index)) {
      const key = answer.action.toLowerCase();
      const known = answers.get(key);
      if (known) known.push(answer);
      else answers.set(key, [answer]);
    }
  }
  return {
    permissions: permissions.onResources([...answers.values()].flat()),
    answers,
    more: Math.max(0, withPolicies.length - MOST_RESOURCES),
  };
}

/** The account with the subject as its only principal, under the policies that the subject has, drafts included. */
function aloneIn(account: AccessAccount, { arn, policies: { policies } }: Subject): AccessAccount {
  const principals = account.principals
    .filter((principal) => principal.arn === arn)
    .map(({ boundary: _, ...principal }) => ({
      ...principal,
      identity: policies.identity,
      ...(policies.boundary && { boundary: policies.boundary }),
    }));
  return { ...account, principals, groups: [], ...(policies.scp && { scp: policies.scp }) };
}
