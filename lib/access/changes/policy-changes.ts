import {
  type AccessAccount,
  type AccessModel,
  type AccessResource,
  haveSameContent,
  policyChangeSteps,
} from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { findAccountFacts } from '../../core/account-facts';
import { isPublicPolicy } from '../../core/authorization/public-policy';
import { arnsOfIds } from '../../core/authorization/stored-principals';
import type { Scope } from '../../core/operation';
import { giveWay, takeInTurns } from '../../core/work/bulk';
import { principalsNamed } from '../model/access-model';
import { actionIndex } from '../model/action-index';
import { type AlikeChange, changesOnResource, heldByName, summarize } from '../policy-preview/operations';
import { Zones } from '../zones';
import type { Side } from './moments';

/** A resource policy or trust policy that differs between two points in time. */
export type ChangedResourcePolicy = {
  arn: string;
  accountId: string;
  kind: 'resource' | 'trust';
  /** The resource at each point in time, absent where it does not exist. */
  was?: AccessResource;
  is?: AccessResource;
};

export type PolicyChanged = {
  Arn: string;
  AccountId: string;
  On: 'resource' | 'role';
  /** The kind of change: a new, deleted or different policy. */
  Kind: 'added' | 'removed' | 'changed';
  /** The numbers of principals that gain or lose access by it. */
  Gain: number;
  Lose: number;
  /** The changes with external principals first, and principals with the same changes together. */
  Changes: AlikeChange[];
  MorePrincipals: number;
  /** The policy is public now and was not before. */
  NewlyPublic: boolean;
};

/** Returns the policies that differ, resource policies by ARN first. */
export async function changedPolicies(before: Side, after: Side): Promise<ChangedResourcePolicy[]> {
  const resources = await pairs(before, after, resourcesOf);
  const roles = await pairs(before, after, rolesOf);
  const changed: ChangedResourcePolicy[] = [];
  for (const [kind, found] of [
    ['resource', resources],
    ['trust', roles],
  ] as const) {
    for (const [arn, { was, is }] of [...found].sort(([one], [other]) => (one < other ? -1 : 1))) {
      const there = is ?? was;
      if (there && !isSame(was, is))
        changed.push({ arn, accountId: there.accountId, kind, ...(was && { was }), ...(is && { is }) });
      await giveWay();
    }
  }
  return changed;
}

type Pair = { was?: AccessResource; is?: AccessResource };

async function pairs(
  before: Side,
  after: Side,
  of: (side: Side) => Iterable<AccessResource>,
): Promise<ReadonlyMap<string, Pair>> {
  const found = new Map<string, Pair>();
  for (const resource of of(before)) {
    found.set(resource.arn, { was: resource });
    await giveWay();
  }
  for (const resource of of(after)) {
    found.set(resource.arn, { ...found.get(resource.arn), is: resource });
    await giveWay();
  }
  return found;
}

const resourcesOf = ({ model }: Side) => model.resources;

/** Yields the roles as resources of requests to assume them, with their trust policies. */
function* rolesOf({ members }: Side): Generator<AccessResource> {
  for (const [arn, { account, principal }] of members)
    if (principal.trust) yield { arn, accountId: account.accountId, policy: principal.trust };
}

function isSame(was: AccessResource | undefined, is: AccessResource | undefined): boolean {
  return haveSameContent(was?.policy, is?.policy) && was?.blockPublicAccess === is?.blockPublicAccess;
}

/** Returns whose access a policy changes, with everything else as at the later point in time. */
export async function changeOfPolicy(
  scope: Scope,
  changed: ChangedResourcePolicy,
  [before, after]: readonly [Side, Side],
): Promise<PolicyChanged> {
  const { arn, accountId, kind, was, is } = changed;
  const index = await actionIndex();
  const names = await namesOf(scope, [was?.policy, is?.policy], [before, after]);
  // A missing resource allows nothing.
  const without = { ...(is ?? was), arn, accountId, policy: undefined } as AccessResource;
  const model = (resource: AccessResource): AccessModel => {
    const own = [after, before].flatMap((side) => side.model.accounts.find((each) => each.accountId === accountId) ?? []);
    const accounts = own.slice(0, 1).map((account) => (kind === 'trust' ? withTrust(account, resource) : account));
    return { ...after.model, accounts, resources: [resource], names };
  };
  const changes = await takeInTurns(policyChangeSteps(model(was ?? without), model(is ?? without), arn, index));
  const zones = new Zones(scope, accountId, (await findAccountFacts(scope.db, accountId))?.organization?.id);
  const named = await changesOnResource(changes, zones);
  const { Gain, Lose, Changes, MorePrincipals } = await summarize(named, index, heldByName(index));
  return {
    ...{ Arn: arn, AccountId: accountId, On: kind === 'trust' ? 'role' : 'resource', Gain, Lose, Changes, MorePrincipals },
    Kind: was?.policy === undefined ? 'added' : is?.policy === undefined ? 'removed' : 'changed',
    NewlyPublic: (await letsPublicIn(is)) && !(await letsPublicIn(was)),
  };
}

async function letsPublicIn(resource: AccessResource | undefined): Promise<boolean> {
  return resource?.policy !== undefined && resource.blockPublicAccess !== true && (await isPublicPolicy(resource.policy));
}

function withTrust(account: AccessAccount, { arn, policy }: AccessResource): AccessAccount {
  const principals = account.principals.map((principal) => (principal.arn === arn ? { ...principal, trust: policy } : principal));
  return { ...account, principals };
}

/** Resolves the unique ids in policies to ARNs of users and roles, deleted ones included. */
async function namesOf(
  { partition }: Scope,
  policies: readonly (PreparedPolicy | undefined)[],
  sides: readonly Side[],
): Promise<ReadonlyMap<string, string>> {
  const ids = policies.flatMap((policy) => (policy ? principalsNamed(policy) : []));
  const names = new Map<string, string>();
  for (const { db } of sides) for (const [id, arn] of await arnsOfIds(db, partition, ids)) names.set(id, arn);
  return names;
}
