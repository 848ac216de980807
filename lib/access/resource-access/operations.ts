import {
  type AccessModel,
  type AccessResource,
  type GrantedAction,
  type Naming,
  namingOf,
  type PolicyGrant,
  policyGrantsSteps,
  reachOf,
} from '@gatehouse/policy/analyze';
import { findAccountFacts } from '../../core/account-facts';
import { isPublicPolicy } from '../../core/authorization/public-policy';
import { noSuchEntity } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { giveWay, takeInTurns } from '../../core/work/bulk';
import { accessResource, findKeptResource, isThere, keptResourceOf } from '../../resources/resources';
import { requireManagementAccount } from '../management-account';
import { reachChecks, visibleAnswers } from '../many-principals';
import { accessModelOf, loadAccessAccounts, loadAccessModel, namesIn } from '../model/access-model';
import { actionIndex } from '../model/action-index';
import { mayReadAccount } from '../readable-accounts';
import { requireKnownSubject, subjectChecks } from '../subject';
import { type Zone, Zones } from '../zones';
import { GetResourceGrantsInput, ListReachedResourcesInput } from './schema';

/** A stored resource in a list. */
export type ResourceSummary = {
  Arn: string;
  /** The prefix of its actions, and its type in the terms of the Service Authorization Reference. */
  Service: string;
  Type: string;
  Name: string;
  Region: string;
  AccountId: string;
};

/** The actions that are always possible, and those that depend on conditions. For a bucket they include actions on objects. */
export type GrantedActions = { Always: string[]; Sometimes: string[] };

export type ReachedResourceRow = ResourceSummary & {
  /** How its policy names the principal: directly, by role, by account, or as everybody. */
  Named: Naming;
  Actions: GrantedActions;
};

export type ReachedResources = {
  Resources: ReachedResourceRow[];
  /** The number of further resources that name the principal and were not evaluated. */
  More: number;
  Accounts: { Id: string; Name: string }[];
};

/** The most resources that are evaluated. Resources that name the principal itself come first. */
export const MOST_RESOURCES = 200;

const ORDER: Readonly<Record<Naming, number>> = { principal: 0, role: 1, everybody: 2, account: 3 };

/**
 * Lists the resources that a principal reaches through resource policies: those that name it, its role, its account or everybody, with the
 * possible actions.
 */
export const ListReachedResources = defineOperation({
  service: 'iam',
  name: 'ListReachedResources',
  access: 'Read',
  input: ListReachedResourcesInput,
  checks: async ({ PrincipalArn, Reach }, scope) => [
    ...(await subjectChecks(PrincipalArn, scope)),
    ...(Reach === 'organization' ? reachChecks(Reach, PrincipalArn) : []),
  ],
  run: async ({ PrincipalArn, Reach }, scope): Promise<ReachedResources> => {
    if (Reach === 'organization') requireManagementAccount(scope);
    const { arn, account, caller } = await requireKnownSubject(PrincipalArn, scope);
    const model = Reach === 'organization' ? await loadAccessModel(scope, Reach) : await modelOf(scope, [account]);
    const named: { resource: AccessResource; naming: Naming }[] = [];
    for (const resource of model.resources) {
      await giveWay();
      const naming = namingOf(resource, caller.principal);
      if (naming !== null && isThere(resource, scope.now)) named.push({ resource, naming });
    }
    named.sort((a, b) => ORDER[a.naming] - ORDER[b.naming] || (a.resource.arn < b.resource.arn ? -1 : 1));
    const index = await actionIndex();
    const Resources: ReachedResourceRow[] = [];
    for (const { resource } of named.slice(0, MOST_RESOURCES)) {
      await giveWay();
      const reached = reachOf(model, arn, resource, index);
      const summary = summaryOf(resource);
      if (reached && summary) Resources.push({ ...summary, Named: reached.naming, Actions: granted(reached.actions) });
    }
    return {
      Resources,
      More: Math.max(0, named.length - MOST_RESOURCES),
      Accounts: model.accounts.map(({ accountId, name }) => ({ Id: accountId, Name: name })),
    };
  },
});

async function modelOf(scope: Scope, accounts: Parameters<typeof loadAccessAccounts>[1]): Promise<AccessModel> {
  return accessModelOf([...(await loadAccessAccounts(scope, accounts)).values()]);
}

function summaryOf(resource: AccessResource): ResourceSummary | null {
  const kept = keptResourceOf(resource);
  if (!kept) return null;
  const { arn: Arn, name: Name, region: Region, accountId: AccountId } = kept.found;
  return { Arn, Service: kept.kind.service, Type: kept.kind.type, Name, Region, AccountId };
}

function granted(actions: readonly GrantedAction[]): GrantedActions {
  const always = new Set(actions.flatMap(({ action, access }) => (access === 'always' ? action : [])));
  const sometimes = new Set(actions.flatMap(({ action }) => (always.has(action) ? [] : action)));
  return { Always: [...always], Sometimes: [...sometimes] };
}

/** A principal in a resource policy with the actions that it allows. */
export type ResourceGrant = {
  /** The ARN of a user or role, an account as its root user's ARN, the name of a service or provider, or `*`. */
  Principal: string;
  Kind: PolicyGrant['kind'];
  Zone: Zone;
  AccountId: string | null;
  Actions: GrantedActions;
  /** The conditions that uncertain actions depend on. */
  Conditions: { Effect: 'Allow' | 'Deny'; Operator: string; Key: string; Values: string[] }[];
  /** RCPs over the owner remove some of the access that the policy gives. */
  CutByRcp: boolean;
};

export type ResourceGrants = ResourceSummary & {
  HasPolicy: boolean;
  /** The policy is public by S3's definition. */
  IsPublic: boolean;
  /** Block Public Access denies everybody outside the account because the policy is public. */
  Restricted: boolean;
  Grants: ResourceGrant[];
};

const MOST_VALUES = 10;

/** Lists the principals inside and outside the account that a resource policy names, with their possible actions. */
export const GetResourceGrants = defineOperation({
  service: 'iam',
  name: 'GetResourceGrants',
  access: 'Read',
  input: GetResourceGrantsInput,
  checks: () => reachChecks('account', '*'),
  run: async ({ Resource }, scope): Promise<ResourceGrants> => {
    const resource = await requireReadableResource(scope, Resource);
    const summary = summaryOf(resource);
    const owner = await findAccountFacts(scope.db, resource.accountId);
    if (!summary || !owner) throw noSuchResource(Resource);
    const { policy } = resource;
    const names = await namesIn(scope, policy ? [policy] : []);
    const model = { ...(await modelOf(scope, [owner])), resources: [resource], names };
    const grants = await takeInTurns(policyGrantsSteps(model, resource, await actionIndex()));
    const shown = await visibleAnswers(scope, grants, ({ kind, principal }) => (kind === 'member' ? [principal] : []));
    const zones = new Zones(scope, owner.id, owner.organization?.id);
    const Grants: ResourceGrant[] = [];
    for (const grant of shown) Grants.push({ ...grantOf(grant), Zone: await zones.of(grant) });
    const IsPublic = policy !== undefined && (await isPublicPolicy(policy));
    const Restricted = resource.blockPublicAccess === true;
    return { ...summary, HasPolicy: policy !== undefined, IsPublic, Restricted, Grants };
  },
});

/** Finds a resource in an account that the caller may read. @throws AwsError NoSuchEntity if it does not exist or is in another account */
export async function requireReadableResource(scope: Scope, arn: string): Promise<AccessResource> {
  const kept = await findKeptResource(scope, arn);
  if (!kept || !(await mayReadAccount(scope, kept.found.accountId))) throw noSuchResource(arn);
  return accessResource(kept);
}

function noSuchResource(arn: string) {
  return noSuchEntity(`The resource ${arn} cannot be found.`);
}

function grantOf({ principal, kind, accountId, actions, conditions, cutByRcp }: PolicyGrant): Omit<ResourceGrant, 'Zone'> {
  return {
    Principal: principal,
    Kind: kind,
    AccountId: accountId,
    Actions: granted(actions),
    Conditions: conditions.map(({ effect, operator, key, values }) => ({
      Effect: effect,
      Operator: operator,
      Key: key,
      Values: values.slice(0, MOST_VALUES),
    })),
    CutByRcp: cutByRcp,
  };
}
