'use client';

import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { deleteGroups } from '../actions';

type DeleteGroupsDialogProps = { groups: readonly string[]; onClose: () => void; onDeleted?: () => void; goTo?: string };

export function DeleteGroupsDialog({ groups, onClose, onDeleted, goTo }: DeleteGroupsDialogProps) {
  const [first = ''] = groups;
  const one = groups.length === 1;
  const what = one ? `user group ${first}` : `${groups.length} user groups`;
  return groups.length > 0 ? (
    <ConfirmDialog
      title={`Delete ${what}?`}
      // AWS: several groups are confirmed as "3 user groups".
      typeToConfirm={one ? first : `${groups.length} user groups`}
      action={deleteGroups}
      input={groups}
      success={one ? `User group ${first} was deleted.` : `${groups.length} user groups were deleted.`}
      goTo={goTo}
      onDone={onDeleted}
      onClose={onClose}
    >
      The users stay, without the permissions that {one ? 'the group gave' : 'the groups gave'} them. Attached policies are
      detached, inline policies deleted.
    </ConfirmDialog>
  ) : null;
}
