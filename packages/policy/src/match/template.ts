/**
 * A piece of a text with policy variables. `${*}`, `${?}` and `${$}` are literal characters, and any other `${…}` is a variable. Source:
 * IAM User Guide, "IAM policy elements: Variables and tags".
 */

export type TemplatePiece =
  /** Text as written, whose `*` and `?` are wildcards where wildcards are supported. */
  | { kind: 'text'; text: string }
  /** Characters that are never wildcards. */
  | { kind: 'literal'; text: string }
  /** A variable: `key` in lower case, `fallback` from `${key, 'fallback'}`. A malformed variable has an empty key and never a value. */
  | { kind: 'variable'; key: string; written: string; fallback: string | null };

export type Template = readonly TemplatePiece[];

/** Returns the single value of a lower-case key, or null if it is missing, multivalued or ambiguous. */
export type VariableLookup = (key: string) => string | null;

export const NO_VARIABLES: VariableLookup = () => null;

const VARIABLE = /\$\{(?:([*?$])|([^\s,'{}]+)(?:, '([^']*)')?)\}/y;

/** Splits a text into pieces. Without `variables` (version 2008-10-17) the whole text is one piece. Linear in the text. */
export function parseTemplate(text: string, variables: boolean): Template {
  if (!variables || !text.includes('${')) return [{ kind: 'text', text }];
  const pieces: TemplatePiece[] = [];
  let from = 0;
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', from)) {
    VARIABLE.lastIndex = at;
    const found = VARIABLE.exec(text);
    const end = found === null ? text.indexOf('}', at) + 1 : at + found[0].length;
    if (end === 0) break;
    if (at > from) pieces.push({ kind: 'text', text: text.slice(from, at) });
    pieces.push(pieceOf(text.slice(at, end), found));
    from = end;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

function pieceOf(written: string, found: RegExpExecArray | null): TemplatePiece {
  const [, literal, key = '', fallback] = found ?? [];
  if (literal !== undefined) return { kind: 'literal', text: literal };
  return { kind: 'variable', key: key.toLowerCase(), written, fallback: fallback ?? null };
}

/** Escapes a text for a place with variables and perhaps wildcards, so that it matches only itself. */
export function literalText(text: string, wildcards: boolean): string {
  return text.replace(wildcards ? /\$(?=\{)|[*?]/g : /\$(?=\{)/g, (character) => `\${${character}}`);
}

/** Replaces every `${…}`. It is linear even with unclosed braces. */
export function replaceVariables(text: string, by: string): string {
  let replaced = '';
  let from = 0;
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', from)) {
    const end = text.indexOf('}', at);
    if (end < 0) break;
    replaced += text.slice(from, at) + by;
    from = end + 1;
  }
  return replaced + text.slice(from);
}

/** Splits a text at its colons, except inside variables: the colon in `${aws:username}` does not separate. */
export function splitAtColons(text: string): string[] {
  const parts = [''];
  const append = (more: string) => {
    parts[parts.length - 1] += more;
  };
  for (const piece of parseTemplate(text, true)) {
    if (piece.kind !== 'text') append(piece.kind === 'variable' ? piece.written : literalText(piece.text, true));
    else {
      const [first = '', ...rest] = piece.text.split(':');
      append(first);
      parts.push(...rest);
    }
  }
  return parts;
}

/** Returns the keys of a template's variables, as written and in order. */
export function variableKeys(template: Template): string[] {
  const keys: string[] = [];
  for (const piece of template) {
    if (piece.kind === 'variable' && piece.key !== '') keys.push(/^\$\{([^,}]+)/.exec(piece.written)?.[1] ?? piece.key);
  }
  return keys;
}

export function hasVariables(template: Template): boolean {
  return template.some((piece) => piece.kind === 'variable');
}

/** Returns the value of a variable, or its default, or null. */
export function resolveVariable(piece: { key: string; fallback: string | null }, lookUp: VariableLookup): string | null {
  return (piece.key === '' ? null : lookUp(piece.key)) ?? piece.fallback;
}

/** Returns the text with every variable replaced, or null if one has neither value nor default. */
export function resolveTemplate(template: Template, lookUp: VariableLookup): string | null {
  let text = '';
  for (const piece of template) {
    if (piece.kind === 'variable') {
      const value = resolveVariable(piece, lookUp);
      if (value === null) return null;
      text += value;
    } else text += piece.text;
  }
  return text;
}
