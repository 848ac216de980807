'use client';

import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { plural } from '@/lib/core/text/plural';
import { deletePolicy } from '../actions';

type DeletePolicyDialogProps = {
  policy: { Arn: string; PolicyName: string; AttachmentCount: number; PermissionsBoundaryUsageCount: number } | null;
  onClose: () => void;
  onDeleted?: () => void;
  goTo?: string;
};

export function DeletePolicyDialog({ policy, onClose, onDeleted, goTo }: DeletePolicyDialogProps) {
  const { PolicyName: name = '', AttachmentCount: attached = 0, PermissionsBoundaryUsageCount: boundaries = 0 } = policy ?? {};
  return policy !== null ? (
    <ConfirmDialog
      title={`Delete policy ${name}?`}
      typeToConfirm={name}
      action={deletePolicy}
      input={policy.Arn}
      success={`Policy ${name} was deleted.`}
      goTo={goTo}
      onDone={onDeleted}
      onClose={onClose}
    >
      <p>
        {attached === 0
          ? 'It is not attached to anything.'
          : `It is detached from ${attached} ${attached === 1 ? 'identity, which loses' : 'identities, which lose'} what it allows.`}{' '}
        All its versions are deleted too.
      </p>
      {boundaries > 0 ? (
        <p>
          It is the permissions boundary of {plural(boundaries, 'identity')}, so it cannot be deleted. Change or remove that
          boundary first.
        </p>
      ) : null}
    </ConfirmDialog>
  ) : null;
}
