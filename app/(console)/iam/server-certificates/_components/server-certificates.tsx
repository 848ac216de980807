'use client';

import { actOn } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { listPage } from '@/components/console/kit/list-page';
import { paths } from '@/lib/console/paths';
import { type CertificateMetadata, serverCertificatesQuery } from '../queries';
import { deleteCertificate } from './acts';
import { CertificatesHelp } from './certificates-help';
import { VALIDITY_STATUS, validityOf } from './validity';

const nameOf = ({ ServerCertificateName }: CertificateMetadata) => ServerCertificateName;

const column = columnsOf<CertificateMetadata>();

/** The list of server certificates. */
export const ServerCertificates = listPage({
  id: 'server-certificates',
  title: 'Server certificates',
  one: 'certificate',
  many: 'server certificates',
  description:
    'Website certificates and their private keys, for load balancers and distributions in Regions without AWS Certificate Manager.',
  query: serverCertificatesQuery,
  rowsOf: ({ ServerCertificateMetadataList }) => ServerCertificateMetadataList,
  rowId: nameOf,
  columns: ({ now }) => [
    column.name('name', 'Certificate name', nameOf, (row) => paths.serverCertificate(nameOf(row))),
    column.text('path', 'Path', ({ Path }) => Path, { mono: true, width: 150, filter: true }),
    column.status('validity', 'Validity', ({ Expiration }) => validityOf(Expiration, now()), VALIDITY_STATUS, { width: 150 }),
    column.time('expires', 'Expires', ({ Expiration }) => Expiration, { width: 170 }),
    column.time('uploaded', 'Uploaded', ({ UploadDate }) => UploadDate, { width: 170 }),
    column.text('id', 'Certificate ID', ({ ServerCertificateId }) => ServerCertificateId, {
      mono: true,
      filter: true,
      hidden: true,
    }),
    column.text('arn', 'ARN', ({ Arn }) => Arn, { mono: true, filter: true, hidden: true }),
  ],
  sort: { column: 'name', descending: false },
  acts: [actOn(nameOf, deleteCertificate)],
  create: {
    label: 'Upload certificate',
    takes: 'iam:UploadServerCertificate',
    href: () => paths.uploadServerCertificate,
  },
  empty: {
    description:
      'IAM stores certificates for load balancers and distributions. If available, use AWS Certificate Manager, which renews its certificates automatically.',
  },
  Help: CertificatesHelp,
});
