import {
  type ActionIndex,
  type ActionSet,
  countPositions,
  forEachPosition,
  type PrincipalDiff,
  type UndecidedReason,
} from '@gatehouse/policy/analyze';
import { accountCheck } from '../../account/settings-operations';
import { AwsError } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { required } from '../../core/text/lists';
import { giveWay } from '../../core/work/bulk';
import { accessChecks, findAdministeredInstance } from '../../identity-center/own-instance';
import { type ShownDifference, shownDifferences } from '../shown-difference';
import { type BearingCall, callsAbout, isAboutPolicy, toBearingCall } from './bearing-calls';
import { type ComparedMoments, compareMoments } from './compare-moments';
import { CallTrial, type EffectiveCalls } from './effective-calls';
import {
  type EffectivePolicyChange,
  effectivePolicyChecks,
  maySeePolicies,
  toEffectivePolicyChange,
} from './effective-policy-changes';
import { EFFECTIVE_AT_ONCE, PEOPLE_AT_ONCE, POLICIES_AT_ONCE, ROWS_AT_ONCE } from './limits';
import { type KnownMoment, managesOrganization, reachOf, type Side } from './moments';
import { actionsAllowed, type PeopleCause, type PersonChange, peopleChanges } from './people-changes';
import { changeOfPolicy, type PolicyChanged } from './policy-changes';
import {
  GetAccessChangeInput,
  GetChangesReachInput,
  ListAccessChangesInput,
  ListEffectivePolicyChangesInput,
  ListPeopleAccessChangesInput,
  ListPolicyChangesInput,
} from './schema';

/** The numbers of a service's actions that a principal gained and lost. Actions on more or fewer resources count too. */
export type ServiceChange = { Service: string; Gained: number; Lost: number };

export type PrincipalChange = {
  Arn: string;
  AccountId: string;
  /** The kind of change: different access at both points in time, or a principal that exists at only one of them. */
  Kind: 'changed' | 'added' | 'removed';
  Verdict: PrincipalDiff['verdict'];
  /** The reason of an undecided verdict. */
  Reason?: UndecidedReason;
  /** The differences in detail, each with a request that shows it. */
  Differences: ShownDifference[];
  /** The actions that became possible or impossible. */
  Gained: number;
  Lost: number;
  /** The actions that stay possible, with more or fewer requests allowed. */
  Widened: number;
  Narrowed: number;
  /** The services with the most changes. */
  Services: ServiceChange[];
  MoreServices: number;
  /** The calls that caused the change, newest first. Each alone changed the principal's access. */
  Calls: BearingCall[];
  MoreCalls: number;
  /** The calls about the principal that were not tried. */
  UntriedCalls: number;
};

export type AccessChanges = {
  From: KnownMoment;
  To: KnownMoment;
  /** The number of users, roles and root users whose access differs, and how many of them gained or lost something. */
  Total: number;
  Gain: number;
  Lose: number;
  /** The accounts, with the most changed principals first. */
  Accounts: { Id: string; Name: string; Principals: number }[];
  /** One page, with the principals that gained most first. */
  Rows: PrincipalChange[];
  /** The number of calls that affect access, and whether there are more than were read. */
  Calls: number;
  MoreCalls: boolean;
  /** The only call between the two points in time, if they lie directly around it. */
  By?: BearingCall;
  /** The resource policies and trust policies that differ. */
  Policies: number;
};

const MOST_SERVICES = 4;
const MOST_CALLS = 5;

/** Returns the checks for reading everybody's access and calls, as AWS's corresponding reads need, and the contents of snapshots. */
export function changeChecks(scope: Scope): Check[] {
  return [
    accountCheck('gatehouse:GetSnapshot', scope),
    { action: 'iam:GetAccountAuthorizationDetails', resource: '*' },
    { action: 'cloudtrail:LookupEvents', resource: '*' },
    ...(managesOrganization(scope) ? [{ action: 'organizations:ListAccounts', resource: '*' }] : []),
  ];
}

/**
 * Lists access that principals gained or lost between two points in time, with the calls that caused it. A management account sees its
 * organization. ListPolicyChanges covers resource policies and trust policies.
 */
export const ListAccessChanges = defineOperation({
  service: 'gatehouse',
  name: 'ListAccessChanges',
  access: 'List',
  input: ListAccessChangesInput,
  checks: (_input, scope) => changeChecks(scope),
  run: async ({ AccountId, Page = 1, Search = '', Verdict, ...moments }, scope): Promise<AccessChanges> => {
    const compared = await compareMoments(moments, scope);
    const { before, after, diffs, found, index, by, policies, own } = compared;
    const sought = Search.trim().toLowerCase();
    const wanted = diffs.filter(
      ({ diff }) =>
        (AccountId === undefined || diff.accountId === AccountId) &&
        (Verdict === undefined || diff.verdict === Verdict) &&
        diff.arn.toLowerCase().includes(sought),
    );
    const rows: PrincipalChange[] = [];
    const trial = new CallTrial(scope, own);
    for (const { diff } of wanted.slice((Page - 1) * ROWS_AT_ONCE, Page * ROWS_AT_ONCE)) {
      const seen = seenOf(diff.arn, before, after);
      rows.push(toRow(diff, index, await callsFor(diff, index, seen, compared, trial), MOST_CALLS));
      await giveWay();
    }
    return {
      ...{ From: before.moment, To: after.moment, Total: wanted.length },
      Gain: wanted.filter(({ more }) => more > 0).length,
      Lose: wanted.filter(({ less }) => less > 0).length,
      Accounts: accountsOf(diffs, [after, before]),
      Rows: rows,
      ...{ Calls: found.calls.length, MoreCalls: found.more },
      ...(by && { By: toBearingCall(by) }),
      Policies: policies.length,
    };
  },
});

export type AccessChange = PrincipalChange & {
  /** All services with changes, by name. */
  AllServices: ServiceChange[];
  /** The actions of the requested service, by name without the prefix. */
  Actions: { Name: string; How: 'gained' | 'lost' | 'widened' | 'narrowed' }[];
};

/** Returns the changes of one principal, action by action, and the calls that caused them. */
export const GetAccessChange = defineOperation({
  service: 'gatehouse',
  name: 'GetAccessChange',
  access: 'Read',
  input: GetAccessChangeInput,
  checks: (_input, scope) => changeChecks(scope),
  run: async ({ PrincipalArn, Service, ...moments }, scope): Promise<AccessChange> => {
    const compared = await compareMoments(moments, scope);
    const { before, after, diffs, index, own } = compared;
    const diff = diffs.find((each) => each.diff.arn === PrincipalArn)?.diff;
    if (!diff) throw new AwsError('NoSuchEntityException', `Nothing differs for ${PrincipalArn} between the two points in time.`);
    const seen = seenOf(PrincipalArn, before, after);
    const all = servicesOf(diff, index);
    const calls = await callsFor(diff, index, seen, compared, new CallTrial(scope, own));
    return {
      ...toRow(diff, index, calls, MOST_OF_ONE),
      AllServices: all.toSorted((one, other) => (one.Service < other.Service ? -1 : 1)),
      Actions: Service === undefined ? [] : actionsOf(diff, index, Service),
    };
  },
});

const MOST_OF_ONE = 100;

export type PolicyChanges = {
  Total: number;
  /** One page, with resource policies by ARN first and trust policies after them. */
  Rows: (PolicyChanged & { Calls: BearingCall[]; MoreCalls: number })[];
};

/**
 * Lists the resource policies and trust policies that differ between two points in time, and the access that each alone changes. It covers
 * the account's principals with all other policies at the later point, and the external principals that the policy names or named.
 */
export const ListPolicyChanges = defineOperation({
  service: 'gatehouse',
  name: 'ListPolicyChanges',
  access: 'List',
  input: ListPolicyChangesInput,
  checks: (_input, scope) => changeChecks(scope),
  run: async ({ AccountId, Page = 1, ...moments }, scope): Promise<PolicyChanges> => {
    const { before, after, found, policies } = await compareMoments(moments, scope);
    const wanted = AccountId === undefined ? policies : policies.filter((each) => each.accountId === AccountId);
    const rows: PolicyChanges['Rows'] = [];
    for (const policy of wanted.slice((Page - 1) * POLICIES_AT_ONCE, Page * POLICIES_AT_ONCE)) {
      const calls = found.calls.filter((call) => isAboutPolicy(call, policy.arn));
      rows.push({
        ...(await changeOfPolicy(scope, policy, [before, after])),
        Calls: calls.slice(0, MOST_CALLS).map(toBearingCall),
        MoreCalls: Math.max(0, calls.length - MOST_CALLS),
      });
    }
    return { Total: wanted.length, Rows: rows };
  },
});

export type EffectivePolicyChanges = {
  Total: number;
  /** One page, by type, and with the changes for the most accounts first. */
  Rows: EffectivePolicyChange[];
};

/**
 * Lists the effective policies of declarative types that differ between two points in time. Accounts under the same policies share a row.
 * Policies and calls are shown to callers in the management account who may read all policies.
 */
export const ListEffectivePolicyChanges = defineOperation({
  service: 'gatehouse',
  name: 'ListEffectivePolicyChanges',
  access: 'List',
  input: ListEffectivePolicyChangesInput,
  checks: (_input, scope) => [...changeChecks(scope), ...effectivePolicyChecks(scope)],
  run: async ({ AccountId, Page = 1, ...moments }, scope): Promise<EffectivePolicyChanges> => {
    const compared = await compareMoments(moments, scope);
    const isWanted = (ids: readonly string[]) => AccountId === undefined || ids.includes(AccountId);
    const wanted = compared.effective.filter(({ accountIds }) => isWanted(accountIds));
    const some = wanted.slice((Page - 1) * EFFECTIVE_AT_ONCE, Page * EFFECTIVE_AT_ONCE);
    const showsPolicies = await maySeePolicies(scope);
    return { Total: wanted.length, Rows: some.map((change) => toEffectivePolicyChange(change, compared, showsPolicies)) };
  },
});

/** A person whose access with a permission set in an account differs. */
export type PersonAccessChange = {
  UserId: string;
  UserName: string;
  DisplayName: string;
  AccountId: string;
  AccountName: string;
  PermissionSet: string;
  Change: PersonChange['change'];
  /** For `changed`: the engine's comparison of the role. */
  Verdict?: PrincipalDiff['verdict'];
  /** The role, at the later point in time if it exists then. */
  RoleArn: string;
  /** The number of actions that the role allows at least at times, at the earlier point in time for access that was lost. */
  Actions: number;
  Causes: { Kind: PeopleCause['kind']; Group?: string }[];
};

export type PeopleAccessChanges = {
  Total: number;
  /** The numbers of people who gained and lost access. */
  Gain: number;
  Lose: number;
  /** One page, with gained access first. */
  Rows: PersonAccessChange[];
};

/**
 * Lists the people of IAM Identity Center whose access differs between two points in time, by account and permission set. Only the
 * management account sees them.
 */
export const ListPeopleAccessChanges = defineOperation({
  service: 'gatehouse',
  name: 'ListPeopleAccessChanges',
  access: 'List',
  input: ListPeopleAccessChangesInput,
  target: async (_input, scope) => (managesOrganization(scope) ? findAdministeredInstance(scope) : null),
  checks: (_input, scope, instance) => [...changeChecks(scope), ...(instance ? accessChecks(scope, instance, '*') : [])],
  run: async ({ AccountId, Page = 1, Search = '', ...moments }, scope): Promise<PeopleAccessChanges> => {
    const compared = await compareMoments(moments, scope);
    if (!managesOrganization(scope)) return { Total: 0, Gain: 0, Lose: 0, Rows: [] };
    const sought = Search.trim().toLowerCase();
    const wanted = (await peopleChanges(compared)).filter(
      ({ accountId, person: { name, displayName } }) =>
        (AccountId === undefined || accountId === AccountId) &&
        (name.toLowerCase().includes(sought) || displayName.toLowerCase().includes(sought)),
    );
    const counted = (change: PersonChange['change']) =>
      new Set(wanted.flatMap((each) => (each.change === change ? each.person.id : []))).size;
    const Rows: PersonAccessChange[] = [];
    for (const change of wanted.slice((Page - 1) * PEOPLE_AT_ONCE, Page * PEOPLE_AT_ONCE)) {
      Rows.push(...toPersonChange(change, compared.index));
      await giveWay();
    }
    return { Total: wanted.length, Gain: counted('gained'), Lose: counted('lost'), Rows };
  },
});

function toPersonChange(
  { person, accountId, permissionSet, change, before, after, verdict, causes }: PersonChange,
  index: ActionIndex,
): PersonAccessChange[] {
  const state = after ?? before;
  if (!state) return [];
  return [
    {
      ...{ UserId: person.id, UserName: person.name, DisplayName: person.displayName },
      ...{ AccountId: accountId, AccountName: state.account.name, PermissionSet: permissionSet, Change: change },
      ...(verdict && { Verdict: verdict }),
      ...{ RoleArn: state.principal.arn, Actions: actionsAllowed(state, index) },
      Causes: causes.map(({ kind, group }) => ({ Kind: kind, ...(group !== undefined && { Group: group }) })),
    },
  ];
}

export type ChangesReach = {
  /** The start of the complete history. Absent if it starts with the first call. */
  Since?: Date;
};

/** Returns how far back points in time can be compared. */
export const GetChangesReach = defineOperation({
  service: 'gatehouse',
  name: 'GetChangesReach',
  access: 'Read',
  input: GetChangesReachInput,
  checks: (_input, scope) => changeChecks(scope),
  run: async (_input, scope): Promise<ChangesReach> => ({ Since: (await reachOf(scope)) ?? undefined }),
});

const seenOf = (arn: string, before: Side, after: Side) =>
  [before.members.get(arn), after.members.get(arn)].filter((each) => each !== undefined);

function accountsOf(diffs: ComparedMoments['diffs'], models: readonly Side[]): AccessChanges['Accounts'] {
  const counts = new Map<string, number>();
  for (const { diff } of diffs) counts.set(diff.accountId, (counts.get(diff.accountId) ?? 0) + 1);
  const names = new Map(
    models.toReversed().flatMap(({ model }) => model.accounts.map(({ accountId, name }) => [accountId, name])),
  );
  return [...counts]
    .map(([Id, Principals]) => ({ Id, Name: required(names, Id), Principals }))
    .sort((one, other) => other.Principals - one.Principals || (one.Name < other.Name ? -1 : 1));
}

/** Returns the calls about a principal that caused its differences. */
async function callsFor(
  diff: PrincipalDiff,
  index: ActionIndex,
  seen: ReturnType<typeof seenOf>,
  { found, by }: ComparedMoments,
  trial: CallTrial,
): Promise<EffectiveCalls> {
  const about = callsAbout(seen, new Set(servicesOf(diff, index).map(({ Service }) => Service)), found.calls);
  // Only this call lies between the two points in time.
  return by ? { calls: [by], untried: 0 } : trial.effective(diff, about);
}

function toRow(diff: PrincipalDiff, index: ActionIndex, { calls, untried }: EffectiveCalls, most: number): PrincipalChange {
  const { arn, accountId, kind, verdict, reason, gained, lost, widened, narrowed, differences } = diff;
  const services = servicesOf(diff, index);
  return {
    ...{ Arn: arn, AccountId: accountId, Kind: kind, Verdict: verdict, ...(reason && { Reason: reason }) },
    ...{ Differences: shownDifferences(differences), Gained: countPositions(gained), Lost: countPositions(lost) },
    ...{ Widened: countPositions(widened), Narrowed: countPositions(narrowed) },
    Services: services.slice(0, MOST_SERVICES),
    MoreServices: Math.max(0, services.length - MOST_SERVICES),
    Calls: calls.slice(0, most).map(toBearingCall),
    MoreCalls: Math.max(0, calls.length - most),
    UntriedCalls: untried,
  };
}

/** Returns the services with changes, those with the most first. */
function servicesOf({ gained, widened, lost, narrowed }: PrincipalDiff, index: ActionIndex): ServiceChange[] {
  const changes = new Map<string, ServiceChange>();
  const count = (set: ActionSet, member: 'Gained' | 'Lost') =>
    forEachPosition(set, (position) => {
      const Service = index.actions[position]?.service;
      if (Service === undefined) return;
      const change = changes.get(Service) ?? { Service, Gained: 0, Lost: 0 };
      change[member] += 1;
      changes.set(Service, change);
    });
  for (const set of [gained, widened]) count(set, 'Gained');
  for (const set of [lost, narrowed]) count(set, 'Lost');
  return [...changes.values()].sort(
    (one, other) => other.Gained + other.Lost - one.Gained - one.Lost || (one.Service < other.Service ? -1 : 1),
  );
}

function actionsOf(diff: PrincipalDiff, index: ActionIndex, service: string): AccessChange['Actions'] {
  const actions: AccessChange['Actions'] = [];
  for (const How of ['gained', 'lost', 'widened', 'narrowed'] as const) {
    forEachPosition(diff[How], (position) => {
      const action = index.actions[position];
      if (action?.service === service) actions.push({ Name: action.name, How });
    });
  }
  return actions.sort((one, other) => (one.Name < other.Name ? -1 : 1));
}
