'use client';

import dynamic from 'next/dynamic';
import { TagsTab } from '@/app/(console)/_client/tags-tab';
import { actOn } from '@/components/console/kit/act';
import { detailsPage, type Shown } from '@/components/console/kit/details-page';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { paths } from '@/lib/console/paths';
import { providerName } from '../../_components/trust/trust-template';
import { type SamlProvider as Provider, samlMetadataQuery, samlProviderQuery, trustingRolesQuery } from '../queries';
import { assignRole, deleteProviderAct } from './acts';
import { MetadataPanel } from './metadata-panel';

// Tabs and dialogs are loaded when they are opened.
const EncryptionPanel = dynamic(() => import('./encryption-panel').then((module) => module.EncryptionPanel));
const TrustingRolesPanel = dynamic(() => import('./trusting-roles-panel').then((module) => module.TrustingRolesPanel));

const arnOf = ({ id }: Shown<Provider>) => id;

/** The page of one SAML provider. */
export const SamlProvider = detailsPage({
  list: { label: 'Identity providers', href: paths.identityProviders },
  one: 'identity provider',
  what: 'details of this provider',
  nameOf: providerName,
  read: samlProviderQuery,
  also: (arn) => ({ metadata: samlMetadataQuery(arn), roles: trustingRolesQuery(arn) }),
  gone: ['NoSuchEntity', 'ValidationError'],
  badge: <Badge>SAML</Badge>,
  acts: [actOn(arnOf, deleteProviderAct), actOn(arnOf, assignRole)],
  notices: ({ read, tools }) => {
    const validUntil = read.data?.ValidUntil;
    return validUntil !== undefined && Date.parse(validUntil) <= tools.now() ? (
      <Alert kind="error" title="The metadata has expired">
        It was valid until <Time value={validUntil} format="absolute" />, so every assertion is refused. Replace it with the
        document that the directory publishes now.
      </Alert>
    ) : null;
  },
  factColumns: 2,
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
    {
      id: 'roles',
      label: 'Roles',
      count: ({ also }) => also.roles?.Roles.length,
      shows: ({ id }) => <TrustingRolesPanel arn={id} />,
    },
    {
      id: 'tags',
      label: 'Tags',
      count: ({ read }) => read.data?.Tags.length,
      shows: ({ id, read }) => (
        <TagsTab on={{ kind: 'saml-providers', id }} noun="identity provider" read={read} tagsOf={({ Tags }) => Tags} />
      ),
    },
  ],
});
