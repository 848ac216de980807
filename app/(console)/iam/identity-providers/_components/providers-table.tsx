'use client';

import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { useAheadMs } from '@/components/console/shell/clock';
import { HelpLink } from '@/components/console/shell/help-panel';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { ButtonLink } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { identityProvidersQuery, type ProviderOverview } from '../queries';
import { FederationHelp } from './federation-help';
import { PROVIDER_STATES, type ProviderState, providerState } from './provider-state';

// What is not in sight at first comes when it is opened.
const DeleteProviderDialog = dynamic(() => import('./delete-provider-dialog').then((module) => module.DeleteProviderDialog));

type StateNow = (provider: ProviderOverview) => ProviderState;

const columnsOf = (stateOf: StateNow): readonly ColumnDefinition<ProviderOverview>[] => [
  {
    id: 'provider',
    header: 'Provider',
    rowHeader: true,
    value: ({ Name }) => Name,
    cell: ({ Arn, Name }) => (
      <TextLink href={paths.identityProvider(Arn)} className="break-all">
        {Name}
      </TextLink>
    ),
  },
  { id: 'type', header: 'Type', value: ({ Type }) => Type, width: 150 },
  {
    id: 'state',
    header: 'State',
    value: stateOf,
    cell: (provider) => <Status kind={PROVIDER_STATES[stateOf(provider)]}>{stateOf(provider)}</Status>,
    width: 190,
  },
  {
    id: 'roles',
    header: 'Roles that trust it',
    value: ({ RoleCount }) => RoleCount,
    cell: ({ Arn, RoleCount }) =>
      RoleCount === null ? (
        <Status kind="inactive">Access denied</Status>
      ) : RoleCount === 0 ? (
        <span className="text-ink-3">None</span>
      ) : (
        <TextLink href={paths.identityProvider(Arn, 'roles')}>{RoleCount.toLocaleString('en')}</TextLink>
      ),
    width: 170,
  },
  {
    id: 'created',
    header: 'Created',
    value: ({ CreateDate }) => CreateDate,
    cell: ({ CreateDate }) =>
      CreateDate === null ? <Status kind="inactive">Access denied</Status> : <Time value={CreateDate} />,
    width: 150,
  },
  { id: 'arn', header: 'ARN', value: ({ Arn }) => Arn, mono: true },
];

const filtersOf = (stateOf: StateNow): readonly TableFilterProperty<ProviderOverview>[] => [
  { key: 'provider', label: 'Provider', value: ({ Name }) => Name },
  { key: 'type', label: 'Type', value: ({ Type }) => Type, values: ['SAML', 'OpenID Connect'] },
  { key: 'state', label: 'State', value: stateOf, values: Object.keys(PROVIDER_STATES) },
  { key: 'audience', label: 'Audience', value: ({ ClientIds }) => ClientIds ?? [] },
  { key: 'arn', label: 'ARN', value: ({ Arn }) => Arn },
];

const PREFERENCES = { columns: ['provider', 'type', 'state', 'roles', 'created'] };

export function ProvidersTable() {
  const missing = useMissing();
  const add = missing('iam:CreateSAMLProvider') && missing('iam:CreateOpenIDConnectProvider');
  const read = useRead(identityProvidersQuery());
  const [deleting, setDeleting] = useState<ProviderOverview | null>(null);
  const aheadMs = useAheadMs();
  const [columns, filters] = useMemo(() => {
    const stateOf: StateNow = (provider) => providerState(provider, Date.now() + aheadMs);
    return [columnsOf(stateOf), filtersOf(stateOf)];
  }, [aheadMs]);
  return (
    <>
      <ResourceTable
        id="identity-providers"
        title="Identity providers"
        noun="identity providers"
        description="Whom this account believes when they vouch for people and programs. Those assume a role with the proof they bring, and need no user or access key here."
        info={<HelpLink />}
        columns={columns}
        filterProperties={filters}
        defaultPreferences={PREFERENCES}
        rows={read.data?.Providers}
        rowId={({ Arn }) => Arn}
        rowName={({ Name }) => Name}
        selection="single"
        buttons={<ButtonLink href={paths.tokenIssuer()}>Token issuer</ButtonLink>}
        actions={([provider]) => [
          {
            label: 'Delete',
            danger: true,
            disabledReason: provider
              ? missing(provider.Type === 'SAML' ? 'iam:DeleteSAMLProvider' : 'iam:DeleteOpenIDConnectProvider')
              : 'Select a provider',
            onSelect: () => setDeleting(provider ?? null),
          },
        ]}
        primary={{ label: 'Add provider', href: paths.addIdentityProvider(), disabledReason: add }}
        read={read}
        empty={{
          title: 'No identity providers',
          description:
            'With federation, people and programs sign in where they already have an account, such as a company directory or GitHub Actions, and assume a role here with the proof they get there. Nobody needs a user or an access key of this account, so none can leak.',
        }}
      />
      {deleting ? <DeleteProviderDialog arn={deleting.Arn} name={deleting.Name} onClose={() => setDeleting(null)} /> : null}
      <FederationHelp />
    </>
  );
}
