import { defineResource } from '../../core/module/resource';
import { providerCheck } from '../provider-arns';
import { findProviders, listingCheck } from '../search';
import { findSamlProvider, requireSamlProvider } from './rows';
import { SAMLProviderArn } from './schema';

export const SamlProvider = defineResource({
  service: 'iam',
  noun: 'SAMLProvider',
  model: 'SamlProvider',
  naming: {
    member: 'SAMLProviderArn',
    shape: SAMLProviderArn,
    find: findSamlProvider,
    check: (action, scope, { ref, row }, _arn, { context }) => providerCheck(action, scope, ref, row, context),
  },
  tags: (target, given) => {
    const { arn, accountId } = requireSamlProvider(target, given);
    return { id: arn, accountId };
  },
  search: {
    kind: 'Identity provider',
    listing: listingCheck('iam:ListSAMLProviders', 'saml-provider/*'),
    find: findProviders((db, accountId) => db.samlProvider.findMany({ where: { accountId }, orderBy: { nameKey: 'asc' } })),
  },
  quota: 'SAMLProvidersPerAccount',
});
