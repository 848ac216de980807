const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/** Normalizes base64 text (no padding, unused bits zero), so that equal bytes are equal texts. Returns null for other texts. */
export function canonicalBase64(text: string): string | null {
  if (!BASE64.test(text)) return null;
  const digits = text.replace(/=+$/, '');
  const unused = digits.length % 4 === 2 ? 4 : digits.length % 4 === 3 ? 2 : 0;
  if (unused === 0) return digits;
  const last = ALPHABET.indexOf(digits.charAt(digits.length - 1));
  return digits.slice(0, -1) + ALPHABET.charAt((last >> unused) << unused);
}
