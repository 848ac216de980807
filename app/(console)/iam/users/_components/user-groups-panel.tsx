'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import type { Read } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Button } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListGroupsForUser } from '@/lib/iam/group/operations';
import { removeFromGroups } from '../../groups/actions';

type Groups = Json<OutputOf<typeof ListGroupsForUser>>;
type Group = Groups['Groups'][number];

const COLUMNS: readonly ColumnDefinition<Group>[] = [
  {
    id: 'name',
    header: 'Group name',
    value: (group) => group.GroupName,
    cell: (group) => <TextLink href={paths.group(group.GroupName)}>{group.GroupName}</TextLink>,
  },
  { id: 'path', header: 'Path', value: (group) => group.Path, mono: true },
  {
    id: 'created',
    header: 'Created',
    value: (group) => group.CreateDate,
    cell: (group) => <Time value={group.CreateDate} />,
  },
];

const FILTERS: readonly TableFilterProperty<Group>[] = [{ key: 'name', label: 'Group name', value: (group) => group.GroupName }];

/** Renders the groups of a user, whose policies apply to it too. */
export function UserGroupsPanel({ name, groups }: { name: string; groups: Read<Groups> }) {
  const missing = useMissing();
  const [selected, setSelected] = useState<string[]>([]);
  const [removing, setRemoving] = useState(false);
  return (
    <>
      <ResourceTable
        id="user-groups"
        layout="panel"
        urlKey="groups-"
        title="User groups"
        noun="groups"
        description="A user gets the permissions of its groups. It can be in up to ten groups."
        columns={COLUMNS}
        filterProperties={FILTERS}
        rows={groups.data?.Groups}
        rowId={(group) => group.GroupName}
        rowName={(group) => group.GroupName}
        selection="multi"
        selectedIds={selected}
        onSelectionChange={setSelected}
        read={groups}
        buttons={
          <Button
            disabledReason={selected.length === 0 ? 'Select groups to leave' : missing('iam:RemoveUserFromGroup')}
            onClick={() => setRemoving(true)}
          >
            Remove
          </Button>
        }
        primary={{
          label: 'Add user to groups',
          href: paths.addUserToGroups(name),
          disabledReason: missing('iam:AddUserToGroup'),
        }}
        empty={{
          title: 'Not in any group',
          description: 'Groups give the same permissions to all users with the same job, managed in one place.',
        }}
      />
      {removing ? (
        <ConfirmDialog
          title={`Remove ${name} from ${selected.length === 1 ? selected[0] : `${selected.length} groups`}?`}
          confirmLabel="Remove"
          action={removeFromGroups}
          input={{ users: [name], groups: selected }}
          success={`${name} was removed from ${selected.join(', ')}.`}
          onDone={() => setSelected([])}
          onClose={() => setRemoving(false)}
        >
          The user loses the permissions that only {selected.length === 1 ? 'this group gives' : 'these groups give'} it.
        </ConfirmDialog>
      ) : null}
    </>
  );
}
