import { defineOperation } from '../../core/operation';
import { providerCheck } from '../provider-arns';
import { readKeySet, summarizeKey } from './documents';
import { findOpenIDConnectProvider, requireOpenIDConnectProvider } from './rows';
import { GetOpenIDConnectProviderKeysInput, PutOpenIDConnectProviderKeysInput } from './schema';

/**
 * Stores the public keys that tokens of a provider are checked against. AWS fetches them from the issuer; Gatehouse calls nobody.
 * Whoever puts a key can sign in as everybody the provider vouches for. So it takes the permission of its own name and the one by which
 * AWS lets somebody say whose keys are trusted: neither everything but IAM (PowerUserAccess) nor everything of IAM is enough.
 */
export const PutOpenIDConnectProviderKeys = defineOperation({
  service: 'gatehouse',
  name: 'PutOpenIDConnectProviderKeys',
  access: 'Permissions management',
  input: PutOpenIDConnectProviderKeysInput,
  target: ({ OpenIDConnectProviderArn }, scope) => findOpenIDConnectProvider(scope, OpenIDConnectProviderArn),
  checks: async (_input, scope, { ref, row }) => [
    ...(await providerCheck('gatehouse:PutOpenIDConnectProviderKeys', scope, ref, row)),
    ...(await providerCheck('iam:UpdateOpenIDConnectProviderThumbprint', scope, ref, row)),
  ],
  // The answer tells the event what the key set, which might hold a private key by mistake, is not shown for.
  run: async ({ OpenIDConnectProviderArn, KeySet }, { db }, target) => {
    const { arn } = requireOpenIDConnectProvider(target, OpenIDConnectProviderArn);
    const keys = KeySet === null ? null : readKeySet(KeySet);
    await db.openIDConnectProvider.update({ where: { arn }, data: { keys: keys && JSON.stringify({ keys }) } });
    return { Keys: (keys ?? []).map(summarizeKey) };
  },
});

/** The keys of a provider, or null while it has none. They are public, so whoever may see the provider may see them. */
export const GetOpenIDConnectProviderKeys = defineOperation({
  service: 'gatehouse',
  name: 'GetOpenIDConnectProviderKeys',
  access: 'Read',
  input: GetOpenIDConnectProviderKeysInput,
  target: ({ OpenIDConnectProviderArn }, scope) => findOpenIDConnectProvider(scope, OpenIDConnectProviderArn),
  checks: (_input, scope, { ref, row }) => providerCheck('iam:GetOpenIDConnectProvider', scope, ref, row),
  run: async ({ OpenIDConnectProviderArn }, _scope, target) => {
    const { keys } = requireOpenIDConnectProvider(target, OpenIDConnectProviderArn);
    return { KeySet: keys, Keys: keys === null ? [] : readKeySet(keys).map(summarizeKey) };
  },
});
