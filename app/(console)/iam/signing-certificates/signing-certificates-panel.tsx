'use client';

import { actOn, opened } from '@/components/console/kit/act';
import { type RowOf, rowsPanel } from '@/components/console/kit/rows-panel';
import { CopyText } from '@/components/console/page/copy-text';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListSigningCertificates } from '@/lib/iam/signing-certificate/operations';
import { credentialActs } from '../_components/secrets/credential-menu';
import { deleteSigningCertificate, updateSigningCertificate } from './actions';
import { signingCertificatesQuery } from './queries';

type Certificate = Json<OutputOf<typeof ListSigningCertificates>>['Certificates'][number];
/** The owner of the certificates. Without a user name, it is the root user. */
type Owner = { userName: string | undefined; owner: string };

const credentialOf = ({ row: { CertificateId, Status }, owner: { userName } }: RowOf<Certificate, Owner>) => ({
  name: CertificateId,
  status: Status,
  id: { UserName: userName, CertificateId },
});

/** The X.509 certificates of a user, which verify signatures of old SOAP interfaces. */
export const SigningCertificatesPanel = rowsPanel({
  title: 'X.509 signing certificates',
  label: 'Signing certificates',
  description: 'For the few services that accept signed SOAP requests. All others use access keys.',
  what: 'signing certificates',
  query: ({ userName }: Owner) => signingCertificatesQuery(userName),
  rowsOf: ({ Certificates }) => Certificates,
  rowKey: ({ CertificateId }) => CertificateId,
  columns: [
    { header: 'Certificate ID', cell: ({ CertificateId }) => <CopyText text={CertificateId} what="certificate ID" mono /> },
    { header: 'Status', cell: ({ Status }) => <StatusIndicator state={Status} /> },
    { header: 'Uploaded', cell: ({ UploadDate }) => <Time value={UploadDate} /> },
  ],
  acts: [
    actOn(({ row }: RowOf<Certificate, Owner>) => row, {
      label: 'Show',
      opens: opened<Certificate>(() => import('./_components/dialogs').then((module) => module.ShowCertificate)),
    }),
    ...credentialActs({
      what: 'signing certificate',
      update: updateSigningCertificate,
      remove: deleteSigningCertificate,
      effects: {
        deactivate: 'requests signed with its private key will be denied from now on.',
        delete: 'requests signed with its private key will be denied. The owner keeps the private key.',
      },
    }).map((act) => actOn(credentialOf, act)),
  ],
  create: {
    label: 'Upload X.509 certificate',
    takes: 'iam:UploadSigningCertificate',
    opens: opened(() => import('./_components/dialogs').then((module) => module.UploadCertificate)),
  },
  // AWS: quota of signing certificates.
  most: { count: 2, reason: 'A user can have two certificates. Delete one first.' },
  empty: ({ owner }) => ({
    title: 'No signing certificates',
    description: `${owner} only needs a certificate for a service that requires one.`,
  }),
});
