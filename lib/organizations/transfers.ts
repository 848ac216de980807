import type { ResponsibilityTransferStatus } from '@aws-sdk/client-organizations';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import { organizationsArn } from '../core/arns';
import type { Partition } from '../core/call';
import type { Scope } from '../core/operation';
import type { Transaction } from '../db/client';
import { TRANSFER_DIRECTIONS } from './open-points';
import { recordServiceEvents } from './service-events';

const WITH_HANDSHAKE = { handshake: true } as const;

export type TransferRow = NonNullable<Awaited<ReturnType<typeof findTransfer>>>;
export type Direction = 'inbound' | 'outbound';

/** Returns a billing transfer with its handshake, or null. */
export function findTransfer(db: Transaction, id: string) {
  return db.responsibilityTransfer.findUnique({ where: { id }, include: WITH_HANDSHAKE });
}

/** Returns a page of the billing transfers that meet a condition, by id. */
export function readTransfers(db: Transaction, where: object, page: { after?: string | undefined; take?: number } = {}) {
  return db.responsibilityTransfer.findMany({
    where: { AND: [where, page.after === undefined ? {} : { id: { gt: page.after } }] },
    include: WITH_HANDSHAKE,
    orderBy: { id: 'asc' },
    ...(page.take === undefined ? {} : { take: page.take }),
  });
}

/** Returns the status at a time. Nothing is written when an invitation expires. */
export function transferStatus({ handshake, withdrawnAt }: TransferRow, now: Date): ResponsibilityTransferStatus {
  if (withdrawnAt) return 'WITHDRAWN';
  if (handshake.state !== 'OPEN' && handshake.state !== 'REQUESTED') return handshake.state as ResponsibilityTransferStatus;
  return handshake.expiresAt <= now ? 'EXPIRED' : 'REQUESTED';
}

/** Returns the condition for transfers that wait for an answer or have not ended. */
export function unendedAt(now: Date) {
  return {
    AND: [
      { OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
      { handshake: { OR: [{ state: 'ACCEPTED' }, { state: { in: ['OPEN', 'REQUESTED'] }, expiresAt: { gt: now } }] } },
    ],
  };
}

/** Returns the condition for accepted transfers that overlap the time from an instant on. */
export function acceptedAfter(from: Date) {
  return { handshake: { state: 'ACCEPTED' }, OR: [{ endsAt: null }, { endsAt: { gt: from } }] };
}

/** Returns the transfers by which an organization's bill is paid, from its own payer to the last. */
export async function transfersAbove(db: Transaction, organizationId: string, from: Date): Promise<TransferRow[]> {
  const seen = new Set([organizationId]);
  const rows: TransferRow[] = [];
  for (let id: string | null = organizationId; id !== null; ) {
    const [row]: TransferRow[] = await readTransfers(db, { sourceOrganizationId: id, ...acceptedAfter(from) });
    id = row && !seen.has(row.organizationId) ? row.organizationId : null;
    if (row && id !== null) rows.push(row);
    if (id !== null) seen.add(id);
  }
  return rows;
}

/** Returns the longest chain of transfers that ends at an organization, in transfers. */
export async function transfersBelow(db: Transaction, organizationId: string, from: Date): Promise<number> {
  const seen = new Set([organizationId]);
  let level = [organizationId];
  let length = 0;
  for (;;) {
    const rows = await readTransfers(db, { organizationId: { in: level }, ...acceptedAfter(from) });
    level = rows.flatMap(({ sourceOrganizationId: id }) => (id === null || seen.has(id) ? [] : [id]));
    if (level.length === 0) return length;
    for (const id of level) seen.add(id);
    length += 1;
  }
}

/** Returns the ARN of a side of a transfer. */
export function transferArn(
  partition: Partition,
  organization: { id: string; managementAccountId: string },
  direction: Direction,
  id: string,
): string {
  return organizationsArn(partition, organization.managementAccountId, 'transfer', organization.id, `billing/${direction}/${id}`);
}

/** Returns the first instant of the month that is some months after the month of a time. */
export function monthStart(time: Date, months = 0): Date {
  return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + months, 1));
}

/** Returns the condition keys of calls about transfers. */
export function transferContext(direction?: Direction): RequestContext {
  return {
    'organizations:TransferType': 'BILLING',
    ...(direction ? { 'organizations:TransferDirection': TRANSFER_DIRECTIONS[direction] } : {}),
  };
}

/** Records a service event in the history of both sides and of the payers above them, as AWS documents. */
export async function recordTransfer(scope: Scope, name: string, id: string): Promise<void> {
  const [transfer] = await readTransfers(scope.db, { id });
  if (!transfer) return;
  const above = await transfersAbove(scope.db, transfer.organizationId, transfer.startsAt);
  const accounts = [transfer.sourceAccountId, ...[transfer, ...above].map(({ handshake }) => handshake.managementAccountId)];
  const details = eventDetails(transfer, scope.now);
  await recordServiceEvents(
    scope,
    [...new Set(accounts)].flatMap((accountId) => (accountId === null ? [] : [{ accountId, name, details }])),
  );
}

function eventDetails(transfer: TransferRow, now: Date): object {
  return {
    TransferId: transfer.id,
    Type: transfer.type,
    Status: transferStatus(transfer, now),
    SourceManagementAccountId: transfer.sourceAccountId,
    TargetManagementAccountId: transfer.handshake.managementAccountId,
    StartTimestamp: transfer.startsAt,
    ...(transfer.endsAt === null ? {} : { EndTimestamp: transfer.endsAt }),
  };
}
