// Chance that is the same wherever and whenever it is asked, from whole numbers alone. Not for secrets.

/** A number of 32 bits for a text: FNV-1a, then mixed. */
export function seedOf(...texts: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const character of texts.join('\u0000')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return mix(hash);
}

/** The `index`-th number of 32 bits that a seed gives. */
export function numberAt(seed: number, index: number): number {
  return mix(seed ^ Math.imul(index + 1, 0x9e3779b1));
}

/** The same, as a whole number from `least` to `most`. */
export function wholeAt(seed: number, index: number, least: number, most: number): number {
  return least + (numberAt(seed, index) % (most - least + 1));
}

/** So many hexadecimal digits that look like those of an id, always the same for a seed. */
export function digitsOf(seed: number, count: number): string {
  let digits = '';
  for (let index = 0; digits.length < count; index++) digits += numberAt(seed, index).toString(16).padStart(8, '0');
  return digits.slice(0, count);
}

// The finalizer of MurmurHash3: every bit of the input bears on every bit of the output.
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
