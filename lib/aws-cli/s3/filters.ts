import { bucketAndKey, isS3, joinPath } from './paths';

/** A pattern of `--include` or `--exclude`. */
export type Filter = { includes: boolean; pattern: string };

type Part = { type: 'text'; char: string } | { type: 'any' } | { type: 'star' } | { type: 'set'; negated: boolean; set: string };

/** Splits a pattern of Python's fnmatch into its parts. */
function partsOf(pattern: string): Part[] {
  const chars = [...pattern];
  const parts: Part[] = [];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? '';
    if (char === '*') {
      if (parts.at(-1)?.type !== 'star') parts.push({ type: 'star' });
    } else if (char === '?') {
      parts.push({ type: 'any' });
    } else if (char === '[') {
      const negated = chars[i + 1] === '!';
      const from = i + (negated ? 2 : 1);
      // A bracket at the beginning of a set belongs to it.
      const end = chars.indexOf(']', from + 1);
      if (end < 0) {
        parts.push({ type: 'text', char });
      } else {
        parts.push({ type: 'set', negated, set: chars.slice(from, end).join('') });
        i = end;
      }
    } else {
      parts.push({ type: 'text', char });
    }
  }
  return parts;
}

function inSet(set: string, char: string): boolean {
  const chars = [...set];
  for (let i = 0; i < chars.length; i++) {
    const [from = '', dash, to] = [chars[i], chars[i + 1], chars[i + 2]];
    if (dash === '-' && to !== undefined) {
      if (from <= char && char <= to) return true;
      i += 2;
    } else if (from === char) return true;
  }
  return false;
}

function fits(part: Part, char: string): boolean {
  if (part.type === 'text') return part.char === char;
  return part.type === 'any' || (part.type === 'set' && inSet(part.set, char) !== part.negated);
}

/** Matches a whole path, as Python's `fnmatchcase` does. `*` matches slashes too. The time is bounded by both lengths. */
export function matches(path: string, pattern: string): boolean {
  const parts = partsOf(pattern);
  const chars = [...path];
  let [part, char] = [0, 0];
  // The part after the last star, and the character up to which that star takes.
  let [afterStar, taken] = [-1, 0];
  while (char < chars.length) {
    const current = parts[part];
    if (current?.type === 'star') {
      part++;
      [afterStar, taken] = [part, char];
    } else if (current && fits(current, chars[char] ?? '')) {
      part++;
      char++;
    } else if (afterStar >= 0) {
      taken++;
      [part, char] = [afterStar, taken];
    } else {
      return false;
    }
  }
  while (parts[part]?.type === 'star') part++;
  return part === parts.length;
}

/**
 * Returns a test for the files of a transfer. Patterns are below the source and below the target, and the last that matches counts.
 * @param absolute makes a local path absolute
 */
export function fileFilter(
  filters: readonly Filter[],
  paths: { source: string; target: string },
  recursive: boolean,
  absolute: (path: string) => string,
): (path: string) => boolean {
  const roots = [paths.source, paths.target].map((path) => rootOf(path, recursive, absolute));
  return (path) =>
    filters.reduce(
      (included, { includes, pattern }) => (roots.some((root) => matches(path, joinPath(root, pattern))) ? includes : included),
      true,
    );
}

function rootOf(path: string, recursive: boolean, absolute: (path: string) => string): string {
  if (!isS3(path)) return absolute(recursive ? path : path.slice(0, path.lastIndexOf('/') + 1));
  const { bucket, key } = bucketAndKey(path);
  return `${bucket}/${recursive || key.endsWith('/') ? key : key.split('/').slice(0, -1).join('/')}`;
}
