'use client';

import dynamic from 'next/dynamic';
import { detailsPage } from '@/components/console/kit/details-page';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import {
  type OidcKeys,
  oidcKeysQuery,
  oidcProviderQuery,
  type OidcProvider as Provider,
  tokenIssuerQuery,
  trustingRolesQuery,
} from '../queries';
import { Audiences } from './audiences';
import { assignRoleOf, deleteProvider, PROVIDER, rolesTab, tagsTab } from './provider-parts';

// Tabs and dialogs are loaded when they are opened.
const KeysPanel = dynamic(() => import('./keys-panel').then((module) => module.KeysPanel));
const ThumbprintsPanel = dynamic(() => import('./thumbprints-panel').then((module) => module.ThumbprintsPanel));

/** The page of one OpenID Connect provider. */
export const OidcProvider = detailsPage({
  ...PROVIDER,
  read: oidcProviderQuery,
  also: (arn) => ({ keys: oidcKeysQuery(arn), roles: trustingRolesQuery(arn), issuer: tokenIssuerQuery() }),
  badge: <Badge>OpenID Connect</Badge>,
  acts: [
    deleteProvider,
    {
      label: 'Issue a token',
      shown: ({ also, name }) => also.issuer?.IssuerUrl === `https://${name}`,
      href: () => paths.tokenIssuer(),
    },
    assignRoleOf,
  ],
  notices: ({ id, read, also }) => (read.data && also.keys ? <NotReady arn={id} provider={read.data} keys={also.keys} /> : null),
  facts: ({ id, fact, factOf }) => [
    { label: 'ARN', value: <CopyArn arn={id} /> },
    { label: 'Provider URL', value: fact(({ Url }) => <CopyText text={`https://${Url}`} what="provider URL" mono />) },
    { label: 'Keys', value: factOf('keys', (keys) => <KeyState keys={keys} />) },
    { label: 'Created', value: fact(({ CreateDate }) => <Time value={CreateDate} format="absolute" />) },
  ],
  tabs: [
    {
      id: 'audiences',
      label: 'Audiences',
      count: ({ read }) => read.data?.ClientIDList.length,
      shows: ({ id }) => <Audiences owner={id} />,
    },
    {
      id: 'keys',
      label: 'Keys and thumbprints',
      shows: ({ id, read }) => (
        <div className="space-y-4">
          <KeysPanel arn={id} />
          <ReadBox read={read} what="the thumbprints of this provider">
            {({ ThumbprintList }) => <ThumbprintsPanel arn={id} thumbprints={ThumbprintList} />}
          </ReadBox>
        </div>
      ),
    },
    { ...rolesTab, count: ({ also }) => also.roles?.Roles.length },
    tagsTab('oidc-providers'),
  ],
});

/** Renders the reasons why no token of the provider is accepted. */
function NotReady({ arn, provider, keys }: { arn: string; provider: Provider; keys: OidcKeys }) {
  const withoutKeys = keys.KeySet === null && !keys.IssuedHere;
  const withoutAudience = provider.ClientIDList.length === 0;
  if (!withoutKeys && !withoutAudience) return null;
  return (
    <Alert kind="warning" title="No token of this provider is accepted yet">
      {withoutKeys ? (
        <p>
          It has no keys to verify signatures.{' '}
          <TextLink inline href={paths.identityProvider(arn, 'keys')}>
            Upload the issuer’s keys
          </TextLink>
        </p>
      ) : null}
      {withoutAudience ? <p>It has no audiences.</p> : null}
    </Alert>
  );
}

function KeyState({ keys: { Keys, KeySet, IssuedHere } }: { keys: OidcKeys }) {
  if (IssuedHere) return <Status kind="success">Gatehouse’s own issuer</Status>;
  if (KeySet === null) return <Status kind="warning">None</Status>;
  return <Status kind="success">{`${Keys.length} uploaded`}</Status>;
}
