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
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button, ButtonLink } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import {
  type OidcKeys,
  type OidcProvider,
  oidcKeysQuery,
  oidcProviderQuery,
  tokenIssuerQuery,
  trustingRolesQuery,
} from '../queries';
import { AudiencesPanel } from './audiences-panel';

// What is not in sight at first comes when it is opened.
const KeysPanel = dynamic(() => import('./keys-panel').then((module) => module.KeysPanel));
const ThumbprintsPanel = dynamic(() => import('./thumbprints-panel').then((module) => module.ThumbprintsPanel));
const TrustingRolesPanel = dynamic(() => import('./trusting-roles-panel').then((module) => module.TrustingRolesPanel));
const DeleteProviderDialog = dynamic(() => import('./delete-provider-dialog').then((module) => module.DeleteProviderDialog));

const BREADCRUMBS = [{ label: 'Identity providers', href: paths.identityProviders }];

/** One OpenID Connect provider. */
export function OidcDetails({ arn }: { arn: string }) {
  const missing = useMissing();
  const read = useRead(oidcProviderQuery(arn));
  const keys = useRead(oidcKeysQuery(arn)).data;
  const roles = useRead(trustingRolesQuery(arn)).data?.Roles;
  const issuer = useRead(tokenIssuerQuery()).data?.IssuerUrl;
  const [deleting, setDeleting] = useState(false);
  const name = providerName(arn);
  const provider = read.data;
  const own = issuer === `https://${name}`;
  const gone = read.error?.code === 'NoSuchEntity' || read.error?.code === 'ValidationError';
  return (
    <DetailsPage
      title={name}
      breadcrumbs={BREADCRUMBS}
      badge={<Badge>OpenID Connect</Badge>}
      actions={
        gone ? undefined : (
          <>
            <Button
              variant="danger"
              disabledReason={missing('iam:DeleteOpenIDConnectProvider')}
              onClick={() => setDeleting(true)}
            >
              Delete
            </Button>
            {own ? <ButtonLink href={paths.tokenIssuer()}>Issue a token</ButtonLink> : null}
            <ButtonLink variant="primary" href={paths.createRoleFor(arn)}>
              Assign role
            </ButtonLink>
          </>
        )
      }
      notices={
        <>
          <ReadError read={read} what={gone ? `the identity provider ${name}` : 'details of this provider'} />
          {provider && keys ? <NotReady arn={arn} provider={provider} keys={keys} /> : null}
        </>
      }
      summaryColumns={2}
      summary={gone ? undefined : summaryOf(arn, read, keys)}
      tabs={
        gone
          ? undefined
          : [
              {
                id: 'audiences',
                label: 'Audiences',
                count: provider?.ClientIDList.length,
                content: (
                  <ReadBox read={read} what="the audiences of this provider">
                    {({ ClientIDList }) => <AudiencesPanel arn={arn} audiences={ClientIDList} />}
                  </ReadBox>
                ),
              },
              {
                id: 'keys',
                label: 'Keys and thumbprints',
                content: (
                  <div className="space-y-4">
                    <KeysPanel arn={arn} />
                    <ReadBox read={read} what="the thumbprints of this provider">
                      {({ ThumbprintList }) => <ThumbprintsPanel arn={arn} thumbprints={ThumbprintList} />}
                    </ReadBox>
                  </div>
                ),
              },
              { id: 'roles', label: 'Roles', count: roles?.length, content: <TrustingRolesPanel arn={arn} /> },
              {
                id: 'tags',
                label: 'Tags',
                count: provider?.Tags.length,
                content: (
                  <TagsTab
                    on={{ kind: 'oidc-providers', id: arn }}
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

/** What keeps every token of the provider from being taken. */
function NotReady({ arn, provider, keys }: { arn: string; provider: OidcProvider; keys: OidcKeys }) {
  const missing = [
    ...(keys.KeySet === null && !keys.IssuedHere
      ? [
          <p key="keys">
            It has no keys to check signatures with.{' '}
            <TextLink inline href={paths.identityProvider(arn, 'keys')}>
              Upload the issuer’s keys
            </TextLink>
          </p>,
        ]
      : []),
    ...(provider.ClientIDList.length === 0 ? [<p key="audience">It has no audience that a token may be for.</p>] : []),
  ];
  if (missing.length === 0) return null;
  return (
    <Alert kind="warning" title="No token of this provider is accepted yet">
      {missing}
    </Alert>
  );
}

function summaryOf(arn: string, read: Read<OidcProvider>, keys: OidcKeys | undefined): KeyValueItem[] {
  const provider = read.data;
  const waiting = read.pending ? <Skeleton width={120} className="my-1" /> : null;
  return [
    { label: 'ARN', value: <CopyArn arn={arn} /> },
    { label: 'Provider URL', value: provider ? <CopyText text={`https://${provider.Url}`} what="provider URL" mono /> : waiting },
    { label: 'Keys', value: keys ? <KeyState keys={keys} /> : waiting },
    { label: 'Created', value: provider ? <Time value={provider.CreateDate} format="absolute" /> : waiting },
  ];
}

function KeyState({ keys: { Keys, KeySet, IssuedHere } }: { keys: OidcKeys }) {
  if (IssuedHere) return <Status kind="success">Gatehouse’s own issuer</Status>;
  if (KeySet === null) return <Status kind="warning">None</Status>;
  return <Status kind="success">{`${Keys.length} uploaded`}</Status>;
}
