'use client';

import { useMemo } from 'react';
import { useRead } from '@/app/(console)/_client/use-read';
import { Time } from '@/components/console/page/time';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { UserOverview } from '@/lib/iam/user/overview';
import { usersQuery } from '../queries';

type User = Json<UserOverview>;

const COLUMNS: readonly ColumnDefinition<User>[] = [
  {
    id: 'name',
    header: 'User name',
    value: (user) => user.UserName ?? '',
    cell: (user) => (
      <TextLink href={paths.user(user.UserName ?? '')} external>
        {user.UserName}
      </TextLink>
    ),
  },
  { id: 'groups', header: 'Groups', value: (user) => user.Groups ?? [] },
  {
    id: 'created',
    header: 'Created',
    value: (user) => user.CreateDate ?? null,
    cell: (user) => <Time value={user.CreateDate} />,
  },
];

const FILTERS: readonly TableFilterProperty<User>[] = [
  { key: 'name', label: 'User name', value: (user) => user.UserName },
  { key: 'group', label: 'Group', value: (user) => user.Groups ?? [] },
];

const PREFERENCES = { pageSize: 10 } as const;

type UsersPickerProps = {
  selected: readonly string[];
  onSelect: (names: string[]) => void;
  exclude?: readonly string[];
  single?: boolean;
  title?: string;
  description?: string;
};

/** Users to add to a group, or one to copy permissions from. */
export function UsersPicker({ selected, onSelect, exclude, single, title = 'Users', description }: UsersPickerProps) {
  const users = useRead(usersQuery());
  const rows = useMemo(
    () => users.data?.Users.filter(({ UserName }) => !exclude?.includes(UserName ?? '')),
    [users.data, exclude],
  );
  return (
    <ResourceTable
      id="pick-users"
      layout="panel"
      urlKey={false}
      title={title}
      description={description}
      noun="users"
      columns={COLUMNS}
      filterProperties={FILTERS}
      defaultPreferences={PREFERENCES}
      rows={rows}
      rowId={(user) => user.UserName ?? ''}
      rowName={(user) => user.UserName ?? ''}
      selection={single ? 'single' : 'multi'}
      selectedIds={selected}
      onSelectionChange={onSelect}
      onRefresh={users.refetch}
      refreshing={users.fetching}
      error={users.error}
      empty={{ title: 'No users', description: 'There is no further user to choose.' }}
    />
  );
}
