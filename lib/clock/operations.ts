import { keepSessionsAwake } from '../account/console-sessions';
import { accountCheck } from '../account/settings-operations';
import { MOVES_CLOCK } from '../core/by-time';
import { MOST_AHEAD_DAYS, nowOf, realTimeOf } from '../core/clock';
import { AwsError, validationError } from '../core/errors';
import { insertEvents } from '../core/events';
import { defineOperation, type Scope } from '../core/operation';
import { dueIn } from './due';
import { jumpFrom } from './jumps';
import { JUMPS, type Jump } from './limits';
import { GetClockInput, MoveClockInput } from './schema';

/** What a clock is at. */
export type ClockAnswer = {
  Now: Date;
  /** By how many seconds it is ahead of the real time; 0: it was never moved. */
  AheadSeconds: number;
  /** As far as it can be moved at this moment. */
  Latest: Date;
};

/** The same, with where it can be moved to, and by whom. */
export type ClockNow = ClockAnswer & { Jumps: { Jump: Jump; To: Date }[]; OrganizationId?: string; MovedBy: string };

const MOST_AHEAD_SECONDS = MOST_AHEAD_DAYS * 86_400;

function answerOf(realTime: Date, AheadSeconds: number): ClockAnswer {
  const at = (seconds: number) => new Date(realTime.getTime() + seconds * 1000);
  return { Now: at(AheadSeconds), AheadSeconds, Latest: at(MOST_AHEAD_SECONDS) };
}

/** What time it is for the caller's account, and how far that is from the real time. Nobody's secret: every answer tells times by it. */
export const GetClock = defineOperation({
  service: 'gatehouse',
  name: 'GetClock',
  access: 'Read',
  input: GetClockInput,
  checks: () => [],
  leavesNoEvent: true,
  run: async (_input, { call, account, now }): Promise<ClockNow> => ({
    ...answerOf(realTimeOf(call), (call.aheadMs ?? 0) / 1000),
    Jumps: JUMPS.map((jump) => ({ Jump: jump, To: jumpFrom(now, jump) })),
    OrganizationId: account.organization?.id,
    MovedBy: account.organization?.managementAccountId ?? account.id,
  }),
});

/**
 * Moves the clock of the caller's organization, or of its account that is in none, forward. Whatever falls due on the way is in the history at
 * its own time. The way back is a new start: a restore keeps the clock, as the history stays.
 * @throws AwsError AccessDenied for a member of an organization, ValidationError for a time that is not later, or too late
 */
export const MoveClock = defineOperation({
  service: 'gatehouse',
  name: MOVES_CLOCK,
  access: 'Write',
  turn: 'organization',
  input: MoveClockInput,
  checks: (_input, scope) => [accountCheck('gatehouse:MoveClock', scope)],
  run: async ({ Jump, To }, scope): Promise<ClockAnswer & { Before: Date; Happened: number }> => {
    const { db, account, call } = scope;
    const { organization } = account;
    requireOwnClock(scope);
    // The call is as old as its wait for its turn: another one may have moved the clock since.
    const realTime = realTimeOf(call);
    const now = nowOf(account, realTime);
    const until = Jump === undefined ? To : jumpFrom(now, Jump);
    if (!until || until <= now) throw validationError(`A clock goes forward only: it is ${now.toISOString()} already.`, 'To');
    const clockAhead = Math.ceil((until.getTime() - realTime.getTime()) / 1000);
    if (clockAhead > MOST_AHEAD_SECONDS)
      throw validationError(
        `A clock can be ${MOST_AHEAD_DAYS} days ahead at most: until ${answerOf(realTime, 0).Latest.toISOString()}.`,
        Jump === undefined ? 'To' : 'Jump',
      );
    const after = answerOf(realTime, clockAhead);
    const members = organization
      ? await db.account.findMany({ where: { organizationId: organization.id }, select: { id: true } })
      : [account];
    const due = await dueIn(
      scope,
      members.map(({ id }) => id),
      { after: now, until: after.Now },
    );
    await insertEvents(
      db,
      due.map(({ event }) => event),
    );
    await keepSessionsAwake(
      db,
      members.map(({ id }) => id),
      now,
      after.Now.getTime() - now.getTime(),
    );
    if (organization) await db.organization.update({ where: { id: organization.id }, data: { clockAhead } });
    else await db.account.update({ where: { id: account.id }, data: { clockAhead } });
    return { Before: now, Happened: due.length, ...after };
  },
  // After what happened on the way.
  datedBy: ({ Now }) => Now,
  // What is kept of the accounts under these may say how old something is.
  touches: (_input, { account }) => ({
    accountIds: [account.id],
    organizationIds: account.organization ? [account.organization.id] : [],
  }),
});

/** @throws AwsError AccessDenied for a member: the clock is its organization's */
function requireOwnClock({ account }: Scope): void {
  const managementAccountId = account.organization?.managementAccountId ?? account.id;
  if (managementAccountId === account.id) return;
  throw new AwsError(
    'AccessDenied',
    `Account ${account.id} is a member of an organization: its management account ${managementAccountId} moves the clock of all of it.`,
    { Reason: 'MEMBER_OF_ORGANIZATION' },
  );
}

/** The console's own; not on the wire API. */
export const clockOperations = { GetClock, MoveClock };
