'use client';

import dynamic from 'next/dynamic';
import { detailsPage } from '@/components/console/kit/details-page';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { samlMetadataQuery, samlProviderQuery, trustingRolesQuery } from '../queries';
import { MetadataPanel } from './metadata-panel';
import { assignRoleOf, deleteProvider, PROVIDER, rolesTab, tagsTab } from './provider-parts';

// Tabs and dialogs are loaded when they are opened.
const EncryptionPanel = dynamic(() => import('./encryption-panel').then((module) => module.EncryptionPanel));

/** The page of one SAML provider. */
export const SamlProvider = detailsPage({
  ...PROVIDER,
  read: samlProviderQuery,
  also: (arn) => ({ metadata: samlMetadataQuery(arn), roles: trustingRolesQuery(arn) }),
  badge: <Badge>SAML</Badge>,
  acts: [deleteProvider, assignRoleOf],
  notices: ({ read, tools }) => {
    const validUntil = read.data?.ValidUntil;
    return validUntil !== undefined && Date.parse(validUntil) <= tools.now() ? (
      <Alert kind="error" title="The metadata has expired">
        It was valid until <Time value={validUntil} format="absolute" />, so all assertions are denied. Replace it with the
        current document of the directory.
      </Alert>
    ) : null;
  },
  facts: ({ id, fact, factOf }) => [
    { label: 'ARN', value: <CopyArn arn={id} /> },
    {
      label: 'Entity ID of the directory',
      value: factOf('metadata', ({ EntityId }) => EntityId && <CopyText text={EntityId} what="entity ID" mono />),
    },
    {
      label: 'Sign-in URL for its assertions',
      // AWS: the provider's own endpoint. Assertions for the common endpoint are accepted too.
      value: fact(({ SAMLProviderUUID }) => (
        <CopyText text={`https://signin.aws.amazon.com/saml/acs/${SAMLProviderUUID}`} what="sign-in URL" mono />
      )),
    },
    { label: 'Metadata valid until', value: fact(({ ValidUntil }) => <Time value={ValidUntil} format="absolute" />) },
    { label: 'Created', value: fact(({ CreateDate }) => <Time value={CreateDate} format="absolute" />) },
  ],
  tabs: [
    {
      id: 'metadata',
      label: 'Metadata',
      what: 'the metadata of this provider',
      content: ({ SAMLMetadataDocument }, { id, name }) => <MetadataPanel arn={id} name={name} document={SAMLMetadataDocument} />,
    },
    {
      id: 'encryption',
      label: 'Encryption',
      what: 'the private keys of this provider',
      content: ({ AssertionEncryptionMode }, { id }) => (
        <EncryptionPanel arn={id} mode={AssertionEncryptionMode === 'Required' ? 'Required' : 'Allowed'} />
      ),
    },
    { ...rolesTab, count: ({ also }) => also.roles?.Roles.length },
    tagsTab('saml-providers'),
  ],
});
