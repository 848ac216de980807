'use client';

import { SecretDialog } from '@/app/(console)/_client/secrets/secret-dialog';
import { type Act, ActButtons, confirmation } from '@/components/console/kit/act';
import { formDialog } from '@/components/console/kit/form-dialog';
import { type RowOf, rowsPanel } from '@/components/console/kit/rows-panel';
import { useRead } from '@/components/console/kit/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { EmptyState } from '@/components/console/page/empty-state';
import { KeyValue } from '@/components/console/page/key-value';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { Panel } from '@/components/ui/panel';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListBearerTokens } from '@/lib/identity-store/scim/console-operations';
import { bearerTokensQuery } from '../../queries';
import { createBearerToken, deleteBearerToken, enableProvisioning } from '../actions';

type InStore = { IdentityStoreId: string };
type Token = Json<OutputOf<typeof ListBearerTokens>>['Tokens'][number];

const enable: Act<InStore> = {
  label: 'Enable',
  fullLabel: 'Enable automatic provisioning',
  look: 'primary',
  takes: 'sso-directory:CreateProvisioningTenant',
  runs: (input) => ({
    action: enableProvisioning,
    input,
    success: () => ({ text: 'Automatic provisioning is enabled. Generate an access token for your identity provider.' }),
  }),
};

const generate: Act<InStore> = {
  label: 'Generate token',
  takes: 'sso-directory:CreateBearerToken',
  opens: formDialog({
    title: 'Generate an access token?',
    description: 'Your identity provider sends it with each call of SCIM. It is valid for a year and shown once.',
    action: createBearerToken,
    submitLabel: 'Generate token',
    start: () => ({}),
    toInput: (_values: object, input: InStore) => input,
    fields: [],
    next: ({ BearerToken, ScimEndpoint }, _subject, close) => (
      <SecretDialog
        title="Access token"
        what="access token"
        label="Access token"
        secret={BearerToken}
        ifLost="If it is lost, delete it and generate another."
        items={[{ label: 'SCIM endpoint', value: <CopyText text={ScimEndpoint} what="SCIM endpoint" mono /> }]}
        file={{ fileName: 'scim-token.csv', row: { 'SCIM endpoint': ScimEndpoint, 'Access token': BearerToken } }}
        onClose={close}
      />
    ),
  }),
};

const remove: Act<RowOf<Token, InStore>> = {
  label: 'Delete',
  look: 'danger',
  takes: 'sso-directory:DeleteBearerToken',
  opens: confirmation(({ row: { TokenId }, owner }: RowOf<Token, InStore>) => ({
    title: 'Delete the access token?',
    confirmLabel: 'Delete token',
    action: deleteBearerToken,
    input: { ...owner, TokenId },
    success: 'The access token was deleted.',
    text: <p>An identity provider that uses it is refused at once. Users and groups stay.</p>,
  })),
};

const Tokens = rowsPanel<Token, InStore, Json<OutputOf<typeof ListBearerTokens>>>({
  title: 'Access tokens',
  what: 'access tokens',
  query: ({ IdentityStoreId }) => bearerTokensQuery(IdentityStoreId),
  rowsOf: ({ Tokens: tokens }) => tokens,
  rowKey: ({ TokenId }) => TokenId,
  columns: [
    { header: 'Token', cell: ({ TokenId }) => <span className="break-all font-mono text-sm">{TokenId}</span> },
    { header: 'Created', cell: ({ CreatedAt }) => <Time value={CreatedAt} /> },
    { header: 'Expires', cell: ({ ExpiresAt }) => <Time value={ExpiresAt} /> },
  ],
  acts: [remove],
  asButtons: true,
  create: generate,
  most: { count: 2, reason: 'There are 2 access tokens already. Delete one first' },
  empty: () => ({ title: 'No access tokens', description: 'Generate one, and give it to your identity provider.' }),
});

/** Renders automatic provisioning with SCIM. */
export function Provisioning({ IdentityStoreId }: InStore) {
  const read = useRead(bearerTokensQuery(IdentityStoreId));
  return (
    <ReadBox read={read} what="automatic provisioning">
      {({ TenantId, ScimEndpoint = '' }) =>
        TenantId === undefined ? (
          <Panel title="Automatic provisioning">
            <EmptyState
              title="Automatic provisioning is disabled"
              description="With SCIM, your identity provider creates, changes and disables users and groups here."
              action={<ActButtons acts={[enable]} subject={{ IdentityStoreId }} />}
            />
          </Panel>
        ) : (
          <div className="space-y-4">
            <Panel title="Automatic provisioning">
              <KeyValue items={[{ label: 'SCIM endpoint', value: <CopyText text={ScimEndpoint} what="SCIM endpoint" mono /> }]} />
            </Panel>
            <Tokens owner={{ IdentityStoreId }} />
          </div>
        )
      }
    </ReadBox>
  );
}
