import { defineOperation, type Scope } from '../../core/operation';
import { deleteTagsOf, moveTags } from '../../core/tags';
import { BY_TIME } from '../../core/time/by-time';
import { aheadOf, realTimeOf } from '../../core/time/clock';
import type { Transaction } from '../../db/client';
import { constraintViolation, handshakeConstraintViolation, organizationsError } from '../errors';
import { joinOrganization, leaveOrganization, requireSameClock } from '../membership';
import { inOrganization, type OrganizationFacts, type OrganizationScope } from '../organizations-operation';
import { createOrganizationsServiceRole, requireServiceRolePermission } from '../service-roles';
import { openWhenAllAnswered, requireAllAnswered } from './all-features';
import {
  endHandshake,
  findVisible,
  type HandshakeRow,
  handshakeCheck,
  requirePending,
  requireVisible,
  toHandshake,
  type Visible,
} from './rows';
import { AcceptHandshakeInput, CancelHandshakeInput, DeclineHandshakeInput } from './schema';
import { acceptTransfer } from './transfer';

/** Returns the organization of a handshake, which the answer changes. */
async function senderOf({ HandshakeId }: { HandshakeId: string }, db: Transaction): Promise<string[]> {
  const row = await db.handshake.findUnique({ where: { id: HandshakeId }, select: { organizationId: true } });
  return row ? [row.organizationId] : [];
}

/** The accounts and organizations that acceptance changed, for their revisions. */
type Accepted = { accountIds: string[]; organizationIds: string[] };

/**
 * Accepts a handshake: an account joins, a member approves all features, or the management account completes the change or lets
 * another organization pay its bill. As in AWS, a member of another organization moves directly, without the permission to leave.
 */
export const AcceptHandshake = defineOperation({
  service: 'organizations',
  name: 'AcceptHandshake',
  access: 'Write',
  turn: 'organization',
  turnsWith: senderOf,
  input: AcceptHandshakeInput,
  target: ({ HandshakeId }, scope) => findVisible(scope, HandshakeId),
  checks: (_input, scope, found) => [handshakeCheck('organizations:AcceptHandshake', scope, found)],
  run: async (_input, scope, found) => {
    const { row, side } = requireVisible(found);
    // AWS: members answer requests; only the request to enable all features is completed by its sender.
    if ((side === 'sender') !== (row.action === 'ENABLE_ALL_FEATURES')) throw organizationsError('AccessDeniedException');
    requirePending(row, 'ACCEPTED', scope.now);
    return { Handshake: toHandshake(scope, await accept(scope, { row, side })) };
  },
  touches: (_input, scope, found) => touched(scope, found),
});

function accept(scope: Scope, { row, side }: Visible): Promise<HandshakeRow> {
  if (row.action === 'INVITE') return join(scope, row);
  if (row.action === 'TRANSFER_RESPONSIBILITY') return acceptTransfer(scope, row);
  return side === 'sender' ? enable(scope, row) : approve(scope, row);
}

/** Returns the previous and the new organization, since both trees changed. */
function touched({ accountId, account }: Scope, found: Visible | null): Accepted {
  const before = account.organization?.id;
  return {
    accountIds: [accountId],
    organizationIds: [...(before ? [before] : []), ...(found ? [found.row.organizationId] : [])],
  };
}

async function requireSendingOrganization({ db }: Scope, row: HandshakeRow): Promise<OrganizationFacts> {
  const select = { id: true, rootId: true, managementAccountId: true, featureSet: true, revision: true, clockAhead: true };
  const organization = await db.organization.findUnique({ where: { id: row.organizationId }, select });
  if (!organization) throw organizationsError('HandshakeNotFoundException');
  return organization;
}

async function join(scope: Scope, row: HandshakeRow): Promise<HandshakeRow> {
  const { db, accountId, partition, now } = scope;
  const organization = await requireSendingOrganization(scope, row);
  const current = inOrganization(scope);
  if (current?.organization.id === organization.id) throw handshakeConstraintViolation('ALREADY_IN_AN_ORGANIZATION');
  requireSameClock(scope.account, organization, realTimeOf(scope.call));
  if (current) await moveOut(current);
  if (organization.featureSet === 'ALL') {
    await requireServiceRolePermission(scope);
    await createOrganizationsServiceRole({ db, accountId, partition, now });
  }
  await joinOrganization({ db, call: scope.call, organization, now }, accountId, 'INVITED');
  // Takes the later of the two clocks, so that neither goes back by the minutes between them.
  const clockAhead = aheadOf(scope.account) / 1000;
  await db.organization.updateMany({ where: { id: organization.id, clockAhead: { lt: clockAhead } }, data: { clockAhead } });
  await moveTags(db, row.id, accountId);
  return endHandshake(db, row.id, 'ACCEPTED', now);
}

/**
 * Takes the account out of its organization, on its direct way to another. As in AWS, a new organization keeps its accounts.
 * @throws AwsError as leaving; ConstraintViolation for an account that is not active, or a new organization
 */
async function moveOut(scope: OrganizationScope): Promise<void> {
  const { db, organization, accountId, now } = scope;
  const account = await db.account.findUniqueOrThrow({ where: { id: accountId } });
  const { createdAt } = await db.organization.findUniqueOrThrow({ where: { id: organization.id }, select: { createdAt: true } });
  await leaveOrganization(scope, account, 'LEFT');
  if (now.getTime() - createdAt.getTime() < BY_TIME.ageToMoveOut.afterMs) throw constraintViolation('WAIT_PERIOD_ACTIVE');
}

async function approve(scope: Scope, row: HandshakeRow): Promise<HandshakeRow> {
  const { db, accountId, partition, now } = scope;
  await requireServiceRolePermission(scope);
  await createOrganizationsServiceRole({ db, accountId, partition, now });
  const ended = await endHandshake(db, row.id, 'ACCEPTED', now);
  const parent = row.parentId === null ? null : await db.handshake.findUnique({ where: { id: row.parentId } });
  if (parent) await openWhenAllAnswered(db, parent);
  return ended;
}

async function enable(scope: Scope, row: HandshakeRow): Promise<HandshakeRow> {
  const { db, accountId, partition, now } = scope;
  requireAllAnswered(await openWhenAllAnswered(db, row));
  await requireServiceRolePermission(scope);
  await createOrganizationsServiceRole({ db, accountId, partition, now });
  await db.organization.update({ where: { id: row.organizationId }, data: { featureSet: 'ALL' } });
  return endHandshake(db, row.id, 'ACCEPTED', now);
}

export const DeclineHandshake = defineOperation({
  service: 'organizations',
  name: 'DeclineHandshake',
  access: 'Write',
  turn: 'organization',
  turnsWith: senderOf,
  input: DeclineHandshakeInput,
  target: ({ HandshakeId }, scope) => findVisible(scope, HandshakeId),
  checks: (_input, scope, found) => [handshakeCheck('organizations:DeclineHandshake', scope, found)],
  run: async (_input, scope, found) => {
    const { row, side } = requireVisible(found);
    if (side !== 'recipient') throw organizationsError('AccessDeniedException');
    requirePending(row, 'DECLINED', scope.now);
    await deleteTagsOf(scope.db, [row.id]);
    return { Handshake: toHandshake(scope, await endHandshake(scope.db, row.id, 'DECLINED', scope.now)) };
  },
});

/**
 * Cancels a handshake. As in AWS, only its sender may, and canceling the request to enable all features cancels its members'
 * requests too.
 */
export const CancelHandshake = defineOperation({
  service: 'organizations',
  name: 'CancelHandshake',
  access: 'Write',
  turn: 'organization',
  turnsWith: senderOf,
  input: CancelHandshakeInput,
  target: ({ HandshakeId }, scope) => findVisible(scope, HandshakeId),
  checks: (_input, scope, found) => [handshakeCheck('organizations:CancelHandshake', scope, found)],
  run: async (_input, scope, found) => {
    const { row, side } = requireVisible(found);
    if (side !== 'sender') throw organizationsError('AccessDeniedException');
    requirePending(row, 'CANCELED', scope.now);
    const { db, now } = scope;
    await deleteTagsOf(db, [row.id]);
    await db.handshake.updateMany({ where: { parentId: row.id, state: 'OPEN' }, data: { state: 'CANCELED', endedAt: now } });
    return { Handshake: toHandshake(scope, await endHandshake(db, row.id, 'CANCELED', now)) };
  },
});
