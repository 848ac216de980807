import { AwsError } from '../../core/errors';
import type { TagErrors } from '../tags';

/** The used errors of Lambda's model. */
type LambdaErrorName =
  | 'CodeSigningConfigNotFoundException'
  | 'CodeStorageExceededException'
  | 'InvalidParameterValueException'
  | 'PolicyLengthExceededException'
  | 'PreconditionFailedException'
  | 'ResourceConflictException'
  | 'ResourceNotFoundException';

export function lambdaError(name: LambdaErrorName, message: string, member?: string): AwsError {
  return new AwsError(name, message, {}, { member });
}

export function invalidParameter(message: string, member?: string): AwsError {
  return lambdaError('InvalidParameterValueException', message, member);
}

export function functionNotFound(arn: string): AwsError {
  return lambdaError('ResourceNotFoundException', `Function not found: ${arn}`, 'FunctionName');
}

export const NOT_ASSUMABLE = 'The role defined for the function cannot be assumed by Lambda.';

export const LAMBDA_TAG_ERRORS: TagErrors = {
  tooMany: () => invalidParameter('The number of tags exceeds the limit for this resource.', 'Tags'),
  twice: (key) => invalidParameter(`Tag keys must be unique: ${key}`, 'Tags'),
  reserved: () => invalidParameter('Tag keys must not begin with aws:.', 'Tags'),
};

/** @throws AwsError PreconditionFailedException if a function, or its policy, is not the one that the caller knows */
export function requireRevision(expected: string | undefined, actual: string | undefined, call: string): void {
  if (expected === undefined || expected === actual) return;
  throw lambdaError(
    'PreconditionFailedException',
    `The Revision Id provided does not match the latest Revision Id. Call the ${call} API to retrieve the latest Revision Id`,
    'RevisionId',
  );
}
