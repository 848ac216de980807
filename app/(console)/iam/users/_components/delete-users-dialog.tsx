'use client';

import { useOperation } from '@/app/(console)/_client/use-operation';
import { ConfirmDelete } from '@/components/console/form/confirm-delete';
import { deleteUsers } from '../actions';

type DeleteUsersDialogProps = { users: readonly string[]; onClose: () => void; onDeleted?: () => void; goTo?: string };

export function DeleteUsersDialog({ users, onClose, onDeleted, goTo }: DeleteUsersDialogProps) {
  const [first = ''] = users;
  const what = users.length === 1 ? `user ${first}` : `${users.length} users`;
  const operation = useOperation(deleteUsers, {
    success: () => ({ text: `${users.length === 1 ? `User ${first} was` : `${users.length} users were`} deleted.` }),
    goTo: goTo === undefined ? undefined : () => goTo,
    handlesError: () => true,
    onSuccess: onDeleted,
  });
  return (
    <ConfirmDelete
      open={users.length > 0}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Delete ${what}?`}
      typeToConfirm={users.length === 1 ? first : `${users.length} users`}
      pending={operation.running}
      error={operation.error}
      onConfirm={async () => {
        const result = await operation.run(users);
        if (result.ok) onClose();
      }}
    >
      Password, access keys and all other credentials, inline policies, attachments and group memberships go with{' '}
      {users.length === 1 ? 'it' : 'them'}. A user created again with the same name gets a new ID: trust that named the old one
      does not come back.
    </ConfirmDelete>
  );
}
