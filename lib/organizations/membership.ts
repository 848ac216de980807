import { payFrom } from '../account/billing-payers';
import { AwsError } from '../core/errors';
import { tellMembershipChanged } from '../core/module/call-hooks';
import type { Scope } from '../core/operation';
import { BY_TIME } from '../core/time/by-time';
import { type ClockFacts, later, nowOf, SAME_CLOCK_MS } from '../core/time/clock';
import { attachDefaultPolicies, clearNode } from './default-policies';
import { placeAccount } from './effective-policies';
import { constraintViolation, organizationsError } from './errors';
import type { OrganizationScope } from './organizations-operation';
import { recordServiceEvents } from './service-events';
import type { AccountRow } from './tree';

type Joining = Pick<Scope, 'db' | 'call'> & {
  organization: { id: string; rootId: string; managementAccountId: string; clockAhead: number };
  now: Date;
};

/**
 * Refuses an account whose clock differs from the organization's. A member shares its organization's clock, which can only go
 * forward.
 * @throws AwsError HandshakeConstraintViolation with both times
 */
export function requireSameClock(account: ClockFacts, organization: { clockAhead: number }, realTime: Date): void {
  const [own, other] = [nowOf(account, realTime), later(realTime, organization.clockAhead * 1000)];
  if (Math.abs(own.getTime() - other.getTime()) <= SAME_CLOCK_MS) return;
  const [mine, theirs] = [own, other].map((time) => `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`);
  throw new AwsError(
    'HandshakeConstraintViolationException',
    `The clocks are too far apart: it is ${mine} for the account and ${theirs} for the organization. Move the clock that is behind; more than 5 minutes apart, no account can be invited or join.`,
    { Reason: 'CLOCKS_TOO_FAR_APART' },
  );
}

/** Adds an account to the root of an organization, with the default policies of the enabled types. */
export async function joinOrganization(
  { db, call, organization, now }: Joining,
  accountId: string,
  joinedMethod: 'CREATED' | 'INVITED',
): Promise<void> {
  await db.account.update({
    where: { id: accountId },
    data: { organizationId: organization.id, parentId: organization.rootId, joinedMethod, joinedAt: now },
  });
  await payFrom(db, accountId, organization.managementAccountId, now);
  await attachDefaultPolicies({ db, organizationId: organization.id, now }, accountId);
  await placeAccount({ db, organization, now }, { id: accountId, parentId: organization.rootId }, null);
  await tellMembershipChanged({ db, call, now }, { accountId, organization, change: 'JOINED' });
  const details = { AccountId: accountId, JoinedMethod: joinedMethod, JoinedTime: now };
  await recordServiceEvents({ db, call }, [
    { accountId: organization.managementAccountId, name: 'AccountJoinedOrganization', details },
  ]);
}

/** Returns when an account may leave: one that its organization created must be some days old. Null if it may now. */
export function mayNotLeaveBefore(account: { joinedMethod: string | null; createdAt: Date }, now: Date): Date | null {
  const from = new Date(account.createdAt.getTime() + BY_TIME.ageToLeave.afterMs);
  return account.joinedMethod === 'CREATED' && from > now ? from : null;
}

/**
 * Removes a member from its organization. As in AWS, its tags and attachments are deleted, and its access role stays.
 * @throws AwsError MasterCannotLeaveOrganization; ConstraintViolation for a delegated administrator or a new account
 */
export async function leaveOrganization(
  scope: OrganizationScope,
  account: AccountRow,
  departureMethod: 'LEFT' | 'REMOVED',
): Promise<void> {
  const { db, organization, now } = scope;
  if (account.id === organization.managementAccountId) throw organizationsError('MasterCannotLeaveOrganizationException');
  const delegated = await db.delegatedAdministrator.count({ where: { organizationId: organization.id, accountId: account.id } });
  if (delegated > 0) throw constraintViolation('CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG');
  if (mayNotLeaveBefore(account, now)) throw constraintViolation('WAIT_PERIOD_ACTIVE');
  await clearNode(db, account.id);
  // The organization's requests to its member are canceled. Invitations of other organizations stay.
  await db.handshake.updateMany({
    where: { organizationId: organization.id, accountId: account.id, action: { not: 'INVITE' }, state: 'OPEN' },
    data: { state: 'CANCELED', endedAt: now },
  });
  await db.account.update({
    where: { id: account.id },
    data: { organizationId: null, parentId: null, joinedMethod: null, joinedAt: null, clockAhead: organization.clockAhead },
  });
  await payFrom(db, account.id, account.id, now);
  await tellMembershipChanged(scope, { accountId: account.id, organization, change: 'DEPARTED' });
  const details = { AccountId: account.id, DepartureMethod: departureMethod, DepartureTime: now };
  await recordServiceEvents(scope, [
    { accountId: organization.managementAccountId, name: 'AccountDepartedOrganization', details },
  ]);
}
