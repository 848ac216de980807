import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, type JSONWebKeySet, type JWK } from 'jose';
import { decrypt, encrypt } from '../core/secrets/secrets';
import { storedJson } from '../core/text/stored-json';
import type { Transaction } from '../db/client';

/** A name in the top-level domain for private use, which can never resolve to another issuer. */
const HOST = 'oidc.gatehouse.internal';
/** The encryption purpose of private keys. */
export const KEY_PURPOSE = 'token-issuer-key';
export const ISSUER_ALGORITHM = 'ES256';

/** Returns the URL of an account's issuer, the `iss` of its tokens. A provider for it is created like any other. */
export function issuerUrl(accountId: string): string {
  return `https://${HOST}/${accountId}`;
}

/**
 * Returns the account of an issuer's URL.
 * @param url without `https://`, as providers store it
 * @returns null if it is not an issuer of this installation
 */
export function accountOfIssuer(url: string): string | null {
  const [host, accountId, rest] = url.split('/');
  return host === HOST && rest === undefined && accountId !== undefined && /^\d{12}$/.test(accountId) ? accountId : null;
}

/** Returns the public keys of an account's issuer; null if it has issued no token or the account is closed. */
export async function findIssuerKeys(db: Transaction, accountId: string): Promise<JSONWebKeySet | null> {
  const row = await db.tokenIssuer.findFirst({ where: { accountId, account: { state: 'ACTIVE' } } });
  return row && { keys: [storedJson<JWK>(row.publicKey)] };
}

/** Returns the key that signs an account's tokens, creating it with the first token. Runs in a transaction. */
export async function requireIssuerKey(
  db: Transaction,
  accountId: string,
  now: Date,
): Promise<{ keyId: string; privateKey: KeyObject }> {
  const row = await db.tokenIssuer.findUnique({ where: { accountId } });
  if (row) return { keyId: row.keyId, privateKey: createPrivateKey(decrypt(KEY_PURPOSE, row.privateCipher)) };
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = pair.publicKey.export({ format: 'jwk' });
  const keyId = await calculateJwkThumbprint(jwk);
  await db.tokenIssuer.create({
    data: {
      accountId,
      keyId,
      privateCipher: encrypt(KEY_PURPOSE, String(pair.privateKey.export({ format: 'pem', type: 'pkcs8' }))),
      publicKey: JSON.stringify({ ...jwk, kid: keyId, alg: ISSUER_ALGORITHM, use: 'sig' }),
      createdAt: now,
    },
  });
  return { keyId, privateKey: pair.privateKey };
}
