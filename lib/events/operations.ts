import { withoutHidden } from '../access/readable-policies';
import { parseSubject } from '../access/subject-arn';
import type { ExplainedCheck } from '../core/authorize';
import type { Caller } from '../core/call';
import { userIdOf } from '../core/context';
import { AwsError } from '../core/errors';
import { type Check, defineOperation, type Scope } from '../core/operation';
import { decodeToken, encodeToken } from '../core/paginate';
import { countNewest, readNewest, type Sought } from './read-newest';
import { type EventRow, toCloudTrailEvent } from './rows';
import {
  EVERY_ACCOUNT,
  EventFilters,
  GetAuthorizationDetailsInput,
  GetEventInput,
  ListOwnDenialsInput,
  LookupEventsInput,
} from './schema';

const DEFAULT_PAGE = 50;

/** Events are counted up to so many. */
const MOST_COUNTED = 10_000;

/** The event history, newest first. The permission is CloudTrail's. */
export const LookupEvents = defineOperation({
  service: 'cloudtrail',
  name: 'LookupEvents',
  access: 'List',
  input: LookupEventsInput,
  checks: historyChecks,
  run: async (input, scope) => {
    const list = `LookupEvents:${scope.accountId}`;
    const before = input.NextToken === undefined ? undefined : decodeToken(list, input.NextToken);
    if (before === null) throw new AwsError('InvalidNextTokenException', 'The token is invalid.');
    const { rows, next } = await readNewest(scope.db, await soughtBy(input, scope), {
      before: before === undefined ? undefined : Number(before),
      take: input.MaxResults ?? DEFAULT_PAGE,
    });
    return { Events: rows.map(toCloudTrailEvent), NextToken: next === undefined ? undefined : encodeToken(list, String(next)) };
  },
});

/** How many events LookupEvents would find, for whoever may look them up. `More`: there may be further ones, too many to count. */
export const CountEvents = defineOperation({
  service: 'cloudtrail',
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
  return {
    accountIds: await accountsOf(input, scope),
    where: {
      ...(input.EventName === undefined ? {} : { eventName: input.EventName }),
      ...(input.EventSource === undefined ? {} : { eventSource: input.EventSource }),
      ...outcomeFilter(input.Outcome),
      ...(input.ReadOnly === undefined ? {} : { readOnly: input.ReadOnly }),
      ...(input.ErrorCode === undefined ? {} : { errorCode: input.ErrorCode }),
      ...(input.SourceIPAddress === undefined ? {} : { sourceIpAddress: input.SourceIPAddress }),
      ...(input.Principal === undefined
        ? {}
        : { OR: [{ principalArn: { contains: input.Principal } }, { userName: { contains: input.Principal } }] }),
      ...(input.Resource === undefined ? {} : { resources: { contains: input.Resource } }),
    },
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

/** A denial that was only recorded has an authorization id, and the outcome of a call that went on. */
function outcomeFilter(outcome: EventFilters['Outcome']) {
  if (outcome === undefined) return {};
  return outcome === 'WouldBeDenied' ? { outcome: { not: 'Denied' }, authorizationId: { not: null } } : { outcome };
}

const MOST_OWN_DENIALS = 5;
const DENIALS_LOOKED_THROUGH = 1_000;

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
 * The newest denials of the account are looked through, so that it takes no longer where there are many.
 */
export const ListOwnDenials = defineOperation({
  service: 'gatehouse',
  name: 'ListOwnDenials',
  access: 'List',
  input: ListOwnDenialsInput,
  checks: () => [],
  run: async (_, scope): Promise<{ Denials: OwnDenial[] }> => {
    const { db, accountId, caller } = scope;
    const newest = await db.event.findMany({
      where: { accountId, outcome: 'Denied' },
      orderBy: { id: 'desc' },
      take: DENIALS_LOOKED_THROUGH,
      select: { id: true, principalArn: true, principalId: true },
    });
    const own = newest.filter((event) => isOwn(event, caller)).slice(0, MOST_OWN_DENIALS);
    const rows = await db.event.findMany({ where: { id: { in: own.map(({ id }) => id) } }, orderBy: { id: 'desc' } });
    return {
      Denials: rows.map((row) => ({
        Time: row.time,
        EventName: row.eventName,
        Resource: (JSON.parse(row.resources) as { ARN: string }[])[0]?.ARN,
        Message: row.errorMessage ?? '',
        AuthorizationId: row.authorizationId ?? undefined,
      })),
    };
  },
});

/** Whether the caller made a call. Not by the name alone, which somebody else may have had before. */
function isOwn(event: Pick<EventRow, 'principalArn' | 'principalId'>, { principal }: Caller): boolean {
  if (!('arn' in principal)) return false;
  return event.principalArn === principal.arn && event.principalId === userIdOf(principal);
}

export const GetEvent = defineOperation({
  service: 'cloudtrail',
  name: 'GetEvent',
  access: 'Read',
  input: GetEventInput,
  checks: historyChecks,
  run: async ({ EventId, AccountId }, scope) => {
    const accountIds = await accountsOf({ AccountId }, scope);
    const row = await scope.db.event.findUnique({ where: { eventId: EventId } });
    if (!row || !accountIds.includes(row.accountId))
      throw new AwsError('ResourceNotFoundException', `There is no event ${EventId} in this account.`);
    return { Event: toCloudTrailEvent(row) };
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
  target: ({ AuthorizationId }, { db, accountId }) =>
    db.event.findFirst({ where: { authorizationId: AuthorizationId, accountId } }),
  checks: (_, { caller }, event) => (event && isOwn(event, caller) ? [] : [{ action: 'iam:TroubleshootAccess', resource: '*' }]),
  run: async ({ AuthorizationId }, scope, event) => {
    const { db, accountId } = scope;
    const row = await db.decisionTrace.findFirst({ where: { id: AuthorizationId, accountId } });
    if (!row) throw new AwsError('NoSuchEntityException', `The authorization with id ${AuthorizationId} cannot be found.`);
    const Evaluations: ExplainedCheck[] = [];
    for (const explained of JSON.parse(row.trace) as ExplainedCheck[])
      Evaluations.push(await withoutHidden(explained, scope, { subject: subjectOf(explained) }));
    return {
      AuthorizationId,
      CreatedAt: row.createdAt,
      Evaluations,
      Event: event ? toCloudTrailEvent(event) : undefined,
    };
  },
});

/** Whose inline policies an evaluation speaks of. */
function subjectOf({ explanation: { request } }: ExplainedCheck) {
  const { principal } = request;
  if (principal.type === 'AssumedRole') return { kind: 'Role' as const, name: parseSubject(principal.roleArn)?.name ?? '' };
  return { kind: 'User' as const, name: principal.type === 'User' ? principal.userName : '' };
}
