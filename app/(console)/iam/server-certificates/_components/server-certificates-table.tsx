'use client';

import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { useAheadMs } from '@/components/console/shell/clock';
import { HelpLink } from '@/components/console/shell/help-panel';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { type CertificateMetadata, serverCertificatesQuery } from '../queries';
import { CertificatesHelp } from './certificates-help';
import { VALIDITY_STATUS, validityOf } from './validity';

// What is not in sight at first comes when it is opened.
const DeleteServerCertificateDialog = dynamic(() =>
  import('./delete-server-certificate-dialog').then((module) => module.DeleteServerCertificateDialog),
);

const nameOf = ({ ServerCertificateName = '' }: CertificateMetadata) => ServerCertificateName;
type ValidityNow = (certificate: CertificateMetadata) => keyof typeof VALIDITY_STATUS;

const columnsOf = (validity: ValidityNow): readonly ColumnDefinition<CertificateMetadata>[] => [
  {
    id: 'name',
    header: 'Certificate name',
    rowHeader: true,
    value: nameOf,
    cell: (certificate) => (
      <TextLink href={paths.serverCertificate(nameOf(certificate))} className="break-all">
        {nameOf(certificate)}
      </TextLink>
    ),
  },
  { id: 'path', header: 'Path', value: ({ Path }) => Path ?? '', mono: true, width: 150 },
  {
    id: 'validity',
    header: 'Validity',
    value: validity,
    cell: (certificate) => <Status kind={VALIDITY_STATUS[validity(certificate)]}>{validity(certificate)}</Status>,
    width: 150,
  },
  {
    id: 'expires',
    header: 'Expires',
    value: ({ Expiration }) => Expiration ?? null,
    cell: ({ Expiration }) => <Time value={Expiration} />,
    width: 170,
  },
  {
    id: 'uploaded',
    header: 'Uploaded',
    value: ({ UploadDate }) => UploadDate ?? null,
    cell: ({ UploadDate }) => <Time value={UploadDate} />,
    width: 170,
  },
  { id: 'id', header: 'Certificate ID', value: ({ ServerCertificateId }) => ServerCertificateId ?? '', mono: true },
  { id: 'arn', header: 'ARN', value: ({ Arn }) => Arn ?? '', mono: true },
];

const filtersOf = (validity: ValidityNow): readonly TableFilterProperty<CertificateMetadata>[] => [
  { key: 'name', label: 'Certificate name', value: nameOf },
  { key: 'path', label: 'Path', value: ({ Path }) => Path ?? '' },
  { key: 'validity', label: 'Validity', value: validity, values: Object.keys(VALIDITY_STATUS) },
  { key: 'id', label: 'Certificate ID', value: ({ ServerCertificateId }) => ServerCertificateId ?? '' },
  { key: 'arn', label: 'ARN', value: ({ Arn }) => Arn ?? '' },
];

const PREFERENCES = { columns: ['name', 'path', 'validity', 'expires', 'uploaded'] };

export function ServerCertificatesTable() {
  const missing = useMissing();
  const upload = missing('iam:UploadServerCertificate');
  const read = useRead(serverCertificatesQuery());
  const [deleting, setDeleting] = useState<string | null>(null);
  const aheadMs = useAheadMs();
  const [columns, filters] = useMemo(() => {
    const validity: ValidityNow = ({ Expiration }) => validityOf(Expiration, Date.now() + aheadMs);
    return [columnsOf(validity), filtersOf(validity)];
  }, [aheadMs]);
  return (
    <>
      <ResourceTable
        id="server-certificates"
        title="Server certificates"
        noun="server certificates"
        description="Certificates of websites and their private keys, for load balancers and distributions in Regions that AWS Certificate Manager does not serve."
        info={<HelpLink />}
        columns={columns}
        filterProperties={filters}
        defaultPreferences={PREFERENCES}
        defaultSort={{ column: 'name', descending: false }}
        rows={read.data?.ServerCertificateMetadataList}
        rowId={nameOf}
        rowName={nameOf}
        selection="single"
        actions={([certificate]) => [
          {
            label: 'Delete',
            danger: true,
            disabledReason: certificate ? missing('iam:DeleteServerCertificate') : 'Select a certificate',
            onSelect: () => setDeleting(certificate ? nameOf(certificate) : null),
          },
        ]}
        primary={{ label: 'Upload certificate', href: paths.uploadServerCertificate, disabledReason: upload }}
        read={read}
        empty={{
          title: 'No server certificates',
          description:
            'IAM keeps certificates for load balancers and distributions. Prefer AWS Certificate Manager wherever it is there: it renews what it issues.',
        }}
      />
      {deleting === null ? null : <DeleteServerCertificateDialog name={deleting} onClose={() => setDeleting(null)} />}
      <CertificatesHelp />
    </>
  );
}
