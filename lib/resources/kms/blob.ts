import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

// The format of a ciphertext: version (1 byte), key id (16), initialization vector (12), tag (16), ciphertext. It is AES-256-GCM.
// The key's ARN and the encryption context are authenticated, so another key or context cannot decrypt it. AWS's own format is
// not public.
const VERSION = 1;
const HEAD = 1 + 16;
const IV = 12;
const TAG = 16;

export type EncryptionContext = Readonly<Record<string, string>>;
type Key = { id: string; arn: string; material: Buffer };

export function seal(key: Key, plaintext: Uint8Array, context: EncryptionContext = {}): Uint8Array<ArrayBuffer> {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', key.material, iv).setAAD(authenticated(key, context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const id = Buffer.from(key.id.replaceAll('-', ''), 'hex');
  return Buffer.concat([Buffer.of(VERSION), id, iv, cipher.getAuthTag(), body]);
}

/** Returns the id of the key that made a ciphertext, or null if no key here can have made it. */
export function keyIdOf(blob: Uint8Array): string | null {
  const bytes = Buffer.from(blob);
  if (bytes.length < HEAD + IV + TAG || bytes[0] !== VERSION) return null;
  const hex = bytes.toString('hex', 1, HEAD);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Decrypts a ciphertext. Returns null if the key did not make it under this context. */
export function open(key: Key, blob: Uint8Array, context: EncryptionContext = {}): Uint8Array<ArrayBuffer> | null {
  const bytes = Buffer.from(blob);
  const decipher = createDecipheriv('aes-256-gcm', key.material, bytes.subarray(HEAD, HEAD + IV));
  decipher.setAAD(authenticated(key, context)).setAuthTag(bytes.subarray(HEAD + IV, HEAD + IV + TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(HEAD + IV + TAG)), decipher.final()]);
  } catch {
    return null;
  }
}

function authenticated({ arn }: Key, context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify([arn, ...pairs]), 'utf8');
}
