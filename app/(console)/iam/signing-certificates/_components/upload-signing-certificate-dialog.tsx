'use client';

import { useForm } from 'react-hook-form';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { DocumentField } from '@/components/console/form/document-field';
import { FormDialog } from '@/components/console/form/form-dialog';
import { uploadSigningCertificate } from '../actions';

type UploadSigningCertificateDialogProps = { userName: string | undefined; onClose: () => void };

export function UploadSigningCertificateDialog({ userName, onClose }: UploadSigningCertificateDialogProps) {
  const form = useForm({ defaultValues: { certificate: '' } });
  const { errors } = form.formState;
  const operation = useOperation(uploadSigningCertificate, {
    success: (_, { Certificate }) => ({ text: `The signing certificate ${Certificate.CertificateId} was uploaded.` }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const submit = form.handleSubmit(async ({ certificate }) => {
    const result = await operation.run({ UserName: userName, CertificateBody: certificate });
    if (!result.ok && result.error.member === 'CertificateBody')
      form.setError('certificate', { message: result.error.message }, { shouldFocus: true });
  });
  return (
    <FormDialog
      title="Upload X.509 certificate"
      submitLabel="Upload certificate"
      size="lg"
      onSubmit={() => void submit()}
      onClose={onClose}
      pending={operation.running}
      error={errors.certificate ? null : operation.error}
    >
      <DocumentField
        label="Certificate"
        hint="In PEM, with an RSA key and not expired. Its private key stays with you."
        accept=".pem,.crt,.cer"
        placeholder="-----BEGIN CERTIFICATE-----"
        field={form.register('certificate', { validate: (text) => text.trim() !== '' || 'Required.' })}
        onText={(text) => form.setValue('certificate', text, { shouldValidate: true })}
        error={errors.certificate?.message}
      />
    </FormDialog>
  );
}
