'use client';

import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { useRead } from '@/app/(console)/_client/use-read';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { accessKeysQuery } from '../../access-keys/queries';
import { mfaDevicesQuery } from '../../mfa-devices/queries';
import { attachedPoliciesQuery, inlinePoliciesQuery } from '../../queries';
import { deleteUsers } from '../actions';
import { loginProfileQuery, userGroupsQuery } from '../queries';
import { itemsOf } from './items-of-user';

export type UserToDelete = { name: string; lastActivity: string | null };

type DeleteUsersDialogProps = { users: readonly UserToDelete[]; onClose: () => void; onDeleted?: () => void; goTo?: string };

export function DeleteUsersDialog({ users, onClose, onDeleted, goTo }: DeleteUsersDialogProps) {
  const first = users[0]?.name ?? '';
  const one = users.length === 1;
  const active = users.filter(({ lastActivity }) => lastActivity !== null);
  return users.length > 0 ? (
    <ConfirmDialog
      title={`Delete ${one ? `user ${first}` : `${users.length} users`}?`}
      typeToConfirm={one ? first : `${users.length} users`}
      action={deleteUsers}
      input={users.map(({ name }) => name)}
      success={`${one ? `User ${first} was` : `${users.length} users were`} deleted.`}
      goTo={goTo}
      onDone={onDeleted}
      onClose={onClose}
    >
      {active.length > 0 ? (
        <Alert kind="warning" title={one ? 'This user has been active' : 'Some of these users have been active'}>
          {active.map(({ name, lastActivity }) => (
            <p key={name} className="break-words">
              {one ? 'Last' : `${name}: last`} <Time value={lastActivity} />
            </p>
          ))}
        </Alert>
      ) : null}
      {one ? <Items name={first} /> : <p className="break-words">{users.map(({ name }) => name).join(', ')}</p>}
      <p>
        Password, access keys and all other credentials, inline policies, attachments and group memberships go with{' '}
        {one ? 'it' : 'them'}. A user created again with the same name gets a new ID: trust that named the old one does not come
        back.
      </p>
    </ConfirmDialog>
  ) : null;
}

/** What this user has, by name, as far as it may be read. */
function Items({ name }: { name: string }) {
  const user = { kind: 'users', name } as const;
  const items = itemsOf({
    hasPassword: useRead(loginProfileQuery(name)).data !== undefined,
    keys: useRead(accessKeysQuery(name)).data?.AccessKeyMetadata ?? [],
    devices: useRead(mfaDevicesQuery(name)).data?.MFADevices ?? [],
    groups: useRead(userGroupsQuery(name)).data?.Groups ?? [],
    attached: useRead(attachedPoliciesQuery(user)).data?.AttachedPolicies ?? [],
    inline: useRead(inlinePoliciesQuery(user)).data?.PolicyNames ?? [],
  });
  if (items.length === 0) return null;
  return (
    <ul className="list-disc pl-5">
      {items.map((item) => (
        <li key={item} className="break-words">
          {item}
        </li>
      ))}
    </ul>
  );
}
