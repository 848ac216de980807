'use client';

import { DocumentField } from '@/components/console/form/document-field';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { uploadSshPublicKey } from '../actions';

type UploadSshPublicKeyDialogProps = { userName: string; onClose: () => void };

export function UploadSshPublicKeyDialog({ userName, onClose }: UploadSshPublicKeyDialogProps) {
  const { form, submission } = useOperationForm(uploadSshPublicKey, {
    defaultValues: { key: '' },
    fields: { SSHPublicKeyBody: 'key' },
    toInput: ({ key }) => ({ UserName: userName, SSHPublicKeyBody: key }),
    success: (_, { SSHPublicKey }) => ({ text: `The SSH public key ${SSHPublicKey.SSHPublicKeyId} was uploaded.` }),
    onSuccess: onClose,
  });
  return (
    <FormDialog title="Upload SSH public key" submitLabel="Upload SSH public key" size="lg" {...submission} onClose={onClose}>
      <DocumentField
        form={form}
        name="key"
        label="SSH public key"
        hint="An RSA key of at least 2048 bits, as ssh-keygen writes it into the .pub file, or in PEM. Never the private key."
        accept=".pub,.pem"
        placeholder="ssh-rsa AAAAB3NzaC1yc2E…"
      />
    </FormDialog>
  );
}
