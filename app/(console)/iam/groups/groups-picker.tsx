'use client';

import { ListTable } from '@/components/console/kit/list-table';
import { Time } from '@/components/console/page/time';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import type { GroupOverview } from '@/lib/iam/group/overview';
import { groupsQuery } from './queries';

type Group = Json<GroupOverview>;

const COLUMNS: readonly ColumnDefinition<Group>[] = [
  {
    id: 'name',
    header: 'Group name',
    value: (group) => group.GroupName,
    cell: (group) => (
      <TextLink href={paths.group(group.GroupName)} external>
        {group.GroupName}
      </TextLink>
    ),
  },
  { id: 'users', header: 'Users', value: (group) => group.UserCount, align: 'end', width: 100 },
  { id: 'permissions', header: 'Policies', value: (group) => group.PolicyCount, align: 'end', width: 100 },
  {
    id: 'created',
    header: 'Created',
    value: (group) => group.CreateDate,
    cell: (group) => <Time value={group.CreateDate} />,
  },
];

const FILTERS: readonly FilterProperty[] = [{ key: 'name', label: 'Group name' }];

const PREFERENCES = { pageSize: 10 } as const;

type GroupsPickerProps = {
  selected: readonly string[];
  onSelect: (names: string[]) => void;
  exclude?: readonly string[];
  /** Opens the dialog that creates a group. Without it, the button is absent. */
  onCreate?: () => void;
};

/** Renders a choice of groups for a user. */
export function GroupsPicker({ selected, onSelect, exclude, onCreate }: GroupsPickerProps) {
  return (
    <ListTable
      query={(input) => groupsQuery({ ...input, Except: exclude && [...exclude] })}
      id="pick-groups"
      layout="panel"
      urlKey={false}
      title="User groups"
      noun="groups"
      columns={COLUMNS}
      filterProperties={FILTERS}
      defaultPreferences={PREFERENCES}
      rowId={(group) => group.GroupName}
      rowName={(group) => group.GroupName}
      selection="multi"
      selectedIds={selected}
      onSelectionChange={onSelect}
      primary={onCreate ? { label: 'Create group', onSelect: onCreate } : undefined}
      empty={{ title: 'No groups', description: 'A group gives the same permissions to everyone with the same job.' }}
    />
  );
}
