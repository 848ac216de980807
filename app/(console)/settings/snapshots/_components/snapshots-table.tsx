'use client';

import dynamic from 'next/dynamic';
import { accountSettingsQuery, snapshotsQuery } from '@/app/(console)/settings/queries';
import { type Act, actOn, confirmation, opened } from '@/components/console/kit/act';
import { type Column, columnsOf } from '@/components/console/kit/columns';
import { listPage } from '@/components/console/kit/list-page';
import { useRead } from '@/components/console/kit/use-read';
import { HelpPanel } from '@/components/console/shell/help-panel';
import type { Json } from '@/lib/console/result';
import type { Snapshot as SnapshotShape } from '@/lib/snapshot/rows';
import { deleteSnapshot } from '../../actions';

// Parts that are not visible at first are loaded when opened.
const RestoreSnapshotDialog = opened<string>(() =>
  import('./restore-snapshot-dialog').then((module) => module.RestoreSnapshotDialog),
);
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

const nameOf = ({ Name }: Snapshot) => Name;

const column = columnsOf<Snapshot>();
const END = { align: 'end' } as const;

const COLUMNS: readonly Column<Snapshot>[] = [
  column.text('name', 'Name', nameOf, { rowHeader: true, filter: true }),
  column.time('saved', 'Saved', ({ CreatedAt }) => CreatedAt),
  column.text('by', 'Saved by', ({ CreatedBy }) => saverText(CreatedBy), { filter: true }),
  column.count('Accounts', 'Accounts', ({ Accounts }) => Accounts, END),
  column.count('OrganizationalUnits', 'OUs', ({ OrganizationalUnits }) => OrganizationalUnits, END),
  column.count('Users', 'Users', ({ Users }) => Users, END),
  column.count('Groups', 'Groups', ({ Groups }) => Groups, END),
  column.count('Roles', 'Roles', ({ Roles }) => Roles, END),
  column.count('Policies', 'Policies', ({ Policies }) => Policies, END),
  column.count('size', 'Size', ({ Size }) => Size, { ...END, shown: sizeText }),
  column.text('organization', 'Organization', ({ OrganizationId }) => OrganizationId, { mono: true, hidden: true }),
];

const deleteSnapshotAct: Act<string> = {
  label: 'Delete',
  look: 'danger',
  opens: confirmation((name: string) => ({
    title: `Delete snapshot ${name}?`,
    action: deleteSnapshot,
    input: { Name: name },
    success: `Snapshot ${name} was deleted.`,
    text: 'You can no longer restore it. Nothing else changes.',
  })),
};

type SnapshotsProps = {
  /** The state that a snapshot has, in words. */
  whole: string;
  /** The management account, where only that one saves and restores. */
  managedBy: string | undefined;
};

const Snapshots = listPage(({ whole, managedBy }: SnapshotsProps) => {
  const why = () =>
    managedBy === undefined ? undefined : 'The management account saves and restores snapshots for the whole organization';
  return {
    id: 'snapshots',
    title: 'Snapshots',
    one: 'snapshot',
    many: 'snapshots',
    description:
      managedBy === undefined
        ? `Save the state of ${whole} under a name, so that you can restore it later.`
        : `The management account of your organization, ${managedBy}, saves and restores snapshots of all accounts together.`,
    query: snapshotsQuery,
    rowsOf: ({ Snapshots: rows }) => rows,
    rowId: nameOf,
    columns: COLUMNS,
    sort: { column: 'saved', descending: true },
    acts: [actOn(nameOf, { label: 'Restore', why, opens: RestoreSnapshotDialog }), actOn(nameOf, deleteSnapshotAct)],
    create: { label: 'Save snapshot', why, opens: ({ onClose }) => <SaveSnapshotDialog whole={whole} onClose={onClose} /> },
    empty: {
      title: 'No snapshots',
      description:
        'Save a snapshot before a lesson, an exercise or an experiment. Restoring it returns users, roles, policies and the organization to their saved state.',
    },
    Help: SnapshotsHelp,
  };
});

/** The snapshots of the account or of its organization. */
export function SnapshotsTable() {
  const { data: account } = useRead(accountSettingsQuery());
  const isMember = account?.OrganizationId !== undefined && account.ManagementAccountId !== account.AccountId;
  return (
    <Snapshots
      whole={account?.OrganizationId && !isMember ? 'this organization: all accounts, OUs and policies' : 'this account'}
      managedBy={isMember ? account.ManagementAccountId : undefined}
    />
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
