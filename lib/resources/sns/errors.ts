import { AwsError } from '../../core/errors';
import type { TagErrors } from '../tags';

/** The used errors of SNS's model. */
type SnsErrorName =
  | 'InvalidParameterException'
  | 'InvalidParameterValueException'
  | 'NotFoundException'
  | 'ResourceNotFoundException'
  | 'TagLimitExceededException'
  | 'TagPolicyException'
  | 'TopicLimitExceededException';

export function snsError(name: SnsErrorName, message: string, member?: string): AwsError {
  return new AwsError(name, message, {}, { member });
}

/** @param what the text after AWS's `Invalid parameter: ` */
export function invalidParameter(what: string, member?: string): AwsError {
  return snsError('InvalidParameterException', `Invalid parameter: ${what}`, member);
}

export const SNS_TAG_ERRORS: TagErrors = {
  tooMany: () => snsError('TagLimitExceededException', 'Could not complete request: tag quota of per resource exceeded', 'Tags'),
  twice: () => invalidParameter('Duplicated keys are not allowed.', 'Tags'),
  reserved: () => invalidParameter('Tags Reason: aws: prefixed tag key names are not allowed for external use.', 'Tags'),
};
