'use client';

import { useRead } from '@/components/console/kit/use-read';
import { type DeleteDialogProps, DeleteEntitiesDialog, ItemsList } from '../../_components/bulk/delete-entities-dialog';
import { deleteRoles } from '../actions';
import { instanceProfilesQuery } from '../queries';

export function DeleteRolesDialog(props: DeleteDialogProps) {
  const one = props.entities.length === 1;
  return (
    <DeleteEntitiesDialog
      {...props}
      noun="role"
      action={deleteRoles}
      active={['This role has been used', 'Some of these roles have been used']}
      items={(name) => <Items name={name} />}
    >
      <p>
        Whatever uses {one ? 'it' : 'them'} stops working: existing sessions lose their permissions at once. Inline policies and
        an instance profile with the same name are deleted with {one ? 'it' : 'them'}.
      </p>
      <p>A new role with the same name gets a new ID, so policies that trust the old role do not trust it.</p>
    </DeleteEntitiesDialog>
  );
}

function Items({ name }: { name: string }) {
  const profiles = useRead(instanceProfilesQuery(name)).data?.InstanceProfiles ?? [];
  return (
    <ItemsList
      entity={{ kind: 'roles', name }}
      more={[{ kind: 'Instance profiles', names: profiles.map(({ InstanceProfileName }) => InstanceProfileName) }]}
    />
  );
}
