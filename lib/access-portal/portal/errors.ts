import { AwsError } from '../../core/errors';

/** The error for a token of nobody, of a sign-in that has ended, or of a user who is disabled or deleted. */
export const unauthorized = () => new AwsError('UnauthorizedException', 'Session token not found or invalid');
export const invalidRequest = (message: string) => new AwsError('InvalidRequestException', message);
export const notFound = () => new AwsError('ResourceNotFoundException', 'The person has no role in this account.');
