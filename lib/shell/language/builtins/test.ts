import type { Context } from '../context';
import { FatalShellError } from '../state';
import { binaryTest, unaryTest } from '../test-expression';
import { type Builtin, misuse } from './builtin';

const MAXIMUM_DEPTH = 100;
const BINARY = /^(?:==?|!=|<|>|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))$/;

const test: Builtin = async (context, words, { name }) => {
  let operands = words;
  if (name === '[') {
    if (words.at(-1) !== ']') return misuse(context, name, "missing `]'", 2);
    operands = words.slice(0, -1);
  }
  try {
    return new Conditions(context, operands).value() ? 0 : 1;
  } catch (error) {
    if (error instanceof FatalShellError) return misuse(context, name, error.message, 2);
    throw error;
  }
};

/** The words of `test` as an expression, by the number of words as POSIX has it and by precedence for more. */
class Conditions {
  private readonly context: Context;
  private readonly words: readonly string[];
  private at = 0;
  private depth = 0;

  constructor(context: Context, words: readonly string[]) {
    this.context = context;
    this.words = words;
  }

  value(): boolean {
    const { words } = this;
    if (words.length === 0) return false;
    if (words.length === 1) return words[0] !== '';
    if (words.length === 3 && BINARY.test(words[1] as string))
      return this.binary(words[0] as string, words[1] as string, words[2] as string);
    if (words.length === 2 && words[0] !== '!') {
      const result = unaryTest(this.context, words[0] as string, words[1] as string);
      if (result === null) throw new FatalShellError(`${words[0]}: unary operator expected`);
      return result;
    }
    const result = this.or();
    if (this.at < words.length) throw new FatalShellError('too many arguments');
    return result;
  }

  private binary(left: string, operator: string, right: string): boolean {
    return binaryTest(this.context, left, operator, right) ?? false;
  }

  private or(): boolean {
    let result = this.and();
    while (this.words[this.at] === '-o') {
      this.at += 1;
      const right = this.and();
      result = result || right;
    }
    return result;
  }

  private and(): boolean {
    let result = this.primary();
    while (this.words[this.at] === '-a') {
      this.at += 1;
      const right = this.primary();
      result = result && right;
    }
    return result;
  }

  private primary(): boolean {
    this.depth += 1;
    if (this.depth > MAXIMUM_DEPTH) throw new FatalShellError('too many conditions inside of each other');
    const result = this.oneCondition();
    this.depth -= 1;
    return result;
  }

  private oneCondition(): boolean {
    const { words, at } = this;
    const word = words[at];
    if (word === undefined) throw new FatalShellError('argument expected');
    const operator = words[at + 1];
    if (operator !== undefined && BINARY.test(operator) && words[at + 2] !== undefined) {
      this.at += 3;
      return this.binary(word, operator, words[at + 2] as string);
    }
    if (word === '!') {
      this.at += 1;
      return !this.primary();
    }
    if (word === '(') {
      this.at += 1;
      const result = this.or();
      if (words[this.at] !== ')') throw new FatalShellError("`)' expected");
      this.at += 1;
      return result;
    }
    if (operator !== undefined) {
      const result = unaryTest(this.context, word, operator);
      if (result !== null) {
        this.at += 2;
        return result;
      }
      if (words.length === 3) throw new FatalShellError(`${operator}: binary operator expected`);
    }
    this.at += 1;
    return word !== '';
  }
}

export const TEST_BUILTINS: readonly (readonly [string, Builtin])[] = [
  ['test', test],
  ['[', test],
];
