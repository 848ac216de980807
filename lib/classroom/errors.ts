import { AwsError } from '../core/errors';

/** Nothing of that name, or nothing that is the asker's: the two are told apart by nobody. */
export function notThere(what: string): AwsError {
  return new AwsError('NotFound', `There is no such ${what}.`);
}

/** What was asked does not fit what is there. */
export function conflict(message: string, member?: string): AwsError {
  return new AwsError('Conflict', message, {}, { member });
}

export function invalid(message: string, member?: string): AwsError {
  return new AwsError('ValidationError', message, {}, { member });
}

export function notAllowed(message: string): AwsError {
  return new AwsError('AccessDenied', message);
}

/** More of something than is taken within some time. */
export function tooFast(rule: string, waitMs: number): AwsError {
  const wait = Math.max(1, Math.ceil(waitMs / 1000));
  return new AwsError('Throttling', `${rule} Go on in ${wait} second${wait === 1 ? '' : 's'}.`);
}

/** A code, password or phrase that is not the right one. */
export class WrongGuess extends AwsError {
  constructor(message: string, member?: string) {
    super('WrongGuess', message, {}, { member });
  }
}
