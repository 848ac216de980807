import { AwsError } from '../../core/errors';
import type { TagErrors } from '../tags';

/** The used errors of SQS's model, and the common ones that it spells in JSON as it did in Query. */
type SqsErrorName =
  | 'InvalidAttributeName'
  | 'InvalidAttributeValue'
  | 'InvalidMessageContents'
  | 'OverLimit'
  | 'QueueDoesNotExist'
  | 'QueueNameExists'
  | 'ReceiptHandleIsInvalid'
  | 'UnsupportedOperation'
  | 'InvalidParameterValue';

export function sqsError(name: SqsErrorName, message: string, member?: string): AwsError {
  return new AwsError(name, message, {}, { member });
}

export function invalidParameter(reason: string, member?: string): AwsError {
  return sqsError('InvalidParameterValue', reason, member);
}

export function queueDoesNotExist(): AwsError {
  return sqsError('QueueDoesNotExist', 'The specified queue does not exist.');
}

export const SQS_TAG_ERRORS: TagErrors = {
  tooMany: () => invalidParameter('Too many tags added for queue.', 'Tags'),
  twice: () => invalidParameter('Tag keys must be unique.', 'Tags'),
  reserved: () => invalidParameter('Tag keys must not begin with aws:.', 'Tags'),
};
