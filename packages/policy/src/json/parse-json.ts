import { spend } from '../budget/count';
import type { JsonMember, JsonNode, PathSegment, Position, Span } from './types';

/** The limits of a text. Depth counts nested objects and arrays, and characters are UTF-16 units. */
export type JsonLimits = { maxDepth: number; maxCharacters: number };

/** The default limits: far above any policy quota (the longest AWS managed policy has 152,297 characters), and far below harmful sizes. */
export const DEFAULT_JSON_LIMITS: JsonLimits = { maxDepth: 32, maxCharacters: 262_144 };

export type JsonIssue = { code: 'JSON_SYNTAX_ERROR' | 'JSON_TOO_DEEP' | 'JSON_TOO_LONG'; message: string; span: Span };

/** A repeated member name of an object. `span` is the later one. */
export type DuplicateKey = { key: string; path: readonly PathSegment[]; span: Span; first: Span };

export type ParseJsonResult =
  | { ok: true; value: JsonNode; duplicates: readonly DuplicateKey[] }
  | { ok: false; issues: readonly JsonIssue[] };

/**
 * Parses JSON (RFC 8259) with the position of every value. Returns a tree or one issue, never throws, and takes linear time. Members stay
 * in order and duplicates stay in the tree, because authors must see both.
 */
export function parseJson(text: string, limits: JsonLimits = DEFAULT_JSON_LIMITS): ParseJsonResult {
  if (text.length > limits.maxCharacters) {
    const start = { offset: 0, line: 1, column: 1 };
    const message = `The document has ${text.length} characters; at most ${limits.maxCharacters} are read.`;
    return { ok: false, issues: [{ code: 'JSON_TOO_LONG', message, span: { start, end: start } }] };
  }
  spend(20 * text.length);
  const reader = new JsonReader(text, limits.maxDepth);
  const value = reader.readDocument();
  if (reader.issue !== null || value === null) return { ok: false, issues: reader.issue === null ? [] : [reader.issue] };
  return { ok: true, value, duplicates: reader.duplicates };
}

const QUOTE = 34;
const BACKSLASH = 92;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Reads in one pass without backtracking. The first fault ends it: `issue` is set, and every reader below returns null. */
class JsonReader {
  issue: JsonIssue | null = null;
  readonly duplicates: DuplicateKey[] = [];
  private at = 0;
  private line = 1;
  private lineStart = 0;
  private depth = 0;
  private readonly path: PathSegment[] = [];

  constructor(
    private readonly text: string,
    private readonly maxDepth: number,
  ) {}

  readDocument(): JsonNode | null {
    if (this.text.charCodeAt(0) === 0xfeff) return this.fail('The document starts with a byte order mark.');
    this.skipSpace();
    const value = this.readValue();
    if (value === null) return null;
    this.skipSpace();
    return this.at < this.text.length ? this.fail('Unexpected text after the end of the document.') : value;
  }

  private position(): Position {
    return { offset: this.at, line: this.line, column: this.at - this.lineStart + 1 };
  }

  private fail(message: string, code: JsonIssue['code'] = 'JSON_SYNTAX_ERROR'): null {
    const start = this.position();
    const width = this.at < this.text.length ? 1 : 0;
    const end = { offset: start.offset + width, line: start.line, column: start.column + width };
    this.issue ??= { code, message, span: { start, end } };
    return null;
  }

  private skipSpace(): void {
    const { text } = this;
    let at = this.at;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === 9 || code === 13) at += 1;
      else if (code === 10) {
        at += 1;
        this.line += 1;
        this.lineStart = at;
      } else break;
    }
    this.at = at;
  }

  private readValue(): JsonNode | null {
    const code = this.text.charCodeAt(this.at);
    if (code === QUOTE) {
      const start = this.position();
      const value = this.readString();
      return value === null ? null : { kind: 'string', value, span: { start, end: this.position() } };
    }
    if (code === 123) return this.nested(() => this.readObject());
    if (code === 91) return this.nested(() => this.readArray());
    if (code === 45 || (code >= 48 && code <= 57)) return this.readNumber();
    return this.readWord();
  }

  private nested(read: () => JsonNode | null): JsonNode | null {
    if (this.depth >= this.maxDepth) return this.fail(`Nested more than ${this.maxDepth} levels deep.`, 'JSON_TOO_DEEP');
    this.depth += 1;
    const node = read();
    this.depth -= 1;
    return node;
  }

  private readObject(): JsonNode | null {
    const start = this.position();
    const members: JsonMember[] = [];
    const seen = new Map<string, Span>();
    this.at += 1;
    this.skipSpace();
    if (this.text[this.at] === '}') {
      this.at += 1;
      return { kind: 'object', members, span: { start, end: this.position() } };
    }
    for (;;) {
      const member = this.readMember(seen);
      if (member === null) return null;
      members.push(member);
      this.skipSpace();
      const code = this.text.charCodeAt(this.at);
      if (code === 125) break;
      if (code !== 44) return this.fail("Expected ',' or '}' after a member.");
      this.at += 1;
      this.skipSpace();
    }
    this.at += 1;
    return { kind: 'object', members, span: { start, end: this.position() } };
  }

  private readMember(seen: Map<string, Span>): JsonMember | null {
    if (this.text.charCodeAt(this.at) !== QUOTE) return this.fail('Expected a member name in double quotes.');
    const start = this.position();
    const key = this.readString();
    if (key === null) return null;
    const keySpan = { start, end: this.position() };
    this.path.push(key);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, keySpan);
    else this.duplicates.push({ key, path: [...this.path], span: keySpan, first });
    this.skipSpace();
    if (this.text.charCodeAt(this.at) !== 58) return this.fail("Expected ':' after a member name.");
    this.at += 1;
    this.skipSpace();
    const value = this.readValue();
    this.path.pop();
    return value === null ? null : { key, keySpan, value };
  }

  private readArray(): JsonNode | null {
    const start = this.position();
    const items: JsonNode[] = [];
    this.at += 1;
    this.skipSpace();
    if (this.text[this.at] === ']') {
      this.at += 1;
      return { kind: 'array', items, span: { start, end: this.position() } };
    }
    for (;;) {
      this.path.push(items.length);
      const item = this.readValue();
      this.path.pop();
      if (item === null) return null;
      items.push(item);
      this.skipSpace();
      const code = this.text.charCodeAt(this.at);
      if (code === 93) break;
      if (code !== 44) return this.fail("Expected ',' or ']' after an item.");
      this.at += 1;
      this.skipSpace();
    }
    this.at += 1;
    return { kind: 'array', items, span: { start, end: this.position() } };
  }

  private readString(): string | null {
    const { text } = this;
    let at = this.at + 1;
    const from = at;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.at = at + 1;
        return text.slice(from, at);
      }
      if (code === BACKSLASH) return this.readEscapedString(from, at);
      if (!(code >= 32)) {
        this.at = at;
        return this.fail(
          at >= text.length ? 'The text ends inside a string.' : 'A control character must be escaped in a string.',
        );
      }
      at += 1;
    }
  }

  private readEscapedString(from: number, firstEscape: number): string | null {
    const { text } = this;
    const parts = [text.slice(from, firstEscape)];
    let at = firstEscape;
    let plain = at;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        parts.push(text.slice(plain, at));
        this.at = at + 1;
        return parts.join('');
      }
      if (code === BACKSLASH) {
        parts.push(text.slice(plain, at));
        const letter = text.charAt(at + 1);
        const hex = letter === 'u' ? text.slice(at + 2, at + 6) : '';
        const decoded =
          letter === 'u' && /^[0-9a-fA-F]{4}$/.test(hex) ? String.fromCharCode(Number.parseInt(hex, 16)) : ESCAPES[letter];
        this.at = at;
        if (decoded === undefined) return this.fail('Unknown escape in a string.');
        parts.push(decoded);
        at += letter === 'u' ? 6 : 2;
        plain = at;
      } else if (code >= 32) at += 1;
      else {
        this.at = at;
        return this.fail(
          at >= text.length ? 'The text ends inside a string.' : 'A control character must be escaped in a string.',
        );
      }
    }
  }

  private readNumber(): JsonNode | null {
    const start = this.position();
    NUMBER.lastIndex = this.at;
    const text = NUMBER.exec(this.text)?.[0];
    if (text === undefined) return this.fail('Not a JSON number.');
    this.at += text.length;
    if (/[0-9A-Za-z.]/.test(this.text.charAt(this.at))) return this.fail('Not a JSON number.');
    return { kind: 'number', value: Number(text), text, span: { start, end: this.position() } };
  }

  private readWord(): JsonNode | null {
    const start = this.position();
    const take = (word: string): Span | null => {
      if (!this.text.startsWith(word, this.at)) return null;
      this.at += word.length;
      return { start, end: this.position() };
    };
    const yes = take('true');
    if (yes) return { kind: 'boolean', value: true, span: yes };
    const no = take('false');
    if (no) return { kind: 'boolean', value: false, span: no };
    const nothing = take('null');
    if (nothing) return { kind: 'null', span: nothing };
    return this.fail(this.at >= this.text.length ? 'The text ends where a value is expected.' : 'Expected a JSON value.');
  }
}
