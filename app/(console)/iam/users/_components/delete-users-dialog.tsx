'use client';

import { useOperation } from '@/app/(console)/_client/use-operation';
import { ConfirmDelete } from '@/components/console/form/confirm-delete';
import type { ConsoleResult } from '@/lib/console/result';
import { deleteUser } from '../actions';

/** Deletes the users one after the other; stops at the first that cannot be deleted. */
async function deleteUsers(shown: string, users: readonly string[]): Promise<ConsoleResult<unknown>> {
  for (const user of users) {
    const result = await deleteUser(shown, user);
    if (!result.ok) return result;
  }
  return { ok: true, data: null };
}

type DeleteUsersDialogProps = { users: readonly string[]; onClose: () => void; goTo?: string };

export function DeleteUsersDialog({ users, onClose, goTo }: DeleteUsersDialogProps) {
  const [first = ''] = users;
  const what = users.length === 1 ? `user ${first}` : `${users.length} users`;
  const operation = useOperation(deleteUsers, {
    success: () => ({ text: `${users.length === 1 ? `User ${first} was` : `${users.length} users were`} deleted.` }),
    goTo: goTo === undefined ? undefined : () => goTo,
    handlesError: () => true,
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
      Password, access keys, inline policies, attachments and group memberships go with {users.length === 1 ? 'it' : 'them'}. A
      user created again with the same name gets a new ID: trust that named the old one does not come back.
    </ConfirmDelete>
  );
}
