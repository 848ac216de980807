'use client';

import { EachDialog } from '@/app/(console)/_client/each-dialog';
import type { OpenedProps } from '@/components/console/kit/act';
import { plural } from '@/lib/core/text/plural';
import { removeAssignments } from '../actions';
import type { RemovedAssignments, ShownAssignment } from './subjects';

const nameOf = ({ PrincipalName, PrincipalId, PermissionSetName, AccountName, AccountId }: ShownAssignment) =>
  `${PrincipalName ?? PrincipalId}: ${PermissionSetName} in ${AccountName ?? AccountId}`;

/** Renders the dialog that removes assignments. */
export function RemoveAssignments({ subject: { InstanceArn, assignments }, onClose, onDone }: OpenedProps<RemovedAssignments>) {
  return (
    <EachDialog
      title={`Remove ${plural(assignments.length, 'assignment')}?`}
      noun="assignments"
      items={assignments}
      nameOf={nameOf}
      action={removeAssignments}
      callOf={({ AccountId, PermissionSetArn, PrincipalType, PrincipalId }) => ({
        InstanceArn,
        TargetId: AccountId,
        PermissionSetArn,
        PrincipalType,
        PrincipalId,
      })}
      submitLabel="Remove access"
      done={(count) => `${plural(count, 'assignment was', 'assignments were')} removed.`}
      onClose={onClose}
      onDone={(left) => onDone?.(left.map(({ Id }) => Id))}
    >
      <p>
        New sessions are refused at once. A session that somebody has already lasts until it expires. The role of a permission set
        is deleted in an account with its last assignment.
      </p>
    </EachDialog>
  );
}
