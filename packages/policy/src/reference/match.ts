/**
 * Text matching in the simplest way: a text becomes characters, each a wildcard or literal, and then a regular expression. Regular
 * expressions backtrack, so it is only for short texts.
 */

export type LookUp = (key: string) => string | null;

/**
 * A character of a text. `separates` means that as a colon it ends a part of an ARN. A variable's colons do so only at the very start,
 * where it can be a whole ARN.
 */
export type Character = { text: string; literal: boolean; separates: boolean };

/** Returns the characters of a text with its variables replaced, or null if one has no value. */
export function charactersOf(text: string, variables: boolean, lookUp: LookUp): Character[] | null {
  const characters: Character[] = [];
  for (let at = 0; at < text.length; ) {
    const end = variables && text.startsWith('${', at) ? endOfVariable(text, at) : -1;
    if (end < 0) {
      characters.push({ text: text.charAt(at), literal: false, separates: true });
      at += 1;
      continue;
    }
    const value = replacementOf(text.slice(at + 2, end), lookUp);
    if (value === null) return null;
    for (const one of value.split('')) characters.push({ text: one, literal: true, separates: at === 0 });
    at = end + 1;
  }
  return characters;
}

/** Returns the position of the closing brace. Braces in a quoted default don't close. */
function endOfVariable(text: string, at: number): number {
  const withDefault = /^\$\{[^\s,'{}]+, '[^']*'\}/.exec(text.slice(at));
  return withDefault === null ? text.indexOf('}', at) : at + withDefault[0].length - 1;
}

function replacementOf(inside: string, lookUp: LookUp): string | null {
  if (inside === '*' || inside === '?' || inside === '$') return inside;
  const [, key, fallback] = /^([^\s,'{}]+)(?:, '([^']*)')?$/.exec(inside) ?? [];
  return key === undefined ? null : (lookUp(key.toLowerCase()) ?? fallback ?? null);
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
const written = (text: string): Character[] => text.split('').map((one) => ({ text: one, literal: false, separates: true }));

export function globMatches(pattern: readonly Character[], text: string, flags = 's'): boolean {
  const wild = (one: string) => (one === '*' ? '.*' : one === '?' ? '.' : escaped(one));
  return new RegExp(`^${pattern.map((one) => (one.literal ? escaped(one.text) : wild(one.text))).join('')}$`, flags).test(text);
}

export function actionMatches(entry: string, action: string): boolean {
  return globMatches(written(entry), action, 'si');
}

/** Adds `*` for the missing parts of a short ARN, unless it ends in `*` already. */
function filled(entry: string, variables: boolean): string {
  if (!entry.startsWith('arn:') || entry.endsWith('*')) return entry;
  let colons = 0;
  for (let at = 0; at < entry.length; at += 1) {
    const end = variables && entry.startsWith('${', at) ? endOfVariable(entry, at) : -1;
    if (end >= 0) at = end;
    else if (entry.charAt(at) === ':') colons += 1;
  }
  return colons < 5 ? entry + ':*'.repeat(5 - colons) : entry;
}

/** Tests a Resource entry. `*` and `?` stay in their segment before the fifth colon, except for a `*` at its end. */
export function resourceMatches(given: string, resource: string, variables: boolean, lookUp: LookUp): boolean {
  const entry = filled(given, variables);
  if (variables && hasVariableTooEarly(entry)) return false;
  const characters = charactersOf(entry, variables, lookUp);
  if (characters === null) return false;
  let colons = 0;
  let source = '';
  for (const [i, { text, literal }] of characters.entries()) {
    const tail = colons >= 5;
    const next = characters[i + 1];
    const endsSegment = next === undefined || (next.text === ':' && !next.literal);
    if (text === ':' && !literal) colons += 1;
    if (!literal && text === '*') source += tail || endsSegment ? '.*' : '[^:]*';
    else if (!literal && text === '?') source += tail ? '.' : '[^:]';
    else source += escaped(text);
  }
  return new RegExp(`^${source}$`, 's').test(resource);
}

/** Tests for a variable before the fifth colon. */
export function hasVariableTooEarly(entry: string): boolean {
  const plain = entry.replace(/\$\{[*?$]\}/g, '_');
  const first = plain.indexOf('${');
  return first >= 0 && plain.includes('}', first) && plain.slice(0, first).split(':').length <= 5;
}

export function arnMatches(pattern: readonly Character[], actual: string): boolean {
  const parts = actual.split(':');
  if (parts.length < 6 || parts[0] !== 'arn') return false;
  if (pattern.length === 1 && pattern[0]?.text === '*' && !pattern[0].literal) return true;
  const segments: Character[][] = [[]];
  for (const one of pattern) {
    if (one.text === ':' && one.separates && segments.length < 6) segments.push([]);
    else segments.at(-1)?.push(one);
  }
  if (segments.length < 6) return false;
  return segments.every((segment, i) => globMatches(segment, parts.slice(i, i < 5 ? i + 1 : undefined).join(':')));
}
