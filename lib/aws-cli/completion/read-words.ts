import type { Argument } from '../input/argument-parser';

/** The meaning of the words before the cursor. */
export type WordsRead = {
  /** The words that no option takes. */
  positionals: readonly string[];
  /** The words of each option that was given, by its target. */
  given: ReadonlyMap<string, readonly string[]>;
  /** The option that takes the next word, if that is no option. */
  open: Argument | null;
  /** True if the open option needs a word. */
  needsWord: boolean;
};

/** Reads words as the parser of the command does, but forgives everything. */
export function readWords(words: readonly string[], options: readonly Argument[]): WordsRead {
  const positionals: string[] = [];
  const given = new Map<string, string[]>();
  let open: Argument | null = null;
  let needsWord = false;
  for (const word of words) {
    if (open && (needsWord || !word.startsWith('-'))) {
      given.get(open.target)?.push(word);
      needsWord = false;
      if (open.count === undefined || open.count === '?') open = null;
      continue;
    }
    open = null;
    if (!word.startsWith('-') || word === '-') {
      positionals.push(word);
      continue;
    }
    const sign = word.indexOf('=');
    const argument = optionNamed(sign === -1 ? word : word.slice(0, sign), options);
    if (!argument) continue;
    given.set(argument.target, sign === -1 ? [] : [word.slice(sign + 1)]);
    if (sign === -1 && argument.action === 'value') {
      open = argument;
      needsWord = argument.count === undefined || argument.count === '+';
    }
  }
  return { positionals, given, open, needsWord };
}

/** Returns the option of a name or of a prefix that fits one option only. */
export function optionNamed(name: string, options: readonly Argument[]): Argument | undefined {
  const exact = options.find(({ option }) => option === name);
  if (exact || name.length < 3) return exact;
  const fitting = options.filter(({ option }) => option?.startsWith(name));
  return fitting.length === 1 ? fitting[0] : undefined;
}
