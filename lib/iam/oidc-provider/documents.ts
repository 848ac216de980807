import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { invalidInput, limitExceeded } from '../../core/errors';

const MAX_KEYS = 100;
const MIN_RSA_BITS = 2048;
/** Longer keys would make token checks slow, and no issuer uses them. */
const MAX_RSA_BITS = 8192;

/** The members of a public key, and those that say which tokens it verifies (RFC 7517 and 7518). */
const Base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/);
const Named = { kid: z.string().max(256).optional(), use: z.string().max(64).optional(), alg: z.string().max(64).optional() };
const PublicKey = z.discriminatedUnion('kty', [
  z.object({ kty: z.literal('RSA'), n: Base64Url, e: Base64Url, ...Named }),
  z.object({ kty: z.literal('EC'), crv: z.enum(['P-256', 'P-384', 'P-521']), x: Base64Url, y: Base64Url, ...Named }),
]);
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

export type PublicKey = z.output<typeof PublicKey>;
/** A key in the console's list. */
export type KeySummary = { KeyId?: string; KeyType: string; Algorithm?: string; Use?: string };

/**
 * Parses a JSON Web Key Set of a token issuer: RSA keys of 2048 bits or more, and EC keys of the curves P-256, P-384 and P-521.
 * @returns its keys in order, without members that are irrelevant for verification
 * @throws AwsError InvalidInput for invalid text or a private key, LimitExceeded for more than 100 keys
 */
export function readKeySet(text: string): PublicKey[] {
  const keys = keysOf(text);
  if (keys.length > MAX_KEYS) throw limitExceeded(`Cannot exceed quota for KeysPerOpenIdConnectProvider: ${MAX_KEYS}`, 'KeySet');
  const read = keys.map(readKey);
  const ids = read.flatMap(({ kid }) => kid ?? []);
  if (new Set(ids).size < ids.length) throw invalidInput('The key set has two keys with the same kid.', 'KeySet');
  return read;
}

export function summarizeKey(key: PublicKey): KeySummary {
  const KeyType = key.kty === 'EC' ? `EC ${key.crv}` : `RSA ${publicKeyOf(key)?.asymmetricKeyDetails?.modulusLength}`;
  return { KeyId: key.kid, KeyType, Algorithm: key.alg, Use: key.use };
}

function keysOf(text: string): unknown[] {
  const refuse = () => invalidInput('The key set must be a JSON object with a list "keys" of at least one key.', 'KeySet');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw refuse();
  }
  const set = z.object({ keys: z.array(z.unknown()).min(1) }).safeParse(parsed);
  if (!set.success) throw refuse();
  return set.data.keys;
}

function readKey(key: unknown, index: number): PublicKey {
  const refuse = (why: string) => invalidInput(`Key ${index + 1} of the key set ${why}`, 'KeySet');
  if (typeof key !== 'object' || key === null || Array.isArray(key)) throw refuse('is no object.');
  if (PRIVATE_MEMBERS.some((member) => member in key)) throw refuse('is a private key: give its public members only.');
  const { success, data } = PublicKey.safeParse(key);
  if (!success) throw refuse('is no RSA key, and no EC key of the curve P-256, P-384 or P-521.');
  const made = publicKeyOf(data);
  if (!made) throw refuse('is no valid key.');
  const bits = made.asymmetricKeyDetails?.modulusLength ?? 0;
  if (data.kty === 'RSA' && (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS))
    throw refuse(`has ${bits} bits: RSA keys have ${MIN_RSA_BITS} to ${MAX_RSA_BITS}.`);
  return data;
}

function publicKeyOf(key: PublicKey): KeyObject | null {
  try {
    return createPublicKey({ key: key, format: 'jwk' });
  } catch {
    return null;
  }
}
