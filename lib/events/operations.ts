import { asShown, type ExplainedCheck, entityBehind } from '../access/readable-policies';
import type { DecisionRecord } from '../core/authorize';
import type { Caller } from '../core/call';
import { type CloudTrailEvent, toCloudTrailEvent } from '../core/cloudtrail-record';
import { userIdOf } from '../core/context';
import { AwsError } from '../core/errors';
import { OTHER_VIAS } from '../core/event-category';
import { findByEventId, readWhole, type WholeEvent } from '../core/event-rows';
import { type Check, defineOperation, type Scope } from '../core/operation';
import { countNewest, readNewest, type Sought } from '../core/read-newest';
import { storedJson } from '../core/stored-json';
import { placeOf, tokenOf } from './page';
import {
  EVERY_ACCOUNT,
  EventFilters,
  GetAuthorizationDetailsInput,
  GetEventInput,
  GetOwnLastCallInput,
  ListOwnDenialsInput,
  SearchEventsInput,
} from './schema';

const DEFAULT_PAGE = 50;

/** Events are counted up to so many. */
const MOST_COUNTED = 10_000;

/** The event history as pages show it, newest first: by more than CloudTrail looks events up by. The permission is CloudTrail's. */
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

/** How many events SearchEvents would find, for whoever may look them up. `More`: there may be further ones, too many to count. */
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

/** For the events of members AWS has trails of the organization, which the account that may list its accounts makes. */
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
    // A denial that was only recorded has an authorization id, and the outcome of a call that went on.
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

/** @throws AwsError AccessDenied for accounts whose history is not the caller's to read */
async function accountsOf({ AccountId }: EventFilters, { db, account, accountId }: Scope): Promise<string[]> {
  if (AccountId === undefined || AccountId === accountId) return [accountId];
  const { organization } = account;
  const refused = new AwsError(
    'AccessDenied',
    'Only the management account of an organization may look up the events of its other accounts.',
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
  /** What the caller was told then. */
  Message: string;
  /** Where the whole evaluation opens. */
  AuthorizationId?: string;
};

/**
 * The caller's own calls that were denied lately, with what it was answered: it needs no permission, as it was all told before.
 * As far back as they are found in a fraction of a second.
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

/** Sign-ins, and reads of Gatehouse's own that stand between calls. */
const MOST_LOOKED_THROUGH = 20;

/** A call as programs see it: what was sent, and what came back. */
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
 * The caller's own last call of a service of AWS, as it was sent and answered: it needs no permission, as the caller knows both. What was only tried
 * was not sent, and what another program asked about the caller it did not send itself.
 */
export const GetOwnLastCall = defineOperation({
  service: 'gatehouse',
  name: 'GetOwnLastCall',
  access: 'Read',
  // Asked again and again, it would soon be the last call itself.
  leavesNoEvent: true,
  input: GetOwnLastCallInput,
  checks: () => [],
  run: async (_, { db, accountId, caller: { principal } }): Promise<{ Call?: WireCall }> => {
    if (!('arn' in principal)) return {};
    const own = { principalArn: principal.arn, principalId: userIdOf(principal) ?? null };
    const callers = { ...own, via: { notIn: [...OTHER_VIAS] } };
    const { rows } = await readNewest(db, { accountIds: [accountId], callers }, { take: MOST_LOOKED_THROUGH });
    const row = rows.find(({ eventSource }) => eventSource.endsWith('.amazonaws.com') && !eventSource.startsWith('signin.'));
    const [event] = row ? await readWhole(db, [row]) : [];
    if (!event) return {};
    const { eventID, eventTime, eventSource, eventName, awsRegion, readOnly, ...whole } = toCloudTrailEvent(event);
    const { requestParameters, responseElements, errorCode, errorMessage } = whole;
    const sent = { eventID, eventTime, eventSource, eventName, awsRegion, readOnly, requestParameters };
    return { Call: { ...sent, responseElements, errorCode, errorMessage } };
  },
});

/** Whether the caller made a call. Not by the name alone, which somebody else may have had before. */
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
    if (!event) throw new AwsError('ResourceNotFoundException', `There is no event ${EventId} in this account.`);
    return { Event: toCloudTrailEvent(event) };
  },
});

/**
 * The evaluation behind a denial, under its authorization id. AWS: Access Troubleshooter, iam:TroubleshootAccess. Of their own denials
 * everybody learns without a permission how they were decided. Texts of policies are for whoever may read them by their own operation.
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
    for (const explained of storedJson<DecisionRecord[]>(row.trace))
      Evaluations.push(await asShown(explained, scope, { subject: entityBehind(explained.explanation.request.principal) }));
    return {
      AuthorizationId,
      CreatedAt: row.createdAt,
      Evaluations,
      Event: event ? toCloudTrailEvent(event) : undefined,
    };
  },
});

/** The evaluation, and the event that it is of: of the same time, since no index leads from the one to the other. */
async function findTrace(id: string, { db, accountId }: Scope) {
  const row = await db.decisionTrace.findFirst({ where: { id, accountId } });
  if (!row) return { row };
  const sought = { accountIds: [accountId], where: { authorizationId: id }, from: row.createdAt, to: row.createdAt };
  let page = await readNewest(db, sought, { take: 1 });
  while (page.rows.length === 0 && page.next) page = await readNewest(db, sought, { place: page.next, take: 1 });
  const [event] = await readWhole(db, page.rows);
  return { row, event };
}

/** Whose inline policies an evaluation speaks of. */
