import type { ConsoleFailure } from '@/lib/console/result';
import type { CommandResult } from '@/lib/shell/messages';

/** The end of a command, as the shell prints it. */
export type CommandEnd = CommandResult;

/** A command of `gatehouse`. Its forms are shown by `gatehouse help`: the words after `gatehouse`, and the effect. */
export type Command = {
  forms: readonly (readonly [words: string, effect: string])[];
  run: (words: readonly string[]) => Promise<CommandEnd>;
};

/** The time that a read may take. */
const TIMEOUT_MS = 30_000;

/** Returns the signal that ends a read that takes too long. */
export const inTime = (): AbortSignal => AbortSignal.timeout(TIMEOUT_MS);

export const done = (lines: readonly string[]): CommandEnd => ({
  stdout: lines.map((line) => `${line}\n`).join(''),
  stderr: '',
  status: 0,
});

export const failed = ({ code, message }: ConsoleFailure): CommandEnd => ({
  stdout: '',
  stderr: `gatehouse: ${code}: ${message}\n`,
  status: 1,
});

/** Returns the end of a command whose words are none of its forms. */
export function misused({ forms }: Pick<Command, 'forms'>): CommandEnd {
  const usage = forms.map(([words], index) => `${index === 0 ? 'usage:' : '      '} gatehouse ${words}\n`);
  return { stdout: '', stderr: usage.join(''), status: 2 };
}
