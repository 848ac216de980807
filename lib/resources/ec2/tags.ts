import type { TagPair } from '../../core/tags';
import type { TagErrors } from '../tags';
import { ec2Error } from './errors';

export const EC2_TAG_ERRORS: TagErrors = {
  tooMany: () => ec2Error('TagLimitExceeded', "The maximum number of 'Tags' for a resource has been reached.", 'Tags'),
  twice: (key) => ec2Error('InvalidParameterValue', `Duplicate tag key '${key}' specified.`, 'Tags'),
  reserved: (key) =>
    ec2Error(
      'InvalidParameterValue',
      `Value ( ${key} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use`,
      'Tags',
    ),
};

/** @throws AwsError for a tag without a key, or one that is too long */
export function tagPairs(tags: readonly { Key?: string | undefined; Value?: string | undefined }[]): TagPair[] {
  return tags.map(({ Key = '', Value = '' }) => {
    if (Key === '') throw ec2Error('MissingParameter', 'The request must contain the parameter Tag.Key', 'Tags');
    if (Key.length > 128) throw ec2Error('InvalidParameterValue', `Tag key exceeds the maximum length of 128 characters`, 'Tags');
    if (Value.length > 256)
      throw ec2Error('InvalidParameterValue', `Tag value exceeds the maximum length of 256 characters`, 'Tags');
    return { Key, Value };
  });
}
