'use client';

import { confirmation } from '@/components/console/kit/act';
import { type Column, columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { CopyText } from '@/components/console/page/copy-text';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { InvitationOverview } from '@/lib/organizations/handshake/overview';
import { invitationsReceivedQuery, invitationsSentQuery } from '../../queries';
import { acceptInvitation, cancelInvitation, declineInvitation } from '../actions';

type Invitation = Json<InvitationOverview>;

const column = columnsOf<Invitation>();

const SHARED: readonly Column<Invitation>[] = [
  column.text('state', 'State', ({ State }) => State, { filter: true, shown: (state) => <StatusIndicator state={state} /> }),
  column.time('requested', 'Sent', ({ RequestedTimestamp }) => RequestedTimestamp),
  {
    id: 'expires',
    header: 'Open until',
    value: ({ ExpirationTimestamp }) => ExpirationTimestamp,
    cell: ({ ExpirationTimestamp }) => <Time value={ExpirationTimestamp} format="short" />,
  },
  column.text('notes', 'Message', ({ Notes }) => Notes),
];

/** The invitations that the account has received. */
export const Received = servedListPage({
  id: 'invitations-received',
  panel: 'received-',
  title: 'Received',
  one: 'invitation',
  many: 'invitations',
  query: invitationsReceivedQuery,
  rowId: ({ Id }) => Id,
  rowName: ({ OrganizationId }) => OrganizationId,
  columns: [
    column.text('from', 'Organization', ({ OrganizationId }) => OrganizationId, {
      rowHeader: true,
      filter: true,
      shown: (id) => <CopyText text={id} what="organization ID" mono />,
    }),
    column.text('email', 'Management account', ({ ManagementAccountEmail }) => ManagementAccountEmail),
    ...SHARED,
  ],
  filters: [{ key: 'id', label: 'Invitation ID' }],
  atRows: {
    header: 'Answer',
    acts: [
      {
        label: 'Accept',
        takes: 'organizations:AcceptHandshake',
        shown: ({ State }) => State === 'OPEN',
        opens: confirmation(({ Id, OrganizationId }: Invitation) => ({
          title: `Join ${OrganizationId}?`,
          confirmLabel: 'Accept invitation',
          action: acceptInvitation,
          input: { HandshakeId: Id },
          success: { text: 'This account has joined the organization.', link: { href: paths.accounts, label: 'See it' } },
          text: (
            <p>
              The organization&apos;s guardrails then apply to all principals in this account, including its root user. If the
              account is in another organization, it leaves that one.
            </p>
          ),
        })),
      },
      {
        label: 'Decline',
        takes: 'organizations:DeclineHandshake',
        shown: ({ State }) => State === 'OPEN',
        runs: ({ Id: HandshakeId }) => ({
          action: declineInvitation,
          input: { HandshakeId },
          success: () => ({ text: 'The invitation was declined.' }),
        }),
      },
    ],
  },
  empty: { description: 'No organization has invited this account.' },
});

/** The invitations that a management account has sent. */
export const Sent = servedListPage({
  id: 'invitations-sent',
  panel: 'sent-',
  title: 'Sent',
  one: 'invitation',
  many: 'sent invitations',
  query: invitationsSentQuery,
  rowId: ({ Id }) => Id,
  rowName: ({ To }) => To,
  columns: [
    column.text('to', 'To', ({ To }) => To, { rowHeader: true, filter: true }),
    ...SHARED,
    column.text('id', 'Invitation ID', ({ Id }) => Id, { mono: true, filter: true }),
  ],
  acts: [
    {
      label: 'Cancel invitation',
      look: 'danger',
      takes: 'organizations:CancelHandshake',
      why: ({ State }) => (State === 'OPEN' ? undefined : 'The invitation is no longer open'),
      runs: ({ Id: HandshakeId }) => ({
        action: cancelInvitation,
        input: { HandshakeId },
        success: () => ({ text: 'The invitation was canceled.' }),
      }),
    },
  ],
  create: {
    label: 'Invite an account',
    takes: 'organizations:InviteAccountToOrganization',
    href: () => `${paths.createAccount}?way=invite`,
  },
  empty: { title: 'No invitations sent', description: 'Invite an existing account to add it to the organization.' },
});
