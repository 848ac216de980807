import { createHmac, randomBytes } from 'node:crypto';

// Virtual MFA devices follow RFC 6238 with its defaults: HMAC-SHA-1, 30 seconds, 6 digits.
const STEP_SECONDS = 30;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new seed: 64 base32 characters, as many as AWS gives. */
export function newSeed(): string {
  return Array.from(randomBytes(64), (byte) => BASE32.charAt(byte % 32)).join('');
}

/** The number of the 30-second step that a moment lies in. */
export function stepOf(now: Date): number {
  return Math.floor(now.getTime() / 1000 / STEP_SECONDS);
}

/** The six digits that a device with this base32 seed shows in a step (RFC 4226, section 5.3). */
export function codeOf(seed: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', decodeBase32(seed)).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** What a device with a seed shows now, and what it shows next. */
export function shownCodes(seed: string, now: Date): { now: string; next: string; secondsLeft: number } {
  const step = stepOf(now);
  const secondsLeft = STEP_SECONDS - (Math.floor(now.getTime() / 1000) % STEP_SECONDS);
  return { now: codeOf(seed, step), next: codeOf(seed, step + 1), secondsLeft };
}

/** The first step of the range in which the device shows `code`, and `next` in the step after it where that is given. */
export function findStep(seed: string, range: { from: number; to: number }, code: string, next?: string): number | null {
  for (let step = range.from; step <= range.to; step++) {
    if (codeOf(seed, step) === code && (next === undefined || codeOf(seed, step + 1) === next)) return step;
  }
  return null;
}

const SEED_BYTES = { least: 16, most: 64 };

/**
 * A seed as vendors write it, in the form in which seeds are stored.
 * @returns base32 text without padding, or null for what is no seed of 16 to 64 bytes in that format
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
