import { JsonSyntaxError, readJson } from '../python/json-reader';
import type { Value } from '../python/value';
import { QuerySyntaxError } from './syntax-error';

export type TokenType =
  | ('dot' | 'star' | 'rbracket' | 'comma' | 'colon' | 'current' | 'lparen' | 'rparen' | 'lbrace' | 'rbrace')
  | ('unquoted_identifier' | 'quoted_identifier' | 'flatten' | 'filter' | 'lbracket' | 'literal' | 'number' | 'eof')
  | ('or' | 'pipe' | 'and' | 'expref' | 'not' | 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte');

export type Token = { type: TokenType; value: Value; start: number };

const SIMPLE: Readonly<Record<string, TokenType>> = {
  '.': 'dot',
  '*': 'star',
  ']': 'rbracket',
  ',': 'comma',
  ':': 'colon',
  '@': 'current',
  '(': 'lparen',
  ')': 'rparen',
  '{': 'lbrace',
  '}': 'rbrace',
};

/** The operators that a second character changes: that character, the type with it, and the type without it. */
const PAIRS: Readonly<Record<string, readonly [second: string, pair: TokenType, single: TokenType]>> = {
  '|': ['|', 'or', 'pipe'],
  '&': ['&', 'and', 'expref'],
  '<': ['=', 'lte', 'lt'],
  '>': ['=', 'gte', 'gt'],
  '!': ['=', 'ne', 'not'],
};

const isLetter = (char: string | undefined): boolean => char !== undefined && /^[A-Za-z_]$/.test(char);
const isDigit = (char: string | undefined): boolean => char !== undefined && /^[0-9]$/.test(char);

/**
 * Splits a JMESPath expression into its tokens. Positions count code points, as Python does.
 * @throws QuerySyntaxError
 */
export function tokens(expression: string): Token[] {
  if (expression === '') throw new QuerySyntaxError('Invalid JMESPath expression: cannot be empty.');
  const chars = [...expression];
  const found: Token[] = [];
  let at = 0;

  const fail = (start: number, message: string): QuerySyntaxError =>
    new QuerySyntaxError(`Bad jmespath expression: ${message}:\n${expression}\n${' '.repeat(start)}^`);

  const readWhile = (wanted: (char: string | undefined) => boolean): string => {
    const start = at;
    while (wanted(chars[at])) at++;
    return chars.slice(start, at).join('');
  };

  /** Reads up to a delimiter that no backslash precedes. */
  const readDelimited = (delimiter: string): string => {
    const start = at++;
    const parts: string[] = [];
    while (chars[at] !== delimiter) {
      if (chars[at] === '\\') {
        parts.push('\\');
        at++;
      }
      if (at >= chars.length) throw fail(start, `Unclosed ${delimiter} delimiter`);
      parts.push(chars[at] ?? '');
      at++;
    }
    at++;
    return parts.join('');
  };

  while (at < chars.length) {
    const start = at;
    const char = chars[at] ?? '';
    const simple = SIMPLE[char];
    const pair = PAIRS[char];
    const add = (type: TokenType, value: Value): void => void found.push({ type, value, start });
    if (simple) {
      at++;
      add(simple, char);
    } else if (isLetter(char)) {
      add(
        'unquoted_identifier',
        readWhile((each) => isLetter(each) || isDigit(each)),
      );
    } else if (' \t\n\r'.includes(char)) {
      at++;
    } else if (char === '[') {
      at++;
      const [type, text] =
        chars[at] === ']'
          ? (['flatten', '[]'] as const)
          : chars[at] === '?'
            ? (['filter', '[?'] as const)
            : (['lbracket', '['] as const);
      at += text.length - 1;
      add(type, text);
    } else if (char === "'") {
      add('literal', readDelimited("'").replaceAll("\\'", "'"));
    } else if (pair) {
      const [second, pairType, single] = pair;
      const isPair = chars[at + 1] === second;
      at += isPair ? 2 : 1;
      add(isPair ? pairType : single, isPair ? char + second : char);
    } else if (char === '`') {
      const text = readDelimited('`').replaceAll('\\`', '`');
      const value = literal(text);
      if (value === undefined) throw fail(start, `Bad token ${text}`);
      add('literal', value);
    } else if (isDigit(char)) {
      add('number', BigInt(readWhile(isDigit)));
    } else if (char === '-') {
      at++;
      const digits = readWhile(isDigit);
      if (digits === '') throw fail(start, "Unknown token '-'");
      add('number', -BigInt(digits));
    } else if (char === '"') {
      try {
        add('quoted_identifier', readJson(`"${readDelimited('"')}"`));
      } catch (error) {
        throw error instanceof JsonSyntaxError ? fail(start, error.sentence) : error;
      }
    } else if (char === '=') {
      if (chars[at + 1] !== '=') throw fail(start, "Unknown token '='");
      at += 2;
      add('eq', '==');
    } else {
      throw fail(start, `Unknown token ${char}`);
    }
  }
  found.push({ type: 'eof', value: '', start: chars.length });
  return found;
}

/** Returns the value between backquotes. Anything but JSON is read as a text without quotes. */
function literal(text: string): Value | undefined {
  for (const json of [text, `"${text.trimStart()}"`]) {
    try {
      return readJson(json);
    } catch {
      // The next reading.
    }
  }
  return undefined;
}
