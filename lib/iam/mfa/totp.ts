import { createHmac, randomBytes } from 'node:crypto';

// Virtual MFA devices follow RFC 6238 with its defaults: HMAC-SHA-1, 30 seconds, 6 digits.
const STEP_SECONDS = 30;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Returns a new seed of 64 base32 characters, like AWS's. */
export function newSeed(): string {
  return Array.from(randomBytes(64), (byte) => BASE32.charAt(byte % 32)).join('');
}

/** Returns the number of the 30-second step of a time. */
export function stepOf(now: Date): number {
  return Math.floor(now.getTime() / 1000 / STEP_SECONDS);
}

/** Returns the six digits of a base32 seed in a step (RFC 4226, section 5.3). */
export function codeOf(seed: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', decodeBase32(seed)).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Returns the current and the next code of a seed. */
export function shownCodes(seed: string, now: Date): { now: string; next: string; secondsLeft: number } {
  const step = stepOf(now);
  const secondsLeft = STEP_SECONDS - (Math.floor(now.getTime() / 1000) % STEP_SECONDS);
  return { now: codeOf(seed, step), next: codeOf(seed, step + 1), secondsLeft };
}

/** Returns the first step of the range in which the device shows `code`, and `next` in the following step if it is given. */
export function findStep(seed: string, range: { from: number; to: number }, code: string, next?: string): number | null {
  for (let step = range.from; step <= range.to; step++) {
    if (codeOf(seed, step) === code && (next === undefined || codeOf(seed, step + 1) === next)) return step;
  }
  return null;
}

const SEED_BYTES = { least: 16, most: 64 };

/**
 * Parses a vendor's seed into the stored form.
 * @returns base32 text without padding, or null if it is not a seed of 16 to 64 bytes in that format
 */
export function readSeed(text: string, format: 'hex' | 'base32'): string | null {
  const plain = text.replace(/[\s-]/g, '').toUpperCase().replace(/=+$/, '');
  if (!(format === 'hex' ? /^([0-9A-F]{2})+$/ : /^[A-Z2-7]+$/).test(plain)) return null;
  const bytes = format === 'hex' ? Buffer.from(plain, 'hex') : decodeBase32(plain);
  return bytes.length < SEED_BYTES.least || bytes.length > SEED_BYTES.most ? null : encodeBase32(bytes);
}

function encodeBase32(bytes: Buffer): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += BASE32.charAt((value >>> (bits - 5)) & 31);
    value &= 31;
  }
  return bits === 0 ? text : text + BASE32.charAt((value << (5 - bits)) & 31);
}

function decodeBase32(text: string): Buffer {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const character of text) {
    value = (value << 5) | BASE32.indexOf(character);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >>> bits) & 0xff);
      value &= (1 << bits) - 1;
    }
  }
  return Buffer.from(bytes);
}
