'use client';

import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { deleteServerCertificate } from '../actions';

type DeleteServerCertificateDialogProps = { name: string; onClose: () => void; goTo?: string };

export function DeleteServerCertificateDialog({ name, onClose, goTo }: DeleteServerCertificateDialogProps) {
  return (
    <ConfirmDialog
      title={`Delete server certificate ${name}?`}
      typeToConfirm={name}
      action={deleteServerCertificate}
      input={{ ServerCertificateName: name }}
      success={`Server certificate ${name} was deleted.`}
      goTo={goTo}
      onClose={onClose}
    >
      Its private key goes with it and cannot be had back from here. What still uses the certificate can no longer show it.
    </ConfirmDialog>
  );
}
