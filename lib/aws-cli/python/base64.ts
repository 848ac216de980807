const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES: ReadonlyMap<string, number> = new Map([...ALPHABET].map((char, i) => [char, i]));

/** Thrown for a text that Python's `b64decode` refuses, with its message. */
export class Base64Error extends Error {
  override readonly name = 'Base64Error';
}

/**
 * Decodes base64 as Python's `b64decode` does: it ignores characters outside of the alphabet, and padding before the end.
 * @throws Base64Error
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let [bits, inQuad, padding, count] = [0, 0, 0, 0];
  for (const char of text) {
    if (char === '=') {
      padding++;
      continue;
    }
    const value = VALUES.get(char);
    if (value === undefined) continue;
    padding = 0;
    count++;
    bits = (bits << 6) | value;
    inQuad = (inQuad + 1) % 4;
    if (inQuad !== 1) bytes.push((bits >> (inQuad === 2 ? 4 : inQuad === 3 ? 2 : 0)) & 0xff);
    bits &= 0xfff;
  }
  if (inQuad === 1) {
    throw new Base64Error(
      `Invalid base64-encoded string: number of data characters (${count}) cannot be 1 more than a multiple of 4`,
    );
  }
  if (inQuad !== 0 && inQuad + padding < 4) throw new Base64Error('Incorrect padding');
  return Uint8Array.from(bytes);
}

/** Encodes bytes in base64. */
export function encodeBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  // Long texts as arguments would overflow the stack. A multiple of three leaves no padding in between.
  for (let at = 0; at < bytes.length; at += 24_576) parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 24_576))));
  return parts.join('');
}
