import { newResponsibilityTransferId } from '../../core/ids';
import type { Scope } from '../../core/operation';
import { quotas } from '../../core/quotas';
import { constraintViolation, handshakeConstraintViolation, invalidInput, organizationsError } from '../errors';
import {
  MOST_MONTHS_AHEAD,
  MOST_TRANSFERS_IN_CHAIN,
  TRANSFER_ACCEPTED_BEFORE_START_MS,
  TRANSFER_HANDSHAKE_STATE,
} from '../open-points';
import { inOrganization, type OrganizationScope } from '../organizations-operation';
import {
  acceptedAfter,
  monthStart,
  readTransfers,
  recordTransfer,
  transfersAbove,
  transfersBelow,
  unendedAt,
} from '../transfers';
import { endHandshake, type HandshakeResourceShape, type HandshakeRow, insertHandshake, pendingAt } from './rows';

/** The invitation of another organization to let this one pay its bill. */
type TransferInvitation = {
  target: { Id: string; Type: 'ACCOUNT' | 'EMAIL' };
  /** The invited account, if there is one with that address. */
  account: { id: string; email: string } | null;
  startsAt: Date;
  name: string;
  notes: string | undefined;
};

/**
 * Refuses a start other than the first instant of a month.
 * @throws AwsError InvalidInput
 */
function requireStart(startsAt: Date, now: Date): void {
  if (startsAt.getTime() % 86_400_000 !== 0)
    throw invalidInput(
      'START_DATE_NOT_BEGINNING_OF_DAY',
      'You provided an invalid start date. The start date must be the beginning of the day (00:00:00.000).',
    );
  if (startsAt.getUTCDate() !== 1)
    throw invalidInput(
      'START_DATE_NOT_BEGINNING_OF_MONTH',
      'You provided an invalid start date. The start date must be the first day of the month.',
    );
  if (startsAt.getTime() - TRANSFER_ACCEPTED_BEFORE_START_MS <= now.getTime())
    throw invalidInput('START_DATE_TOO_EARLY', 'You provided an invalid start date. The start date is too early.');
  if (startsAt > monthStart(now, MOST_MONTHS_AHEAD))
    throw invalidInput('START_DATE_TOO_LATE', 'You provided an invalid start date. The start date is too late.');
}

/**
 * Refuses an invitation that repeats another, or exceeds the quota.
 * @throws AwsError HandshakeConstraintViolation, DuplicateHandshake or ConstraintViolation
 */
async function requireInvitable(scope: OrganizationScope, { target, account, startsAt }: TransferInvitation): Promise<void> {
  const { db, organization, now } = scope;
  if (account?.id === organization.managementAccountId) throw handshakeConstraintViolation('SOURCE_AND_TARGET_CANNOT_MATCH');
  const email = account?.email ?? target.Id.toLowerCase();
  const sameTarget = [{ email }, ...(account ? [{ accountId: account.id }] : [])];
  const own = { organizationId: organization.id, action: 'TRANSFER_RESPONSIBILITY' };
  if (await db.handshake.count({ where: { ...own, ...pendingAt(now), OR: sameTarget } }))
    throw organizationsError('DuplicateHandshakeException');
  const active = { organizationId: organization.id, sourceAccountId: account?.id ?? '', ...acceptedAfter(startsAt) };
  if (await db.responsibilityTransfer.count({ where: active }))
    throw handshakeConstraintViolation('RESPONSIBILITY_TRANSFER_ALREADY_EXISTS');
  const inbound = await db.responsibilityTransfer.count({ where: { organizationId: organization.id, ...unendedAt(now) } });
  if (inbound >= quotas().InboundBillingTransfersPerOrganization)
    throw constraintViolation('RESPONSIBILITY_TRANSFER_MAX_INBOUND_QUOTA_VIOLATION', 'InboundBillingTransfersPerOrganization');
}

/** Sends the invitation to a billing transfer, as a handshake. */
export async function inviteToTransfer(scope: OrganizationScope, invitation: TransferInvitation) {
  const { db, organization, now } = scope;
  requireStart(invitation.startsAt, now);
  await requireInvitable(scope, invitation);
  const { target, startsAt, name, notes } = invitation;
  const id = newResponsibilityTransferId();
  const handshake = await insertHandshake(scope, {
    action: 'TRANSFER_RESPONSIBILITY',
    state: TRANSFER_HANDSHAKE_STATE,
    expiresAt: new Date(startsAt.getTime() - TRANSFER_ACCEPTED_BEFORE_START_MS),
    ...(target.Type === 'ACCOUNT' ? { accountId: target.Id } : { email: target.Id }),
    resources: [
      await transferResource(scope, id, startsAt),
      { Type: target.Type, Value: target.Id },
      ...(notes === undefined ? [] : [{ Type: 'NOTES' as const, Value: notes }]),
    ],
  });
  await db.responsibilityTransfer.create({
    data: { id, organizationId: organization.id, name, type: 'BILLING', handshakeId: handshake.id, startsAt },
  });
  return { id, handshake };
}

/** Returns what both sides see of a transfer in its handshake. The name is visible to the inviting side only. */
async function transferResource(
  { db, organization }: OrganizationScope,
  id: string,
  startsAt: Date,
): Promise<HandshakeResourceShape> {
  const account = await db.account.findUniqueOrThrow({
    where: { id: organization.managementAccountId },
    select: { id: true, email: true, name: true },
  });
  return {
    Type: 'RESPONSIBILITY_TRANSFER',
    Value: id,
    Resources: [
      { Type: 'TRANSFER_TYPE', Value: 'BILLING' },
      { Type: 'TRANSFER_START_TIMESTAMP', Value: startsAt.toISOString() },
      { Type: 'MANAGEMENT_ACCOUNT', Value: account.id },
      { Type: 'MANAGEMENT_EMAIL', Value: account.email },
      { Type: 'MANAGEMENT_NAME', Value: account.name },
    ],
  };
}

/**
 * Accepts an invitation to a billing transfer. Only the management account of an organization can.
 * @throws AwsError AWSOrganizationsNotInUse, AccessDenied, ConstraintViolation or HandshakeConstraintViolation
 */
export async function acceptTransfer(scope: Scope, row: HandshakeRow): Promise<HandshakeRow> {
  const { db, accountId, now } = scope;
  const { organization } = inOrganization(scope) ?? {};
  if (!organization) throw organizationsError('AWSOrganizationsNotInUseException');
  if (organization.managementAccountId !== accountId) throw organizationsError('AccessDeniedException');
  const [transfer] = await readTransfers(db, { handshakeId: row.id });
  if (!transfer) throw organizationsError('HandshakeNotFoundException');
  const { startsAt } = transfer;
  if (await db.responsibilityTransfer.count({ where: { sourceOrganizationId: organization.id, ...acceptedAfter(startsAt) } }))
    throw constraintViolation('RESPONSIBILITY_TRANSFER_MAX_OUTBOUND_QUOTA_VIOLATION', MOST_OUTBOUND);
  const above = await transfersAbove(db, transfer.organizationId, startsAt);
  if ([transfer, ...above].some(({ organizationId }) => organizationId === organization.id))
    throw handshakeConstraintViolation('SOURCE_AND_TARGET_CANNOT_MATCH');
  if (above.length + 1 + (await transfersBelow(db, organization.id, startsAt)) > MOST_TRANSFERS_IN_CHAIN)
    throw constraintViolation('RESPONSIBILITY_TRANSFER_MAX_LEVEL_VIOLATION', MOST_TRANSFERS_IN_CHAIN);
  await db.responsibilityTransfer.update({
    where: { id: transfer.id },
    data: { sourceOrganizationId: organization.id, sourceAccountId: accountId },
  });
  const ended = await endHandshake(db, row.id, 'ACCEPTED', now);
  await recordTransfer(scope, 'ResponsibilityTransferAccepted', transfer.id);
  return ended;
}

/** AWS: the bill of an organization has one payer at a time. */
const MOST_OUTBOUND = 1;
