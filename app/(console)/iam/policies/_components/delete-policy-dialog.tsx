'use client';

import { useOperation } from '@/app/(console)/_client/use-operation';
import { ConfirmDelete } from '@/components/console/form/confirm-delete';
import { deletePolicy } from '../actions';

type DeletePolicyDialogProps = {
  policy: { Arn: string; PolicyName: string; AttachmentCount: number; PermissionsBoundaryUsageCount: number } | null;
  onClose: () => void;
  onDeleted?: () => void;
  goTo?: string;
};

export function DeletePolicyDialog({ policy, onClose, onDeleted, goTo }: DeletePolicyDialogProps) {
  const name = policy?.PolicyName ?? '';
  const operation = useOperation(deletePolicy, {
    success: () => ({ text: `Policy ${name} was deleted.` }),
    goTo: goTo === undefined ? undefined : () => goTo,
    handlesError: () => true,
    onSuccess: () => {
      onDeleted?.();
      onClose();
    },
  });
  const attached = policy?.AttachmentCount ?? 0;
  const boundaries = policy?.PermissionsBoundaryUsageCount ?? 0;
  return (
    <ConfirmDelete
      open={policy !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Delete policy ${name}?`}
      typeToConfirm={name}
      pending={operation.running}
      error={operation.error}
      onConfirm={() => void operation.run(policy?.Arn ?? '')}
    >
      <p>
        {attached === 0
          ? 'It is attached to nothing.'
          : `It is detached from ${attached} ${attached === 1 ? 'identity, which loses' : 'identities, which lose'} what it allows.`}{' '}
        All of its versions go with it.
      </p>
      {boundaries > 0 ? (
        <p>
          It is the permissions boundary of {boundaries} {boundaries === 1 ? 'identity' : 'identities'}, which keeps it from being
          deleted: change or remove that boundary first.
        </p>
      ) : null}
    </ConfirmDelete>
  );
}
