import { AwsError } from '../core/errors';
import { type QuotaName, quotaInWords, quotas } from '../core/quotas';

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

export function conflict(message: string, member?: string): AwsError {
  return new AwsError('ConflictException', message, {}, { member });
}

export function invalid(message: string, member?: string): AwsError {
  return new AwsError('ValidationException', message, {}, { member });
}

/**
 * Refuses another item when a quota is reached. AWS's text is not confirmed.
 * @throws AwsError ServiceQuotaExceededException
 */
export function requireRoom(quota: QuotaName, count: number): void {
  if (count < quotas()[quota]) return;
  throw quotaExceeded(`The limit is reached. ${quotaInWords(quota)}`);
}

export function quotaExceeded(message: string): AwsError {
  return new AwsError('ServiceQuotaExceededException', message);
}
