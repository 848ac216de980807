import { AwsError, validationError } from '../../core/errors';
import type { TagErrors } from '../tags';

/** The errors that DynamoDB's model has, and what is used of them here. What a request says wrong is ValidationException. */
type DynamoDbErrorName =
  | 'LimitExceededException'
  | 'PolicyNotFoundException'
  | 'ResourceInUseException'
  | 'ResourceNotFoundException';

export function dynamoDbError(name: DynamoDbErrorName, message: string): AwsError {
  return new AwsError(name, message);
}

/** What AWS says before what is wrong with a value. */
export const INVALID_VALUE = 'One or more parameter values were invalid: ';

export function invalidValue(reason: string, member?: string): AwsError {
  return validationError(INVALID_VALUE + reason, member);
}

export const DYNAMODB_TAG_ERRORS: TagErrors = {
  tooMany: () => invalidValue('The maximum number of tags allowed for a resource has been exceeded.', 'Tags'),
  twice: (key) => invalidValue(`Tag keys must be unique: ${key}`, 'Tags'),
  reserved: () => invalidValue('Tag keys must not begin with aws:.', 'Tags'),
};
