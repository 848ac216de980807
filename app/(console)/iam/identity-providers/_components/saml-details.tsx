'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { TagsTab } from '@/app/(console)/_client/tags-tab';
import { providerName } from '@/app/(console)/iam/_components/trust/trust-template';
import { useMissing } from '@/components/console/kit/use-missing';
import { type Read, useRead } from '@/components/console/kit/use-read';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import type { KeyValueItem } from '@/components/console/page/key-value';
import { ReadBox, ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { useAheadMs } from '@/components/console/shell/clock';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button, ButtonLink } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { type SamlMetadata, type SamlProvider, samlMetadataQuery, samlProviderQuery, trustingRolesQuery } from '../queries';
import { MetadataPanel } from './metadata-panel';

// What is not in sight at first comes when it is opened.
const EncryptionPanel = dynamic(() => import('./encryption-panel').then((module) => module.EncryptionPanel));
const TrustingRolesPanel = dynamic(() => import('./trusting-roles-panel').then((module) => module.TrustingRolesPanel));
const DeleteProviderDialog = dynamic(() => import('./delete-provider-dialog').then((module) => module.DeleteProviderDialog));

const BREADCRUMBS = [{ label: 'Identity providers', href: paths.identityProviders }];

/** One SAML provider. */
export function SamlDetails({ arn }: { arn: string }) {
  const missing = useMissing();
  const read = useRead(samlProviderQuery(arn));
  const metadata = useRead(samlMetadataQuery(arn));
  const roles = useRead(trustingRolesQuery(arn)).data?.Roles;
  const [deleting, setDeleting] = useState(false);
  const aheadMs = useAheadMs();
  const name = providerName(arn);
  const provider = read.data;
  const gone = read.error?.code === 'NoSuchEntity' || read.error?.code === 'ValidationError';
  const validUntil = provider?.ValidUntil;
  return (
    <DetailsPage
      title={name}
      breadcrumbs={BREADCRUMBS}
      badge={<Badge>SAML</Badge>}
      actions={
        gone ? undefined : (
          <>
            <Button variant="danger" disabledReason={missing('iam:DeleteSAMLProvider')} onClick={() => setDeleting(true)}>
              Delete
            </Button>
            <ButtonLink variant="primary" href={paths.createRoleFor(arn)}>
              Assign role
            </ButtonLink>
          </>
        )
      }
      notices={
        <>
          <ReadError read={read} what={gone ? `the identity provider ${name}` : 'details of this provider'} />
          {validUntil !== undefined && Date.parse(validUntil) <= Date.now() + aheadMs ? (
            <Alert kind="error" title="The metadata is not valid any more">
              It says itself that it held until <Time value={validUntil} format="absolute" />, so every assertion is refused.
              Replace it with what the directory publishes now.
            </Alert>
          ) : null}
        </>
      }
      summaryColumns={2}
      summary={gone ? undefined : summaryOf(arn, read, metadata)}
      tabs={
        gone
          ? undefined
          : [
              {
                id: 'metadata',
                label: 'Metadata',
                content: (
                  <ReadBox read={read} what="the metadata of this provider">
                    {({ SAMLMetadataDocument }) => (
                      <MetadataPanel arn={arn} name={name} document={SAMLMetadataDocument} read={metadata} />
                    )}
                  </ReadBox>
                ),
              },
              {
                id: 'encryption',
                label: 'Encryption',
                content: (
                  <ReadBox read={read} what="the private keys of this provider">
                    {({ PrivateKeyList, AssertionEncryptionMode }) => (
                      <EncryptionPanel
                        arn={arn}
                        keys={PrivateKeyList}
                        mode={AssertionEncryptionMode === 'Required' ? 'Required' : 'Allowed'}
                      />
                    )}
                  </ReadBox>
                ),
              },
              { id: 'roles', label: 'Roles', count: roles?.length, content: <TrustingRolesPanel arn={arn} /> },
              {
                id: 'tags',
                label: 'Tags',
                count: provider?.Tags.length,
                content: (
                  <TagsTab
                    on={{ kind: 'saml-providers', id: arn }}
                    noun="identity provider"
                    read={read}
                    tagsOf={({ Tags }) => Tags}
                  />
                ),
              },
            ]
      }
    >
      {deleting ? (
        <DeleteProviderDialog arn={arn} name={name} onClose={() => setDeleting(false)} goTo={paths.identityProviders} />
      ) : null}
    </DetailsPage>
  );
}

function summaryOf(arn: string, read: Read<SamlProvider>, metadata: Read<SamlMetadata>): KeyValueItem[] {
  const provider = read.data;
  const waiting = read.pending ? <Skeleton width={120} className="my-1" /> : null;
  const entityId = metadata.data?.EntityId;
  return [
    { label: 'ARN', value: <CopyArn arn={arn} /> },
    { label: 'Entity ID of the directory', value: entityId ? <CopyText text={entityId} what="entity ID" mono /> : waiting },
    {
      label: 'Sign-in URL for its assertions',
      value: provider ? (
        // AWS: the endpoint of this provider alone; assertions for the common one are taken too.
        <CopyText text={`https://signin.aws.amazon.com/saml/acs/${provider.SAMLProviderUUID}`} what="sign-in URL" mono />
      ) : (
        waiting
      ),
    },
    { label: 'Metadata valid until', value: provider ? <Time value={provider.ValidUntil} format="absolute" /> : waiting },
    { label: 'Created', value: provider ? <Time value={provider.CreateDate} format="absolute" /> : waiting },
  ];
}
