'use client';

import { useRead } from '@/components/console/kit/use-read';
import { type DeleteDialogProps, DeleteEntitiesDialog, ItemsList } from '../../_components/bulk/delete-entities-dialog';
import { accessKeysQuery } from '../../access-keys/queries';
import { mfaDevicesQuery } from '../../mfa-devices/queries';
import { deleteUsers } from '../actions';
import { loginProfileQuery, userGroupsQuery } from '../queries';

export function DeleteUsersDialog(props: DeleteDialogProps) {
  const one = props.entities.length === 1;
  return (
    <DeleteEntitiesDialog
      {...props}
      noun="user"
      action={deleteUsers}
      active={['This user has been active', 'Some of these users have been active']}
      items={(name) => <Items name={name} />}
    >
      <p>
        Password, access keys and all other credentials, inline policies, attachments and group memberships are deleted with{' '}
        {one ? 'it' : 'them'}. A new user with the same name gets a new ID, so policies that trust the old user do not trust it.
      </p>
    </DeleteEntitiesDialog>
  );
}

function Items({ name }: { name: string }) {
  const hasPassword = useRead(loginProfileQuery(name)).data !== undefined;
  const keys = useRead(accessKeysQuery(name)).data?.AccessKeyMetadata ?? [];
  const devices = useRead(mfaDevicesQuery(name)).data?.MFADevices ?? [];
  const groups = useRead(userGroupsQuery(name)).data?.Groups ?? [];
  return (
    <ItemsList
      entity={{ kind: 'users', name }}
      more={[
        { kind: 'Password', names: hasPassword ? ['for the console'] : [] },
        { kind: 'Access keys', names: keys.map(({ AccessKeyId, Status }) => `${AccessKeyId} (${Status.toLowerCase()})`) },
        { kind: 'MFA devices', names: devices.map(({ SerialNumber }) => SerialNumber) },
        { kind: 'Member of', names: groups.map(({ GroupName }) => GroupName) },
      ]}
    />
  );
}
