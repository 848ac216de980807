import { spend } from '../../budget/count';
import { admits, admitsAll, isRun, type TextCodes } from './codes';
import { findText } from './find-text';

/** Tests whether some text is in both sets. The result is exact, in time up to the product of the lengths. */
export function overlaps(a: TextCodes, b: TextCodes): boolean {
  if (prefixesDiffer(a, b) || suffixesDiffer(a, b)) return false;
  let row = new Uint8Array(b.length + 1);
  let next = new Uint8Array(b.length + 1);
  row[0] = 1;
  for (let i = 0; ; i += 1) {
    const code = a[i];
    spend(10 * (b.length + 1));
    for (let j = 0; j < b.length; j += 1) if (row[j] === 1 && isRun(b[j] ?? 0)) row[j + 1] = 1;
    if (code === undefined) return row[b.length] === 1;
    if (!stepTogether(code, b, row, next)) return false;
    [row, next] = [next, row];
    next.fill(0);
  }
}

/** Compares the texts up to the first wildcard. If they differ, the sets have nothing in common. */
function prefixesDiffer(a: TextCodes, b: TextCodes): boolean {
  for (let i = 0; i < a.length && i < b.length; i += 1) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    if (x < 0 || y < 0) return false;
    if (x !== y) return true;
  }
  return false;
}

function suffixesDiffer(a: TextCodes, b: TextCodes): boolean {
  for (let i = a.length - 1, j = b.length - 1; i >= 0 && j >= 0; i -= 1, j -= 1) {
    const x = a[i] ?? 0;
    const y = b[j] ?? 0;
    if (x < 0 || y < 0) return false;
    if (x !== y) return true;
  }
  return false;
}

/**
 * Advances `a` by one code. `row[j]` is set if a common text reaches `code` in `a` and position `j` in `b`. A run of `a` first passes
 * whatever it can of `b`.
 */
function stepTogether(code: number, b: TextCodes, row: Uint8Array, next: Uint8Array): boolean {
  let alive = false;
  for (let j = 0; j <= b.length; j += 1) {
    if (row[j] !== 1) continue;
    const other = b[j];
    if (isRun(code)) {
      // The run ends here or consumes the next position of b.
      next[j] = 1;
      alive = true;
      if (other !== undefined && meet(code, other)) row[j + 1] = 1;
      continue;
    }
    if (other === undefined || !meet(code, other)) continue;
    next[isRun(other) ? j : j + 1] = 1;
    alive = true;
  }
  return alive;
}

/** Tests whether two positions have a common character. Two wildcards always do. */
function meet(a: number, b: number): boolean {
  if (a < 0 && b < 0) return true;
  return a < 0 ? admits(a, b) : admits(b, a);
}

/**
 * Tests whether every text of `narrow` is in `wide`. The result is exact, except that comparisons that would take too long return false.
 */
export function covers(wide: TextCodes, narrow: TextCodes): boolean {
  if (coversPlaceByPlace(wide, narrow)) return true;
  // A text of `narrow` with an unusual letter for each wildcard rules out nearly everything that is not covered.
  if (!coversPlaceByPlace(wide, withStrangeLetters(narrow))) return false;
  const inside = { negated: false, codes: [narrow] };
  const outside = { negated: true, codes: [wide] };
  return findText([[inside], [outside]]).kind === 'none';
}

const STRANGE = 0xfffe;

function withStrangeLetters(codes: TextCodes): TextCodes {
  return codes.map((code) => (code < 0 ? STRANGE : code));
}

/**
 * Follows `wide` over the positions of `narrow` like characters. Only a wider run covers a run of `narrow`. True is certain, false is not.
 */
function coversPlaceByPlace(wide: TextCodes, narrow: TextCodes): boolean {
  const size = wide.length + 1;
  let now = new Uint8Array(size);
  let next = new Uint8Array(size);
  now[0] = 1;
  for (let n = 0; ; n += 1) {
    spend(10 * (wide.length + 1));
    for (let w = 0; w < wide.length; w += 1) if (now[w] === 1 && isRun(wide[w] ?? 0)) now[w + 1] = 1;
    const code = narrow[n];
    if (code === undefined) return now[wide.length] === 1;
    let alive = false;
    for (let w = 0; w < wide.length; w += 1) {
      const place = wide[w] ?? 0;
      if (now[w] !== 1 || !admitsAll(place, code)) continue;
      if (isRun(place)) next[w] = 1;
      else if (!isRun(code)) next[w + 1] = 1;
      else continue;
      alive = true;
    }
    if (!alive) return false;
    [now, next] = [next, now];
    next.fill(0);
  }
}
