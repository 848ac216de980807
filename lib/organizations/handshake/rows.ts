import type {
  ActionType,
  Handshake,
  HandshakePartyType,
  HandshakeResource,
  HandshakeResourceType,
  HandshakeState,
} from '@aws-sdk/client-organizations';
import type { Partition } from '../../core/call';
import { AwsError } from '../../core/errors';
import { newHandshakeId } from '../../core/ids';
import type { Check, Scope } from '../../core/operation';
import { storedJson } from '../../core/text/stored-json';
import { BY_TIME } from '../../core/time/by-time';
import type { Transaction } from '../../db/client';
import { organizationsError } from '../errors';
import type { OrganizationScope } from '../organizations-operation';

export type HandshakeRow = NonNullable<Awaited<ReturnType<Transaction['handshake']['findUnique']>>>;

/** AWS lists a handshake for 30 days after it ended. */
const LISTED_AFTER_END_MS = BY_TIME.handshakeListing.afterMs;
/** Returns the end of the time in which a handshake can be answered (Organizations User Guide, "Quotas and service limits"). */
export function answerUntil(now: Date, action: 'invitation' | 'allFeaturesRequest'): Date {
  return new Date(now.getTime() + BY_TIME[action].afterMs);
}

type HandshakePartyShape = { Id: string; Type: HandshakePartyType };
/** One fact of a handshake, with the facts below it. */
export type HandshakeResourceShape = { Type: HandshakeResourceType; Value: string; Resources?: HandshakeResourceShape[] };
export type HandshakeShape = ReturnType<typeof toHandshake>;

export type NewHandshake = {
  action: ActionType;
  state: 'OPEN' | 'REQUESTED';
  expiresAt: Date;
  accountId?: string;
  email?: string;
  parentId?: string;
  /** The data that each side sees about the other, and the target's own. */
  resources: readonly HandshakeResourceShape[];
};

export async function insertHandshake(
  { db, organization, now }: OrganizationScope,
  handshake: NewHandshake,
): Promise<HandshakeRow> {
  const { action, state, expiresAt, accountId, email, parentId, resources } = handshake;
  return db.handshake.create({
    data: {
      id: newHandshakeId(),
      organizationId: organization.id,
      managementAccountId: organization.managementAccountId,
      action,
      state,
      accountId: accountId ?? null,
      email: email?.toLowerCase() ?? null,
      parentId: parentId ?? null,
      resources: JSON.stringify(resources),
      requestedAt: now,
      expiresAt,
    },
  });
}

/** Returns what the invited side sees of the organization. */
export async function organizationResource({ db, organization }: OrganizationScope) {
  const { email, name } = await db.account.findUniqueOrThrow({
    where: { id: organization.managementAccountId },
    select: { email: true, name: true },
  });
  return {
    Type: 'ORGANIZATION',
    Value: organization.id,
    Resources: [
      { Type: 'MASTER_EMAIL', Value: email },
      { Type: 'MASTER_NAME', Value: name },
      { Type: 'ORGANIZATION_FEATURE_SET', Value: organization.featureSet },
    ],
  } satisfies HandshakeResource & HandshakeResourceShape;
}

/** Returns the state at a time. Nothing is written when a handshake expires. */
export function stateOf(row: HandshakeRow, now: Date): HandshakeState {
  const pending = row.state === 'OPEN' || row.state === 'REQUESTED';
  return pending && row.expiresAt <= now ? 'EXPIRED' : (row.state as HandshakeState);
}

/** Returns the condition for pending rows at a time. */
export function pendingAt(now: Date) {
  return { state: { in: ['OPEN', 'REQUESTED'] }, expiresAt: { gt: now } };
}

/** Returns the condition for rows that AWS still lists: those that did not end more than 30 days ago. */
export function listedAt(now: Date) {
  const since = new Date(now.getTime() - LISTED_AFTER_END_MS);
  return { OR: [{ endedAt: null, expiresAt: { gt: since } }, { endedAt: { gt: since } }] };
}

/**
 * Returns the condition for rows sent to the caller's account, under its id, or under its email address before the account
 * existed.
 */
export async function ofAccount({ db, accountId }: Pick<Scope, 'db' | 'accountId'>) {
  const { email } = await db.account.findUniqueOrThrow({ where: { id: accountId }, select: { email: true } });
  return { OR: [{ accountId }, { accountId: null, email }] };
}

export function handshakeArn(partition: Partition, row: HandshakeRow): string {
  return `arn:${partition}:organizations::${row.managementAccountId}:handshake/${row.organizationId}/${row.action.toLowerCase()}/${row.id}`;
}

/** Returns the SDK's shape. */
export function toHandshake(scope: Pick<Scope, 'partition' | 'now'>, row: HandshakeRow) {
  return {
    Id: row.id,
    Arn: handshakeArn(scope.partition, row),
    Parties: partiesOf(row),
    State: stateOf(row, scope.now),
    RequestedTimestamp: row.requestedAt,
    ExpirationTimestamp: row.expiresAt,
    Action: row.action as ActionType,
    Resources: storedJson<HandshakeResourceShape[]>(row.resources),
  } satisfies Handshake;
}

function partiesOf(row: HandshakeRow): HandshakePartyShape[] {
  const parties: HandshakePartyShape[] = [{ Id: row.organizationId, Type: 'ORGANIZATION' }];
  if (row.accountId !== null) parties.push({ Id: row.accountId, Type: 'ACCOUNT' });
  if (row.email !== null) parties.push({ Id: row.email, Type: 'EMAIL' });
  return parties;
}

/** A handshake and the caller's side of it. */
export type Visible = { row: HandshakeRow; side: 'sender' | 'recipient' };

/**
 * Returns the handshake if the caller's account is a party to it. As in AWS, the management account acts for the organization.
 */
export async function findVisible({ db, accountId, now }: Scope, id: string): Promise<Visible | null> {
  const row = await db.handshake.findFirst({ where: { id, ...listedAt(now) } });
  if (!row) return null;
  if (row.managementAccountId === accountId) return { row, side: 'sender' };
  return (await isRecipient(db, row, accountId)) ? { row, side: 'recipient' } : null;
}

async function isRecipient(db: Transaction, row: HandshakeRow, accountId: string): Promise<boolean> {
  if (row.accountId !== null) return row.accountId === accountId;
  const { email } = await db.account.findUniqueOrThrow({ where: { id: accountId }, select: { email: true } });
  return row.email === email;
}

/** Returns the authorization check for a handshake, for parties inside and outside of the organization. */
export function handshakeCheck(action: string, scope: Pick<Scope, 'partition'>, found: Visible | null): Check {
  return { action, resource: found ? handshakeArn(scope.partition, found.row) : '*' };
}

/**
 * Returns a visible handshake.
 * @throws AwsError HandshakeNotFound
 */
export function requireVisible(found: Visible | null): Visible {
  if (!found) throw organizationsError('HandshakeNotFoundException');
  return found;
}

/**
 * Refuses a handshake that does not wait for an answer.
 * @throws AwsError HandshakeAlreadyInState or InvalidHandshakeTransition
 */
export function requirePending(row: HandshakeRow, wanted: HandshakeState, now: Date): void {
  const state = stateOf(row, now);
  if (state === wanted)
    throw new AwsError('HandshakeAlreadyInStateException', `The handshake is already in the state ${wanted}.`);
  if (state !== 'OPEN' && state !== 'REQUESTED') throw organizationsError('InvalidHandshakeTransitionException');
}

export async function endHandshake(
  db: Transaction,
  id: string,
  state: 'ACCEPTED' | 'DECLINED' | 'CANCELED',
  now: Date,
): Promise<HandshakeRow> {
  return db.handshake.update({ where: { id }, data: { state, endedAt: now } });
}

/** Returns an organization's open handshakes that expire after one time and until another. */
export function handshakesExpiring(
  db: Transaction,
  organizationId: string,
  { after, until }: { after: Date; until: Date },
): Promise<HandshakeRow[]> {
  return db.handshake.findMany({
    where: { organizationId, state: { in: ['OPEN', 'REQUESTED'] }, expiresAt: { gt: after, lte: until } },
    orderBy: { id: 'asc' },
  });
}

/**
 * Cancels an organization's open invitations.
 * @param since only those that were sent after this time
 */
export async function cancelOpenInvitations(db: Transaction, organizationId: string, now: Date, since?: Date): Promise<void> {
  const open = { action: { in: ['INVITE', 'TRANSFER_RESPONSIBILITY'] }, ...pendingAt(now) };
  const sent = since && { requestedAt: { gt: since } };
  await db.handshake.updateMany({ where: { ...open, organizationId, ...sent }, data: { state: 'CANCELED', endedAt: now } });
}

/** Deletes all handshakes with an account or of organizations. */
export async function deleteHandshakes(
  db: Transaction,
  of: { accountId: string } | { organizationIds: readonly string[] },
): Promise<void> {
  await db.handshake.deleteMany({
    where: 'accountId' in of ? { accountId: of.accountId } : { organizationId: { in: [...of.organizationIds] } },
  });
}
