'use client';

import { ListTable } from '@/components/console/kit/list-table';
import { Time } from '@/components/console/page/time';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import type { UserOverview } from '@/lib/iam/user/overview';
import { usersQuery } from '../queries';

type User = Json<UserOverview>;

const COLUMNS: readonly ColumnDefinition<User>[] = [
  {
    id: 'name',
    header: 'User name',
    value: (user) => user.UserName,
    cell: (user) => (
      <TextLink href={paths.user(user.UserName)} external>
        {user.UserName}
      </TextLink>
    ),
  },
  { id: 'groups', header: 'Groups', value: (user) => user.Groups ?? [] },
  {
    id: 'created',
    header: 'Created',
    value: (user) => user.CreateDate,
    cell: (user) => <Time value={user.CreateDate} />,
  },
];

const FILTERS: readonly FilterProperty[] = [
  { key: 'name', label: 'User name' },
  { key: 'group', label: 'Group' },
];

const PREFERENCES = { pageSize: 10 } as const;

type UsersPickerProps = {
  selected: readonly string[];
  onSelect: (names: string[]) => void;
  exclude?: readonly string[];
  /** The group whose users are left out. */
  notInGroup?: string;
  single?: boolean;
  title?: string;
  description?: string;
};

/** Renders a choice of users to add to a group, or of one user to copy permissions from. */
export function UsersPicker({ selected, onSelect, exclude, notInGroup, single, title = 'Users', description }: UsersPickerProps) {
  return (
    <ListTable
      query={(input) => usersQuery({ ...input, Except: exclude && [...exclude], NotInGroup: notInGroup })}
      id="pick-users"
      layout="panel"
      urlKey={false}
      title={title}
      description={description}
      noun="users"
      columns={COLUMNS}
      filterProperties={FILTERS}
      defaultPreferences={PREFERENCES}
      rowId={(user) => user.UserName}
      rowName={(user) => user.UserName}
      selection={single ? 'single' : 'multi'}
      selectedIds={selected}
      onSelectionChange={onSelect}
      empty={{ title: 'No users', description: 'All users are already selected or added.' }}
    />
  );
}
