import type { AccessModel } from '@gatehouse/policy/analyze';
import { BoundedMap } from '../../core/cache/bounded-map';
import { AwsError } from '../../core/errors';
import { changesKnown } from '../../core/events/change-log';
import { findByEventId } from '../../core/events/event-rows';
import { type Place, readNewest } from '../../core/events/read-newest';
import type { Scope } from '../../core/operation';
import { aheadOf, later } from '../../core/time/clock';
import { giveWay } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { readEarlierDirectory } from '../../identity-center/directory/rows';
import { findVisibleInstances, isOrganizationInstance } from '../../identity-center/instance/rows';
import { readSnapshot, rowsAfter } from '../../snapshot/rows';
import { earlierModel, loadAccessModel } from '../model/access-model';
import type { PrincipalState } from './bearing-calls';
import type { Moment } from './schema';

/** A point in time with known state. */
export type KnownMoment = {
  Time: Date;
  Snapshot?: string;
  /** The event directly after this point in time. */
  Before?: string;
  After?: string;
};

/** The state of an account or organization at one point in time. */
export type Side = {
  moment: KnownMoment;
  model: AccessModel;
  /** The principals by ARN. */
  members: ReadonlyMap<string, PrincipalState>;
  /** The rows at that point in time. */
  db: Transaction;
  /** The number of the last event before it, if it is known by number. */
  number?: number;
};

export const managesOrganization = ({ account, accountId }: Scope) => account.organization?.managementAccountId === accountId;

/** Returns the accounts that the caller may ask about. The organization can no longer see records of accounts that left it. */
export async function ownAccounts(scope: Scope): Promise<string[]> {
  return managesOrganization(scope) ? accountsBeside(scope) : [scope.account.id];
}

/** Returns all accounts of the organization, since each of them may have changed the SCPs and RCPs over the account. */
async function accountsBeside({ db, account }: Scope): Promise<string[]> {
  const organizationId = account.organization?.id;
  if (organizationId === undefined) return [account.id];
  const rows = await db.account.findMany({ where: { organizationId }, select: { id: true } });
  return rows.map(({ id }) => id).sort();
}

/** Returns the start of the complete history by the clock of the caller's account, or null if it starts with the first call. */
export async function reachOf({ db, account }: Scope): Promise<Date | null> {
  const { since } = await changesKnown(db);
  return since && later(since, aheadOf(account));
}

/** The latest states. The past does not change, so they are cached. */
const kept = new BoundedMap<string, Side>(6);

/**
 * Returns the state at a point in time.
 * @throws AwsError NoSuchEntity if the snapshot or event does not exist, ValidationError if the point in time is out of reach
 */
export async function sideOf(asked: Moment, scope: Scope, own: readonly string[]): Promise<Side> {
  if (asked === undefined) {
    const model = await loadAccessModel(scope, managesOrganization(scope) ? 'organization' : 'account');
    return { moment: { Time: scope.now }, model, members: await membersOf(model), db: scope.db };
  }
  if ('Snapshot' in asked) return sideOfSnapshot(asked.Snapshot, scope);
  const { moment, number } = 'Time' in asked ? await atTime(asked.Time, scope) : await atEvent(asked, scope, own);
  const key = JSON.stringify([scope.accountId, scope.account.organization?.id, number, own]);
  const known = kept.get(key);
  if (known) return { ...known, moment };
  const db = await ownRows(scope, own, number);
  // Changes that were deleted while they were read would be missing from the cached state for good.
  await requireReach(scope, number);
  const model = await modelOfPast(db, scope);
  const side = { moment, model, members: await membersOf(model), db, number };
  kept.set(key, side);
  return side;
}

async function sideOfSnapshot(name: string, scope: Scope): Promise<Side> {
  const { snapshot, earlier } = await readSnapshot(scope.db, scope.accountId, name);
  const key = `${scope.accountId} ${snapshot.Name} ${snapshot.CreatedAt.toISOString()}`;
  const known = kept.get(key);
  if (known) return known;
  const db = await earlier();
  const model = await modelOfPast(db, scope);
  const side = { moment: { Snapshot: snapshot.Name, Time: snapshot.CreatedAt }, model, members: await membersOf(model), db };
  kept.set(key, side);
  return side;
}

/** Builds the model of the past, for a management account with IAM Identity Center. Others know nothing of its past. */
async function modelOfPast(db: Transaction, scope: Scope): Promise<AccessModel> {
  const model = await earlierModel(db, scope.partition);
  if (!managesOrganization(scope)) return model;
  const [instance] = (await findVisibleInstances({ ...scope, db })).filter(isOrganizationInstance);
  return instance ? { ...model, directory: await readEarlierDirectory({ ...scope, db }, instance) } : model;
}

/**
 * Returns the historical rows of accounts that existed then, in their present organization. Another organization's SCPs and RCPs are not
 * visible here.
 */
async function ownRows(scope: Scope, own: readonly string[], number: number): Promise<Transaction> {
  const organizationId = scope.account.organization?.id ?? null;
  const extent = { accountIds: own, organizationIds: organizationId === null ? [] : [organizationId] };
  const isElsewhere = (row: Readonly<Record<string, unknown>>) =>
    row.organizationId !== null && row.organizationId !== organizationId;
  const isApart = (row: Readonly<Record<string, unknown>>) =>
    isElsewhere(row) || (row.organizationId === null && row.id !== scope.accountId);
  return rowsAfter(scope.db, extent, number, (tables) => {
    const self = tables.Account.find(({ id }) => id === scope.accountId);
    if (self && isElsewhere(self))
      throw outOfReach("The account was a member of another organization then, and can't see that organization's SCPs and RCPs.");
    return { ...tables, Account: tables.Account.filter((row) => !isApart(row)) };
  });
}

function outOfReach(message: string): AwsError {
  return new AwsError('ValidationError', message, {}, { member: 'From' });
}

async function requireReach(scope: Scope, number: number): Promise<void> {
  if (number >= (await changesKnown(scope.db)).after) return;
  const since = await reachOf(scope);
  throw outOfReach(`The history is complete from ${since?.toISOString() ?? 'now'} on. Choose a later point in time.`);
}

type Numbered = { moment: KnownMoment; number: number };

async function atEvent(asked: { Before: string } | { After: string }, scope: Scope, own: readonly string[]): Promise<Numbered> {
  const eventId = 'Before' in asked ? asked.Before : asked.After;
  const row = await findByEventId(scope.db, eventId);
  if (!row || !own.includes(row.accountId))
    throw new AwsError('NoSuchEntityException', `There is no event ${eventId} in the history.`);
  const [first, last] = await eventsOfCall(scope.db, row);
  const number = 'Before' in asked ? first - 1 : last;
  await requireReach(scope, number);
  return { moment: { ...asked, Time: row.time }, number };
}

/** Other affected accounts get an event of their own, recorded this close to the caller's event, in milliseconds. */
const CLOSE = 2_500;

async function eventsOfCall(db: Transaction, { id, requestId }: { id: number; requestId: string }): Promise<[number, number]> {
  const rows = await db.event.findMany({
    where: { id: { gte: id - CLOSE, lte: id + CLOSE }, requestId },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return [rows[0]?.id ?? id, rows.at(-1)?.id ?? id];
}

/** Returns the point right after the last call before a time, among callers who affect the account. */
async function atTime(text: string, scope: Scope): Promise<Numbered> {
  const time = new Date(text);
  const moment = { Time: time };
  if (time > scope.now) throw outOfReach('Choose a point in time in the past.');
  const { after } = await changesKnown(scope.db);
  const sought = { accountIds: await accountsBeside(scope), outcomes: ['Success'], readOnly: false, to: time };
  let place: Place | undefined = {};
  while (place && (place.before === undefined || place.before > after)) {
    const page: Awaited<ReturnType<typeof readNewest>> = await readNewest(scope.db, sought, { place, take: 1 });
    const [row] = page.rows;
    if (row && row.id > after) return { moment, number: (await eventsOfCall(scope.db, row))[1] };
    place = row ? undefined : page.next;
  }
  const since = await reachOf(scope);
  // Nothing was called since the start of the complete history.
  if (since === null || time >= since) return { moment, number: after };
  await requireReach(scope, after - 1);
  return { moment, number: after };
}

async function membersOf({ accounts }: AccessModel): Promise<ReadonlyMap<string, PrincipalState>> {
  const members = new Map<string, PrincipalState>();
  for (const account of accounts) {
    for (const principal of account.principals) members.set(principal.arn, { account, principal });
    await giveWay();
  }
  return members;
}

/** Tests whether the first point in time is the later one. */
export function isLater(one: Side, other: Side): boolean {
  if (one.number !== undefined && other.number !== undefined) return one.number > other.number;
  return one.moment.Time > other.moment.Time;
}
