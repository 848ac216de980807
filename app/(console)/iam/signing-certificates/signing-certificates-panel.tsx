'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { CredentialMenu } from '../_components/credential-menu';
import { deleteSigningCertificate, updateSigningCertificate } from './actions';
import { signingCertificatesQuery } from './queries';

// What is not in sight at first comes when it is opened.
const CertificateDialog = dynamic(() => import('../_components/certificate-dialog').then((module) => module.CertificateDialog));
const UploadSigningCertificateDialog = dynamic(() =>
  import('./_components/upload-signing-certificate-dialog').then((module) => module.UploadSigningCertificateDialog),
);

/** AWS: quota of signing certificates. */
const MOST_CERTIFICATES = 2;

const EFFECTS = {
  deactivate: 'requests signed with its private key will be refused from now on.',
  delete: 'requests signed with its private key will be refused. The private key is with its owner and stays.',
} as const;

type Dialog = { what: 'upload' } | { what: 'show'; id: string; body: string };

type SigningCertificatesPanelProps = {
  /** Absent: the root user's own. */
  userName: string | undefined;
  owner: string;
};

/** X.509 certificates that old SOAP interfaces check signatures with. */
export function SigningCertificatesPanel({ userName, owner }: SigningCertificatesPanelProps) {
  const missing = useMissing();
  const certificates = useRead(signingCertificatesQuery(userName));
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const count = certificates.data?.Certificates.length;
  return (
    <TablePanel
      title="X.509 signing certificates"
      description="For the few services that still take signed SOAP requests. Everything else takes access keys."
      read={certificates}
      what="signing certificates"
      rows={certificates.data?.Certificates}
      label="Signing certificates"
      rowKey={({ CertificateId }) => CertificateId}
      empty={{ title: 'No signing certificates', description: `${owner} needs none unless a service asks for it.` }}
      columns={[
        {
          header: 'Certificate ID',
          cell: ({ CertificateId }) => <CopyText text={CertificateId} what="certificate ID" mono />,
        },
        { header: 'Status', cell: ({ Status }) => <StatusIndicator state={Status} /> },
        { header: 'Uploaded', cell: ({ UploadDate }) => <Time value={UploadDate} /> },
        {
          header: 'Actions',
          actions: true,
          cell: ({ CertificateId, CertificateBody, Status }) => (
            <CredentialMenu
              what="signing certificate"
              name={CertificateId}
              status={Status}
              id={{ UserName: userName, CertificateId }}
              update={updateSigningCertificate}
              remove={deleteSigningCertificate}
              effects={EFFECTS}
              entries={[{ label: 'Show', onSelect: () => setDialog({ what: 'show', id: CertificateId, body: CertificateBody }) }]}
            />
          ),
        },
      ]}
      actions={
        <Button
          disabledReason={
            count === MOST_CERTIFICATES
              ? 'Two certificates are the most. Delete one first.'
              : missing('iam:UploadSigningCertificate')
          }
          onClick={() => setDialog({ what: 'upload' })}
        >
          Upload X.509 certificate
        </Button>
      }
    >
      {dialog?.what === 'upload' ? <UploadSigningCertificateDialog userName={userName} onClose={close} /> : null}
      {dialog?.what === 'show' ? (
        <CertificateDialog title={`Signing certificate ${dialog.id}`} body={dialog.body} onClose={close} />
      ) : null}
    </TablePanel>
  );
}
