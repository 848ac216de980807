import { createHash, createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

/** An SSH public key: OpenSSH's line of type and key, and the key's MD5 digest as `ssh-keygen -l -E md5` prints it. */
export type SshKey = { body: string; fingerprint: string };

const TYPE = 'ssh-rsa';
/** AWS: the API reference of UploadSSHPublicKey. */
const MIN_BITS = 2048;
const PEM = /^-----BEGIN (RSA )?PUBLIC KEY-----\r?\n[\s\S]+-----END \1?PUBLIC KEY-----$/;

/**
 * Parses a key in AWS's two encodings: OpenSSH's `ssh-rsa …`, without its comment, and PEM.
 * @returns `unrecognized` for another encoding or kind of key, `invalid` for a broken key or one shorter than 2048 bits
 */
export function parseSshKey(material: string): SshKey | 'unrecognized' | 'invalid' {
  const text = material.trim();
  const isLine = text.startsWith(`${TYPE} `);
  if (!isLine && !PEM.test(text)) return 'unrecognized';
  const [, blob = ''] = text.split(/\s+/, 2);
  const key = isLine ? fromBlob(blob) : fromPem(text);
  if (!key) return 'invalid';
  const { asymmetricKeyType, asymmetricKeyDetails } = key;
  if (asymmetricKeyType !== 'rsa') return 'unrecognized';
  return (asymmetricKeyDetails?.modulusLength ?? 0) < MIN_BITS ? 'invalid' : toSshKey(key);
}

/** Returns the key in PEM. */
export function toPem({ body }: Pick<SshKey, 'body'>): string {
  const key = fromBlob(body.slice(TYPE.length + 1));
  if (!key) throw new Error('a stored SSH key cannot be read');
  return key.export({ type: 'spki', format: 'pem' }).toString().trim();
}

function fromPem(pem: string): KeyObject | null {
  try {
    return createPublicKey(pem);
  } catch {
    return null;
  }
}

/** Parses a key blob: the type, the exponent and the modulus, each after its length (RFC 4253, 6.6). */
function fromBlob(base64: string): KeyObject | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const [type, exponent, modulus, ...rest] = readFields(Buffer.from(base64, 'base64')) ?? [];
  if (type?.toString('latin1') !== TYPE || !exponent || !modulus || rest.length > 0) return null;
  try {
    return createPublicKey({
      key: { kty: 'RSA', e: exponent.toString('base64url'), n: modulus.toString('base64url') },
      format: 'jwk',
    });
  } catch {
    return null;
  }
}

function readFields(blob: Buffer): Buffer[] | null {
  const fields: Buffer[] = [];
  for (let at = 0; at < blob.length; ) {
    const end = at + 4 > blob.length ? Number.POSITIVE_INFINITY : at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return null;
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

function toSshKey(key: KeyObject): SshKey {
  const { e = '', n = '' } = key.export({ format: 'jwk' }) as JsonWebKey;
  const fields = [Buffer.from(TYPE), ...[e, n].map((text) => toInteger(Buffer.from(text, 'base64url')))];
  const blob = Buffer.concat(fields.flatMap((field) => [lengthOf(field), field]));
  const digest = createHash('md5').update(blob).digest('hex');
  return { body: `${TYPE} ${blob.toString('base64')}`, fingerprint: digest.replace(/(..)(?!$)/g, '$1:') };
}

/** Prepends a zero to a number whose first bit is set, which would otherwise be negative (RFC 4251, 5). */
function toInteger(bytes: Buffer): Buffer {
  return (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
}

function lengthOf(field: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return length;
}
