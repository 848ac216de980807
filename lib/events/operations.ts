import { callerMay, type ExplainedCheck } from '../core/authorize';
import { userIdOf } from '../core/context';
import { AwsError } from '../core/errors';
import { defineOperation } from '../core/operation';
import { decodeToken, toPage } from '../core/paginate';
import { readNewest } from './read-newest';
import { toCloudTrailEvent } from './rows';
import { GetAuthorizationDetailsInput, GetEventInput, ListOwnDenialsInput, LookupEventsInput } from './schema';

const DEFAULT_PAGE = 50;

/** The event history, newest first. The permission is CloudTrail's. */
export const LookupEvents = defineOperation({
  service: 'cloudtrail',
  name: 'LookupEvents',
  access: 'List',
  input: LookupEventsInput,
  checks: () => [{ action: 'cloudtrail:LookupEvents', resource: '*' }],
  run: async (input, { db, accountId }) => {
    const limit = input.MaxResults ?? DEFAULT_PAGE;
    const list = `LookupEvents:${accountId}`;
    const before = input.NextToken === undefined ? undefined : decodeToken(list, input.NextToken);
    if (before === null) throw new AwsError('InvalidNextTokenException', 'The token is invalid.');
    const rows = await readNewest(
      db,
      accountId,
      {
        ...(input.EventName === undefined ? {} : { eventName: input.EventName }),
        ...(input.EventSource === undefined ? {} : { eventSource: input.EventSource }),
        ...outcomeFilter(input.Outcome),
        ...(input.ReadOnly === undefined ? {} : { readOnly: input.ReadOnly }),
        ...(input.Principal === undefined
          ? {}
          : { OR: [{ principalArn: { contains: input.Principal } }, { userName: { contains: input.Principal } }] }),
        ...(input.Resource === undefined ? {} : { resources: { contains: input.Resource } }),
        ...timeFilter(input),
      },
      { before: before === undefined ? undefined : Number(before), take: limit + 1 },
    );
    const page = toPage(rows, limit, list, (row) => String(row.id));
    return { Events: page.items.map(toCloudTrailEvent), NextToken: page.next };
  },
});

function timeFilter({ StartTime, EndTime }: LookupEventsInput) {
  if (StartTime === undefined && EndTime === undefined) return {};
  return { time: { gte: StartTime && new Date(StartTime), lte: EndTime && new Date(EndTime) } };
}

/** A denial that was only recorded has an authorization id, and the outcome of a call that went on. */
function outcomeFilter(outcome: LookupEventsInput['Outcome']) {
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
  /** Where the caller may open the whole evaluation. */
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
    const arn = 'arn' in caller.principal ? caller.principal.arn : undefined;
    const id = userIdOf(caller.principal);
    const newest = await db.event.findMany({
      where: { accountId, outcome: 'Denied' },
      orderBy: { id: 'desc' },
      take: DENIALS_LOOKED_THROUGH,
      select: { id: true, principalArn: true, principalId: true },
    });
    // Not by the name alone, which somebody else may have had before.
    const own = newest
      .filter(({ principalArn, principalId }) => arn !== undefined && principalArn === arn && principalId === id)
      .slice(0, MOST_OWN_DENIALS);
    const rows = await db.event.findMany({ where: { id: { in: own.map(({ id }) => id) } }, orderBy: { id: 'desc' } });
    const mayOpen = await (await callerMay(scope))({ action: 'iam:TroubleshootAccess', resource: '*' });
    return {
      Denials: rows.map((row) => ({
        Time: row.time,
        EventName: row.eventName,
        Resource: (JSON.parse(row.resources) as { ARN: string }[])[0]?.ARN,
        Message: row.errorMessage ?? '',
        AuthorizationId: mayOpen ? (row.authorizationId ?? undefined) : undefined,
      })),
    };
  },
});

export const GetEvent = defineOperation({
  service: 'cloudtrail',
  name: 'GetEvent',
  access: 'Read',
  input: GetEventInput,
  checks: () => [{ action: 'cloudtrail:LookupEvents', resource: '*' }],
  run: async ({ EventId }, { db, accountId }) => {
    const row = await db.event.findFirst({ where: { eventId: EventId, accountId } });
    if (!row) throw new AwsError('ResourceNotFoundException', `There is no event ${EventId} in this account.`);
    return { Event: toCloudTrailEvent(row) };
  },
});

/** The whole evaluation behind a denial, under its authorization id. AWS: Access Troubleshooter, iam:TroubleshootAccess. */
export const GetAuthorizationDetails = defineOperation({
  service: 'iam',
  name: 'GetAuthorizationDetails',
  access: 'Read',
  input: GetAuthorizationDetailsInput,
  checks: () => [{ action: 'iam:TroubleshootAccess', resource: '*' }],
  run: async ({ AuthorizationId }, { db, accountId }) => {
    const row = await db.decisionTrace.findFirst({ where: { id: AuthorizationId, accountId } });
    if (!row) throw new AwsError('NoSuchEntityException', `The authorization with id ${AuthorizationId} cannot be found.`);
    const event = await db.event.findFirst({ where: { authorizationId: AuthorizationId, accountId } });
    return {
      AuthorizationId,
      CreatedAt: row.createdAt,
      Evaluations: JSON.parse(row.trace) as ExplainedCheck[],
      Event: event ? toCloudTrailEvent(event) : undefined,
    };
  },
});
