import { AwsError } from '../../core/errors';

/** Returns a ValidationException. `member` is the invalid member of the input. */
export function invalid(message: string, member: string): AwsError {
  return new AwsError('ValidationException', message, {}, { member });
}
