import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import {
  type AccessAccount,
  type AccessModel,
  type AccessResource,
  type ActionIndex,
  type EffectivePermissions,
  effectivePermissions,
  type ResourceAnswer,
  resourceAnswersSteps,
} from '@gatehouse/policy/analyze';
import type { PolicySet, PreparedPolicy } from '@gatehouse/policy/evaluate';
import { BoundedMap } from '../../core/cache/bounded-map';
import type { Scope } from '../../core/operation';
import { grouped, takeInTurns } from '../../core/work/bulk';
import { isThere } from '../../resources/resources';
import { draftControls } from '../drafts';
import { knownFacts } from '../known-facts';
import { accessModelOf, loadAccessAccounts } from '../model/access-model';
import { actionIndex } from '../model/action-index';
import type { AccessSubject } from '../subject';

/** The permissions, including the effects of the account's resource policies and RCPs. */
export type OnResources = {
  permissions: EffectivePermissions;
  /** The resource answers for each action, by its lower-case name. */
  answers: ReadonlyMap<string, readonly ResourceAnswer[]>;
  /** The ARNs of resources whose policies limit an action, by its lower-case name. */
  limitedBy: ReadonlyMap<string, readonly string[]>;
  /** The number of resources with a policy that were not evaluated. */
  more: number;
};

/** The most resources that are evaluated. */
const MOST_RESOURCES = 500;

/**
 * Returns the permissions of a user or role, including the policies on the account's resources and the RCPs over it. Access to other
 * accounts' resources is not included.
 */
export async function permissionsOnResources(subject: AccessSubject, scope: Scope): Promise<OnResources> {
  const { caller, account, arn, policies } = subject;
  const index = await actionIndex();
  const own = (await loadAccessAccounts(scope, [account])).get(account.id);
  const rcp = own?.management ? undefined : own?.rcp;
  const stored = { ...policies.policies, ...(rcp && { rcp }), rcpServices: loadCatalog().rcpSupportedServices };
  // Drafts of RCPs apply to the account that owns the resources, which is this one. RCPs never apply to the management account.
  const set = own?.management ? stored : draftControls(stored, subject.drafts, account.id);
  const permissions = effectivePermissions(caller.principal, set, index, {
    ...knownFacts(policies),
    credential: caller.credential,
  });
  const there = (own?.resources ?? []).filter((resource) => resource.policy !== undefined && isThere(resource, scope.now));
  const ask = () => askResources(accessModelOf(own ? [aloneIn(own, arn, set)] : []), arn, there.slice(0, MOST_RESOURCES), index);
  const answers = own
    ? await askedOnce(JSON.stringify([arn, caller.credential, subject.drafts ?? []]), own, there, ask)
    : new Map<string, ResourceAnswer[]>();
  const all = [...answers.values()].flat();
  const limiting = all.filter((answer) => permissions.isLimitedBy(answer));
  const byAction = grouped(limiting, ({ action }) => action.toLowerCase());
  return {
    permissions: permissions.onResources(all),
    answers,
    limitedBy: new Map([...byAction].map(([action, some]) => [action, some.map(({ resource }) => resource)])),
    more: Math.max(0, there.length - MOST_RESOURCES),
  };
}

type Answers = Map<string, ResourceAnswer[]>;

/** Asks each resource which actions it changes for a principal. Returns the answers by the action's lower-case name. */
async function askResources(
  model: AccessModel,
  arn: string,
  resources: readonly AccessResource[],
  index: ActionIndex,
): Promise<Answers> {
  const answers: Answers = new Map();
  for (const resource of resources) {
    for (const answer of await takeInTurns(resourceAnswersSteps(model, arn, resource, index))) {
      const key = answer.action.toLowerCase();
      const known = answers.get(key);
      if (known) known.push(answer);
      else answers.set(key, [answer]);
    }
  }
  return answers;
}

type Asked = { account: AccessAccount; resources: readonly AccessResource[]; answers: Promise<Answers> };
const kept = new BoundedMap<string, Asked>(50);

/**
 * Returns the kept answers to a question, or asks. A page asks for all services first, then for each that is opened.
 * INVARIANT (revision): the account's part of a model is another object once the account or its organization has changed.
 * @param resources the resources that exist now; some expire without a change
 */
async function askedOnce(
  question: string,
  account: AccessAccount,
  resources: readonly AccessResource[],
  ask: () => Promise<Answers>,
): Promise<Answers> {
  const known = kept.get(question);
  const isSame =
    known?.account === account &&
    known.resources.length === resources.length &&
    known.resources.every((resource, at) => resource === resources[at]);
  if (known && isSame) return known.answers;
  const answers = ask();
  kept.set(question, { account, resources, answers });
  answers.catch(() => {
    if (kept.get(question)?.answers === answers) kept.delete(question);
  });
  return answers;
}

/** Returns the account with a single principal and its policies, drafts included. */
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
