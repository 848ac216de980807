import { findAccountFacts } from '../../core/account-facts';
import { giveWay, sortInTurns, takeInTurns } from '../../core/bulk';
import { noSuchEntity } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { isPublicPolicy } from '../../core/public-policy';
import {
  type AccessModel,
  type AccessResource,
  type GrantedAction,
  type Naming,
  namingOf,
  type PolicyChange,
  type PolicyGrant,
  policyChangeSteps,
  policyGrantsSteps,
  reachOf,
} from '../../engine';
import { accessResource, findKeptResource, isThere, keptResourceOf, withPolicyTried } from '../../resources/resources';
import { accessModelOf, loadAccessAccounts, loadAccessModel, namesIn } from '../access-model';
import { actionIndex } from '../action-index';
import { requireManagementAccount } from '../management-account';
import { reachChecks, visibleAnswers } from '../many-principals';
import { mayReadAccount } from '../readable-accounts';
import { requireKnownSubject, subjectChecks } from '../subject';
import { parseSubject } from '../subject-arn';
import { GetResourceGrantsInput, ListReachedResourcesInput, PreviewResourcePolicyInput } from './schema';

/** A resource that is kept, for lists. */
export type ResourceSummary = {
  Arn: string;
  /** The prefix of its actions, and its type in the words of the Service Authorization Reference. */
  Service: string;
  Type: string;
  Name: string;
  Region: string;
  AccountId: string;
};

/** Actions that can be done in any case, and those that hang on something; of a bucket both on it and on its objects. */
export type GrantedActions = { Always: string[]; Sometimes: string[] };

export type ReachedResourceRow = ResourceSummary & {
  /** How its policy names the principal: itself, its role, its account, or everybody. */
  Named: Naming;
  Actions: GrantedActions;
};

export type ReachedResources = {
  Resources: ReachedResourceRow[];
  /** How many further ones name the principal, which were not looked at. */
  More: number;
  Accounts: { Id: string; Name: string }[];
};

/** So many resources are looked at closely; those that name the principal itself come first. */
export const MOST_RESOURCES = 200;

const ORDER: Readonly<Record<Naming, number>> = { principal: 0, role: 1, everybody: 2, account: 3 };

/** What a principal reaches through policies on resources: each that names it, its role, its account or everybody, and what it can do there. */
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

/** Where somebody is, seen from the account that owns a resource. */
export type Zone = 'own' | 'organization' | 'outside' | 'service' | 'everybody';

/** Whom the policy of a resource lets do what. */
export type ResourceGrant = {
  /** ARN of a user or role; an account by that of its root user; the name of a service or provider; `*`. */
  Principal: string;
  Kind: PolicyGrant['kind'];
  Zone: Zone;
  AccountId: string | null;
  Actions: GrantedActions;
  /** What it hangs on where it is not certain. */
  Conditions: { Effect: 'Allow' | 'Deny'; Operator: string; Key: string; Values: string[] }[];
  /** RCPs over the owner take away some of what the policy says. */
  CutByRcp: boolean;
};

export type ResourceGrants = ResourceSummary & {
  HasPolicy: boolean;
  /** The policy lets in the public, in the sense of S3. */
  IsPublic: boolean;
  /** Block Public Access keeps everybody from outside the account out for that. */
  Restricted: boolean;
  Grants: ResourceGrant[];
};

const MOST_VALUES = 10;

/** Who reaches a resource through its policy: everybody whom it names, inside and outside, with what they can do. */
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

/** So many actions, and the first of them by name. */
export type ActionList = { Count: number; Actions: string[] };

/** For whom another policy on a resource changes what. */
export type AffectedByPolicy = {
  /** ARN of a user or role of the account; others as the policy names them; `*`: everybody. */
  Principal: string;
  Kind: PolicyChange['kind'];
  Zone: Zone;
  Gained: ActionList;
  Lost: ActionList;
  /** Still possible, under more or fewer conditions or on a part. */
  Narrowed: ActionList;
  Widened: ActionList;
};

export type ResourcePolicyEffect = {
  /** Those who gain or lose, the most affected first, at most `MOST_AFFECTED`; how many more there are. */
  Changed: AffectedByPolicy[];
  More: number;
  /** How many principals of the account were looked at. */
  Considered: number;
  /** Whether the policy would let in the public; and whether Block Public Access would keep everybody from outside out for that. */
  IsPublic: boolean;
  Restricted: boolean;
};

export const MOST_AFFECTED = 100;
const MOST_ACTIONS = 100;

/**
 * What another policy on a resource would change, and for whom, before it is saved: for the principals of its account with all that bears on
 * them, for everybody outside whom the policy names, and for the public. A policy that its service would not take is refused in its words.
 */
export const PreviewResourcePolicy = defineOperation({
  service: 'iam',
  name: 'PreviewResourcePolicy',
  access: 'Read',
  input: PreviewResourcePolicyInput,
  checks: () => reachChecks('account', '*'),
  run: async ({ Resource, Policy }, scope): Promise<ResourcePolicyEffect> => {
    const resource = await requireReadableResource(scope, Resource);
    const kept = keptResourceOf(resource);
    const owner = await findAccountFacts(scope.db, resource.accountId);
    if (!kept || !owner) throw noSuchResource(Resource);
    const tried = await withPolicyTried(scope, kept, Policy ?? null);
    const names = await namesIn(
      scope,
      [resource.policy, tried.policy].filter((policy) => policy !== undefined),
    );
    const model = { ...(await modelOf(scope, [owner])), names };
    const [before, after] = [resource, tried].map((one) => ({ ...model, resources: [one] }));
    if (!before || !after) throw new Error('two states');
    const changes = await takeInTurns(policyChangeSteps(before, after, resource.arn, await actionIndex()));
    const shown = await visibleAnswers(scope, changes, ({ kind, principal }) => (kind === 'member' ? [principal] : []));
    const sorted = await sortInTurns(shown, (a, b) => weightOf(b) - weightOf(a) || (a.principal < b.principal ? -1 : 1));
    const zones = new Zones(scope, owner.id, owner.organization?.id);
    const Changed: AffectedByPolicy[] = [];
    for (const change of sorted.slice(0, MOST_AFFECTED)) {
      Changed.push({
        Principal: change.principal,
        Kind: change.kind,
        Zone: await zones.of(change),
        Gained: listOf(change.gained),
        Lost: listOf(change.lost),
        Narrowed: listOf(change.narrowed),
        Widened: listOf(change.widened),
      });
    }
    return {
      Changed,
      More: Math.max(0, sorted.length - MOST_AFFECTED),
      Considered: model.accounts.reduce((sum, { principals }) => sum + principals.length, 0),
      IsPublic: tried.policy !== undefined && (await isPublicPolicy(tried.policy)),
      Restricted: tried.blockPublicAccess === true,
    };
  },
});

/** Strangers come first, and what somebody loses counts twice. */
function weightOf({ kind, gained, lost, narrowed, widened }: PolicyChange): number {
  const outside = kind === 'member' ? 0 : 10_000;
  return outside + lost.length * 2 + gained.length + narrowed.length + widened.length;
}

function listOf(actions: readonly string[]): ActionList {
  return { Count: actions.length, Actions: actions.slice(0, MOST_ACTIONS) };
}

/**
 * A resource of an account that the caller reads.
 * @throws AwsError NoSuchEntity, for those of other accounts as for those that are not there
 */
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

/** Which accounts lie in the owner's organization: that is no secret within it. */
class Zones {
  private readonly known = new Map<string, Promise<Zone>>();

  constructor(
    private readonly scope: Scope,
    private readonly ownerId: string,
    private readonly organizationId: string | undefined,
  ) {}

  async of({ kind, accountId, principal }: Pick<PolicyGrant, 'kind' | 'accountId' | 'principal'>): Promise<Zone> {
    if (kind === 'service' || kind === 'everybody') return kind;
    const id = accountId ?? parseSubject(principal)?.accountId ?? null;
    if (id === this.ownerId) return 'own';
    if (id === null) return 'outside';
    const zone = this.known.get(id) ?? this.find(id);
    this.known.set(id, zone);
    return zone;
  }

  private async find(id: string): Promise<Zone> {
    const facts = this.organizationId === undefined ? null : await findAccountFacts(this.scope.db, id);
    return facts?.organization?.id === this.organizationId && facts !== null ? 'organization' : 'outside';
  }
}
