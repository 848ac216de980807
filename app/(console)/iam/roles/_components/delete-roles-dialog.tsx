'use client';

import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { deleteRoles } from '../actions';

export type RoleToDelete = { name: string; lastUsed: string | undefined };

type DeleteRolesDialogProps = { roles: readonly RoleToDelete[]; onClose: () => void; onDeleted?: () => void; goTo?: string };

export function DeleteRolesDialog({ roles, onClose, onDeleted, goTo }: DeleteRolesDialogProps) {
  const first = roles[0]?.name ?? '';
  const one = roles.length === 1;
  const used = roles.filter(({ lastUsed }) => lastUsed !== undefined);
  return roles.length > 0 ? (
    <ConfirmDialog
      title={one ? `Delete role ${first}?` : `Delete ${roles.length} roles?`}
      typeToConfirm={one ? first : `${roles.length} roles`}
      action={deleteRoles}
      input={roles.map(({ name }) => name)}
      success={one ? `Role ${first} was deleted.` : `${roles.length} roles were deleted.`}
      goTo={goTo}
      onDone={onDeleted}
      onClose={onClose}
    >
      {used.length > 0 ? (
        <Alert kind="warning" title={one ? 'This role has been used' : 'Some of these roles have been used'}>
          {used.map(({ name, lastUsed }) => (
            <p key={name} className="break-words">
              {one ? 'Last' : `${name}: last`} <Time value={lastUsed} />
            </p>
          ))}
        </Alert>
      ) : null}
      <p>
        Whatever uses {one ? 'it' : 'them'} stops working: sessions that have begun lose their permissions at once. Inline
        policies, and an instance profile of the same name, are deleted with {one ? 'it' : 'them'}.
      </p>
      <p>A role created again with the same name gets a new ID: policies that trust the old one do not trust the new.</p>
    </ConfirmDialog>
  ) : null;
}
