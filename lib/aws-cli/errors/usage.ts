import { repr } from '../python/text';
import { closeMatches } from './close-matches';
import { CommandError } from './command-error';
import type { Generation } from './generation';
import { PlainError } from './print-error';

const HELP = 'To see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n';

/** The usage of every command but those below `s3`. */
export const USAGE = `usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\n${HELP}`;

/** Returns the refusal of a command line that does not fit, with the usage. */
export function usageError(sentence: string, generation: Generation, usage = USAGE): CommandError {
  return generation === '2.23'
    ? new CommandError(252, `${usage}\naws: error: ${sentence}\n`)
    : new CommandError(252, `${sentence}\n\n${usage.trimEnd()}`, 'ParamValidation');
}

/** Returns the refusal of words that no option takes. */
export function unknownOptions(words: readonly string[], generation: Generation): CommandError {
  const sentence = `Unknown options: ${words.join(', ')}`;
  if (generation === '2.23') return new CommandError(252, `${USAGE}\n${sentence}\n`);
  return new PlainError(252, `${USAGE}\naws: [ERROR]: ${sentence}`);
}

/** Returns the refusal of a command that needs a command after it. */
export function tooFewArguments(command: string, generation: Generation): CommandError {
  const usage = `usage: aws [options] ${command} <subcommand> [parameters]`;
  return generation === '2.23'
    ? new CommandError(252, `${usage}\naws: error: too few arguments`)
    : new PlainError(252, `${usage}\naws: [ERROR]: too few arguments`);
}

/** Returns the sentence about a word that is none of the choices. */
export function invalidChoice(word: string, choices: readonly string[], generation: Generation): string {
  const close = closeMatches(word, choices);
  if (generation === '2.36') {
    const suggestions = close.length === 0 ? '' : `\n\nMaybe you meant:\n\n${close.map((choice) => `  * ${choice}`).join('\n')}`;
    return `Found invalid choice ${repr(word)}${suggestions}`;
  }
  const lines: string[] = ['Invalid choice, valid choices are:\n'];
  for (let i = 0; i < choices.length; i += 2) {
    lines.push(
      choices
        .slice(i, i + 2)
        .map((choice) => choice.padEnd(40))
        .join(' | '),
    );
  }
  if (close.length > 0) {
    lines.push(`\n\nInvalid choice: ${repr(word)}, maybe you meant:\n`, ...close.map((choice) => `  * ${choice}`));
  }
  return lines.join('\n');
}
