'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { ListTable } from '@/components/console/kit/list-table';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { PageHeader } from '@/components/console/page/page-header';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { Button, ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import type { InvitationOverview } from '@/lib/organizations/handshake/overview';
import { callerQuery, invitationsReceivedQuery, invitationsSentQuery, organizationQuery } from '../../queries';
import { acceptInvitation, cancelInvitation, declineInvitation } from '../actions';

type Invitation = Json<InvitationOverview>;

const SHARED: readonly ColumnDefinition<Invitation>[] = [
  { id: 'state', header: 'State', value: (row) => row.State, cell: (row) => <StatusIndicator state={row.State} /> },
  {
    id: 'requested',
    header: 'Sent',
    value: (row) => row.RequestedTimestamp,
    cell: (row) => <Time value={row.RequestedTimestamp} />,
  },
  {
    id: 'expires',
    header: 'Open until',
    value: (row) => row.ExpirationTimestamp,
    cell: (row) => <Time value={row.ExpirationTimestamp} format="short" />,
  },
  { id: 'notes', header: 'Message', value: (row) => row.Notes },
];

const SENT: readonly ColumnDefinition<Invitation>[] = [
  { id: 'to', header: 'To', rowHeader: true, value: (row) => row.To },
  ...SHARED,
  { id: 'id', header: 'Invitation ID', value: (row) => row.Id, mono: true },
];

const RECEIVED: readonly ColumnDefinition<Invitation>[] = [
  {
    id: 'from',
    header: 'Organization',
    rowHeader: true,
    value: (row) => row.OrganizationId,
    cell: (row) => <CopyText text={row.OrganizationId} what="organization ID" mono />,
  },
  { id: 'email', header: 'Management account', value: (row) => row.ManagementAccountEmail },
  ...SHARED,
];

const FILTERS: readonly FilterProperty[] = [
  { key: 'state', label: 'State' },
  { key: 'from', label: 'Organization' },
  { key: 'to', label: 'To' },
  { key: 'id', label: 'Invitation ID' },
];

/** Renders the invitations that the account has received and, in a management account, sent. */
export function InvitationsPage() {
  const organization = useRead(organizationQuery());
  const caller = useRead(callerQuery());
  const managing =
    organization.data?.Organization?.MasterAccountId !== undefined &&
    organization.data.Organization.MasterAccountId === caller.data?.Account;
  const notInviting = useMissing()('organizations:InviteAccountToOrganization');
  return (
    <>
      <PageHeader
        title="Invitations"
        description="An invitation is open for 15 days. The invited account's administrator accepts or declines it."
        actions={
          managing ? (
            <ButtonLink variant="primary" href={`${paths.createAccount}?way=invite`} disabledReason={notInviting}>
              Invite an account
            </ButtonLink>
          ) : undefined
        }
      />
      <div className="space-y-4">
        <Received />
        {managing ? <Sent notInviting={notInviting} /> : null}
      </div>
    </>
  );
}

function Received() {
  const [accepting, setAccepting] = useState<Invitation | null>(null);
  const missing = useMissing();
  const decline = useOperation(declineInvitation, {
    success: () => ({ text: 'The invitation was declined.' }),
  });
  const answer: ColumnDefinition<Invitation> = {
    id: 'answer',
    header: 'Answer',
    value: () => '',
    sortable: false,
    cell: (row) =>
      row.State === 'OPEN' ? (
        <span className="flex gap-2">
          <Button size="sm" disabledReason={missing('organizations:AcceptHandshake')} onClick={() => setAccepting(row)}>
            Accept
          </Button>
          <Button
            size="sm"
            loading={decline.running}
            disabledReason={missing('organizations:DeclineHandshake')}
            onClick={() => void decline.run({ HandshakeId: row.Id })}
          >
            Decline
          </Button>
        </span>
      ) : null,
  };
  return (
    <>
      <ListTable
        id="invitations-received"
        query={invitationsReceivedQuery}
        layout="panel"
        urlKey="received-"
        title="Received"
        noun="invitations"
        columns={[...RECEIVED, answer]}
        filterProperties={FILTERS}
        rowId={(row) => row.Id}
        rowName={(row) => row.OrganizationId}
        empty={{ title: 'No invitations', description: 'No organization has asked this account to join.' }}
      />
      {accepting !== null ? (
        <ConfirmDialog
          title={`Join ${accepting.OrganizationId}?`}
          confirmLabel="Accept invitation"
          action={acceptInvitation}
          input={{ HandshakeId: accepting.Id }}
          success={{ text: 'This account has joined the organization.', link: { href: paths.accounts, label: 'See it' } }}
          onClose={() => setAccepting(null)}
        >
          <p>
            The organization&apos;s guardrails bind everybody in this account from then on, its root user included. An account
            that is in another organization leaves it.
          </p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function Sent({ notInviting }: { notInviting: string | undefined }) {
  const missing = useMissing();
  const cancel = useOperation(cancelInvitation, {
    success: () => ({ text: 'The invitation was canceled.' }),
  });
  return (
    <ListTable
      id="invitations-sent"
      query={invitationsSentQuery}
      layout="panel"
      urlKey="sent-"
      title="Sent"
      noun="sent invitations"
      columns={SENT}
      filterProperties={FILTERS}
      rowId={(row) => row.Id}
      rowName={(row) => row.To}
      selection="single"
      actions={([row]) => [
        {
          label: 'Cancel invitation',
          danger: true,
          disabledReason: row
            ? row.State === 'OPEN'
              ? missing('organizations:CancelHandshake')
              : 'The invitation is no longer open'
            : 'Select an invitation',
          onSelect: () => void cancel.run({ HandshakeId: row?.Id ?? '' }),
        },
      ]}
      empty={{
        title: 'No invitations sent',
        description: 'Invite an account that exists to bring it into the organization.',
        action: (
          <ButtonLink href={`${paths.createAccount}?way=invite`} disabledReason={notInviting}>
            Invite an account
          </ButtonLink>
        ),
      }}
    />
  );
}
