'use client';

import { paths } from '@/lib/console/paths';
import { UpdateServerCertificateInput } from '@/lib/iam/server-certificate/schema';
import { renameDialog } from '../../_components/rename-dialog';
import { updateServerCertificate } from '../actions';

/** Renames or moves a server certificate. */
export const RenameServerCertificate = renameDialog({
  noun: 'server certificate',
  nameLabel: 'Certificate name',
  description: 'Its content does not change. Its ARN changes, so services that use the old ARN no longer find it.',
  nameSchema: UpdateServerCertificateInput.shape.ServerCertificateName,
  pathSchema: UpdateServerCertificateInput.shape.NewPath,
  members: { NewServerCertificateName: 'name', NewPath: 'path' },
  action: updateServerCertificate,
  toInput: (ServerCertificateName, { name, path }) => ({
    ServerCertificateName,
    NewServerCertificateName: name,
    NewPath: path,
  }),
  nameAfter: ({ ServerCertificateName, NewServerCertificateName = ServerCertificateName }) => NewServerCertificateName,
  hrefOf: paths.serverCertificate,
});
