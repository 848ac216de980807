import { ANY_ONE, ANY_RUN, type Glob, type GlobCodes, globOf, matchCodes, matchGlob } from './glob';
import { resolveVariable, type Template, type VariableLookup } from './template';

/** A variable inside a pattern. Its value is literal. */
type Slot = { key: string; fallback: string | null };

/**
 * A pattern that is fixed or depends on variables. Their values are literal: a `*` in a tag value is not a wildcard. AWS does not say, but
 * callers who can tag must not widen a policy.
 */
export type Pattern =
  | { kind: 'fixed'; glob: Glob }
  | {
      kind: 'open';
      parts: readonly (readonly number[] | Slot)[];
      /** The characters before the first wildcard or variable, where most texts differ already. */
      prefix: string;
    };

/** Encodes raw characters (with `*` and `?` as wildcards). `offset` is the start of the piece in the whole text. */
type Encode = (text: string, offset: number) => number[];

export const encodePlain: Encode = (text) => {
  const codes: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    codes.push(code === 42 ? ANY_RUN : code === 63 ? ANY_ONE : code);
  }
  return codes;
};

export function patternOf(template: Template, encode: Encode = encodePlain): Pattern {
  const parts: (readonly number[] | Slot)[] = [];
  let codes: number[] = [];
  let offset = 0;
  for (const piece of template) {
    if (piece.kind === 'variable') {
      if (codes.length > 0) parts.push(codes);
      codes = [];
      parts.push({ key: piece.key, fallback: piece.fallback });
      offset += piece.written.length;
    } else {
      pushAll(codes, piece.kind === 'literal' ? literalCodes(piece.text) : encode(piece.text, offset));
      offset += piece.kind === 'literal' ? piece.text.length + 3 : piece.text.length;
    }
  }
  if (parts.length === 0) return { kind: 'fixed', glob: globOf(codes) };
  if (codes.length > 0) parts.push(codes);
  return { kind: 'open', parts, prefix: prefixOf(parts[0]) };
}

function prefixOf(part: readonly number[] | Slot | undefined): string {
  if (part === undefined || 'key' in part) return '';
  let prefix = '';
  for (const code of part) {
    if (code < 0) break;
    prefix += String.fromCharCode(code);
  }
  return prefix;
}

function literalCodes(text: string): number[] {
  const codes: number[] = [];
  for (let i = 0; i < text.length; i += 1) codes.push(text.charCodeAt(i));
  return codes;
}

function pushAll(target: number[], codes: readonly number[]): void {
  for (const code of codes) target.push(code);
}

/** Returns the codes of a template with its variables replaced, or null if one has neither value nor default. */
export function codesOf(template: Template, lookUp: VariableLookup): GlobCodes | null {
  const codes: number[] = [];
  for (const piece of template) {
    const text = piece.kind === 'variable' ? resolveVariable(piece, lookUp) : piece.text;
    if (text === null) return null;
    pushAll(codes, piece.kind === 'text' ? encodePlain(text, 0) : literalCodes(text));
  }
  return codes;
}

/** Tests whether the text matches. A pattern with an unresolved variable matches nothing. */
export function matchPattern(pattern: Pattern, text: string, lookUp: VariableLookup): boolean {
  if (pattern.kind === 'fixed') return matchGlob(pattern.glob, text);
  if (!text.startsWith(pattern.prefix)) return false;
  const codes: number[] = [];
  for (const part of pattern.parts) {
    if ('key' in part) {
      const value = resolveVariable(part, lookUp);
      if (value === null) return false;
      pushAll(codes, literalCodes(value));
    } else pushAll(codes, part);
  }
  return matchCodes(codes, text);
}
