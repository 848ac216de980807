import { spend } from '../budget/count';

/**
 * Patterns with `*` and `?` as sequences of codes: a character's UTF-16 code, or a negative code below. Matching never backtracks beyond
 * the last star, so its time is at most pattern length times text length.
 */

/** `?`: any single character. */
export const ANY_ONE = -1;
/** `?` before the fifth colon of an ARN: any single character except a colon. */
export const ONE_IN_SEGMENT = -2;
/** `*`: any run. */
export const ANY_RUN = -3;
/** `*` in the middle of an ARN segment: any run without a colon. */
export const RUN_IN_SEGMENT = -4;

export type GlobCodes = readonly number[];

export type Glob =
  | { kind: 'all' }
  | { kind: 'exact'; text: string }
  | { kind: 'prefix'; text: string }
  | { kind: 'codes'; codes: GlobCodes; minimum: number };

const COLON = 58;

/** Returns the fastest matcher for a sequence of codes. */
export function globOf(codes: GlobCodes): Glob {
  let special = -1;
  for (let i = 0; i < codes.length && special < 0; i += 1) if ((codes[i] ?? 0) < 0) special = i;
  if (special < 0) return { kind: 'exact', text: textOf(codes, codes.length) };
  if (special === codes.length - 1 && codes[special] === ANY_RUN) {
    return special === 0 ? { kind: 'all' } : { kind: 'prefix', text: textOf(codes, special) };
  }
  let minimum = 0;
  for (const code of codes) if (code > ANY_RUN) minimum += 1;
  return { kind: 'codes', codes, minimum };
}

function textOf(codes: GlobCodes, length: number): string {
  let text = '';
  for (let i = 0; i < length; i += 1) text += String.fromCharCode(codes[i] ?? 0);
  return text;
}

/** Compiles a plain glob: `*` matches any run, `?` any single character, and everything else itself. */
export function plainGlob(pattern: string): Glob {
  if (!pattern.includes('*') && !pattern.includes('?')) return { kind: 'exact', text: pattern };
  const codes: number[] = [];
  for (let i = 0; i < pattern.length; i += 1) {
    const code = pattern.charCodeAt(i);
    codes.push(code === 42 ? ANY_RUN : code === 63 ? ANY_ONE : code);
  }
  return globOf(codes);
}

export function matchGlob(glob: Glob, text: string): boolean {
  switch (glob.kind) {
    case 'all':
      return true;
    case 'exact':
      return glob.text === text;
    case 'prefix':
      return text.startsWith(glob.text);
    case 'codes':
      spend(text.length);
      return text.length >= glob.minimum && matchCodes(glob.codes, text);
  }
}

/** Tests whether the codes match the whole text, in time up to `codes.length * text.length`. */
export function matchCodes(codes: GlobCodes, text: string): boolean {
  for (const code of codes) if (code === RUN_IN_SEGMENT) return matchBySets(codes, text);
  return matchGreedy(codes, text);
}

/**
 * Matches with one kind of star. Only the last star must be remembered, because an earlier one could only give up what a later one can
 * take.
 */
function matchGreedy(codes: GlobCodes, text: string): boolean {
  let c = 0;
  let t = 0;
  let starAt = -1;
  let starTaken = 0;
  while (t < text.length) {
    const code = c < codes.length ? (codes[c] ?? 0) : 0x10000;
    const char = text.charCodeAt(t);
    if (code === char || code === ANY_ONE || (code === ONE_IN_SEGMENT && char !== COLON)) {
      c += 1;
      t += 1;
    } else if (code === ANY_RUN) {
      starAt = c;
      starTaken = t;
      c += 1;
    } else if (starAt >= 0) {
      // The text after the star is matched again.
      spend(c - starAt);
      starTaken += 1;
      t = starTaken;
      c = starAt + 1;
    } else return false;
  }
  while (c < codes.length && codes[c] === ANY_RUN) c += 1;
  return c === codes.length;
}

/** Matches with two kinds of star by following all possible positions at once. */
function matchBySets(codes: GlobCodes, text: string): boolean {
  const size = codes.length + 1;
  let now = new Uint8Array(size);
  let next = new Uint8Array(size);
  now[0] = 1;
  passStars(codes, now);
  for (let t = 0; t < text.length; t += 1) {
    spend(size);
    if (!advance(codes, text.charCodeAt(t), now, next)) return false;
    passStars(codes, next);
    [now, next] = [next, now];
    next.fill(0);
  }
  return now[codes.length] === 1;
}

function advance(codes: GlobCodes, char: number, now: Uint8Array, next: Uint8Array): boolean {
  let alive = false;
  for (let c = 0; c < codes.length; c += 1) {
    if (now[c] !== 1) continue;
    const code = codes[c] ?? 0;
    if (code === ANY_RUN || (code === RUN_IN_SEGMENT && char !== COLON)) {
      next[c] = 1;
      alive = true;
    } else if (code === char || code === ANY_ONE || (code === ONE_IN_SEGMENT && char !== COLON)) {
      next[c + 1] = 1;
      alive = true;
    }
  }
  return alive;
}

function passStars(codes: GlobCodes, states: Uint8Array): void {
  for (let c = 0; c < codes.length; c += 1) {
    if (states[c] === 1 && (codes[c] === ANY_RUN || codes[c] === RUN_IN_SEGMENT)) states[c + 1] = 1;
  }
}
