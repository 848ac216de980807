import { ANY_ONE, ANY_RUN, type Glob, type GlobCodes, globOf, matchCodes, matchGlob } from './glob';
import { resolveVariable, type Template, type VariableLookup } from './template';

/** A variable inside a pattern; what replaces it is literal. */
type Slot = { key: string; fallback: string | null };

/**
 * A pattern that is either fixed or waits for the values of its variables. Substituted text is literal: a `*` in a tag value is no
 * wildcard (an attacker who can tag must not widen a policy; AWS does not say).
 */
export type Pattern =
  | { kind: 'fixed'; glob: Glob }
  | {
      kind: 'open';
      parts: readonly (readonly number[] | Slot)[];
      /** The characters before the first wildcard or variable: most texts differ there already. */
      prefix: string;
    };

/** Turns raw characters (`*` and `?` wild) into codes. `offset` is where the piece starts in the whole text. */
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

/** The codes of a template with its variables replaced, or null when one has neither value nor default. */
export function codesOf(template: Template, lookUp: VariableLookup): GlobCodes | null {
  const codes: number[] = [];
  for (const piece of template) {
    const text = piece.kind === 'variable' ? resolveVariable(piece, lookUp) : piece.text;
    if (text === null) return null;
    pushAll(codes, piece.kind === 'text' ? encodePlain(text, 0) : literalCodes(text));
  }
  return codes;
}

/** Whether the text matches. A variable without a value makes the pattern match nothing. */
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
