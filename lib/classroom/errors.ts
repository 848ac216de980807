import { AwsError } from '../core/errors';

/** Returns NotFound for names that don't exist and for names the caller may not see, so that callers can't tell them apart. */
export function notThere(what: string): AwsError {
  return new AwsError('NotFound', `There is no such ${what}.`);
}

/** Returns a Conflict error: the request contradicts the current state. */
export function conflict(message: string, member?: string): AwsError {
  return new AwsError('Conflict', message, {}, { member });
}

export function invalid(message: string, member?: string): AwsError {
  return new AwsError('ValidationError', message, {}, { member });
}

export function notAllowed(message: string): AwsError {
  return new AwsError('AccessDenied', message);
}

/** Returns a Throttling error with the remaining wait. */
export function tooFast(rule: string, waitMs: number): AwsError {
  const wait = Math.max(1, Math.ceil(waitMs / 1000));
  return new AwsError('Throttling', `${rule} Try again in ${wait} second${wait === 1 ? '' : 's'}.`);
}

/** A wrong code, password or phrase. The guess limits count it. */
export class WrongGuess extends AwsError {
  constructor(message: string, member?: string) {
    super('WrongGuess', message, {}, { member });
  }
}
