'use client';

import { useOperation } from '@/app/(console)/_client/use-operation';
import { ConfirmDelete } from '@/components/console/form/confirm-delete';
import { deleteGroups } from '../actions';

type DeleteGroupsDialogProps = { groups: readonly string[]; onClose: () => void; onDeleted?: () => void; goTo?: string };

export function DeleteGroupsDialog({ groups, onClose, onDeleted, goTo }: DeleteGroupsDialogProps) {
  const [first = ''] = groups;
  const one = groups.length === 1;
  const what = one ? `user group ${first}` : `${groups.length} user groups`;
  const operation = useOperation(deleteGroups, {
    success: () => ({ text: one ? `User group ${first} was deleted.` : `${groups.length} user groups were deleted.` }),
    goTo: goTo === undefined ? undefined : () => goTo,
    handlesError: () => true,
    onSuccess: () => {
      onDeleted?.();
      onClose();
    },
  });
  return (
    <ConfirmDelete
      open={groups.length > 0}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Delete ${what}?`}
      // AWS: several groups are confirmed as "3 user groups".
      typeToConfirm={one ? first : `${groups.length} user groups`}
      pending={operation.running}
      error={operation.error}
      onConfirm={() => void operation.run(groups)}
    >
      The users stay, without the permissions that {one ? 'the group gave' : 'the groups gave'} them. Attached policies are
      detached, inline policies deleted.
    </ConfirmDelete>
  );
}
