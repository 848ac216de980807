import { createPrivateKey, generateKeyPair, type KeyObject, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint, type JSONWebKeySet, type JWK } from 'jose';
import { decrypt, encrypt } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';
import { BY_TIME } from '../../core/time/by-time';
import type { Transaction } from '../../db/client';

/** AWS: tokens.sts.global.api.aws. Nobody can own a name in the top-level domain for private use. */
const HOST = 'tokens.sts.gatehouse.internal';
/** The encryption purpose of private keys. */
export const OUTBOUND_KEY_PURPOSE = 'outbound-signing-key';
export const OUTBOUND_ALGORITHMS = ['RS256', 'ES384'] as const;
export type OutboundAlgorithm = (typeof OUTBOUND_ALGORITHMS)[number];

/** A key signs for this long. AWS publishes no period. */
const SIGNS_FOR_MS = BY_TIME.outboundKey.afterMs;
/** A former key is published for this long, so that verifiers can still check the last token, which lives for an hour. */
const VERIFIES_FOR_MS = 86_400_000;

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const URL_OF_ISSUER = new RegExp(`^(${UUID})\\.${HOST.replaceAll('.', '\\.')}$`);

/** Returns the URL of an issuer for outbound federation, the `iss` of its tokens. */
export function outboundIssuerUrl(issuerId: string): string {
  return `https://${issuerId}.${HOST}`;
}

/**
 * Returns the id of an issuer for outbound federation.
 * @param url without `https://`, as providers store it
 * @returns null for other issuers
 */
export function outboundIssuerId(url: string): string | null {
  return URL_OF_ISSUER.exec(url)?.[1] ?? null;
}

export type OutboundFederation = { accountId: string; issuerUrl: string; enabled: boolean };

type Row = { accountId: string; issuerId: string; enabled: boolean };
const toFederation = ({ accountId, issuerId, enabled }: Row): OutboundFederation => ({
  accountId,
  issuerUrl: outboundIssuerUrl(issuerId),
  enabled,
});

/** Returns an account's outbound federation; null if it was never enabled. */
export async function findOutboundFederation(db: Transaction, accountId: string): Promise<OutboundFederation | null> {
  const row = await db.outboundFederation.findUnique({ where: { accountId } });
  return row && toFederation(row);
}

/** Returns the outbound federation of an issuer. It exists on after it was disabled, since its tokens stay valid. */
export async function findOutboundIssuer(db: Transaction, issuerId: string): Promise<OutboundFederation | null> {
  const row = await db.outboundFederation.findFirst({ where: { issuerId, account: { state: 'ACTIVE' } } });
  return row && toFederation(row);
}

/** Enables outbound federation. An account keeps its issuer, because verifiers trust the issuer's URL. */
export async function enableOutboundFederation(db: Transaction, accountId: string, now: Date): Promise<OutboundFederation> {
  const row = await db.outboundFederation.upsert({
    where: { accountId },
    create: { accountId, issuerId: randomUUID(), enabled: true, createdAt: now },
    update: { enabled: true },
  });
  return toFederation(row);
}

export async function disableOutboundFederation(db: Transaction, accountId: string): Promise<void> {
  await db.outboundFederation.update({ where: { accountId }, data: { enabled: false } });
}

/** Returns the public keys that verify an account's tokens, the newest first. */
export async function outboundKeySet(db: Transaction, accountId: string): Promise<JSONWebKeySet> {
  const rows = await db.outboundSigningKey.findMany({ where: { accountId }, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] });
  return { keys: rows.map(({ publicKey }) => storedJson<JWK>(publicKey)) };
}

export type SigningKey = { keyId: string; privateKey: KeyObject };
/** A key that is not stored yet. */
export type NewSigningKey = SigningKey & { algorithm: OutboundAlgorithm; publicKey: string };

const generate = promisify(generateKeyPair);

/** Generates a key outside of the event loop, since RSA takes a fraction of a second. */
async function newSigningKey(algorithm: OutboundAlgorithm): Promise<NewSigningKey> {
  const pair = await (algorithm === 'RS256' ? generate('rsa', { modulusLength: 2048 }) : generate('ec', { namedCurve: 'P-384' }));
  const jwk = pair.publicKey.export({ format: 'jwk' });
  const keyId = await calculateJwkThumbprint(jwk as JWK);
  const publicKey = JSON.stringify({ ...jwk, kid: keyId, alg: algorithm, use: 'sig' });
  return { keyId, privateKey: pair.privateKey, algorithm, publicKey };
}

async function findSigningKey(
  db: Transaction,
  accountId: string,
  algorithm: OutboundAlgorithm,
  now: Date,
): Promise<SigningKey | null> {
  const row = await db.outboundSigningKey.findFirst({
    where: { accountId, algorithm, createdAt: { gt: new Date(now.getTime() - SIGNS_FOR_MS) } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  });
  return row && { keyId: row.id, privateKey: createPrivateKey(decrypt(OUTBOUND_KEY_PURPOSE, row.privateCipher)) };
}

/** Returns a new key if the account has none of the algorithm that may sign, before the transaction that stores it. */
export async function prepareSigningKey(
  db: Transaction,
  accountId: string,
  algorithm: OutboundAlgorithm,
  now: Date,
): Promise<NewSigningKey | null> {
  return (await findSigningKey(db, accountId, algorithm, now)) ? null : newSigningKey(algorithm);
}

/**
 * Returns the key that signs an account's tokens. Stores the prepared one if there is still none, and deletes the keys whose
 * tokens have expired.
 */
export async function requireSigningKey(
  db: Transaction,
  accountId: string,
  algorithm: OutboundAlgorithm,
  prepared: NewSigningKey | null,
  now: Date,
): Promise<SigningKey> {
  const known = await findSigningKey(db, accountId, algorithm, now);
  if (known) return known;
  const made = prepared ?? (await newSigningKey(algorithm));
  const expired = new Date(now.getTime() - SIGNS_FOR_MS - VERIFIES_FOR_MS);
  await db.outboundSigningKey.deleteMany({ where: { accountId, createdAt: { lte: expired } } });
  await db.outboundSigningKey.create({
    data: {
      id: made.keyId,
      accountId,
      algorithm,
      privateCipher: encrypt(OUTBOUND_KEY_PURPOSE, String(made.privateKey.export({ format: 'pem', type: 'pkcs8' }))),
      publicKey: made.publicKey,
      createdAt: now,
    },
  });
  return made;
}
