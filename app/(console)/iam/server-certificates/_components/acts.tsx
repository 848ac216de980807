'use client';

import { type Act, confirmation, opened } from '@/components/console/kit/act';
import type { Named } from '../../_components/rename-dialog';
import { deleteServerCertificate } from '../actions';

export const editCertificate: Act<Named> = {
  label: 'Edit',
  takes: 'iam:UpdateServerCertificate',
  opens: opened(() => import('./rename-server-certificate').then((module) => module.RenameServerCertificate)),
};

/** Deletes the certificate of that name. */
export const deleteCertificate: Act<string> = {
  label: 'Delete',
  look: 'danger',
  takes: 'iam:DeleteServerCertificate',
  opens: confirmation((name: string) => ({
    title: `Delete server certificate ${name}?`,
    typeToConfirm: name,
    action: deleteServerCertificate,
    input: { ServerCertificateName: name },
    success: `Server certificate ${name} was deleted.`,
    text: 'Its private key is deleted too and cannot be recovered. Services that use the certificate can no longer present it.',
  })),
};
