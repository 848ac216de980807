'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { type Read, useRead } from '@/components/console/kit/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { SplitLayout } from '@/components/console/page/split-layout';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { identityProvidersQuery, type ProviderOverview, type TokenIssuer, tokenIssuerQuery } from '../queries';
import { IssueTokenForm } from './issue-token-form';
import type { Issued } from './issued-token';

// The component is loaded with the first token.
const IssuedToken = dynamic(() => import('./issued-token').then((module) => module.IssuedToken));

const BREADCRUMBS = [{ label: 'Identity providers', href: paths.identityProviders }];

type TokenIssuerPageProps = {
  accountId: string;
  apiPort: number;
  /** The ARN of the preselected role for the command. */
  role?: string;
};

/** Renders the account's token issuer, which is for practicing federation, and its tokens. */
export function TokenIssuerPage({ accountId, apiPort, role }: TokenIssuerPageProps) {
  const issuer = useRead(tokenIssuerQuery());
  const providers = useRead(identityProvidersQuery());
  const [issued, setIssued] = useState<Issued>();
  const name = issuer.data?.IssuerUrl.replace('https://', '');
  const provider = providers.data?.Providers.find(({ Name, Type }) => Type === 'OpenID Connect' && Name === name);
  return (
    <>
      <PageHeader
        title="Token issuer"
        breadcrumbs={BREADCRUMBS}
        description="Issue tokens and assume roles with them to practice web identity federation."
      />
      <SplitLayout aside={<IssuerPanel issuer={issuer} provider={provider} known={providers.data !== undefined} />} asideFirst>
        <div className="space-y-4">
          <IssueTokenForm audiences={provider?.ClientIds ?? []} onIssued={setIssued} again={issued !== undefined} />
          {issued ? (
            <IssuedToken key={issued.WebIdentityToken} issued={issued} accountId={accountId} apiPort={apiPort} role={role} />
          ) : null}
        </div>
      </SplitLayout>
    </>
  );
}

type IssuerPanelProps = { issuer: Read<TokenIssuer>; provider: ProviderOverview | undefined; known: boolean };

function IssuerPanel({ issuer, provider, known }: IssuerPanelProps) {
  return (
    <Panel title="About this issuer">
      <div className="space-y-4">
        <p className="text-ink-2">
          In AWS, tokens come from an external provider: GitHub issues one for each workflow run, and a cluster for each pod. A
          class without internet access has no such provider, so every account in Gatehouse has its own issuer. Everything else
          works as in AWS: the account must trust the issuer as an identity provider, and the conditions of a role determine which
          tokens can assume it.
        </p>
        <ReadBox read={issuer} what="the token issuer">
          {({ IssuerUrl, KeySet }) => (
            <KeyValue
              columns={1}
              items={[
                { label: 'Issuer URL', value: <CopyText text={IssuerUrl} what="issuer URL" mono /> },
                { label: 'Identity provider of this issuer', value: known ? <ProviderState provider={provider} /> : null },
                { label: 'Roles that trust it', value: provider ? <RolesState provider={provider} /> : null },
                {
                  label: 'Key',
                  value:
                    KeySet.keys[0]?.kid === undefined ? (
                      'Created with the first token'
                    ) : (
                      <CopyText text={KeySet.keys[0].kid} what="key ID" mono />
                    ),
                },
              ]}
            />
          )}
        </ReadBox>
      </div>
    </Panel>
  );
}

function ProviderState({ provider }: { provider: ProviderOverview | undefined }) {
  if (provider) return <TextLink href={paths.identityProvider(provider.Arn)}>Trusted by this account</TextLink>;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Status kind="warning">Missing</Status>
      <ButtonLink size="sm" href={paths.addIdentityProvider({ issuer: 'own' })}>
        Add provider
      </ButtonLink>
    </span>
  );
}

function RolesState({ provider: { Arn, RoleCount } }: { provider: ProviderOverview }) {
  if (RoleCount === null) return <Status kind="inactive">Access denied</Status>;
  if (RoleCount > 0) return <TextLink href={paths.identityProvider(Arn, 'roles')}>{RoleCount.toLocaleString('en')}</TextLink>;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Status kind="warning">Missing</Status>
      <ButtonLink size="sm" href={paths.createRoleFor(Arn)}>
        Create role
      </ButtonLink>
    </span>
  );
}
