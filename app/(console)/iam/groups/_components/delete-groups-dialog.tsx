'use client';

import { useRead } from '@/components/console/kit/use-read';
import { type DeleteDialogProps, DeleteEntitiesDialog, ItemsList } from '../../_components/bulk/delete-entities-dialog';
import { deleteGroups } from '../actions';
import { groupUsersQuery } from '../queries';

export function DeleteGroupsDialog(props: DeleteDialogProps) {
  const one = props.entities.length === 1;
  return (
    <DeleteEntitiesDialog {...props} noun="user group" action={deleteGroups} items={(name) => <Items name={name} />}>
      <p>
        The users are not deleted, but lose the permissions that {one ? 'the group gave' : 'the groups gave'} them. Attached
        policies are detached, inline policies deleted.
      </p>
    </DeleteEntitiesDialog>
  );
}

/** The most users that are named. */
const MOST_USERS = 10;

function Items({ name }: { name: string }) {
  const users = useRead(groupUsersQuery(name, { PageSize: MOST_USERS })).data;
  return (
    <ItemsList
      entity={{ kind: 'groups', name }}
      more={[{ kind: 'Users', names: users?.Rows.map(({ UserName }) => UserName) ?? [], count: users?.Matches ?? 0 }]}
    />
  );
}
