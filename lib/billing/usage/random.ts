// Deterministic pseudorandom numbers from integers. Not for secrets.

/** Returns a 32-bit seed for texts: FNV-1a, then mixed. */
export function seedOf(...texts: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const character of texts.join('\u0000')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return mix(hash);
}

/** Returns the `index`-th 32-bit number of a seed. */
export function numberAt(seed: number, index: number): number {
  return mix(seed ^ Math.imul(index + 1, 0x9e3779b1));
}

/** Returns a whole number from `least` to `most`. */
export function wholeAt(seed: number, index: number, least: number, most: number): number {
  return least + (numberAt(seed, index) % (most - least + 1));
}

/** Returns hexadecimal digits like those of an id, determined by a seed. */
export function digitsOf(seed: number, count: number): string {
  let digits = '';
  for (let index = 0; digits.length < count; index++) digits += numberAt(seed, index).toString(16).padStart(8, '0');
  return digits.slice(0, count);
}

// The finalizer of MurmurHash3: every input bit affects every output bit.
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
