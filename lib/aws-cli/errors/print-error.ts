import { CommandError } from './command-error';
import type { Generation } from './generation';
import { ServiceError } from './service-error';

/** An end whose message has its own beginning. */
export class PlainError extends CommandError {}

/** Returns the text on standard error for the end of a command. */
export function errorText(error: CommandError, generation: Generation): string {
  if (generation === '2.23' || error instanceof PlainError) return `\n${error.message}\n`;
  if (error instanceof ServiceError) return `\naws: [ERROR]: ${[error.message, ...error.detailLines()].join('\n')}\n`;
  const kind = error.kind === undefined ? '' : `An error occurred (${error.kind}): `;
  return `\naws: [ERROR]: ${kind}${error.message}\n`;
}
