'use client';

import { type Act, confirmation, opened } from '@/components/console/kit/act';
import { type RowOf, rowsPanel } from '@/components/console/kit/rows-panel';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import type { SmallColumn } from '@/components/console/table/small-table';
import { acceptInvitation, cancelInvitation, declineInvitation } from '../../invitations/actions';
import { type BillingTransfer, inboundTransfersQuery, outboundTransfersQuery } from '../../queries';
import { withdrawTransfer } from '../actions';

type Row = RowOf<BillingTransfer, null>;

const isRequested = ({ row }: Row) => row.Status === 'REQUESTED';
const isAccepted = ({ row }: Row) => row.Status === 'ACCEPTED';

const withdraw: Act<Row> = {
  label: 'Withdraw',
  look: 'danger',
  takes: 'organizations:TerminateResponsibilityTransfer',
  shown: isAccepted,
  opens: confirmation(({ row }: Row) => ({
    title: 'Withdraw the billing transfer?',
    confirmLabel: 'Withdraw transfer',
    action: withdrawTransfer,
    input: { Id: row.Id },
    success: 'The billing transfer was withdrawn.',
    text: (
      <p>It ends with this month, or with its first month if it has not started. To start again, a new invitation is needed.</p>
    ),
  })),
};

const rename: Act<Row> = {
  label: 'Rename',
  takes: 'organizations:UpdateResponsibilityTransfer',
  shown: (subject) => isRequested(subject) || isAccepted(subject),
  opens: opened(() => import('./transfer-dialogs').then((module) => module.RenameDialog)),
};

const cancel: Act<Row> = {
  label: 'Cancel invitation',
  takes: 'organizations:CancelHandshake',
  shown: isRequested,
  runs: ({ row }) => ({
    action: cancelInvitation,
    input: { HandshakeId: row.ActiveHandshakeId },
    success: () => ({ text: 'The invitation was canceled.' }),
  }),
};

const accept: Act<Row> = {
  label: 'Accept',
  takes: 'organizations:AcceptHandshake',
  shown: isRequested,
  opens: confirmation(({ row }: Row) => ({
    title: 'Accept the billing transfer?',
    confirmLabel: 'Accept invitation',
    harmless: true,
    action: acceptInvitation,
    input: { HandshakeId: row.ActiveHandshakeId },
    success: 'The billing transfer was accepted.',
    text: (
      <p>
        {participantOf(row.Target)} then pays the consolidated bill of this organization, and the bills that this organization
        pays for others.
      </p>
    ),
  })),
};

const decline: Act<Row> = {
  label: 'Decline',
  takes: 'organizations:DeclineHandshake',
  shown: isRequested,
  runs: ({ row }) => ({
    action: declineInvitation,
    input: { HandshakeId: row.ActiveHandshakeId },
    success: () => ({ text: 'The invitation was declined.' }),
  }),
};

const invite: Act<null> = {
  label: 'Send invitation',
  look: 'primary',
  takes: 'organizations:InviteOrganizationToTransferResponsibility',
  opens: opened(() => import('./transfer-dialogs').then((module) => module.InviteDialog)),
};

const SHARED: readonly SmallColumn<BillingTransfer>[] = [
  { header: 'Status', cell: ({ Status }) => <StatusIndicator state={Status} /> },
  { header: 'Starts', cell: ({ StartTimestamp }) => <Time value={StartTimestamp} format="short" /> },
  { header: 'Ends', cell: ({ EndTimestamp }) => (EndTimestamp ? <Time value={EndTimestamp} format="short" /> : '–') },
];

/** Returns a side of a transfer by its address, or by its id while the address is unknown. */
function participantOf(participant: BillingTransfer['Source' | 'Target']): string {
  return participant.ManagementAccountEmail ?? participant.ManagementAccountId ?? '';
}

/** The transfers by which this organization pays. */
export const Inbound = rowsPanel({
  title: 'Inbound billing',
  description: 'Organizations whose consolidated bills this organization pays.',
  what: 'inbound billing transfers',
  query: (_owner: null) => inboundTransfersQuery(),
  rowsOf: ({ ResponsibilityTransfers }): readonly BillingTransfer[] => ResponsibilityTransfers,
  rowKey: ({ Id }) => Id,
  rowName: ({ Name = '' }) => Name,
  columns: [
    { header: 'Name', cell: ({ Name }) => <span className="font-medium">{Name}</span> },
    { header: 'Bill source', wide: true, cell: ({ Source }) => participantOf(Source) },
    ...SHARED,
  ],
  acts: [rename, cancel, withdraw],
  asButtons: true,
  create: invite,
  empty: () => ({
    title: 'No inbound billing',
    description: 'Send an invitation to the management account of another organization to pay for its bill.',
  }),
  createInEmpty: true,
});

/** The transfer by which another organization pays. */
export const Outbound = rowsPanel({
  title: 'Outbound billing',
  description: 'Organizations that pay the consolidated bill of this organization, or ask to.',
  what: 'outbound billing transfers',
  query: (_owner: null) => outboundTransfersQuery(),
  rowsOf: ({ ResponsibilityTransfers }): readonly BillingTransfer[] => ResponsibilityTransfers,
  rowKey: ({ Id }) => Id,
  rowName: ({ Target }) => participantOf(Target),
  columns: [{ header: 'Payer', wide: true, cell: ({ Target }) => participantOf(Target) }, ...SHARED],
  acts: [accept, decline, withdraw],
  asButtons: true,
  empty: () => ({ title: 'No outbound billing', description: 'No organization pays for your bill or asks to.' }),
});
