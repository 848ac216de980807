'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ListTable } from '@/components/console/kit/list-table';
import { useMissing } from '@/components/console/kit/use-missing';
import { Time } from '@/components/console/page/time';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import type { UserOverview } from '@/lib/iam/user/overview';
import { bulkActs, useBulkActions } from '../../_components/bulk/bulk-actions';
import { usersQuery } from '../../queries';

const AddToGroupsDialog = dynamic(() => import('../../groups/add-to-groups-dialog').then((module) => module.AddToGroupsDialog));
const DeleteUsersDialog = dynamic(() => import('./delete-users-dialog').then((module) => module.DeleteUsersDialog));

type User = Json<UserOverview>;

const NOT_READABLE = <Status kind="inactive">Access denied</Status>;

/** Returns the first two group names, and the number of others. */
function groupsText(groups: readonly string[]): string {
  if (groups.length === 0) return '–';
  const shown = groups.slice(0, 2).join(', ');
  return groups.length > 2 ? `${shown} and ${groups.length - 2} more` : shown;
}

/** Returns the oldest active access key. Keys are sorted by age, oldest first. */
function oldestActive({ AccessKeys }: User) {
  return AccessKeys?.find(({ Status: status }) => status === 'Active');
}

function lastKeyUse({ AccessKeys }: User): string | null {
  return latest((AccessKeys ?? []).map((key) => key.LastUsedDate));
}

function lastActivity(user: User): string | null {
  return latest([user.PasswordLastUsed, lastKeyUse(user) ?? undefined]);
}

function latest(times: readonly (string | undefined)[]): string | null {
  return (
    times
      .filter((time) => time !== undefined)
      .sort()
      .at(-1) ?? null
  );
}

const COLUMNS: readonly ColumnDefinition<User>[] = [
  {
    id: 'name',
    header: 'User name',
    value: (user) => user.UserName,
    cell: (user) => <TextLink href={paths.user(user.UserName)}>{user.UserName}</TextLink>,
  },
  { id: 'path', header: 'Path', value: (user) => user.Path, mono: true },
  {
    id: 'groups',
    header: 'Groups',
    value: (user) => user.Groups?.length ?? -1,
    cell: (user) => (user.Groups ? <span title={user.Groups.join(', ')}>{groupsText(user.Groups)}</span> : NOT_READABLE),
    fills: true,
  },
  { id: 'activity', header: 'Last activity', value: lastActivity, cell: (user) => <Time value={lastActivity(user)} /> },
  {
    id: 'console',
    header: 'Console access',
    value: (user) => (user.ConsoleAccess === null ? '' : user.ConsoleAccess ? 'Enabled' : 'Disabled'),
    cell: (user) =>
      user.ConsoleAccess === null ? (
        NOT_READABLE
      ) : user.ConsoleAccess ? (
        <Status kind="success">Enabled</Status>
      ) : (
        <Status kind="inactive">Disabled</Status>
      ),
  },
  {
    id: 'passwordAge',
    header: 'Password age',
    value: (user) => user.PasswordChangedAt,
    cell: (user) => <Time value={user.PasswordChangedAt} format="age" />,
  },
  {
    id: 'mfa',
    header: 'MFA',
    value: (user) => user.MfaDevices,
    cell: (user) =>
      user.MfaDevices === null ? (
        NOT_READABLE
      ) : user.MfaDevices > 0 ? (
        <Status kind="success">Enabled</Status>
      ) : (
        // A user without a password needs no MFA device.
        <Status kind={user.ConsoleAccess ? 'warning' : 'inactive'}>None</Status>
      ),
  },
  {
    id: 'signin',
    header: 'Last console sign-in',
    value: (user) => user.PasswordLastUsed ?? null,
    cell: (user) => <Time value={user.PasswordLastUsed} />,
  },
  {
    id: 'keyAge',
    header: 'Active key age',
    value: (user) => oldestActive(user)?.CreateDate ?? null,
    cell: (user) => (user.AccessKeys ? <Time value={oldestActive(user)?.CreateDate} format="age" /> : NOT_READABLE),
  },
  {
    id: 'keyUsed',
    header: 'Access key last used',
    value: lastKeyUse,
    cell: (user) => (user.AccessKeys ? <Time value={lastKeyUse(user)} /> : NOT_READABLE),
  },
  {
    id: 'keys',
    header: 'Active access keys',
    value: (user) => user.AccessKeys?.filter((key) => key.Status === 'Active').map((key) => key.AccessKeyId) ?? [],
    cell: (user) =>
      user.AccessKeys
        ? user.AccessKeys.filter((key) => key.Status === 'Active')
            .map((key) => key.AccessKeyId)
            .join(', ') || '–'
        : NOT_READABLE,
    mono: true,
  },
  {
    id: 'created',
    header: 'Created',
    value: (user) => user.CreateDate,
    cell: (user) => <Time value={user.CreateDate} />,
  },
  { id: 'arn', header: 'ARN', value: (user) => user.Arn, mono: true },
  { id: 'id', header: 'User ID', value: (user) => user.UserId, mono: true },
];

const FILTERS: readonly FilterProperty[] = [
  { key: 'name', label: 'User name' },
  { key: 'path', label: 'Path' },
  { key: 'group', label: 'Group' },
  { key: 'console', label: 'Console access', values: ['Enabled', 'Disabled'] },
  { key: 'mfa', label: 'MFA', values: ['Enabled', 'None'] },
  { key: 'key', label: 'Access key ID' },
  { key: 'arn', label: 'ARN' },
];

const PREFERENCES = { columns: ['name', 'groups', 'activity', 'mfa', 'passwordAge', 'signin', 'keyAge'] };
const BULK = bulkActs('users');

export function UsersTable() {
  const missing = useMissing();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [deleting, setDeleting] = useState<readonly User[]>([]);
  const [adding, setAdding] = useState<readonly string[]>([]);
  const bulk = useBulkActions('users', BULK, setSelected);
  return (
    <>
      <ListTable
        query={usersQuery}
        id="users"
        title="Users"
        noun="users"
        description="An IAM user is an identity for one person or program, with long-term credentials. It has no permissions until a policy grants them."
        columns={COLUMNS}
        filterProperties={FILTERS}
        defaultPreferences={PREFERENCES}
        rowId={(user) => user.UserName}
        rowName={(user) => user.UserName}
        selection="multi"
        selectedIds={selected}
        onSelectionChange={setSelected}
        actions={(selected) => [
          {
            label: 'Add to groups',
            disabledReason: selected.length === 0 ? 'Select at least one user' : missing('iam:AddUserToGroup'),
            onSelect: () => setAdding(selected.map((user) => user.UserName)),
          },
          ...bulk.entries(selected.map((user) => user.UserName)),
          { type: 'separator' },
          { label: 'Create users from a list', href: paths.createUsersFromList, disabledReason: missing('iam:CreateUser') },
          {
            label: 'Add users to groups from a list',
            href: paths.addMembersFromList(),
            disabledReason: missing('iam:AddUserToGroup'),
          },
          { label: 'Tag users from a list', href: paths.tagUsersFromList, disabledReason: missing('iam:TagUser') },
          { type: 'separator' },
          {
            label: 'Delete',
            danger: true,
            disabledReason: selected.length === 0 ? 'Select at least one user' : missing('iam:DeleteUser'),
            onSelect: () => setDeleting(selected),
          },
        ]}
        primary={{ label: 'Create user', href: paths.createUser, disabledReason: missing('iam:CreateUser') }}
        empty={{
          title: 'No users',
          description:
            'Create one user for each person, so that you can see who did what and remove the access of one person without affecting others.',
        }}
      />
      {bulk.dialog}
      {adding.length > 0 ? (
        <AddToGroupsDialog kind="users" names={adding} onClose={() => setAdding([])} onDone={setSelected} />
      ) : null}
      {deleting.length > 0 ? (
        <DeleteUsersDialog
          entities={deleting.map((user) => ({ name: user.UserName, lastActivity: lastActivity(user) }))}
          onClose={() => setDeleting([])}
          onDeleted={setSelected}
        />
      ) : null}
    </>
  );
}
