import { AwsError, validationError } from '../../core/errors';
import type { TagErrors } from '../tags';

/** The used errors of DynamoDB's model. An invalid request gets ValidationException. */
type DynamoDbErrorName =
  | 'LimitExceededException'
  | 'PolicyNotFoundException'
  | 'ResourceInUseException'
  | 'ResourceNotFoundException';

export function dynamoDbError(name: DynamoDbErrorName, message: string): AwsError {
  return new AwsError(name, message);
}

/** AWS's text before the reason why a value is invalid. */
export const INVALID_VALUE = 'One or more parameter values were invalid: ';

export function invalidValue(reason: string, member?: string): AwsError {
  return validationError(INVALID_VALUE + reason, member);
}

export const DYNAMODB_TAG_ERRORS: TagErrors = {
  tooMany: () => invalidValue('The maximum number of tags allowed for a resource has been exceeded.', 'Tags'),
  twice: (key) => invalidValue(`Tag keys must be unique: ${key}`, 'Tags'),
  reserved: () => invalidValue('Tag keys must not begin with aws:.', 'Tags'),
};
