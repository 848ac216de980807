'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { ListTable } from '@/components/console/kit/list-table';
import { useMissing } from '@/components/console/kit/use-missing';
import { Time } from '@/components/console/page/time';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { Button, ButtonLink } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import type { OutputOf } from '@/lib/core/operation';
import type { ListGroupUserOverviews } from '@/lib/iam/user/overview';
import { removeFromGroups } from '../actions';
import { groupUsersQuery } from '../queries';

type User = Json<OutputOf<typeof ListGroupUserOverviews>>['Rows'][number];

const COLUMNS: readonly ColumnDefinition<User>[] = [
  {
    id: 'name',
    header: 'User name',
    value: (user) => user.UserName,
    cell: (user) => <TextLink href={paths.user(user.UserName)}>{user.UserName}</TextLink>,
  },
  { id: 'path', header: 'Path', value: (user) => user.Path, mono: true },
  {
    id: 'signin',
    header: 'Last console sign-in',
    value: (user) => user.PasswordLastUsed ?? null,
    cell: (user) => (user.PasswordLastUsed ? <Time value={user.PasswordLastUsed} /> : 'Never'),
  },
  {
    id: 'created',
    header: 'Created',
    value: (user) => user.CreateDate,
    cell: (user) => <Time value={user.CreateDate} />,
  },
];

const FILTERS: readonly FilterProperty[] = [
  { key: 'name', label: 'User name' },
  { key: 'path', label: 'Path' },
];

/** Renders the users in a group. */
export function GroupUsersPanel({ name }: { name: string }) {
  const missing = useMissing();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [removing, setRemoving] = useState(false);
  return (
    <>
      <ListTable
        query={(input) => groupUsersQuery(name, input)}
        id="group-users"
        layout="panel"
        urlKey="users-"
        title="Users in this group"
        noun="users"
        columns={COLUMNS}
        filterProperties={FILTERS}
        rowId={(user) => user.UserName}
        rowName={(user) => user.UserName}
        selection="multi"
        selectedIds={selected}
        onSelectionChange={setSelected}
        buttons={
          <>
            <Button
              disabledReason={selected.length === 0 ? 'Select users to remove' : missing('iam:RemoveUserFromGroup')}
              onClick={() => setRemoving(true)}
            >
              Remove
            </Button>
            <ButtonLink href={paths.addMembersFromList(name)} disabledReason={missing('iam:AddUserToGroup')}>
              Add from a list
            </ButtonLink>
          </>
        }
        primary={{ label: 'Add users', href: paths.addUsersToGroup(name), disabledReason: missing('iam:AddUserToGroup') }}
        empty={{ title: 'No users', description: 'This group has no users yet.' }}
      />
      {removing ? (
        <ConfirmDialog
          title={`Remove ${selected.length === 1 ? selected[0] : `${selected.length} users`} from ${name}?`}
          confirmLabel="Remove"
          action={removeFromGroups}
          input={{ users: selected, groups: [name] }}
          success={`${selected.length === 1 ? selected[0] : `${selected.length} users`} left the group ${name}.`}
          onDone={() => setSelected([])}
          onClose={() => setRemoving(false)}
        >
          {selected.length === 1 ? 'The user loses' : 'The users lose'} the permissions that only this group gives.
        </ConfirmDialog>
      ) : null}
    </>
  );
}
