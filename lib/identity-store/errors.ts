import { AwsError } from '../core/errors';
import { quotaInWords, quotas } from '../core/quotas';

type ResourceType = 'USER' | 'GROUP' | 'GROUP_MEMBERSHIP';

const NAMES = { USER: 'USER', GROUP: 'GROUP', GROUP_MEMBERSHIP: 'MEMBERSHIP' } as const satisfies Record<ResourceType, string>;

/** @param id absent: the call does not name the resource by its id */
export function notFound(type: ResourceType, id?: string): AwsError {
  const members = { ResourceType: type, ...(id !== undefined && { ResourceId: id }) };
  return new AwsError('ResourceNotFoundException', `${NAMES[type]} not found.`, members);
}

/** Returns the error for a value that another resource of the store has. */
export function conflict(message: string, member?: string): AwsError {
  return new AwsError('ConflictException', message, { Reason: 'UNIQUENESS_CONSTRAINT_VIOLATION' }, { member });
}

export function invalid(message: string, member?: string): AwsError {
  return new AwsError('ValidationException', message, {}, { member });
}

/** @throws AwsError ServiceQuotaExceededException if the store is full */
export function requireRoom(quota: 'UsersPerIdentityStore' | 'GroupsPerIdentityStore', count: number): void {
  if (count >= quotas()[quota]) throw new AwsError('ServiceQuotaExceededException', quotaInWords(quota));
}
