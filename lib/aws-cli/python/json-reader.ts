import type { Value } from './value';

/** The refusal of `json.loads`. The message has the place in the text: `Expecting value: line 1 column 1 (char 0)`. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  /** The sentence without the place. */
  readonly sentence: string;

  constructor(sentence: string, text: string, unit: number) {
    const before = text.slice(0, unit);
    // Python counts code points.
    const position = [...before].length;
    const line = before.split('\n').length;
    const column = [...before.slice(before.lastIndexOf('\n') + 1)].length + 1;
    super(`${sentence}: line ${line} column ${column} (char ${position})`);
    this.sentence = sentence;
  }
}

/** The deepest nesting that is read. Python's own limit depends on its build; beyond it, Python fails with a sentence like ours. */
const DEEPEST = 1_500;
/** The most digits that Python reads as an integer. */
const MOST_DIGITS = 4_300;

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const NUMBER = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const WORDS: readonly (readonly [string, Value])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];

/**
 * Reads JSON as Python 3.13's `json.loads` does. It knows more than JSON: NaN and Infinity.
 * @throws JsonSyntaxError
 */
export function readJson(text: string): Value {
  if (text.startsWith('\ufeff')) throw new JsonSyntaxError('Unexpected UTF-8 BOM (decode using utf-8-sig)', text, 0);
  const reader = new Reader(text);
  reader.skipBlanks();
  const value = reader.readValue(0);
  reader.skipBlanks();
  if (reader.at < text.length) throw new JsonSyntaxError('Extra data', text, reader.at);
  return value;
}

class Reader {
  at = 0;

  constructor(private readonly text: string) {}

  skipBlanks(): void {
    for (;;) {
      const char = this.text[this.at];
      if (char !== ' ' && char !== '\t' && char !== '\n' && char !== '\r') return;
      this.at++;
    }
  }

  readValue(depth: number): Value {
    const char = this.text[this.at];
    if (char === '"') return this.readText();
    if (char === '{') return this.readDict(depth + 1);
    if (char === '[') return this.readList(depth + 1);
    const word = WORDS.find(([name]) => this.text.startsWith(name, this.at));
    if (word) {
      this.at += word[0].length;
      return word[1];
    }
    NUMBER.lastIndex = this.at;
    const number = NUMBER.exec(this.text);
    if (!number) throw this.error('Expecting value');
    this.at = NUMBER.lastIndex;
    const [all, whole = '', fraction, exponent] = number;
    if (fraction !== undefined || exponent !== undefined) return Number(all);
    const digits = whole.replace('-', '').length;
    if (digits > MOST_DIGITS) {
      throw new Error(
        `Exceeds the limit (${MOST_DIGITS} digits) for integer string conversion: value has ${digits} digits; ` +
          'use sys.set_int_max_str_digits() to increase the limit',
      );
    }
    return BigInt(whole);
  }

  private readDict(depth: number): Value {
    this.enter(depth, 'object');
    const dict = new Map<string, Value>();
    if (this.text[this.at] === '}') {
      this.at++;
      return dict;
    }
    for (;;) {
      if (this.text[this.at] !== '"') throw this.error('Expecting property name enclosed in double quotes');
      const key = this.readText();
      this.skipBlanks();
      if (this.text[this.at] !== ':') throw this.error("Expecting ':' delimiter");
      this.at++;
      this.skipBlanks();
      dict.set(key, this.readValue(depth));
      if (this.ends('}', 'object')) return dict;
    }
  }

  private readList(depth: number): Value {
    this.enter(depth, 'array');
    const list: Value[] = [];
    if (this.text[this.at] === ']') {
      this.at++;
      return list;
    }
    for (;;) {
      list.push(this.readValue(depth));
      if (this.ends(']', 'array')) return list;
    }
  }

  private enter(depth: number, kind: string): void {
    if (depth > DEEPEST) throw new Error(`maximum recursion depth exceeded while decoding a JSON ${kind} from a unicode string`);
    this.at++;
    this.skipBlanks();
  }

  /** Reads what follows a member: a comma, or the end, for which it returns true. */
  private ends(close: string, kind: string): boolean {
    this.skipBlanks();
    const char = this.text[this.at];
    if (char === close) {
      this.at++;
      return true;
    }
    if (char !== ',') throw this.error("Expecting ',' delimiter");
    const comma = this.at++;
    this.skipBlanks();
    if (this.text[this.at] === close) throw this.error(`Illegal trailing comma before end of ${kind}`, comma);
    return false;
  }

  private readText(): string {
    const begin = this.at++;
    const parts: string[] = [];
    for (;;) {
      const from = this.at;
      while (this.at < this.text.length) {
        const unit = this.text.charCodeAt(this.at);
        if (unit === 0x22 || unit === 0x5c) break;
        if (unit < 0x20) throw this.error('Invalid control character at');
        this.at++;
      }
      parts.push(this.text.slice(from, this.at));
      if (this.at >= this.text.length) throw this.error('Unterminated string starting at', begin);
      if (this.text[this.at++] === '"') return parts.join('');
      const escaped = this.text[this.at];
      if (escaped === undefined) throw this.error('Unterminated string starting at', begin);
      if (escaped === 'u') {
        const digits = this.text.slice(this.at + 1, this.at + 5);
        // Python wants a character after the four digits, since the text must still be closed.
        if (!/^[0-9a-fA-F]{4}$/.test(digits) || this.at + 5 >= this.text.length) {
          throw this.error('Invalid \\uXXXX escape');
        }
        parts.push(String.fromCharCode(Number.parseInt(digits, 16)));
        this.at += 5;
      } else {
        const char = ESCAPES[escaped];
        if (char === undefined) throw this.error('Invalid \\escape', this.at - 1);
        parts.push(char);
        this.at++;
      }
    }
  }

  private error(sentence: string, at = this.at): JsonSyntaxError {
    return new JsonSyntaxError(sentence, this.text, at);
  }
}
