import { defineResource } from '../../core/module/resource';
import { providerCheck } from '../provider-arns';
import { findProviders, listingCheck } from '../search';
import { findOpenIDConnectProvider, requireOpenIDConnectProvider } from './rows';
import { OpenIDConnectProviderArn } from './schema';

export const OpenIDConnectProvider = defineResource({
  service: 'iam',
  noun: 'OpenIDConnectProvider',
  model: 'OpenIDConnectProvider',
  naming: {
    member: 'OpenIDConnectProviderArn',
    shape: OpenIDConnectProviderArn,
    find: findOpenIDConnectProvider,
    check: (action, scope, { ref, row }, _arn, { context }) => providerCheck(action, scope, ref, row, context),
  },
  tags: (target, given) => {
    const { arn, accountId } = requireOpenIDConnectProvider(target, given);
    return { id: arn, accountId };
  },
  search: {
    kind: 'Identity provider',
    listing: listingCheck('iam:ListOpenIDConnectProviders', 'oidc-provider/*'),
    find: findProviders(async (db, accountId) => {
      const rows = await db.openIDConnectProvider.findMany({ where: { accountId }, orderBy: { arn: 'asc' } });
      return rows.map(({ arn, url }) => ({ arn, name: url }));
    }),
  },
  quota: 'OpenIdConnectProvidersPerAccount',
});
