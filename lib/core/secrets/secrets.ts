import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { settings } from '../settings';

/** Encrypts and decrypts secrets with the keys of one installation. */
export type Sealer = {
  /** Encrypts with AES-256-GCM. The key depends on the purpose, so a secret cannot move to another column. */
  encrypt(purpose: string, plain: string): string;
  /** @throws Error if the text was changed, or encrypted with another secret key */
  decrypt(purpose: string, cipherText: string): string;
  /** Returns a keyed digest, for session tokens and other secrets that are looked up but never shown again. */
  digest(purpose: string, value: string): string;
};

/** Returns what encrypts and decrypts with a secret key. Each purpose has its own key, derived from it. */
export function sealerOf(secretKey: string): Sealer {
  const keys = new Map<string, Buffer>();
  const keyFor = (purpose: string): Buffer => {
    const known = keys.get(purpose);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', secretKey, 'gatehouse', purpose, 32));
    keys.set(purpose, key);
    return key;
  };
  return {
    encrypt: (purpose, plain) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), iv);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    decrypt: (purpose, cipherText) => {
      const data = Buffer.from(cipherText, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), data.subarray(0, 12));
      decipher.setAuthTag(data.subarray(12, 28));
      return Buffer.concat([decipher.update(data.subarray(28)), decipher.final()]).toString('utf8');
    },
    digest: (purpose, value) => createHmac('sha256', keyFor(purpose)).update(value).digest('base64url'),
  };
}

let own: Sealer | undefined;
/** Returns the sealer with this installation's secret key. */
const ownSealer = (): Sealer => {
  own ??= sealerOf(settings().secretKey);
  return own;
};

/** Encrypts as a Sealer does, with this installation's secret key. */
export function encrypt(purpose: string, plain: string): string {
  return ownSealer().encrypt(purpose, plain);
}

/** @throws Error if the text was changed, or encrypted with another secret key */
export function decrypt(purpose: string, cipherText: string): string {
  return ownSealer().decrypt(purpose, cipherText);
}

/** Returns a keyed digest, for session tokens and other secrets that are looked up but never shown again. */
export function digest(purpose: string, value: string): string {
  return ownSealer().digest(purpose, value);
}

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares in constant time. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest()];
  return timingSafeEqual(left, right);
}
