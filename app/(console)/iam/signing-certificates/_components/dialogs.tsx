'use client';

import type { Opened } from '@/components/console/kit/act';
import { formDialog } from '@/components/console/kit/form-dialog';
import { CertificateDialog } from '../../_components/secrets/certificate-dialog';
import { uploadSigningCertificate } from '../actions';

/** Shows a certificate as it was uploaded. */
export const ShowCertificate: Opened<{ CertificateId: string; CertificateBody: string }> = ({ subject, onClose }) => (
  <CertificateDialog title={`Signing certificate ${subject.CertificateId}`} body={subject.CertificateBody} onClose={onClose} />
);

/** Uploads a certificate of a user, or of the root user without a name. */
export const UploadCertificate = formDialog({
  title: 'Upload X.509 certificate',
  submitLabel: 'Upload certificate',
  size: 'lg',
  action: uploadSigningCertificate,
  start: (_: { userName: string | undefined }) => ({ certificate: '' }),
  members: { CertificateBody: 'certificate' },
  toInput: ({ certificate }, { userName }) => ({ UserName: userName, CertificateBody: certificate }),
  done: (_, { Certificate }) => ({ text: `The signing certificate ${Certificate.CertificateId} was uploaded.` }),
  fields: [
    {
      as: 'document',
      name: 'certificate',
      label: 'Certificate',
      hint: 'In PEM format, with an RSA key, and not expired. Keep its private key.',
      accept: '.pem,.crt,.cer',
      placeholder: '-----BEGIN CERTIFICATE-----',
    },
  ],
});
