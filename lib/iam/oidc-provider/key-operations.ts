import { defineOperation } from '../../core/operation';
import { findIssuer } from '../../token-issuer/rows';
import { providerCheck } from '../provider-arns';
import { readKeySet, summarizeKey } from './documents';
import { findOpenIDConnectProvider, requireOpenIDConnectProvider } from './rows';
import { GetOpenIDConnectProviderKeysInput, PutOpenIDConnectProviderKeysInput } from './schema';

/**
 * Stores the public keys that verify a provider's tokens. AWS fetches them from the issuer; Gatehouse makes no outgoing calls.
 * Anyone who sets a key can sign in as every user of the provider. It therefore needs its own permission, and the one by which
 * AWS lets a caller choose trusted keys. Neither PowerUserAccess nor full IAM access is enough.
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
  // The answer gives the event its details, because the key set is hidden: it might contain a private key by mistake.
  run: async ({ OpenIDConnectProviderArn, KeySet }, { db }, target) => {
    const { arn } = requireOpenIDConnectProvider(target, OpenIDConnectProviderArn);
    const keys = KeySet === null ? null : readKeySet(KeySet);
    await db.openIDConnectProvider.update({ where: { arn }, data: { keys: keys && JSON.stringify({ keys }) } });
    return { Keys: (keys ?? []).map(summarizeKey) };
  },
});

/**
 * Returns the keys that verify a provider's tokens, or null if there are none: stored ones, and the installation's own for its
 * issuer. They are public, so the permission to read the provider is enough.
 */
export const GetOpenIDConnectProviderKeys = defineOperation({
  service: 'gatehouse',
  name: 'GetOpenIDConnectProviderKeys',
  access: 'Read',
  input: GetOpenIDConnectProviderKeysInput,
  target: ({ OpenIDConnectProviderArn }, scope) => findOpenIDConnectProvider(scope, OpenIDConnectProviderArn),
  checks: (_input, scope, { ref, row }) => providerCheck('iam:GetOpenIDConnectProvider', scope, ref, row),
  run: async ({ OpenIDConnectProviderArn }, { db }, target) => {
    const { keys, url } = requireOpenIDConnectProvider(target, OpenIDConnectProviderArn);
    const own = await findIssuer(db, url);
    const KeySet = own ? own.keys && JSON.stringify(own.keys) : keys;
    return { KeySet, Keys: KeySet === null ? [] : readKeySet(KeySet).map(summarizeKey), IssuedHere: own !== null };
  },
});
