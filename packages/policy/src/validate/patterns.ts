import { spend } from '../budget/count';

/**
 * Comparisons of patterns with `*` and `?`: whether some text matches both, and whether one covers the other. Both take at most the product
 * of the lengths.
 */

const STAR = 42;
const QUESTION = 63;
const ANY_ONE = -1;
const ANY_RUN = -2;

export type Pattern = readonly number[];

/** Parses a pattern: `*` is any run, `?` any single character, and everything else itself. */
export function toPattern(text: string): Pattern {
  return Array.from({ length: text.length }, (_, index) => {
    const code = text.charCodeAt(index);
    return code === STAR ? ANY_RUN : code === QUESTION ? ANY_ONE : code;
  });
}

/** Parses a pattern like `toPattern`, with `${…}` as any run: a policy variable, or a placeholder of an ARN format. */
export function toOpenPattern(text: string): Pattern {
  return toPattern(text.replace(/\$\{[^}]*\}?/g, '*'));
}

/** Tests whether some text matches both patterns. */
export function overlaps(a: Pattern, b: Pattern): boolean {
  // row[j] is set if some text matches a up to the current position and b up to j.
  let row = new Uint8Array(b.length + 1);
  row[0] = 1;
  for (let i = 0; ; i++) {
    const code = a[i];
    spend(4 * b.length + 50);
    for (let j = 0; j < b.length; j++) if (row[j] === 1 && (b[j] === ANY_RUN || code === ANY_RUN)) row[j + 1] = 1;
    if (code === undefined) return row[b.length] === 1;
    const next = new Uint8Array(b.length + 1);
    let alive = false;
    for (let j = 0; j <= b.length; j++) {
      if (row[j] !== 1) continue;
      const other = b[j];
      if (code === ANY_RUN || other === ANY_RUN) next[j] = 1;
      else if (other !== undefined && (code === ANY_ONE || other === ANY_ONE || code === other)) next[j + 1] = 1;
      else continue;
      alive = true;
    }
    if (!alive) return false;
    row = next;
  }
}

/**
 * Tests whether every text that matches `narrow` also matches `wide`. A star of `narrow` counts as a letter that only a star of `wide`
 * matches. So true is certain, but rare covers by several stars together are missed.
 */
export function covers(wide: string, narrow: string): boolean {
  spend(40);
  let w = 0;
  let n = 0;
  let star = -1;
  let taken = 0;
  while (n < narrow.length) {
    const code = wide.charCodeAt(w);
    const other = narrow.charCodeAt(n);
    if (code === STAR) {
      star = w;
      taken = n;
      w += 1;
    } else if (code === other || (code === QUESTION && other !== STAR)) {
      w += 1;
      n += 1;
    } else if (star >= 0) {
      spend(10 + w - star);
      taken += 1;
      n = taken;
      w = star + 1;
    } else return false;
  }
  while (wide.charCodeAt(w) === STAR) w += 1;
  return w === wide.length;
}
