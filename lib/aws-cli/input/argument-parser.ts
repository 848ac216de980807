import type { Generation } from '../errors/generation';
import { invalidChoice, usageError } from '../errors/usage';
import { readFloat, readInt } from '../python/numbers';
import { repr } from '../python/text';

/** An option, or a word without one. */
export type Argument = {
  /** `--user-name`. Absent: the argument is a word of its own. */
  option?: string;
  /** The name of its value. Several options may share one. */
  target: string;
  /** `value`: takes words. `true`, `false`: takes none and sets that. `show`: ends the parsing. */
  action: 'value' | 'true' | 'false' | 'show';
  /** The words that it takes. Absent: one. */
  count?: '?' | '*' | '+';
  /** The value of an option that takes one word or none, when it got none. */
  without?: string;
  /** True: the values of all its options are kept, each after the name of its option. */
  repeats?: true;
  choices?: readonly string[];
  type?: 'int' | 'float';
  required?: boolean;
  /** The name of a word in messages, if it is not that of its value. */
  shownAs?: string;
};

/** The value of an argument. Absent arguments have none. */
export type ArgumentValue = string | boolean | bigint | number | readonly string[];

export type ParsedArguments = {
  values: ReadonlyMap<string, ArgumentValue>;
  /** The words that no argument took, in order. */
  rest: readonly string[];
  /** The argument that ended the parsing. */
  shown?: Argument;
};

type Match = { argument: Argument | null; option: string; value: string | null };

const NEGATIVE_NUMBER = /^-(?:\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)$/;

/**
 * Parses words as `parse_known_args` of Python's argparse does: any prefix of an option that fits one option only, `=`, and the last of
 * repeated options.
 * @throws CommandError with the usage
 */
export function parseArguments(
  words: readonly string[],
  allArguments: readonly Argument[],
  generation: Generation,
  usage?: string,
): ParsedArguments {
  return new Parser(words, allArguments, generation, usage).parse();
}

class Parser {
  private readonly options = new Map<string, Argument>();
  private positionals: Argument[];
  private readonly matches = new Map<number, readonly Match[]>();
  /** `O` for an option, `A` for a word, `-` for `--`. */
  private readonly pattern: string;
  private readonly values = new Map<string, ArgumentValue>();
  private readonly seen = new Set<Argument>();
  private readonly rest: string[] = [];
  private shown: Argument | undefined;

  constructor(
    private readonly words: readonly string[],
    private readonly all: readonly Argument[],
    private readonly generation: Generation,
    private readonly usage: string | undefined,
  ) {
    for (const argument of all) if (argument.option !== undefined) this.options.set(argument.option, argument);
    this.positionals = all.filter(({ option }) => option === undefined);
    const end = words.indexOf('--');
    this.pattern = words
      .map((word, i) => {
        if (end !== -1 && i >= end) return i === end ? '-' : 'A';
        const found = this.matchOption(word);
        if (found) this.matches.set(i, found);
        return found ? 'O' : 'A';
      })
      .join('');
  }

  parse(): ParsedArguments {
    const last = this.pattern.lastIndexOf('O');
    let at = 0;
    while (at <= last && !this.shown) {
      const next = this.pattern.indexOf('O', at);
      if (at !== next) {
        const after = this.takeWords(at);
        if (after > at) {
          at = after;
          continue;
        }
        this.rest.push(...this.words.slice(at, next));
      }
      at = this.takeOption(next);
    }
    if (this.shown) return { values: this.values, rest: this.rest, shown: this.shown };
    const end = this.takeWords(at);
    this.rest.push(...this.words.slice(end));
    const missing = this.all.filter((argument) => argument.required && !this.seen.has(argument));
    if (missing.length > 0) throw this.error(`the following arguments are required: ${missing.map(nameOf).join(', ')}`);
    return { values: this.values, rest: this.rest };
  }

  /** Returns the options that a word may mean. Null: the word is no option. */
  private matchOption(word: string): readonly Match[] | null {
    if (!word.startsWith('-')) return null;
    const exact = this.options.get(word);
    if (exact) return [{ argument: exact, option: word, value: null }];
    if (word.length === 1) return null;
    const sign = word.indexOf('=');
    const [name, value] = sign === -1 ? [word, null] : [word.slice(0, sign), word.slice(sign + 1)];
    const named = value === null ? undefined : this.options.get(name);
    if (named) return [{ argument: named, option: name, value }];
    const prefixed = [...this.options].filter(([option]) => option.startsWith(name));
    if (prefixed.length > 0) return prefixed.map(([option, argument]) => ({ argument, option, value }));
    if (NEGATIVE_NUMBER.test(word) || word.includes(' ')) return null;
    return [{ argument: null, option: word, value: null }];
  }

  private takeOption(at: number): number {
    const matches = this.matches.get(at) ?? [];
    const word = this.words[at] ?? '';
    if (matches.length > 1) {
      throw this.error(`ambiguous option: ${word} could match ${matches.map(({ option }) => option).join(', ')}`);
    }
    const { argument, value } = matches[0] ?? { argument: null, value: null };
    if (!argument) {
      this.rest.push(word);
      return at + 1;
    }
    if (value !== null) {
      if (this.countOf(argument, 'A') !== 1) throw this.error(`ignored explicit argument ${repr(value)}`, argument);
      this.take(argument, [value]);
      return at + 1;
    }
    const count = this.countOf(argument, this.pattern.slice(at + 1));
    this.take(argument, this.words.slice(at + 1, at + 1 + count));
    return at + 1 + count;
  }

  /** Takes the words that stand before an option or at the end. */
  private takeWords(at: number): number {
    const pattern = this.pattern.slice(at);
    for (let length = this.positionals.length; length > 0; length--) {
      const some = this.positionals.slice(0, length);
      const match = new RegExp(`^${some.map(({ count }) => (count === '?' ? '(-*A?-*)' : '(-*A-*)')).join('')}`).exec(pattern);
      if (!match) continue;
      const counts = match.slice(1).map((part) => part.length);
      if (pattern[match[0].length] === 'O') while (counts.at(-1) === 0) counts.pop();
      let from = at;
      for (const [i, count] of counts.entries()) {
        const argument = some[i];
        const taken = this.words.slice(from, from + count);
        const marker = this.pattern.slice(from, from + count).indexOf('-');
        if (argument) this.take(argument, marker === -1 ? taken : taken.toSpliced(marker, 1));
        from += count;
      }
      this.positionals = this.positionals.slice(counts.length);
      return from;
    }
    return at;
  }

  private countOf({ action, count, ...argument }: Argument, pattern: string): number {
    if (action !== 'value') return 0;
    const words = /^A*/.exec(pattern)?.[0].length ?? 0;
    if (count === '*') return words;
    if (count === '?') return Math.min(words, 1);
    if (words === 0) throw this.error(`expected ${count === '+' ? 'at least one' : 'one'} argument`, { action, ...argument });
    return count === '+' ? words : 1;
  }

  private take(argument: Argument, words: readonly string[]): void {
    this.seen.add(argument);
    const { action, target, count } = argument;
    if (action === 'show') this.shown = argument;
    else if (action !== 'value') this.values.set(target, action === 'true');
    else if (count === '*' || count === '+') {
      for (const word of words) this.read(argument, word);
      this.values.set(target, words);
    } else {
      const word = words[0] ?? argument.without;
      if (word === undefined) return;
      const value = this.read(argument, word);
      const kept = this.values.get(target);
      this.values.set(target, argument.repeats ? [...(Array.isArray(kept) ? kept : []), argument.option ?? '', word] : value);
    }
  }

  private read(argument: Argument, word: string): ArgumentValue {
    const { type, choices } = argument;
    const value = type === 'int' ? readInt(word) : type === 'float' ? readFloat(word) : word;
    if (value === null) throw this.error(`invalid ${type} value: ${repr(word)}`, argument);
    if (choices && !choices.includes(word)) throw this.error(invalidChoice(word, choices, this.generation), argument);
    return value;
  }

  private error(sentence: string, argument?: Argument) {
    return usageError(argument ? `argument ${nameOf(argument)}: ${sentence}` : sentence, this.generation, this.usage);
  }
}

const nameOf = ({ option, shownAs, target }: Argument): string => option ?? shownAs ?? target;
