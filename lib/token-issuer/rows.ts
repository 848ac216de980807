import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, type JSONWebKeySet, type JWK } from 'jose';
import { decrypt, encrypt } from '../core/secrets/secrets';
import { storedJson } from '../core/text/stored-json';
import type { Transaction } from '../db/client';
import { findOutboundIssuer, outboundIssuerId, outboundKeySet } from './outbound/rows';

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
 * Returns the issuer of a URL, if it is one of this installation: an account's issuer to practice with, or its issuer for outbound
 * federation.
 * @param url without `https://`, as providers store it
 * @returns null for the issuers of others. `keys` is null if it has issued no token, or if its account does not exist or is closed.
 */
export async function findIssuer(
  db: Transaction,
  url: string,
): Promise<{ accountId: string | null; keys: JSONWebKeySet | null } | null> {
  const issuerId = outboundIssuerId(url);
  if (issuerId !== null) {
    const accountId = (await findOutboundIssuer(db, issuerId))?.accountId ?? null;
    const set = accountId === null ? null : await outboundKeySet(db, accountId);
    return { accountId, keys: set && set.keys.length > 0 ? set : null };
  }
  const accountId = accountOfIssuer(url);
  return accountId === null ? null : { accountId, keys: await findIssuerKeys(db, accountId) };
}

/** Returns whether a URL, without `https://`, is the issuer of an account of this installation, so that its keys are known. */
export function isIssuedHere(url: string): boolean {
  return accountOfIssuer(url) !== null || outboundIssuerId(url) !== null;
}

/** Returns the account of the URL of an issuer to practice with. */
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
