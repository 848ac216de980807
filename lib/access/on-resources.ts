import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import {
  type AccessAccount,
  type EffectivePermissions,
  effectivePermissions,
  type ResourceAnswer,
  resourceAnswersSteps,
} from '@gatehouse/policy/analyze';
import type { PolicySet, PreparedPolicy } from '@gatehouse/policy/evaluate';
import { grouped, takeInTurns } from '../core/bulk';
import type { Scope } from '../core/operation';
import { isThere } from '../resources/resources';
import { accessModelOf, loadAccessAccounts } from './access-model';
import { actionIndex } from './action-index';
import { draftControls } from './drafts';
import { knownFacts } from './known-facts';
import type { Subject } from './subject';

/** Permissions with what the account's resources and RCPs make of them. */
export type OnResources = {
  permissions: EffectivePermissions;
  /** The answers for each action, by its name in lower case. */
  answers: ReadonlyMap<string, readonly ResourceAnswer[]>;
  /** The ARNs of resources whose policies make an action limited, by its name in lower case. */
  limitedBy: ReadonlyMap<string, readonly string[]>;
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
  const stored = { ...policies.policies, ...(rcp && { rcp }), rcpServices: loadCatalog().rcpSupportedServices };
  // Drafts of RCPs are on the account that owns the resources, which is this one. A management account's resources are under none.
  const set = own?.management ? stored : draftControls(stored, subject.drafts, account.id);
  const permissions = effectivePermissions(caller.principal, set, index, {
    ...knownFacts(policies),
    credential: caller.credential,
  });
  const model = accessModelOf(own ? [aloneIn(own, arn, set)] : []);
  const withPolicies = model.resources.filter((resource) => resource.policy !== undefined && isThere(resource, scope.now));
  const answers = new Map<string, ResourceAnswer[]>();
  for (const resource of withPolicies.slice(0, MOST_RESOURCES)) {
    for (const answer of await takeInTurns(resourceAnswersSteps(model, arn, resource, index))) {
      const key = answer.action.toLowerCase();
      const known = answers.get(key);
      if (known) known.push(answer);
      else answers.set(key, [answer]);
    }
  }
  const all = [...answers.values()].flat();
  const limiting = all.filter((answer) => permissions.isLimitedBy(answer));
  const byAction = grouped(limiting, ({ action }) => action.toLowerCase());
  return {
    permissions: permissions.onResources(all),
    answers,
    limitedBy: new Map([...byAction].map(([action, some]) => [action, some.map(({ resource }) => resource)])),
    more: Math.max(0, withPolicies.length - MOST_RESOURCES),
  };
}

/** The account with one principal alone, under the policies that it has, drafts included. */
function aloneIn(account: AccessAccount, arn: string, set: PolicySet<PreparedPolicy>): AccessAccount {
  const principals = account.principals
    .filter((principal) => principal.arn === arn)
    .map(({ boundary: _, ...principal }) => ({
      ...principal,
      identity: set.identity,
      ...(set.boundary && { boundary: set.boundary }),
    }));
  return { ...account, principals, groups: [], ...(set.scp && { scp: set.scp }), ...(set.rcp && { rcp: set.rcp }) };
}
