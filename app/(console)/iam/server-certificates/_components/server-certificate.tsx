'use client';

import { TagsTab } from '@/app/(console)/_client/tags-tab';
import { actOn } from '@/components/console/kit/act';
import { detailsPage, type Shown } from '@/components/console/kit/details-page';
import { CopyCode } from '@/components/console/page/copy-code';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { EmptyState } from '@/components/console/page/empty-state';
import { Time } from '@/components/console/page/time';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { paths } from '@/lib/console/paths';
import { type Certificate, serverCertificateQuery } from '../queries';
import { deleteCertificate, editCertificate } from './acts';
import { VALIDITY_STATUS, validityOf } from './validity';

type ShownCertificate = Shown<{ ServerCertificate: Certificate }>;

const metadataOf = ({ ServerCertificate }: { ServerCertificate: Certificate }) => ServerCertificate.ServerCertificateMetadata;
const namedOf = ({ name, read }: ShownCertificate) => ({
  name,
  path: (read.data && metadataOf(read.data).Path) ?? '/',
});

/** The page of one server certificate. No page shows its private key. */
export const ServerCertificate = detailsPage({
  list: { label: 'Server certificates', href: paths.serverCertificates },
  one: 'server certificate',
  read: serverCertificateQuery,
  gone: ['NoSuchEntity'],
  acts: [
    actOn(({ name }: ShownCertificate) => name, deleteCertificate),
    {
      ...actOn(namedOf, editCertificate),
      why: ({ read }) => (read.data ? undefined : 'The certificate could not be read'),
    },
  ],
  facts: ({ fact, tools }) => [
    { label: 'ARN', value: fact((data) => <CopyArn arn={metadataOf(data).Arn} />) },
    {
      label: 'Validity',
      value: fact((data) => {
        const validity = validityOf(metadataOf(data).Expiration, tools.now());
        return <Status kind={VALIDITY_STATUS[validity]}>{validity}</Status>;
      }),
    },
    { label: 'Expires', value: fact((data) => <Time value={metadataOf(data).Expiration} format="absolute" />) },
    {
      label: 'Certificate ID',
      value: fact((data) => <CopyText text={metadataOf(data).ServerCertificateId} what="certificate ID" mono />),
    },
    { label: 'Path', value: fact((data) => <span className="break-all font-mono text-sm">{metadataOf(data).Path}</span>) },
    { label: 'Uploaded', value: fact((data) => <Time value={metadataOf(data).UploadDate} format="absolute" />) },
  ],
  tabs: [
    {
      id: 'certificate',
      label: 'Certificate',
      what: 'this certificate',
      content: ({ ServerCertificate: { CertificateBody, CertificateChain } }) => (
        <div className="space-y-4">
          <Panel title="Certificate body">
            <CopyCode code={CertificateBody} label="Certificate body" what="certificate body" language="text" />
          </Panel>
          <Panel title="Certificate chain" flush={CertificateChain === undefined}>
            {CertificateChain === undefined ? (
              <EmptyState title="No chain" description="Browsers must trust the issuer of the certificate itself." />
            ) : (
              <CopyCode code={CertificateChain} label="Certificate chain" what="certificate chain" language="text" />
            )}
          </Panel>
        </div>
      ),
    },
    {
      id: 'tags',
      label: 'Tags',
      count: ({ read }) => read.data && (read.data.ServerCertificate.Tags?.length ?? 0),
      shows: ({ id, read }) => (
        <TagsTab
          on={{ kind: 'server-certificates', id }}
          noun="server certificate"
          read={read}
          tagsOf={({ ServerCertificate: { Tags } }) => Tags}
        />
      ),
    },
  ],
});
