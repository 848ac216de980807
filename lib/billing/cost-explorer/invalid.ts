import { AwsError } from '../../core/errors';

/** A request that Cost Explorer does not take. `member` is the member of the input that says it. */
export function invalid(message: string, member: string): AwsError {
  return new AwsError('ValidationException', message, {}, { member });
}
