'use client';

import { useOperation } from '@/app/(console)/_client/use-operation';
import { ConfirmDelete } from '@/components/console/form/confirm-delete';
import { deleteServerCertificate } from '../actions';

type DeleteServerCertificateDialogProps = { name: string; onClose: () => void; goTo?: string };

export function DeleteServerCertificateDialog({ name, onClose, goTo }: DeleteServerCertificateDialogProps) {
  const operation = useOperation(deleteServerCertificate, {
    success: () => ({ text: `Server certificate ${name} was deleted.` }),
    goTo: goTo === undefined ? undefined : () => goTo,
    handlesError: () => true,
    onSuccess: onClose,
  });
  return (
    <ConfirmDelete
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Delete server certificate ${name}?`}
      typeToConfirm={name}
      pending={operation.running}
      error={operation.error}
      onConfirm={() => void operation.run({ ServerCertificateName: name })}
    >
      Its private key goes with it and cannot be had back from here. What still uses the certificate can no longer show it.
    </ConfirmDelete>
  );
}
