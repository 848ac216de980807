'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { accountSettingsQuery, snapshotsQuery } from '@/app/(console)/settings/queries';
import { useRead } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Alert } from '@/components/ui/alert';
import type { Json } from '@/lib/console/result';
import type { Snapshot as SnapshotShape } from '@/lib/snapshot/rows';

// Parts that are not visible at first are loaded when opened.
const DeleteSnapshotDialog = dynamic(() => import('./delete-snapshot-dialog').then((module) => module.DeleteSnapshotDialog));
const RestoreSnapshotDialog = dynamic(() => import('./restore-snapshot-dialog').then((module) => module.RestoreSnapshotDialog));
const SaveSnapshotDialog = dynamic(() => import('./save-snapshot-dialog').then((module) => module.SaveSnapshotDialog));

type Snapshot = Json<SnapshotShape>;

/** `1.4 KB`: powers of 1000, as disks are sold. */
function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Returns the user without the account, which is this one. */
function saverText(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

function countColumn(
  id: 'Accounts' | 'OrganizationalUnits' | 'Users' | 'Groups' | 'Roles' | 'Policies',
  header: string,
): ColumnDefinition<Snapshot> {
  return { id, header, align: 'end', value: (snapshot) => snapshot[id], cell: (snapshot) => snapshot[id].toLocaleString('en') };
}

const COLUMNS: readonly ColumnDefinition<Snapshot>[] = [
  { id: 'name', header: 'Name', value: (snapshot) => snapshot.Name, rowHeader: true },
  {
    id: 'saved',
    header: 'Saved',
    value: (snapshot) => snapshot.CreatedAt,
    cell: (snapshot) => <Time value={snapshot.CreatedAt} />,
  },
  { id: 'by', header: 'Saved by', value: (snapshot) => saverText(snapshot.CreatedBy) },
  countColumn('Accounts', 'Accounts'),
  countColumn('OrganizationalUnits', 'OUs'),
  countColumn('Users', 'Users'),
  countColumn('Groups', 'Groups'),
  countColumn('Roles', 'Roles'),
  countColumn('Policies', 'Policies'),
  { id: 'size', header: 'Size', align: 'end', value: (snapshot) => snapshot.Size, cell: (snapshot) => sizeText(snapshot.Size) },
  { id: 'organization', header: 'Organization', value: (snapshot) => snapshot.OrganizationId, mono: true },
];

const FILTERS: readonly TableFilterProperty<Snapshot>[] = [
  { key: 'name', label: 'Name', value: (snapshot) => snapshot.Name },
  { key: 'by', label: 'Saved by', value: (snapshot) => saverText(snapshot.CreatedBy) },
];

const PREFERENCES = {
  columns: ['name', 'saved', 'by', 'Accounts', 'OrganizationalUnits', 'Users', 'Groups', 'Roles', 'Policies', 'size'],
};
const NEWEST_FIRST = { column: 'saved', descending: true };

type Asked = { kind: 'save' } | { kind: 'restore' | 'delete'; name: string };

export function SnapshotsTable() {
  const snapshots = useRead(snapshotsQuery());
  const { data: account } = useRead(accountSettingsQuery());
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const isMember = account?.OrganizationId !== undefined && account.ManagementAccountId !== account.AccountId;
  const whole = account?.OrganizationId && !isMember ? 'this organization: all accounts, OUs and policies' : 'this account';
  const notHere = isMember ? 'The management account saves and restores snapshots for the whole organization' : undefined;
  return (
    <>
      <ResourceTable
        id="snapshots"
        title="Snapshots"
        noun="snapshots"
        info={<HelpLink />}
        description={`Save the state of ${whole} under a name, so that you can restore it later.`}
        columns={COLUMNS}
        filterProperties={FILTERS}
        defaultPreferences={PREFERENCES}
        defaultSort={NEWEST_FIRST}
        rows={snapshots.data?.Snapshots}
        rowId={({ Name }) => Name}
        rowName={({ Name }) => Name}
        selection="single"
        actions={(selected) => {
          const name = selected[0]?.Name;
          const none = name === undefined ? 'Select a snapshot' : null;
          return [
            { label: 'Restore', disabledReason: notHere ?? none, onSelect: () => name && setAsked({ kind: 'restore', name }) },
            { label: 'Delete', danger: true, disabledReason: none, onSelect: () => name && setAsked({ kind: 'delete', name }) },
          ];
        }}
        primary={{ label: 'Save snapshot', onSelect: () => setAsked({ kind: 'save' }), disabledReason: notHere }}
        toolbar={
          isMember ? (
            <Alert title="Managed by the organization">
              This account belongs to an organization. Its management account, {account.ManagementAccountId}, saves and restores
              snapshots of all accounts together.
            </Alert>
          ) : undefined
        }
        read={snapshots}
        empty={{
          title: 'No snapshots',
          description:
            'Save a snapshot before a lesson, an exercise or an experiment. Restoring it returns users, roles, policies and the organization to their saved state.',
        }}
      />
      {asked?.kind === 'save' ? <SaveSnapshotDialog whole={whole} onClose={close} /> : null}
      {asked?.kind === 'restore' ? <RestoreSnapshotDialog name={asked.name} onClose={close} /> : null}
      {asked?.kind === 'delete' ? <DeleteSnapshotDialog name={asked.name} onClose={close} /> : null}
      <SnapshotsHelp />
    </>
  );
}

function SnapshotsHelp() {
  return (
    <HelpPanel title="Snapshots">
      <p>AWS has no equivalent. Snapshots are saved and restored atomically.</p>
      <h3>Included</h3>
      <p>
        Users, groups, roles, policies, access keys, passwords and MFA devices; the organization’s tree, policies, attachments and
        settings; tags; and the enforcement mode. Secrets stay encrypted.
      </p>
      <h3>Not included</h3>
      <p>
        Sessions and temporary credentials continue. The event history is kept and records the restore. Invitations keep their
        answers. Later invitations are cancelled.
      </p>
      <h3>Later accounts</h3>
      <p>
        An account created in the organization after the snapshot is deleted with its resources. An invited account becomes
        standalone again and keeps its resources. An account that has left does not change.
      </p>
      <h3>By script</h3>
      <p>
        With <code>GATEHOUSE_RESET_TOKEN</code> set, <code>POST /_gatehouse/snapshots/NAME</code> on the API port saves all
        accounts of the installation, and <code>POST /_gatehouse/snapshots/NAME/restore</code> restores them.
      </p>
    </HelpPanel>
  );
}
