'use client';

import dynamic from 'next/dynamic';
import { EachDialog } from '@/app/(console)/_client/each-dialog';
import type { OpenedProps } from '@/components/console/kit/act';
import { MOST_REMOVED } from '@/lib/access/access-tests/limits';
import { plural } from '@/lib/core/text/plural';
import { removeAssignments } from '../actions';
import type { RemovedAssignments, ShownAssignment } from './subjects';

const BrokenTests = dynamic(() => import('@/app/(console)/_client/policies/broken-tests').then((module) => module.BrokenTests));

const nameOf = ({ PrincipalName, PrincipalId, PermissionSetName, AccountName, AccountId }: ShownAssignment) =>
  `${PrincipalName ?? PrincipalId}: ${PermissionSetName} in ${AccountName ?? AccountId}`;

/** Renders the dialog that removes assignments, with the access tests that this would break. */
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
      {assignments.length > MOST_REMOVED ? (
        <p>Access tests are tried for at most {MOST_REMOVED.toLocaleString('en')} assignments at once.</p>
      ) : (
        <BrokenTests
          change={{
            Kind: 'unassign',
            Assignments: assignments.map(({ AccountId, PermissionSetId, PrincipalType, PrincipalId }) => ({
              AccountId,
              PermissionSetId,
              PrincipalType,
              PrincipalId,
            })),
          }}
        />
      )}
    </EachDialog>
  );
}
