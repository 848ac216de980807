'use client';

import { actOn } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { listPage } from '@/components/console/kit/list-page';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { identityProvidersQuery, type ProviderOverview } from '../queries';
import { deleteProviderAct } from './acts';
import { FederationHelp } from './federation-help';
import { PROVIDER_STATES, providerState } from './provider-state';

const column = columnsOf<ProviderOverview>();

/** The list of identity providers. */
export const Providers = listPage({
  id: 'identity-providers',
  title: 'Identity providers',
  one: 'provider',
  many: 'identity providers',
  description:
    'External identity providers that this account trusts. Their users and programs assume roles with a token or assertion, without a user or access key in this account.',
  query: identityProvidersQuery,
  rowsOf: ({ Providers }) => Providers,
  rowId: ({ Arn }) => Arn,
  rowName: ({ Name }) => Name,
  columns: ({ now }) => [
    column.name(
      'provider',
      'Provider',
      ({ Name }) => Name,
      ({ Arn }) => paths.identityProvider(Arn),
    ),
    column.text('type', 'Type', ({ Type }) => Type, { width: 150, filter: ['SAML', 'OpenID Connect'] }),
    column.status('state', 'State', (provider) => providerState(provider, now()), PROVIDER_STATES, { width: 190 }),
    column.count('roles', 'Roles that trust it', ({ RoleCount }) => RoleCount, {
      shown: (count, { Arn }) =>
        count === 0 ? (
          <span className="text-ink-3">None</span>
        ) : (
          <TextLink href={paths.identityProvider(Arn, 'roles')}>{count.toLocaleString('en')}</TextLink>
        ),
      width: 170,
    }),
    column.time('created', 'Created', ({ CreateDate }) => CreateDate, { width: 150 }),
    column.text('arn', 'ARN', ({ Arn }) => Arn, { mono: true, filter: true, hidden: true }),
  ],
  filters: [{ key: 'audience', label: 'Audience', value: ({ ClientIds }) => ClientIds ?? [] }],
  acts: [actOn(({ Arn }: ProviderOverview) => Arn, deleteProviderAct)],
  buttons: [{ label: 'Token issuer', href: () => paths.tokenIssuer() }],
  create: {
    label: 'Add provider',
    // A viewer who may add a provider of one type can open the form.
    why: (_, { missing }) => missing('iam:CreateSAMLProvider') && missing('iam:CreateOpenIDConnectProvider'),
    href: () => paths.addIdentityProvider(),
  },
  empty: {
    description:
      'With federation, people and programs sign in at a provider, such as a company directory or GitHub Actions, and assume a role in this account. They need no user or access key here that could leak.',
  },
  Help: FederationHelp,
});
