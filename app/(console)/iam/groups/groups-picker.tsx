'use client';

import { useMemo } from 'react';
import { useRead } from '@/app/(console)/_client/use-read';
import { Time } from '@/components/console/page/time';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { GroupOverview } from '@/lib/iam/group/overview';
import { groupsQuery } from './queries';

type Group = Json<GroupOverview>;

const COLUMNS: readonly ColumnDefinition<Group>[] = [
  {
    id: 'name',
    header: 'Group name',
    value: (group) => group.GroupName ?? '',
    cell: (group) => (
      <TextLink href={paths.group(group.GroupName ?? '')} external>
        {group.GroupName}
      </TextLink>
    ),
  },
  { id: 'users', header: 'Users', value: (group) => group.UserCount, align: 'end', width: 100 },
  { id: 'policies', header: 'Policies', value: (group) => group.PolicyCount, align: 'end', width: 100 },
  {
    id: 'created',
    header: 'Created',
    value: (group) => group.CreateDate ?? null,
    cell: (group) => <Time value={group.CreateDate} />,
  },
];

const FILTERS: readonly TableFilterProperty<Group>[] = [{ key: 'name', label: 'Group name', value: (group) => group.GroupName }];

const PREFERENCES = { pageSize: 10 } as const;

type GroupsPickerProps = {
  selected: readonly string[];
  onSelect: (names: string[]) => void;
  exclude?: readonly string[];
  /** Opens the making of a group, where there is one. */
  onCreate?: () => void;
};

/** Groups to put a user into. */
export function GroupsPicker({ selected, onSelect, exclude, onCreate }: GroupsPickerProps) {
  const groups = useRead(groupsQuery());
  const rows = useMemo(
    () => groups.data?.Groups.filter(({ GroupName }) => !exclude?.includes(GroupName ?? '')),
    [groups.data, exclude],
  );
  return (
    <ResourceTable
      id="pick-groups"
      layout="panel"
      urlKey={false}
      title="User groups"
      noun="groups"
      columns={COLUMNS}
      filterProperties={FILTERS}
      defaultPreferences={PREFERENCES}
      rows={rows}
      rowId={(group) => group.GroupName ?? ''}
      rowName={(group) => group.GroupName ?? ''}
      selection="multi"
      selectedIds={selected}
      onSelectionChange={onSelect}
      onRefresh={groups.refetch}
      refreshing={groups.fetching}
      error={groups.error}
      primary={onCreate ? { label: 'Create group', onSelect: onCreate } : undefined}
      empty={{ title: 'No groups', description: 'A group holds the policies of everybody who does the same work.' }}
    />
  );
}
