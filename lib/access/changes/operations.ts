import { accountCheck } from '../../account/settings-operations';
import { BoundedMap } from '../../core/bounded-map';
import { giveWay, sortInTurns, takeInTurns } from '../../core/bulk';
import { AwsError } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import {
  type AccessModel,
  type ActionIndex,
  type ActionSet,
  countPositions,
  diffPrincipalsSteps,
  forEachPosition,
  type PrincipalDiff,
} from '../../engine';
import { readSnapshot } from '../../snapshot/rows';
import { earlierModel, loadAccessModel } from '../access-model';
import { actionIndex } from '../action-index';
import { type BearingCall, callsAbout, callsBetween, type FoundCalls, type Seen, toBearingCall } from './bearing-calls';
import { ROWS_AT_ONCE } from './limits';
import { GetAccessChangeInput, ListAccessChangesInput } from './schema';

/** A moment whose state is known: that of a snapshot, or now. */
export type KnownMoment = { Snapshot?: string; Time: Date };

/** How many actions of a service a principal gained and lost. Those that are possible on more or fewer resources count too. */
export type ServiceChange = { Service: string; Gained: number; Lost: number };

export type PrincipalChange = {
  Arn: string;
  AccountId: string;
  /** There is no such principal at the other moment, or it may do something else there. */
  Kind: 'changed' | 'added' | 'removed';
  /** Actions that were not possible before, or are no longer. */
  Gained: number;
  Lost: number;
  /** Actions that stay possible, on more or fewer resources or under other conditions. */
  Widened: number;
  Narrowed: number;
  /** Those with most changes. */
  Services: ServiceChange[];
  MoreServices: number;
  /** What was called about it between the moments, newest first. */
  Calls: BearingCall[];
  MoreCalls: number;
};

export type AccessChanges = {
  From: KnownMoment;
  To: KnownMoment;
  /** Users, roles and root users whose access differs: all, and how many of them gained or lost something. */
  Total: number;
  Gain: number;
  Lose: number;
  /** By account, those with most first. */
  Accounts: { Id: string; Name: string; Principals: number }[];
  /** A page of them, those who gained most first. */
  Rows: PrincipalChange[];
  /** Calls between the moments that bear on access, and whether there were more than are read. */
  Calls: number;
  MoreCalls: boolean;
};

const MOST_SERVICES = 4;
const MOST_CALLS = 5;

/** Whoever sees what everybody may do and did, as AWS's reads of all of it show; and what a snapshot holds. */
function changeChecks(scope: Scope): Check[] {
  return [
    accountCheck('gatehouse:GetSnapshot', scope),
    { action: 'iam:GetAccountAuthorizationDetails', resource: '*' },
    { action: 'cloudtrail:LookupEvents', resource: '*' },
    ...(managesOrganization(scope) ? [{ action: 'organizations:ListAccounts', resource: '*' }] : []),
  ];
}

const managesOrganization = ({ account, accountId }: Scope) => account.organization?.managementAccountId === accountId;

/**
 * Who gained or lost what between two moments, and by which calls: over the account, or all of the organization for the account that manages
 * it. Moments are snapshots and now, since nothing else tells what was. Whom a changed policy of a resource, or a changed trust policy, lets in
 * is not told where nothing that bears on the principal itself changed.
 */
export const ListAccessChanges = defineOperation({
  service: 'gatehouse',
  name: 'ListAccessChanges',
  access: 'List',
  input: ListAccessChangesInput,
  checks: (_input, scope) => changeChecks(scope),
  run: async ({ AccountId, Page = 1, ...moments }, scope): Promise<AccessChanges> => {
    const compared = await compare(moments, scope);
    const { before, after, diffs, found, index } = compared;
    const wanted = AccountId === undefined ? diffs : diffs.filter(({ diff }) => diff.accountId === AccountId);
    const rows: PrincipalChange[] = [];
    for (const { diff } of wanted.slice((Page - 1) * ROWS_AT_ONCE, Page * ROWS_AT_ONCE)) {
      rows.push(toRow(diff, index, seenOf(diff.arn, before, after), found));
      await giveWay();
    }
    return {
      ...{ From: before.moment, To: after.moment, Total: wanted.length },
      Gain: wanted.filter(({ more }) => more > 0).length,
      Lose: wanted.filter(({ less }) => less > 0).length,
      Accounts: accountsOf(diffs, [after, before]),
      Rows: rows,
      ...{ Calls: found.calls.length, MoreCalls: found.more },
    };
  },
});

export type AccessChange = PrincipalChange & {
  /** All services in which something changes, by name. */
  AllServices: ServiceChange[];
  /** Of the service that was asked for: actions by name, without the prefix. */
  Actions: { Name: string; How: 'gained' | 'lost' | 'widened' | 'narrowed' }[];
};

/** What changed for one principal, action by action, and every call about it. */
export const GetAccessChange = defineOperation({
  service: 'gatehouse',
  name: 'GetAccessChange',
  access: 'Read',
  input: GetAccessChangeInput,
  checks: (_input, scope) => changeChecks(scope),
  run: async ({ PrincipalArn, Service, ...moments }, scope): Promise<AccessChange> => {
    const { before, after, diffs, found, index } = await compare(moments, scope);
    const diff = diffs.find((each) => each.diff.arn === PrincipalArn)?.diff;
    if (!diff) throw new AwsError('NoSuchEntityException', `Nothing differs for ${PrincipalArn} between the two moments.`);
    const seen = seenOf(PrincipalArn, before, after);
    const all = servicesOf(diff, index);
    const calls = callsAbout(seen, new Set(all.map((each) => each.Service)), found.calls);
    return {
      ...toRow(diff, index, seen, found),
      Calls: calls.slice(0, MOST_OF_ONE).map(toBearingCall),
      MoreCalls: Math.max(0, calls.length - MOST_OF_ONE),
      AllServices: all.toSorted((one, other) => (one.Service < other.Service ? -1 : 1)),
      Actions: Service === undefined ? [] : actionsOf(diff, index, Service),
    };
  },
});

const MOST_OF_ONE = 100;

/** A model of a moment, with its principals by ARN. */
type Side = { moment: KnownMoment; model: AccessModel; members: ReadonlyMap<string, Seen> };
/** `more`, `less`: of how many actions. */
type Sized = { diff: PrincipalDiff; more: number; less: number };
type Compared = { before: Side; after: Side; diffs: readonly Sized[]; found: FoundCalls; index: ActionIndex };

/** Snapshots do not change, so what was made of the last ones is kept. */
const sides = new BoundedMap<string, Side>(4);
/** By what was compared: the next page, or what is behind a row, is asked for soon after. */
const compared = new BoundedMap<string, { models: readonly AccessModel[]; value: Compared }>(4);

type Moments = { From?: string | undefined; To?: string | undefined };

async function compare({ From, To }: Moments, scope: Scope): Promise<Compared> {
  if (From === To) throw new AwsError('ValidationError', 'Choose two different moments.', {}, { member: 'To' });
  const [one, other] = [await sideOf(From, scope), await sideOf(To, scope)];
  const [before, after] = one.moment.Time <= other.moment.Time ? [one, other] : [other, one];
  // What is recorded of accounts that have gone to somebody else since is no longer the organization's to see.
  const own = new Set(
    after.moment.Snapshot === undefined ? after.model.accounts.map(({ accountId }) => accountId) : await ownAccounts(scope),
  );
  const key = JSON.stringify([scope.accountId, From, To, after.moment.Snapshot === undefined ? [] : [...own].sort()]);
  const known = compared.get(key);
  // While it is the same present, the calls since then bear on nothing.
  if (known && known.models[0] === before.model && known.models[1] === after.model) return known.value;
  const index = await actionIndex();
  const { principals } = await takeInTurns(diffPrincipalsSteps(before.model, after.model, index));
  const diffs = await mostFirst(principals);
  const accountIds = [...new Set([...before.model.accounts, ...after.model.accounts].map(({ accountId }) => accountId))];
  const seen = accountIds.filter((id) => own.has(id));
  const found = await callsBetween(scope, seen, before.moment.Time, after.moment.Time);
  const value = { before, after, diffs: diffs.filter(({ diff }) => own.has(diff.accountId)), found, index };
  compared.set(key, { models: [before.model, after.model], value });
  return value;
}

async function ownAccounts({ db, account }: Scope): Promise<string[]> {
  const { organization } = account;
  if (!organization || organization.managementAccountId !== account.id) return [account.id];
  return (await db.account.findMany({ where: { organizationId: organization.id }, select: { id: true } })).map(({ id }) => id);
}

async function sideOf(name: string | undefined, scope: Scope): Promise<Side> {
  if (name === undefined) {
    const model = await loadAccessModel(scope, managesOrganization(scope) ? 'organization' : 'account');
    return { moment: { Time: scope.now }, model, members: await membersOf(model) };
  }
  const { snapshot, earlier } = await readSnapshot(scope.db, scope.accountId, name);
  const key = `${scope.accountId} ${snapshot.Name} ${snapshot.CreatedAt.toISOString()}`;
  const known = sides.get(key);
  if (known) return known;
  const model = await earlierModel(await earlier(), scope.partition);
  const side = { moment: { Snapshot: snapshot.Name, Time: snapshot.CreatedAt }, model, members: await membersOf(model) };
  sides.set(key, side);
  return side;
}

async function membersOf({ accounts }: AccessModel): Promise<ReadonlyMap<string, Seen>> {
  const members = new Map<string, Seen>();
  for (const account of accounts) {
    for (const principal of account.principals) members.set(principal.arn, { account, principal });
    await giveWay();
  }
  return members;
}

const seenOf = (arn: string, before: Side, after: Side): Seen[] =>
  [before.members.get(arn), after.members.get(arn)].filter((each) => each !== undefined);

/** Those who gained most first, since that is what one looks for. */
async function mostFirst(diffs: readonly PrincipalDiff[]): Promise<Sized[]> {
  const sized: Sized[] = [];
  for (const diff of diffs) {
    const more = countPositions(diff.gained) + countPositions(diff.widened);
    sized.push({ diff, more, less: countPositions(diff.lost) + countPositions(diff.narrowed) });
    await giveWay();
  }
  return sortInTurns(sized, (a, b) => b.more - a.more || b.less - a.less || (a.diff.arn < b.diff.arn ? -1 : 1));
}

function accountsOf(diffs: readonly Sized[], models: readonly Side[]): AccessChanges['Accounts'] {
  const counts = new Map<string, number>();
  for (const { diff } of diffs) counts.set(diff.accountId, (counts.get(diff.accountId) ?? 0) + 1);
  const names = new Map(
    models.toReversed().flatMap(({ model }) => model.accounts.map(({ accountId, name }) => [accountId, name])),
  );
  return [...counts]
    .map(([Id, Principals]) => ({ Id, Name: names.get(Id) ?? '', Principals }))
    .sort((one, other) => other.Principals - one.Principals || (one.Name < other.Name ? -1 : 1));
}

function toRow(diff: PrincipalDiff, index: ActionIndex, seen: readonly Seen[], { calls }: FoundCalls): PrincipalChange {
  const { arn, accountId, kind, gained, lost, widened, narrowed } = diff;
  const services = servicesOf(diff, index);
  const about = callsAbout(seen, new Set(services.map(({ Service }) => Service)), calls);
  return {
    ...{ Arn: arn, AccountId: accountId, Kind: kind, Gained: countPositions(gained), Lost: countPositions(lost) },
    ...{ Widened: countPositions(widened), Narrowed: countPositions(narrowed) },
    Services: services.slice(0, MOST_SERVICES),
    MoreServices: Math.max(0, services.length - MOST_SERVICES),
    Calls: about.slice(0, MOST_CALLS).map(toBearingCall),
    MoreCalls: Math.max(0, about.length - MOST_CALLS),
  };
}

/** The services in which something changes, those with most changes first. */
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
