import { AwsError } from '../core/errors';

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

export function conflict(message: string, member?: string): AwsError {
  return new AwsError('ConflictException', message, {}, { member });
}

export function invalid(message: string, member?: string): AwsError {
  return new AwsError('ValidationException', message, {}, { member });
}
