import { AwsError } from '../../core/errors';
import type { TagErrors } from '../tags';

/** The used errors of Secrets Manager's model. */
type SecretsErrorName =
  | 'InvalidNextTokenException'
  | 'InvalidParameterException'
  | 'InvalidRequestException'
  | 'LimitExceededException'
  | 'MalformedPolicyDocumentException'
  | 'PublicPolicyException'
  | 'ResourceExistsException'
  | 'ResourceNotFoundException';

export function secretsError(name: SecretsErrorName, message: string, member?: string): AwsError {
  return new AwsError(name, message, {}, { member });
}

export function invalidParameter(message: string, member?: string): AwsError {
  return secretsError('InvalidParameterException', message, member);
}

export function secretNotFound(): AwsError {
  return secretsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
}

export const SECRET_TAG_ERRORS: TagErrors = {
  tooMany: () => invalidParameter('You have too many tags on this secret.', 'Tags'),
  twice: (key) => invalidParameter(`Request contains duplicate tag key: ${key}`, 'Tags'),
  reserved: () => invalidParameter('aws: prefixed tag key names are not allowed for external use.', 'Tags'),
};
