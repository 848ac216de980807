'use client';

import { DocumentField } from '@/components/console/form/document-field';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { uploadSigningCertificate } from '../actions';

type UploadSigningCertificateDialogProps = { userName: string | undefined; onClose: () => void };

export function UploadSigningCertificateDialog({ userName, onClose }: UploadSigningCertificateDialogProps) {
  const { form, submission } = useOperationForm(uploadSigningCertificate, {
    defaultValues: { certificate: '' },
    fields: { CertificateBody: 'certificate' },
    toInput: ({ certificate }) => ({ UserName: userName, CertificateBody: certificate }),
    success: (_, { Certificate }) => ({ text: `The signing certificate ${Certificate.CertificateId} was uploaded.` }),
    onSuccess: onClose,
  });
  return (
    <FormDialog title="Upload X.509 certificate" submitLabel="Upload certificate" size="lg" {...submission} onClose={onClose}>
      <DocumentField
        form={form}
        name="certificate"
        label="Certificate"
        hint="In PEM, with an RSA key and not expired. Its private key stays with you."
        accept=".pem,.crt,.cer"
        placeholder="-----BEGIN CERTIFICATE-----"
      />
    </FormDialog>
  );
}
