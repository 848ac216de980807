import { spend } from '../budget/count';

/**
 * Questions about two patterns with `*` and `?`: whether some text matches both, and whether one covers the other. Both take at most
 * the product of the lengths, whatever the patterns.
 */

const STAR = 42;
const QUESTION = 63;
const ANY_ONE = -1;
const ANY_RUN = -2;

export type Pattern = readonly number[];

/** `*` any run, `?` any one character, everything else itself. */
export function toPattern(text: string): Pattern {
  return Array.from({ length: text.length }, (_, index) => {
    const code = text.charCodeAt(index);
    return code === STAR ? ANY_RUN : code === QUESTION ? ANY_ONE : code;
  });
}

/** As `toPattern`, with `${…}` standing for any run: a policy variable, or the placeholder of an ARN format. */
export function toOpenPattern(text: string): Pattern {
  return toPattern(text.replace(/\$\{[^}]*\}?/g, '*'));
}

/** Whether a text exists that matches both patterns. */
export function overlaps(a: Pattern, b: Pattern): boolean {
  // row[j]: some text is matched by a up to the current place and by b up to j.
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
 * Whether every text that matches `narrow` matches `wide` too. A star of `narrow` is taken for a letter that only a star of `wide`
 * matches, so a yes is certain; the rare cover that needs several stars together is missed.
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
