import type { CallAnswer } from '../io';
import { str } from '../python/text';
import { toValue, type Value } from '../python/value';
import { CommandError } from './command-error';

export type RefusedAnswer = Extract<CallAnswer, { ok: false }>;

/** The error of a service as the end of a command. */
export class ServiceError extends CommandError {
  /** The modelled members beside code and message, which newer AWS CLIs print. */
  readonly details: readonly (readonly [string, Value])[];

  constructor(
    operation: string,
    readonly answer: RefusedAnswer,
    /** The message of a customization in place of the service's. */
    message = answer.message,
  ) {
    super(254, `An error occurred (${answer.code}) when calling the ${operation} operation: ${message}`);
    this.details = Object.entries(answer.members).map(([name, value]) => [name, toValue(value)]);
  }

  /** Returns the lines that newer AWS CLIs print below the message. */
  detailLines(): string[] {
    if (this.details.length === 0) return [];
    return ['', 'Additional error details:', ...this.details.map(([name, value]) => `${name}: ${str(value)}`)];
  }
}
