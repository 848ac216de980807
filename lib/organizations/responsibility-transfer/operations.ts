import { constraintViolation, invalidInput, organizationsError } from '../errors';
import { MOST_MONTHS_AHEAD } from '../open-points';
import { type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { pageStart, toOrganizationsPage } from '../paging';
import {
  type Direction,
  monthStart,
  readTransfers,
  recordTransfer,
  type TransferRow,
  transferContext,
  transferStatus,
} from '../transfers';
import { findOwnTransfer, inboundOf, outboundOf, requireTransfer, type Transfer, toTransfers, transferQuestion } from './rows';
import {
  DescribeResponsibilityTransferInput,
  ListInboundResponsibilityTransfersInput,
  ListOutboundResponsibilityTransfersInput,
  TerminateResponsibilityTransferInput,
  UpdateResponsibilityTransferInput,
} from './schema';

async function one(scope: OrganizationScope, transfer: Transfer) {
  const [ResponsibilityTransfer] = await toTransfers(scope, [transfer]);
  return { ResponsibilityTransfer };
}

export const DescribeResponsibilityTransfer = organizationsOperation({
  name: 'DescribeResponsibilityTransfer',
  access: 'Read',
  callers: 'policyDelegate',
  input: DescribeResponsibilityTransferInput,
  target: ({ Id }, scope) => findOwnTransfer(scope, Id),
  checks: async (_input, scope, transfer) => [await transferQuestion(scope, transfer)],
  run: async (_input, scope, transfer) => one(scope, requireTransfer(transfer)),
});

/**
 * Lists the transfers by which this organization pays for others, with invitations.
 * @throws AwsError ResponsibilityTransferNotFound for an `Id` that is none of them
 */
export const ListInboundResponsibilityTransfers = organizationsOperation({
  name: 'ListInboundResponsibilityTransfers',
  access: 'List',
  callers: 'policyDelegate',
  input: ListInboundResponsibilityTransfersInput,
  checks: () => [{ resource: '*', context: transferContext('inbound') }],
  run: async (input, scope) => {
    if (input.Id !== undefined) {
      const { direction } = requireTransfer(await findOwnTransfer(scope, input.Id));
      if (direction !== 'inbound') throw organizationsError('ResponsibilityTransferNotFoundException');
    }
    return list(scope, 'inbound', input, { AND: [inboundOf(scope), input.Id === undefined ? {} : { id: input.Id }] });
  },
});

/** Lists the transfers by which others pay for this organization, with invitations. */
export const ListOutboundResponsibilityTransfers = organizationsOperation({
  name: 'ListOutboundResponsibilityTransfers',
  access: 'List',
  callers: 'policyDelegate',
  input: ListOutboundResponsibilityTransfersInput,
  checks: () => [{ resource: '*', context: transferContext('outbound') }],
  run: async (input, scope) => list(scope, 'outbound', input, await outboundOf(scope)),
});

type ListInput = Parameters<typeof pageStart>[1] & { Id?: string };

async function list(scope: OrganizationScope, direction: Direction, input: ListInput, where: object) {
  const name = ['ListResponsibilityTransfers', direction, scope.organization.id, input.Id].join(':');
  const { after, take, limit } = pageStart(name, input);
  const rows = await readTransfers(scope.db, where, { after, take });
  const { items, ...page } = toOrganizationsPage(name, rows, limit, ({ id }) => id);
  const transfers = items.map((row) => ({ row, direction }));
  return { ResponsibilityTransfers: await toTransfers(scope, transfers), ...page };
}

/** Renames a transfer. As in AWS, only the paying side sees and changes the name. */
export const UpdateResponsibilityTransfer = organizationsOperation({
  name: 'UpdateResponsibilityTransfer',
  access: 'Write',
  callers: 'managementAccount',
  input: UpdateResponsibilityTransferInput,
  target: ({ Id }, scope) => findOwnTransfer(scope, Id),
  checks: async (_input, scope, transfer) => [await transferQuestion(scope, transfer)],
  run: async ({ Name }, scope, found) => {
    const transfer = requireTransfer(found);
    if (transfer.direction !== 'inbound') throw organizationsError('AccessDeniedException');
    if (!['REQUESTED', 'ACCEPTED'].includes(transferStatus(transfer.row, scope.now)))
      throw constraintViolation('TRANSFER_RESPONSIBILITY_UPDATE_NOT_ALLOWED');
    await scope.db.responsibilityTransfer.update({ where: { id: transfer.row.id }, data: { name: Name } });
    return one(scope, { ...transfer, row: { ...transfer.row, name: Name } });
  },
});

/** Withdraws a transfer, which then ends with a month. As in AWS, either side can, and nothing undoes it. */
export const TerminateResponsibilityTransfer = organizationsOperation({
  name: 'TerminateResponsibilityTransfer',
  access: 'Write',
  callers: 'managementAccount',
  input: TerminateResponsibilityTransferInput,
  target: ({ Id }, scope) => findOwnTransfer(scope, Id),
  checks: async (_input, scope, transfer) => [await transferQuestion(scope, transfer)],
  run: async ({ EndTimestamp }, scope, found) => {
    const { db, now } = scope;
    const { row, direction } = requireTransfer(found);
    const status = transferStatus(row, now);
    if (status === 'WITHDRAWN') throw organizationsError('ResponsibilityTransferAlreadyInStatusException');
    if (status !== 'ACCEPTED') throw organizationsError('InvalidResponsibilityTransferTransitionException');
    const change = { withdrawnAt: now, endsAt: endOf(row, now, EndTimestamp) };
    // Both sides may withdraw at the same time.
    const { count } = await db.responsibilityTransfer.updateMany({ where: { id: row.id, withdrawnAt: null }, data: change });
    if (count === 0) throw organizationsError('ResponsibilityTransferAlreadyInStatusException');
    await recordTransfer(scope, 'ResponsibilityTransferTerminated', row.id);
    return one(scope, { direction, row: { ...row, ...change } });
  },
});

/**
 * Returns the last instant of the month in which a transfer ends.
 * @throws AwsError InvalidInput for a time that is no end of a month, has passed or is far away
 */
function endOf({ startsAt }: TransferRow, now: Date, asked: Date | undefined): Date {
  const first = startsAt > now ? startsAt : now;
  const end = new Date(monthStart(asked ?? first, 1).getTime() - 1);
  // AWS's pages name the last second, and its error the last millisecond.
  if (asked && end.getTime() - asked.getTime() >= 1000)
    throw invalidInput(
      'END_DATE_NOT_END_OF_MONTH',
      'You provided an invalid end date. The end date must be the end of the last day of the month (23.59.59.999).',
    );
  if (end < first) throw invalidInput('END_DATE_TOO_EARLY', 'You provided an invalid end date. The end date is too early.');
  if (end > monthStart(first, MOST_MONTHS_AHEAD))
    throw invalidInput('END_DATE_TOO_LATE', 'You provided an invalid end date. The end date is too late.');
  return end;
}
