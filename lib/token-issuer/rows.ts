import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, type JSONWebKeySet, type JWK } from 'jose';
import { decrypt, encrypt } from '../core/secrets';
import type { Transaction } from '../db/client';

/** A name of the top-level domain that is reserved for private use: nobody can ever resolve it to somebody else's issuer. */
const HOST = 'oidc.gatehouse.internal';
/** Under which private keys are encrypted. */
export const KEY_PURPOSE = 'token-issuer-key';
export const ISSUER_ALGORITHM = 'ES256';

/** The issuer that an account has, as the `iss` of its tokens. A provider for it is created like any other. */
export function issuerUrl(accountId: string): string {
  return `https://${HOST}/${accountId}`;
}

/**
 * Whose issuer a provider's URL names.
 * @param url without `https://`, as providers have it
 * @returns null for an issuer that is none of this installation's
 */
export function accountOfIssuer(url: string): string | null {
  const [host, accountId, rest] = url.split('/');
  return host === HOST && rest === undefined && accountId !== undefined && /^\d{12}$/.test(accountId) ? accountId : null;
}

/** The public keys that tokens of an account's issuer are checked against; null while it has issued none, or cannot any more. */
export async function findIssuerKeys(db: Transaction, accountId: string): Promise<JSONWebKeySet | null> {
  const row = await db.tokenIssuer.findFirst({ where: { accountId, account: { state: 'ACTIVE' } } });
  return row && { keys: [JSON.parse(row.publicKey) as JWK] };
}

/** The key that signs an account's tokens; made with the first one. Runs in a transaction. */
export async function requireIssuerKey(
  db: Transaction,
  accountId: string,
  now: Date,
): Promise<{ keyId: string; privateKey: KeyObject }> {
  const row = await db.tokenIssuer.findUnique({ where: { accountId } });
  if (row) return { keyId: row.keyId, privateKey: createPrivateKey(decrypt(KEY_PURPOSE, row.privateCipher)) };
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = pair.publicKey.export({ format: 'jwk' }) as JWK;
  const keyId = await calculateJwkThumbprint(jwk);
  await db.tokenIssuer.create({
    data: {
      accountId,
      keyId,
      privateCipher: encrypt(KEY_PURPOSE, pair.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string),
      publicKey: JSON.stringify({ ...jwk, kid: keyId, alg: ISSUER_ALGORITHM, use: 'sig' }),
      createdAt: now,
    },
  });
  return { keyId, privateKey: pair.privateKey };
}
