import { asShown, type ExplainedCheck, entityBehind } from '../access/readable/readable-policies';
import { shownRefusal } from '../access/readable/readable-refusals';
import type { DecisionRecord } from '../core/authorization/authorize';
import { userIdOf } from '../core/authorization/context';
import type { Caller } from '../core/call';
import { AwsError } from '../core/errors';
import { type CloudTrailEvent, toCloudTrailEvent } from '../core/events/cloudtrail-record';
import { findDecisionTrace } from '../core/events/decision-traces';
import { findByEventId, readWhole, type WholeEvent } from '../core/events/event-rows';
import { countNewest, readNewest, type Sought } from '../core/events/read-newest';
import { OTHER_VIAS } from '../core/module/event-category';
import { type Check, defineOperation, type Scope } from '../core/operation';
import { storedJson } from '../core/text/stored-json';
import { placeOf, tokenOf } from './page';
import {
  EVERY_ACCOUNT,
  EventFilters,
  GetAuthorizationDetailsInput,
  GetEventInput,
  GetOwnLastCallInput,
  ListOwnDenialsInput,
  ListOwnLastChangesInput,
  SearchEventsInput,
} from './schema';

const DEFAULT_PAGE = 50;

/** The most events that are counted. */
const MOST_COUNTED = 10_000;

/** Searches the event history, newest first, by more attributes than CloudTrail. It needs CloudTrail's permission. */
export const SearchEvents = defineOperation({
  service: 'gatehouse',
  name: 'SearchEvents',
  access: 'List',
  input: SearchEventsInput,
  checks: historyChecks,
  run: async (input, scope) => {
    const list = `SearchEvents:${scope.accountId}`;
    const place = placeOf(list, input.NextToken);
    const take = input.MaxResults ?? DEFAULT_PAGE;
    const { rows, next } = await readNewest(scope.db, await soughtBy(input, scope), { place, take });
    return {
      Events: (await readWhole(scope.db, rows)).map(toCloudTrailEvent),
      NextToken: next && tokenOf(list, next),
    };
  },
});

/** Counts the events that SearchEvents would find, with the same permissions. `More` says that there may be too many to count. */
export const CountEvents = defineOperation({
  service: 'gatehouse',
  name: 'CountEvents',
  access: 'List',
  input: EventFilters,
  checks: historyChecks,
  run: async (input, scope) => {
    const { count, more } = await countNewest(scope.db, await soughtBy(input, scope), MOST_COUNTED);
    return { Count: count, More: more };
  },
});

/** AWS has organization trails for members' events. Their permission is to list the organization's accounts. */
function historyChecks({ AccountId }: EventFilters): Check[] {
  const own = { action: 'cloudtrail:LookupEvents', resource: '*' };
  return AccountId === undefined ? [own] : [own, { action: 'organizations:ListAccounts', resource: '*' }];
}

async function soughtBy(input: EventFilters, scope: Scope): Promise<Sought> {
  const { Principal, SourceIPAddress, Outcome } = input;
  const name = Principal === undefined ? undefined : { contains: Principal };
  const callers = {
    ...(name && { OR: [{ principalArn: name }, { userName: name }] }),
    ...(SourceIPAddress === undefined ? {} : { sourceIpAddress: SourceIPAddress }),
  };
  const where = {
    ...(input.EventSource === undefined ? {} : { eventSource: input.EventSource }),
    ...(input.ErrorCode === undefined ? {} : { errorCode: input.ErrorCode }),
    ...(input.Resource === undefined ? {} : { resources: { contains: input.Resource } }),
    // A denial that was only recorded has an authorization id and the outcome of a call that continued.
    ...(Outcome === 'WouldBeDenied' ? { authorizationId: { not: null } } : {}),
  };
  return {
    accountIds: await accountsOf(input, scope),
    outcomes: Outcome === 'WouldBeDenied' ? ['Success', 'Failed'] : Outcome && [Outcome],
    readOnly: input.ReadOnly,
    eventName: input.EventName,
    where: Object.keys(where).length > 0 ? where : undefined,
    callers: Object.keys(callers).length > 0 ? callers : undefined,
    from: input.StartTime === undefined ? undefined : new Date(input.StartTime),
    to: input.EndTime === undefined ? undefined : new Date(input.EndTime),
  };
}

/** Returns the accounts of a search. @throws AwsError AccessDenied for accounts whose history the caller may not read */
async function accountsOf({ AccountId }: EventFilters, { db, account, accountId }: Scope): Promise<string[]> {
  if (AccountId === undefined || AccountId === accountId) return [accountId];
  const { organization } = account;
  const refused = new AwsError(
    'AccessDenied',
    "Only an organization's management account can look up events of its other accounts.",
  );
  if (organization?.managementAccountId !== accountId) throw refused;
  const which = AccountId === EVERY_ACCOUNT ? {} : { id: AccountId };
  const members = await db.account.findMany({ where: { organizationId: organization.id, ...which }, select: { id: true } });
  if (members.length === 0) throw refused;
  return members.map(({ id }) => id);
}

const MOST_OWN_DENIALS = 5;

export type OwnDenial = {
  Time: Date;
  EventName: string;
  Resource?: string;
  /** The message of the denial. */
  Message: string;
  /** The id of the complete evaluation. */
  AuthorizationId?: string;
};

/**
 * Lists the caller's own recent denials with their messages. It needs no permission, because the caller has received them already. It reads
 * as far back as a fraction of a second allows.
 */
export const ListOwnDenials = defineOperation({
  service: 'gatehouse',
  name: 'ListOwnDenials',
  access: 'List',
  input: ListOwnDenialsInput,
  checks: () => [],
  run: async (_, scope): Promise<{ Denials: OwnDenial[] }> => {
    const { db, accountId, caller } = scope;
    const { principal } = caller;
    if (!('arn' in principal)) return { Denials: [] };
    const callers = { principalArn: principal.arn, principalId: userIdOf(principal) ?? null };
    const sought = { accountIds: [accountId], outcomes: ['Denied'], callers };
    const { rows } = await readNewest(db, sought, { take: MOST_OWN_DENIALS });
    const own = await readWhole(db, rows);
    return {
      Denials: own.map((row) => ({
        Time: row.time,
        EventName: row.eventName,
        Resource: row.resources[0]?.ARN,
        Message: row.errorMessage ?? '',
        AuthorizationId: row.authorizationId ?? undefined,
      })),
    };
  },
});

/** The most events skipped: sign-ins and Gatehouse's own reads between calls. */
const MOST_LOOKED_THROUGH = 20;

/** A call as programs see it: the request and the response. */
export type WireCall = Pick<
  CloudTrailEvent,
  | 'eventID'
  | 'eventTime'
  | 'eventSource'
  | 'eventName'
  | 'awsRegion'
  | 'readOnly'
  | 'requestParameters'
  | 'responseElements'
  | 'errorCode'
  | 'errorMessage'
>;

/**
 * Returns the caller's own last call to an AWS service, with its response. It needs no permission, because the caller knows both. Tried
 * calls and questions of other programs were not sent by the caller, so they don't count.
 */
export const GetOwnLastCall = defineOperation({
  service: 'gatehouse',
  name: 'GetOwnLastCall',
  access: 'Read',
  // Repeated reads would soon be the last call themselves.
  leavesNoEvent: true,
  input: GetOwnLastCallInput,
  checks: () => [],
  run: async (_, scope): Promise<{ Call?: WireCall }> => {
    const [row] = await ownLastCalls(scope);
    const [event] = row ? await readWhole(scope.db, [row]) : [];
    return event ? { Call: toWireCall(event) } : {};
  },
});

/** The calls of one click come within this time, in milliseconds. */
const ONE_CLICK_MS = 5_000;

/**
 * Returns the caller's own last successful changes, oldest first: the calls of one click or command. It needs no permission, because the caller
 * knows them.
 */
export const ListOwnLastChanges = defineOperation({
  service: 'gatehouse',
  name: 'ListOwnLastChanges',
  access: 'List',
  leavesNoEvent: true,
  input: ListOwnLastChangesInput,
  checks: () => [],
  run: async (_, scope): Promise<{ Calls: WireCall[] }> => {
    const changes = (await ownLastCalls(scope)).filter(({ readOnly, outcome }) => !readOnly && outcome === 'Success');
    const newest = changes[0]?.time.getTime() ?? 0;
    const together = changes.filter(({ time }) => newest - time.getTime() <= ONE_CLICK_MS);
    const whole = await readWhole(scope.db, together);
    return { Calls: whole.map(toWireCall).reverse() };
  },
});

/** Returns the caller's newest calls to services of AWS, newest first. */
async function ownLastCalls({ db, accountId, caller: { principal } }: Scope) {
  if (!('arn' in principal)) return [];
  const own = { principalArn: principal.arn, principalId: userIdOf(principal) ?? null };
  const callers = { ...own, via: { notIn: [...OTHER_VIAS] } };
  const { rows } = await readNewest(db, { accountIds: [accountId], callers }, { take: MOST_LOOKED_THROUGH });
  return rows.filter(({ eventSource }) => eventSource.endsWith('.amazonaws.com') && !eventSource.startsWith('signin.'));
}

function toWireCall(event: WholeEvent): WireCall {
  const { eventID, eventTime, eventSource, eventName, awsRegion, readOnly, ...whole } = toCloudTrailEvent(event);
  const { requestParameters, responseElements, errorCode, errorMessage } = whole;
  const sent = { eventID, eventTime, eventSource, eventName, awsRegion, readOnly, requestParameters };
  return { ...sent, responseElements, errorCode, errorMessage };
}

/** Tests whether the caller made a call. A name alone is not enough, because somebody else may have had it before. */
function isOwn(event: Pick<WholeEvent, 'principalArn' | 'principalId'>, { principal }: Caller): boolean {
  if (!('arn' in principal)) return false;
  return event.principalArn === principal.arn && event.principalId === userIdOf(principal);
}

export const GetEvent = defineOperation({
  service: 'gatehouse',
  name: 'GetEvent',
  access: 'Read',
  input: GetEventInput,
  checks: historyChecks,
  run: async ({ EventId, AccountId }, scope) => {
    const accountIds = await accountsOf({ AccountId }, scope);
    const row = await findByEventId(scope.db, EventId);
    const [event] = row && accountIds.includes(row.accountId) ? await readWhole(scope.db, [row]) : [];
    if (!event) throw new AwsError('ResourceNotFoundException', `Event ${EventId} does not exist in this account.`);
    return { Event: toCloudTrailEvent(event) };
  },
});

/**
 * Returns the evaluation behind a denial by its authorization id. AWS: Access Troubleshooter, iam:TroubleshootAccess. Callers may see
 * evaluations of their own denials without permission. Policy texts are shown only to those who may read them.
 */
export const GetAuthorizationDetails = defineOperation({
  service: 'iam',
  name: 'GetAuthorizationDetails',
  access: 'Read',
  input: GetAuthorizationDetailsInput,
  target: ({ AuthorizationId }, scope) => findTrace(AuthorizationId, scope),
  checks: (_, { caller }, { event }) =>
    event && isOwn(event, caller) ? [] : [{ action: 'iam:TroubleshootAccess', resource: '*' }],
  run: async ({ AuthorizationId }, scope, { row, event }) => {
    if (!row) throw new AwsError('NoSuchEntityException', `The authorization with id ${AuthorizationId} cannot be found.`);
    const Evaluations: ExplainedCheck[] = [];
    const records = storedJson<DecisionRecord[]>(row.trace);
    const refusal = records.find((record) => record.refusal)?.refusal;
    for (const explained of records)
      Evaluations.push(await asShown(explained, scope, { subject: entityBehind(explained.explanation.request.principal) }));
    return {
      AuthorizationId,
      CreatedAt: row.createdAt,
      Evaluations,
      Refusal: refusal && (await shownRefusal(scope, refusal)),
      Event: event ? toCloudTrailEvent(event) : undefined,
    };
  },
});

/** Finds the evaluation and its event. No index connects them, so the event is found by its time. */
async function findTrace(id: string, { db, accountId }: Scope) {
  const found = await findDecisionTrace(db, id);
  const row = found?.accountId === accountId ? found : null;
  if (!row) return { row };
  // The id of a refused tag is in the event's additional data, which is stored with the answer.
  const either = [{ authorizationId: id }, { responseElements: { contains: `"refusalId":"${id}"` } }];
  // Within AND, because the conditions of an index have an OR of their own.
  const where = { AND: [{ OR: either }] };
  const sought = { accountIds: [accountId], where, from: row.createdAt, to: row.createdAt };
  let page = await readNewest(db, sought, { take: 1 });
  while (page.rows.length === 0 && page.next) page = await readNewest(db, sought, { place: page.next, take: 1 });
  const [event] = await readWhole(db, page.rows);
  return { row, event };
}

/** Returns the entity with the inline policies of an evaluation. */
