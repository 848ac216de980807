import type { CliService, CliShape } from '../model/model';
import { readFloat, readInt } from '../python/numbers';
import { repr } from '../python/text';
import { type InputValue, isInputDict, isInputList } from './input-value';

/** The refusal of a text in shorthand. */
export class ShorthandError extends Error {
  override readonly name = 'ShorthandError';
}

const BLANK = /[ \t\n\r\v\f]/;
const KEY_CHARACTER = /[A-Za-z0-9\-_.#/:]/;
// The characters of bare words. The second and later words of a list end where they might be a key.
const START = '(?:\\\\,|[!#-&(-+\\--<>-Z\\\\-z\\u007c-\\uffff])';
const FIRST_WORD = new RegExp(`${START}(?:\\\\,|[\\s!#-&(-+\\--\\\\^-|~-\\uffff])*`, 'yu');
const NEXT_WORD = new RegExp(`${START}(?:\\\\,|[\\s!#-&(-+\\--<>-\\uffff])*`, 'yu');
const SINGLE_QUOTED = /'(?:\\'|[^'])*'/y;
const DOUBLE_QUOTED = /"(?:\\"|[^"])*"/y;
/** The deepest nesting of lists and structures. */
const DEEPEST = 200;

/** Loads the file that a value names behind `@=`. It returns null for other values. */
export type LoadFile = (word: string) => Promise<string | Uint8Array | null>;

/**
 * Reads one word of shorthand, such as `Key=a,Value=b`.
 * @throws ShorthandError with the place of the mistake
 */
export function readShorthand(text: string, load: LoadFile): Promise<Map<string, InputValue>> {
  return new Reader(text, load).read();
}

class Reader {
  private at = 0;
  private depth = 0;
  private isFile = false;

  constructor(
    private readonly text: string,
    private readonly load: LoadFile,
  ) {}

  async read(): Promise<Map<string, InputValue>> {
    const found = new Map<string, InputValue>();
    let end = 0;
    for (;;) {
      const key = this.readKey();
      const value = await this.readValues();
      if (found.has(key)) throw this.repeated(key, end + 1);
      found.set(key, value);
      end = this.at;
      if (this.at >= this.text.length) return found;
      this.expect(',', true);
    }
  }

  /** Reads a key and the sign behind it. */
  private readKey(): string {
    const from = this.at;
    while (this.at < this.text.length && KEY_CHARACTER.test(this.char())) this.at++;
    const key = this.text.slice(from, this.at);
    this.isFile = false;
    this.skipBlanks();
    if (this.char() === '@') {
      this.at++;
      this.skipBlanks();
      this.isFile = true;
    }
    this.expect('=', true);
    return key;
  }

  private async readValues(): Promise<InputValue> {
    if (this.at >= this.text.length) return '';
    if (this.char() === '[') return await this.readList();
    if (this.char() === '{') return await this.readStructure();
    return await this.readWords();
  }

  /** Reads a word, or words with commas. A word that turns out to be a key is left, with the comma before it. */
  private async readWords(): Promise<InputValue> {
    const first = await this.readFirst();
    this.skipBlanks();
    if (this.char() !== ',') return first;
    this.expect(',', true);
    const words = [first];
    for (;;) {
      try {
        const word = await this.readNext();
        this.skipBlanks();
        if (this.at >= this.text.length) {
          words.push(word);
          break;
        }
        this.expect(',', true);
        words.push(word);
      } catch (error) {
        if (!(error instanceof ShorthandError) || this.at >= this.text.length) throw error;
        while (this.at >= 0 && this.char() !== ',') this.at--;
        break;
      }
    }
    return words.length === 1 ? first : words;
  }

  private async readList(): Promise<InputValue> {
    this.enter('[');
    const items: InputValue[] = [];
    while (this.char() !== ']') {
      items.push(await this.readItem());
      this.skipBlanks();
      if (this.char() !== ']') {
        this.expect(',');
        this.skipBlanks();
      }
    }
    this.leave(']');
    return items;
  }

  private async readStructure(): Promise<InputValue> {
    this.enter('{');
    const members = new Map<string, InputValue>();
    while (this.char() !== '}') {
      const key = this.readKey();
      const value = await this.readItem();
      this.skipBlanks();
      if (this.char() !== '}') {
        this.expect(',');
        this.skipBlanks();
      }
      members.set(key, value);
    }
    this.leave('}');
    return members;
  }

  private async readItem(): Promise<InputValue> {
    if (this.char() === '[') return await this.readList();
    if (this.char() === '{') return await this.readStructure();
    return await this.readFirst();
  }

  private enter(open: string): void {
    if (++this.depth > DEEPEST) throw new ShorthandError('maximum recursion depth exceeded');
    this.expect(open, true);
  }

  private leave(close: string): void {
    this.depth--;
    this.expect(close);
  }

  private async readFirst(): Promise<InputValue> {
    if (this.char() === "'" || this.char() === '"') return await this.readQuoted();
    const word = this.match(FIRST_WORD);
    // A word may be empty, as in `Key=,Value=b`. It names no file then.
    return word === null ? '' : await this.loaded(bare(word));
  }

  private async readNext(): Promise<InputValue> {
    if (this.char() === "'" || this.char() === '"') return await this.readQuoted();
    const word = this.match(NEXT_WORD);
    if (word === null) throw this.unexpected('<second>', '<none>');
    return await this.loaded(bare(word));
  }

  private async readQuoted(): Promise<InputValue> {
    const isSingle = this.char() === "'";
    const quoted = this.match(isSingle ? SINGLE_QUOTED : DOUBLE_QUOTED);
    if (quoted === null) throw this.unexpected(isSingle ? '<singled quoted>' : '<double quoted>', '<none>');
    const quote = isSingle ? "'" : '"';
    return await this.loaded(quoted.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll('\\\\', '\\'));
  }

  private async loaded(word: string): Promise<InputValue> {
    return this.isFile ? ((await this.load(word)) ?? word) : word;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  private char(): string {
    return this.text[this.at] ?? '';
  }

  private skipBlanks(): void {
    while (BLANK.test(this.char())) this.at++;
  }

  private expect(char: string, withBlanks = false): void {
    if (withBlanks) this.skipBlanks();
    if (this.at >= this.text.length) throw this.unexpected(char, 'EOF');
    if (this.char() !== char) throw this.unexpected(char, this.char());
    this.at++;
    if (withBlanks) this.skipBlanks();
  }

  private unexpected(expected: string, received: string): ShorthandError {
    return new ShorthandError(`Expected: '${expected}', received: '${received}' for input:\n${this.place(this.at)}`);
  }

  private repeated(key: string, at: number): ShorthandError {
    return new ShorthandError(
      `Second instance of key "${key}" encountered for input:\n${this.place(at)}\n` +
        'This is often because there is a preceding "," instead of a space.',
    );
  }

  /** Returns the text with a caret below a place. */
  private place(at: number): string {
    const before = this.text.slice(0, at);
    const column = at - (before.lastIndexOf('\n') + 1);
    const end = this.text.indexOf('\n', at);
    const [shown, rest] = end === -1 ? [this.text, ''] : [this.text.slice(0, end), this.text.slice(end)];
    return `${shown}\n${' '.repeat(column)}^${rest}`;
  }
}

const bare = (word: string): string => word.replaceAll('\\,', ',').trimEnd();

/** The refusal of a text that is no number, as Python says it. */
export class NotANumber extends Error {
  override readonly name = 'NotANumber';
}

/**
 * Gives words the types of their members: a lone word becomes a list, and texts become numbers and booleans.
 * @throws NotANumber, ShorthandError for members that take any JSON
 */
export function typeWords(service: Pick<CliService, 'shapes'>, name: string, value: InputValue): InputValue {
  const shape = service.shapes[name];
  if (!shape || value === null) return value;
  switch (shape.type) {
    case 'structure': {
      if (!isInputDict(value)) return value;
      const typed = new Map(value);
      for (const member of shape.members) {
        const given = value.get(member.name);
        if (given === undefined) continue;
        if (isDocument(service.shapes[member.shape])) {
          throw new ShorthandError(
            `Shorthand syntax does not support document types. Use JSON input for top-level argument to specify nested parameter: ${member.name}`,
          );
        }
        typed.set(member.name, typeWords(service, member.shape, given));
      }
      return typed;
    }
    case 'list':
      // A lone word is a list of one, and is not looked at further.
      return isInputList(value) ? value.map((item) => typeWords(service, shape.item, item)) : [value];
    case 'map':
      return isInputDict(value) ? new Map([...value].map(([key, item]) => [key, typeWords(service, shape.value, item)])) : value;
    default:
      return typeof value === 'string' ? typeWord(shape.type, value) : value;
  }
}

const isDocument = (shape: CliShape | undefined): boolean => shape?.type === 'structure' && shape.document === true;

function typeWord(type: CliShape['type'], word: string): InputValue {
  switch (type) {
    case 'integer':
    case 'long':
      return toInt(word);
    case 'float':
    case 'double':
      return toFloat(word);
    case 'boolean': {
      const lower = word.toLowerCase();
      return lower === 'true' ? true : lower === 'false' ? false : word;
    }
    default:
      return word;
  }
}

/** Returns the integer in a word. @throws NotANumber */
export function toInt(word: string): bigint {
  const value = readInt(word);
  if (value === null) throw new NotANumber(`invalid literal for int() with base 10: ${repr(word)}`);
  return value;
}

/** Returns the number in a word. @throws NotANumber */
export function toFloat(word: string): number {
  const value = readFloat(word);
  if (value === null) throw new NotANumber(`could not convert string to float: ${repr(word)}`);
  return value;
}
