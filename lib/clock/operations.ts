import { keepSessionsAwake } from '../account/console-sessions';
import { accountCheck } from '../account/settings-operations';
import { AwsError, validationError } from '../core/errors';
import { insertEvents } from '../core/events/events';
import { modulesKeepSessions } from '../core/module/call-hooks';
import { defineOperation, type Scope } from '../core/operation';
import { MOVES_CLOCK } from '../core/time/by-time';
import { MOST_AHEAD_DAYS, nowOf, realTimeOf } from '../core/time/clock';
import { dueIn } from './due';
import { jumpFrom } from './jumps';
import { JUMPS, type Jump } from './limits';
import { GetClockInput, MoveClockInput } from './schema';

/** The state of a clock. */
export type ClockAnswer = {
  Now: Date;
  /** The seconds that the clock is ahead of the real time. 0 if it was never moved. */
  AheadSeconds: number;
  /** The latest time that it can be moved to now. */
  Latest: Date;
};

/** The state of a clock with its possible jumps, and who moved it. */
export type ClockNow = ClockAnswer & { Jumps: { Jump: Jump; To: Date }[]; OrganizationId?: string; MovedBy: string };

const MOST_AHEAD_SECONDS = MOST_AHEAD_DAYS * 86_400;

function answerOf(realTime: Date, AheadSeconds: number): ClockAnswer {
  const at = (seconds: number) => new Date(realTime.getTime() + seconds * 1000);
  return { Now: at(AheadSeconds), AheadSeconds, Latest: at(MOST_AHEAD_SECONDS) };
}

/** Returns the time of the caller's account and its distance from the real time. It is not secret, because every answer contains times. */
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
 * Moves the clock of the caller's organization, or of its account outside one, forward. Events that fall due in between are recorded with
 * their own times. The clock never moves back: a restored snapshot keeps it, because the history stays.
 * @throws AwsError AccessDenied for a member of an organization, ValidationError for a time that is not later or is too late
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
    // The call can have waited for the account lock while another call moved the clock.
    const realTime = realTimeOf(call);
    const now = nowOf(account, realTime);
    const until = Jump === undefined ? To : jumpFrom(now, Jump);
    if (!until || until <= now) throw validationError(`You can only advance a clock. It is already ${now.toISOString()}.`, 'To');
    const clockAhead = Math.ceil((until.getTime() - realTime.getTime()) / 1000);
    if (clockAhead > MOST_AHEAD_SECONDS)
      throw validationError(
        `A clock can be at most ${MOST_AHEAD_DAYS} days ahead, until ${answerOf(realTime, 0).Latest.toISOString()}.`,
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
    await keepSessionsAwake(db, {
      accountIds: members.map(({ id }) => id),
      now,
      byMs: after.Now.getTime() - now.getTime(),
      isLab: await modulesKeepSessions(db, account.id),
    });
    if (organization) await db.organization.update({ where: { id: organization.id }, data: { clockAhead } });
    else await db.account.update({ where: { id: account.id }, data: { clockAhead } });
    return { Before: now, Happened: due.length, ...after };
  },
  // The event is recorded after those that fell due in between.
  datedBy: ({ Now }) => Now,
  // Facts cached under the accounts' revisions can contain ages.
  touches: (_input, { account }) => ({
    accountIds: [account.id],
    organizationIds: account.organization ? [account.organization.id] : [],
  }),
});

/** Refuses members, because the clock belongs to their organization. @throws AwsError AccessDenied */
function requireOwnClock({ account }: Scope): void {
  const managementAccountId = account.organization?.managementAccountId ?? account.id;
  if (managementAccountId === account.id) return;
  throw new AwsError(
    'AccessDenied',
    `Account ${account.id} is a member of an organization. Only its management account ${managementAccountId} can move the organization's clock.`,
    { Reason: 'MEMBER_OF_ORGANIZATION' },
  );
}

/** The console's own operations, not on the wire API. */
export const clockOperations = { GetClock, MoveClock };
