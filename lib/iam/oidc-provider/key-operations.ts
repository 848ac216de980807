import { defineOperation } from '../../core/operation';
import { accountOfIssuer, findIssuerKeys } from '../../token-issuer/rows';
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

/**
 * The keys that tokens of a provider are checked against, or null while there are none: those that were put, and for an issuer of this
 * installation its own. They are public, so whoever may see the provider may see them.
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
    const issuer = accountOfIssuer(url);
    const own = issuer === null ? null : await findIssuerKeys(db, issuer);
    const KeySet = issuer === null ? keys : own && JSON.stringify(own);
    return { KeySet, Keys: KeySet === null ? [] : readKeySet(KeySet).map(summarizeKey), IssuedHere: issuer !== null };
  },
});
