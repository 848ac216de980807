'use client';

import { ListTable } from '@/components/console/kit/list-table';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import { storeGroupsQuery, storeUsersQuery } from '../store-queries';

type PickerProps = { IdentityStoreId: string; selected: readonly string[]; onSelect: (ids: string[]) => void };

type User = { UserId: string; UserName: string; DisplayName: string; Email?: string };
const USER_COLUMNS: readonly ColumnDefinition<User>[] = [
  { id: 'UserName', header: 'User name', rowHeader: true, value: ({ UserName }) => UserName, cell: ({ UserName }) => UserName },
  { id: 'DisplayName', header: 'Display name', value: ({ DisplayName }) => DisplayName },
  { id: 'Email', header: 'Email address', value: ({ Email = '' }) => Email },
];
const USER_FILTERS: readonly FilterProperty[] = [
  { key: 'UserName', label: 'User name' },
  { key: 'DisplayName', label: 'Display name' },
];
const PREFERENCES = { pageSize: 10 } as const;

/** Renders a choice of users of an identity store. */
export function StoreUsersPicker({ IdentityStoreId, selected, onSelect }: PickerProps) {
  return (
    <ListTable
      query={(input) => storeUsersQuery({ ...input, IdentityStoreId })}
      id="pick-store-users"
      layout="panel"
      urlKey={false}
      title="Users"
      noun="users"
      columns={USER_COLUMNS}
      filterProperties={USER_FILTERS}
      defaultPreferences={PREFERENCES}
      rowId={({ UserId }) => UserId}
      rowName={({ UserName }) => UserName}
      selection="multi"
      selectedIds={selected}
      onSelectionChange={onSelect}
      empty={{ title: 'No users', description: 'Add users first.' }}
    />
  );
}

type Group = { GroupId: string; DisplayName: string; Description?: string };
const GROUP_COLUMNS: readonly ColumnDefinition<Group>[] = [
  {
    id: 'DisplayName',
    header: 'Group',
    rowHeader: true,
    value: ({ DisplayName }) => DisplayName,
    cell: ({ DisplayName }) => DisplayName,
  },
  { id: 'Description', header: 'Description', value: ({ Description = '' }) => Description },
];
const GROUP_FILTERS: readonly FilterProperty[] = [{ key: 'DisplayName', label: 'Group' }];

/** Renders a choice of groups of an identity store. */
export function StoreGroupsPicker({ IdentityStoreId, selected, onSelect }: PickerProps) {
  return (
    <ListTable
      query={(input) => storeGroupsQuery({ ...input, IdentityStoreId })}
      id="pick-store-groups"
      layout="panel"
      urlKey={false}
      title="Groups"
      noun="groups"
      columns={GROUP_COLUMNS}
      filterProperties={GROUP_FILTERS}
      defaultPreferences={PREFERENCES}
      rowId={({ GroupId }) => GroupId}
      rowName={({ DisplayName }) => DisplayName}
      selection="multi"
      selectedIds={selected}
      onSelectionChange={onSelect}
      empty={{ title: 'No groups', description: 'Create groups first.' }}
    />
  );
}
