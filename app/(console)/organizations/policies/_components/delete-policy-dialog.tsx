'use client';

import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { deletePolicy } from '../actions';

type DeletePolicyDialogProps = { policy: { Id: string; Name: string }; onClose: () => void; goTo?: string };

export function DeletePolicyDialog({ policy, onClose, goTo }: DeletePolicyDialogProps) {
  return (
    <ConfirmDialog
      title={`Delete ${policy.Name}?`}
      typeToConfirm={policy.Name}
      action={deletePolicy}
      input={{ PolicyId: policy.Id }}
      success={`The policy ${policy.Name} was deleted.`}
      goTo={goTo}
      onClose={onClose}
    >
      <p>The policy is not attached, so nobody&apos;s access changes. You cannot restore it.</p>
    </ConfirmDialog>
  );
}
