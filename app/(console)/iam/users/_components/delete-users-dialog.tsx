'use client';

import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { deleteUsers } from '../actions';

type DeleteUsersDialogProps = { users: readonly string[]; onClose: () => void; onDeleted?: () => void; goTo?: string };

export function DeleteUsersDialog({ users, onClose, onDeleted, goTo }: DeleteUsersDialogProps) {
  const [first = ''] = users;
  const what = users.length === 1 ? `user ${first}` : `${users.length} users`;
  return users.length > 0 ? (
    <ConfirmDialog
      title={`Delete ${what}?`}
      typeToConfirm={users.length === 1 ? first : `${users.length} users`}
      action={deleteUsers}
      input={users}
      success={`${users.length === 1 ? `User ${first} was` : `${users.length} users were`} deleted.`}
      goTo={goTo}
      onDone={onDeleted}
      onClose={onClose}
    >
      Password, access keys and all other credentials, inline policies, attachments and group memberships go with{' '}
      {users.length === 1 ? 'it' : 'them'}. A user created again with the same name gets a new ID: trust that named the old one
      does not come back.
    </ConfirmDialog>
  ) : null;
}
