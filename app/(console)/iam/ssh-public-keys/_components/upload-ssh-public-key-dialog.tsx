'use client';

import { useForm } from 'react-hook-form';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { DocumentField } from '@/components/console/form/document-field';
import { FormDialog } from '@/components/console/form/form-dialog';
import { uploadSshPublicKey } from '../actions';

type UploadSshPublicKeyDialogProps = { userName: string; onClose: () => void };

export function UploadSshPublicKeyDialog({ userName, onClose }: UploadSshPublicKeyDialogProps) {
  const form = useForm({ defaultValues: { key: '' } });
  const { errors } = form.formState;
  const operation = useOperation(uploadSshPublicKey, {
    success: (_, { SSHPublicKey }) => ({ text: `The SSH public key ${SSHPublicKey.SSHPublicKeyId} was uploaded.` }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const submit = form.handleSubmit(async ({ key }) => {
    const result = await operation.run({ UserName: userName, SSHPublicKeyBody: key });
    if (!result.ok && result.error.member === 'SSHPublicKeyBody')
      form.setError('key', { message: result.error.message }, { shouldFocus: true });
  });
  return (
    <FormDialog
      title="Upload SSH public key"
      submitLabel="Upload SSH public key"
      size="lg"
      onSubmit={() => void submit()}
      onClose={onClose}
      pending={operation.running}
      error={errors.key ? null : operation.error}
    >
      <DocumentField
        label="SSH public key"
        hint="An RSA key of at least 2048 bits, as ssh-keygen writes it into the .pub file, or in PEM. Never the private key."
        accept=".pub,.pem"
        placeholder="ssh-rsa AAAAB3NzaC1yc2E…"
        field={form.register('key', { validate: (text) => text.trim() !== '' || 'Required.' })}
        onText={(text) => form.setValue('key', text, { shouldValidate: true })}
        error={errors.key?.message}
      />
    </FormDialog>
  );
}
