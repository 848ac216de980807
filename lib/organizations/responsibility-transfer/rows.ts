import type { ResponsibilityTransfer } from '@aws-sdk/client-organizations';
import { readTags } from '../../core/tags';
import { readByIds } from '../../core/work/bulk';
import { organizationsError } from '../errors';
import { listedAt, ofAccount } from '../handshake/rows';
import type { OrganizationScope } from '../organizations-operation';
import { type Direction, findTransfer, type TransferRow, transferArn, transferContext, transferStatus } from '../transfers';

/** A billing transfer and the caller's side of it: inbound pays, outbound is paid for. */
export type Transfer = { row: TransferRow; direction: Direction };

/** Returns the condition for the transfers by which the caller's organization pays for others. */
export function inboundOf({ organization, now }: OrganizationScope) {
  return { organizationId: organization.id, ...listed(now) };
}

/** Returns the condition for the transfers by which others pay for the caller's organization, and for invitations to such. */
export async function outboundOf(scope: OrganizationScope) {
  const { db, organization, now } = scope;
  // A delegate sees what the management account was invited to.
  const invited = {
    sourceOrganizationId: null,
    handshake: await ofAccount({ db, accountId: organization.managementAccountId }),
  };
  return { AND: [listed(now), { OR: [{ sourceOrganizationId: organization.id }, invited] }] };
}

/** Accepted transfers are always listed, and other invitations as long as their handshakes. */
function listed(now: Date) {
  return { OR: [{ sourceOrganizationId: { not: null } }, { handshake: listedAt(now) }] };
}

/** Returns the transfer with the id if the caller's organization is a side of it, or null. */
export async function findOwnTransfer(scope: OrganizationScope, id: string): Promise<Transfer | null> {
  const row = await findTransfer(scope.db, id);
  if (!row) return null;
  const { db, organization } = scope;
  const isThere = async (of: object) => (await db.responsibilityTransfer.count({ where: { AND: [of, { id }] } })) > 0;
  if (row.organizationId === organization.id) return (await isThere(inboundOf(scope))) ? { row, direction: 'inbound' } : null;
  return (await isThere(await outboundOf(scope))) ? { row, direction: 'outbound' } : null;
}

/**
 * Returns a transfer.
 * @throws AwsError ResponsibilityTransferNotFound
 */
export function requireTransfer(transfer: Transfer | null): Transfer {
  if (!transfer) throw organizationsError('ResponsibilityTransferNotFoundException');
  return transfer;
}

/** Returns the check for a transfer, with the ARN and tags of the caller's side. A missing one has no ARN. */
export async function transferQuestion(scope: OrganizationScope, transfer: Transfer | null) {
  if (!transfer) return { resource: '*', context: transferContext() };
  const { row, direction } = transfer;
  return {
    resource: transferArn(scope.partition, scope.organization, direction, row.id),
    resourceTags: direction === 'inbound' ? await readTags(scope.db, row.id) : [],
    context: transferContext(direction),
  };
}

/** Returns the SDK's shapes. A side sees the other's address once the invitation names it or is accepted; only the payer sees the name. */
export async function toTransfers(scope: OrganizationScope, transfers: readonly Transfer[]) {
  const { db, partition, organization, now } = scope;
  const ids = transfers.flatMap(({ row }) => [row.handshake.managementAccountId, row.sourceAccountId ?? []].flat());
  const accounts = await readByIds([...new Set(ids)], (some) =>
    db.account.findMany({ where: { id: { in: some } }, select: { id: true, email: true } }),
  );
  const emails = new Map(accounts.map(({ id, email }) => [id, email]));
  const participant = (id: string) => ({ ManagementAccountId: id, ManagementAccountEmail: emails.get(id) });
  return transfers.map(
    ({ row, direction }) =>
      ({
        Arn: transferArn(partition, organization, direction, row.id),
        ...(direction === 'inbound' ? { Name: row.name } : {}),
        Id: row.id,
        Type: 'BILLING',
        Status: transferStatus(row, now),
        Source: row.sourceAccountId === null ? invitee(row) : participant(row.sourceAccountId),
        Target: participant(row.handshake.managementAccountId),
        StartTimestamp: row.startsAt,
        ...(row.endsAt === null ? {} : { EndTimestamp: row.endsAt }),
        ActiveHandshakeId: row.handshakeId,
      }) satisfies ResponsibilityTransfer,
  );
}

/** Returns the invited side as the invitation names it. */
function invitee({ handshake }: TransferRow) {
  const { accountId, email } = handshake;
  return {
    ...(accountId === null ? {} : { ManagementAccountId: accountId }),
    ...(email === null ? {} : { ManagementAccountEmail: email }),
  };
}
