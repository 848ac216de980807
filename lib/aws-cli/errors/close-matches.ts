/** The similarity from which a word is suggested. */
const CUTOFF = 0.8;
const MOST = 3;
/** Longer words are no typing errors, and would take long to compare. */
const LONGEST = 200;

/** Returns the words that are most like a word, the best first: `get_close_matches` of Python's difflib. */
export function closeMatches(word: string, choices: readonly string[]): string[] {
  if (word.length > LONGEST) return [];
  return choices
    .map((choice) => ({ choice, ratio: similarity([...choice], [...word]) }))
    .filter(({ ratio }) => ratio >= CUTOFF)
    .toSorted((one, other) => other.ratio - one.ratio || (one.choice < other.choice ? 1 : -1))
    .slice(0, MOST)
    .map(({ choice }) => choice);
}

/** Returns the share of characters in common blocks, from 0 to 1. */
function similarity(one: readonly string[], other: readonly string[]): number {
  const length = one.length + other.length;
  return length === 0 ? 1 : (2 * matching(one, other, 0, one.length, 0, other.length)) / length;
}

/** Counts the characters in the longest common block and, on both sides of it, in the next ones. */
function matching(a: readonly string[], b: readonly string[], aFrom: number, aTo: number, bFrom: number, bTo: number): number {
  let [bestA, bestB, size] = [aFrom, bFrom, 0];
  let lengths = new Map<number, number>();
  for (let i = aFrom; i < aTo; i++) {
    const next = new Map<number, number>();
    for (let j = bFrom; j < bTo; j++) {
      if (a[i] !== b[j]) continue;
      const length = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, length);
      if (length > size) [bestA, bestB, size] = [i - length + 1, j - length + 1, length];
    }
    lengths = next;
  }
  if (size === 0) return 0;
  return size + matching(a, b, aFrom, bestA, bFrom, bestB) + matching(a, b, bestA + size, aTo, bestB + size, bTo);
}
