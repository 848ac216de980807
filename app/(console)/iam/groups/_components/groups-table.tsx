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
import type { GroupOverview } from '@/lib/iam/group/overview';
import { useBulkActions } from '../../_components/bulk-actions';
import { groupsQuery } from '../queries';

const DeleteGroupsDialog = dynamic(() => import('./delete-groups-dialog').then((module) => module.DeleteGroupsDialog));

type Group = Json<GroupOverview>;

const NOT_READABLE = <Status kind="inactive">Access denied</Status>;

const COLUMNS: readonly ColumnDefinition<Group>[] = [
  {
    id: 'name',
    header: 'Group name',
    value: (group) => group.GroupName ?? '',
    cell: (group) => <TextLink href={paths.group(group.GroupName ?? '')}>{group.GroupName}</TextLink>,
  },
  {
    id: 'users',
    header: 'Users',
    value: (group) => group.UserCount,
    cell: (group) => (group.UserCount === null ? NOT_READABLE : group.UserCount.toLocaleString('en')),
    align: 'end',
    width: 120,
  },
  {
    id: 'permissions',
    header: 'Permissions',
    value: (group) => group.PolicyCount,
    cell: (group) =>
      group.PolicyCount === null ? (
        NOT_READABLE
      ) : group.PolicyCount === 0 ? (
        <Status kind="inactive">Not defined</Status>
      ) : (
        <Status kind="success">{`Defined (${group.PolicyCount})`}</Status>
      ),
  },
  { id: 'path', header: 'Path', value: (group) => group.Path ?? '', mono: true },
  {
    id: 'created',
    header: 'Created',
    value: (group) => group.CreateDate ?? null,
    cell: (group) => <Time value={group.CreateDate} />,
  },
  { id: 'arn', header: 'ARN', value: (group) => group.Arn ?? '', mono: true },
  { id: 'id', header: 'Group ID', value: (group) => group.GroupId ?? '', mono: true },
];

const FILTERS: readonly FilterProperty[] = [
  { key: 'name', label: 'Group name' },
  { key: 'permissions', label: 'Permissions', values: ['Defined', 'Not defined'] },
  { key: 'path', label: 'Path' },
];

const PREFERENCES = { columns: ['name', 'users', 'permissions', 'path', 'created'] };

export function GroupsTable() {
  const missing = useMissing();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [deleting, setDeleting] = useState<readonly Group[]>([]);
  const bulk = useBulkActions('groups', setSelected);
  return (
    <>
      <ListTable
        query={groupsQuery}
        id="groups"
        title="User groups"
        noun="groups"
        description="A group gives its users the same permissions. It is no principal itself: nothing can be shared with a group, and no policy can trust it."
        columns={COLUMNS}
        filterProperties={FILTERS}
        defaultPreferences={PREFERENCES}
        rowId={(group) => group.GroupName ?? ''}
        rowName={(group) => group.GroupName ?? ''}
        selection="multi"
        selectedIds={selected}
        onSelectionChange={setSelected}
        actions={(selected) => [
          ...bulk.entries(selected.map((group) => group.GroupName ?? '')),
          { type: 'separator' },
          {
            label: 'Delete',
            danger: true,
            disabledReason: selected.length === 0 ? 'Select at least one group' : missing('iam:DeleteGroup'),
            onSelect: () => setDeleting(selected),
          },
        ]}
        primary={{ label: 'Create group', href: paths.createGroup, disabledReason: missing('iam:CreateGroup') }}
        empty={{
          title: 'No user groups',
          description:
            'Make a group for each kind of work, attach its policies, and put people in and out as their work changes.',
        }}
      />
      {bulk.dialog}
      {deleting.length > 0 ? (
        <DeleteGroupsDialog
          entities={deleting.map((group) => ({ name: group.GroupName ?? '' }))}
          onClose={() => setDeleting([])}
          onDeleted={setSelected}
        />
      ) : null}
    </>
  );
}
