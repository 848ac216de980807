'use client';

import { useOperation } from '@/app/(console)/_client/use-operation';
import { ConfirmDelete } from '@/components/console/form/confirm-delete';
import { deletePolicy } from '../actions';

type DeletePolicyDialogProps = { policy: { Id?: string; Name?: string }; onClose: () => void; goTo?: string };

export function DeletePolicyDialog({ policy, onClose, goTo }: DeletePolicyDialogProps) {
  const operation = useOperation(deletePolicy, {
    success: () => ({ text: `The policy ${policy.Name ?? ''} was deleted.` }),
    handlesError: () => true,
    onSuccess: onClose,
    goTo: goTo === undefined ? undefined : () => goTo,
  });
  return (
    <ConfirmDelete
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Delete ${policy.Name ?? 'the policy'}?`}
      typeToConfirm={policy.Name}
      pending={operation.running}
      error={operation.error}
      onConfirm={() => void operation.run({ PolicyId: policy.Id ?? '' })}
    >
      <p>The policy is attached to nothing, so nobody&apos;s access changes. It cannot be brought back.</p>
    </ConfirmDelete>
  );
}
