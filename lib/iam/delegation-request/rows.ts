import type { DelegationRequest } from '@aws-sdk/client-iam';
import type { Caller } from '../../core/call';
import { noSuchEntity } from '../../core/errors';
import { notifyTopic } from '../../core/module/call-hooks';
import type { Check, Scope } from '../../core/operation';
import { decrypt, encrypt } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { IAM_PRINCIPAL } from '../root-access/schema';
import type { Permissions } from './schema';

/** The encryption purpose of the tokens that a product provider exchanges for credentials. */
export const TRADE_IN_TOKEN = 'trade-in-token';

const STATES = ['UNASSIGNED', 'ASSIGNED', 'PENDING_APPROVAL', 'ACCEPTED', 'FINALIZED', 'REJECTED'] as const;
export type StoredState = (typeof STATES)[number];

const DAY_MS = 86_400_000;
/** AWS: a request expires after this long in a state. Source: IAM User Guide, "Understanding the request lifecycle". */
const EXPIRES_AFTER_MS: Readonly<Record<StoredState, number>> = {
  UNASSIGNED: DAY_MS,
  ASSIGNED: 7 * DAY_MS,
  PENDING_APPROVAL: 7 * DAY_MS,
  ACCEPTED: 7 * DAY_MS,
  FINALIZED: 7 * DAY_MS,
  REJECTED: 7 * DAY_MS,
};

export type DelegationRequestRow = NonNullable<Awaited<ReturnType<Transaction['delegationRequest']['findUnique']>>>;
/** The caller who accepted a request, whose permissions the credentials have. */
export type Approver = Pick<Caller, 'principal' | 'credential' | 'session'>;

/** Returns the time at which a request expires that has come into a state. */
export function expiryOf(state: StoredState, now: Date): Date {
  return new Date(now.getTime() + EXPIRES_AFTER_MS[state]);
}

/** Returns the state of a request at a time. */
export function stateOf({ state, expiresAt }: DelegationRequestRow, now: Date): StoredState | 'EXPIRED' {
  return expiresAt <= now ? 'EXPIRED' : (state as StoredState);
}

/** Returns the request by id if the caller's account may see it: as its owner, or because nobody owns it yet. */
export async function findDelegationRequest(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  id: string,
): Promise<DelegationRequestRow | null> {
  const row = await db.delegationRequest.findUnique({ where: { id } });
  return row && (row.ownerAccountId === null || row.ownerAccountId === accountId) ? row : null;
}

/** A request whose token was sent. */
export type FinalizedRequest = DelegationRequestRow & { ownerAccountId: string; approver: string };

/**
 * Returns the finalized request of a trade-in token that was sent to a product provider.
 * @returns null for any other token, so that nobody learns which requests exist
 */
export async function findFinalizedRequest(
  db: Transaction,
  requestorId: string,
  token: string,
): Promise<FinalizedRequest | null> {
  const id = openToken(token);
  const row = id === null ? null : await db.delegationRequest.findUnique({ where: { id } });
  if (row?.requestorId !== requestorId || row.state !== 'FINALIZED') return null;
  const { ownerAccountId, approver } = row;
  return ownerAccountId === null || approver === null ? null : { ...row, ownerAccountId, approver };
}

function openToken(token: string): string | null {
  try {
    return decrypt(TRADE_IN_TOKEN, token);
  } catch {
    return null;
  }
}

/** @throws AwsError NoSuchEntity */
export function requireDelegationRequest(row: DelegationRequestRow | null, id: string): DelegationRequestRow {
  if (!row) throw noSuchEntity(`The delegation request with id ${id} cannot be found.`);
  return row;
}

export function delegationRequestArn({ partition, accountId }: Pick<Scope, 'partition' | 'accountId'>, id: string): string {
  return `arn:${partition}:iam::${accountId}:delegation-request/${id}`;
}

/** Returns the ARN of the caller. */
export function callerArn({ caller, accountId }: Pick<Scope, 'caller' | 'accountId'>): string {
  return 'arn' in caller.principal ? caller.principal.arn : accountId;
}

/**
 * Returns the check for a request of the caller's account.
 * @param byOwner whether the owner has the permission by default, unless a policy denies it
 */
export function delegationCheck(
  action: string,
  scope: Scope,
  row: DelegationRequestRow | null,
  id: string,
  byOwner = false,
): Check[] {
  const resource = delegationRequestArn(scope, id);
  const owner = row?.ownerId ?? null;
  const grant = { Effect: 'Allow', Principal: { AWS: owner }, Action: action, Resource: resource };
  return [
    {
      action,
      resource,
      ...(owner !== null && { context: { 'iam:DelegationRequestOwner': owner } }),
      ...(byOwner &&
        owner !== null && {
          resourcePolicy: {
            resourceArn: resource,
            document: JSON.stringify({ Version: '2012-10-17', Statement: [grant] }),
          },
        }),
    },
  ];
}

/** Returns the SDK's shape. */
export function toDelegationRequest(row: DelegationRequestRow, requestorName: string | undefined, now: Date) {
  return {
    DelegationRequestId: row.id,
    OwnerAccountId: row.ownerAccountId ?? undefined,
    Description: row.description,
    RequestMessage: row.requestMessage ?? undefined,
    Permissions: storedJson<Permissions>(row.permissions),
    PermissionPolicy: row.permissionPolicy,
    OwnerId: row.ownerId ?? undefined,
    ApproverId: row.approverId ?? undefined,
    State: stateOf(row, now),
    ExpirationTime: row.expiresAt,
    RequestorId: row.requestorId,
    RequestorName: requestorName,
    CreateDate: row.createdAt,
    SessionDuration: row.sessionDuration,
    RedirectUrl: row.redirectUrl ?? undefined,
    Notes: row.notes ?? undefined,
    RejectionReason: row.rejectionReason ?? undefined,
    OnlySendByOwner: row.onlySendByOwner,
    UpdatedTime: row.updatedAt,
  } satisfies DelegationRequest;
}

/** Returns the names of the accounts that made requests. */
export async function requestorNames(db: Transaction, rows: readonly DelegationRequestRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map(({ requestorId }) => requestorId))];
  const accounts = await db.account.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(accounts.map(({ id, name }) => [id, name]));
}

/** Returns the token that the provider of a finalized request exchanges for credentials. */
function tradeInToken({ id }: DelegationRequestRow): string {
  return encrypt(TRADE_IN_TOKEN, id);
}

/**
 * Tells the provider of a request its new state, on its topic. As in AWS, a call does not fail if the topic refuses the message.
 * AWS does not document all members of the message.
 */
export async function tellProvider({ db, now, partition }: Scope, row: DelegationRequestRow): Promise<void> {
  const message = {
    version: '1.0',
    eventTime: now.toISOString(),
    requestId: row.id,
    workflowId: row.workflowId,
    state: row.state,
    ownerAccountId: row.ownerAccountId,
    ...(row.state === 'FINALIZED' && { tradeInToken: tradeInToken(row) }),
    ...(row.rejectionReason !== null && { rejectionReason: row.rejectionReason }),
  };
  await notifyTopic(db, {
    topicArn: row.channel,
    service: IAM_PRINCIPAL,
    sourceAccount: row.requestorId,
    sourceArn: delegationRequestArn({ partition, accountId: row.ownerAccountId ?? row.requestorId }, row.id),
    message: JSON.stringify(message),
    partition,
    now,
  });
}
