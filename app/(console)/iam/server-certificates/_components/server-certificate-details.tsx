'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { TagsTab } from '@/app/(console)/_client/tags-tab';
import { useMissing } from '@/components/console/kit/use-missing';
import { type Read, useRead } from '@/components/console/kit/use-read';
import { CopyCode } from '@/components/console/page/copy-code';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import { EmptyState } from '@/components/console/page/empty-state';
import type { KeyValueItem } from '@/components/console/page/key-value';
import { ReadBox, ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { useAheadMs } from '@/components/console/shell/clock';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import { paths } from '@/lib/console/paths';
import { UpdateServerCertificateInput } from '@/lib/iam/server-certificate/schema';
import { RenameDialog } from '../../_components/rename-dialog';
import { updateServerCertificate } from '../actions';
import { type Certificate, serverCertificateQuery } from '../queries';
import { VALIDITY_STATUS, validityOf } from './validity';

// What is not in sight at first comes when it is opened.
const DeleteServerCertificateDialog = dynamic(() =>
  import('./delete-server-certificate-dialog').then((module) => module.DeleteServerCertificateDialog),
);

const BREADCRUMBS = [{ label: 'Server certificates', href: paths.serverCertificates }];

/** One server certificate. Its private key is nowhere to be seen. */
export function ServerCertificateDetails({ name }: { name: string }) {
  const missing = useMissing();
  const read = useRead(serverCertificateQuery(name));
  const aheadMs = useAheadMs();
  const [dialog, setDialog] = useState<'edit' | 'delete' | null>(null);
  const close = () => setDialog(null);
  const certificate = read.data?.ServerCertificate;
  const gone = read.error?.code === 'NoSuchEntity';
  return (
    <DetailsPage
      title={name}
      breadcrumbs={BREADCRUMBS}
      actions={
        gone ? undefined : (
          <>
            <Button variant="danger" disabledReason={missing('iam:DeleteServerCertificate')} onClick={() => setDialog('delete')}>
              Delete
            </Button>
            <Button
              disabledReason={certificate ? missing('iam:UpdateServerCertificate') : 'The certificate could not be read'}
              onClick={() => setDialog('edit')}
            >
              Edit
            </Button>
          </>
        )
      }
      notices={<ReadError read={read} what={gone ? `the server certificate ${name}` : 'this server certificate'} />}
      summary={gone ? undefined : summaryOf(read, Date.now() + aheadMs)}
      tabs={
        gone
          ? undefined
          : [
              { id: 'certificate', label: 'Certificate', content: <CertificateTab read={read} /> },
              {
                id: 'tags',
                label: 'Tags',
                count: certificate ? (certificate.Tags?.length ?? 0) : undefined,
                content: (
                  <TagsTab
                    on={{ kind: 'server-certificates', id: name }}
                    noun="server certificate"
                    read={read}
                    tagsOf={({ ServerCertificate }) => ServerCertificate.Tags}
                  />
                ),
              },
            ]
      }
    >
      {dialog === 'edit' && certificate ? (
        <RenameDialog
          title={`Edit server certificate ${name}`}
          description="What it holds stays. Its ARN changes, and what names the old one no longer finds it."
          nameLabel="Certificate name"
          name={name}
          path={certificate.ServerCertificateMetadata.Path ?? '/'}
          nameSchema={UpdateServerCertificateInput.shape.ServerCertificateName}
          pathSchema={UpdateServerCertificateInput.shape.NewPath}
          members={{ NewServerCertificateName: 'name', NewPath: 'path' }}
          action={updateServerCertificate}
          toInput={(next) => ({ ServerCertificateName: name, NewServerCertificateName: next.name, NewPath: next.path })}
          saved={({ NewServerCertificateName: now = name }) => `Server certificate ${now} was saved.`}
          goTo={({ NewServerCertificateName: now = name }) => paths.serverCertificate(now)}
          onClose={close}
        />
      ) : null}
      {dialog === 'delete' ? <DeleteServerCertificateDialog name={name} onClose={close} goTo={paths.serverCertificates} /> : null}
    </DetailsPage>
  );
}

function CertificateTab({ read }: { read: Read<{ ServerCertificate: Certificate }> }) {
  return (
    <ReadBox read={read} what="this certificate">
      {({ ServerCertificate: { CertificateBody, CertificateChain } }) => (
        <div className="space-y-4">
          <Panel title="Certificate body">
            <CopyCode code={CertificateBody} label="Certificate body" what="certificate body" language="text" />
          </Panel>
          <Panel title="Certificate chain" flush={CertificateChain === undefined}>
            {CertificateChain === undefined ? (
              <EmptyState title="No chain" description="Browsers must know whoever signed the certificate." />
            ) : (
              <CopyCode code={CertificateChain} label="Certificate chain" what="certificate chain" language="text" />
            )}
          </Panel>
        </div>
      )}
    </ReadBox>
  );
}

/** @param now by the clock of the account, in milliseconds */
function summaryOf(read: Read<{ ServerCertificate: Certificate }>, now: number): KeyValueItem[] {
  const shown = read.data?.ServerCertificate.ServerCertificateMetadata;
  const waiting = read.pending ? <Skeleton width={120} className="my-1" /> : null;
  const validity = validityOf(shown?.Expiration, now);
  return [
    { label: 'ARN', value: shown ? <CopyArn arn={shown.Arn ?? ''} /> : waiting },
    { label: 'Validity', value: shown ? <Status kind={VALIDITY_STATUS[validity]}>{validity}</Status> : waiting },
    { label: 'Expires', value: shown ? <Time value={shown.Expiration} format="absolute" /> : waiting },
    {
      label: 'Certificate ID',
      value: shown ? <CopyText text={shown.ServerCertificateId ?? ''} what="certificate ID" mono /> : waiting,
    },
    { label: 'Path', value: shown ? <span className="break-all font-mono text-sm">{shown.Path}</span> : waiting },
    { label: 'Uploaded', value: shown ? <Time value={shown.UploadDate} format="absolute" /> : waiting },
  ];
}
