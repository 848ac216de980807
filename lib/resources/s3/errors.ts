import { AwsError } from '../../core/errors';

/**
 * The used errors of S3, in its own codes, since its model has hardly any. Source: Amazon S3 API Reference, "Error responses".
 */
type S3ErrorName =
  | 'AccessControlListNotSupported'
  | 'AccessDenied'
  | 'BadRequest'
  | 'BucketAlreadyExists'
  | 'BucketAlreadyOwnedByYou'
  | 'BucketNotEmpty'
  | 'EntityTooLarge'
  | 'IllegalLocationConstraintException'
  | 'InvalidArgument'
  | 'InvalidBucketName'
  | 'InvalidRange'
  | 'InvalidRequest'
  | 'InvalidTag'
  | 'KeyTooLongError'
  | 'MalformedPolicy'
  | 'MalformedXML'
  | 'NoSuchBucket'
  | 'NoSuchBucketPolicy'
  | 'NoSuchKey'
  | 'NoSuchPublicAccessBlockConfiguration'
  | 'NoSuchResource'
  | 'NoSuchTagSet'
  | 'NoSuchVersion'
  | 'NotFound'
  | 'NotImplemented'
  | 'NotModified'
  | 'PreconditionFailed'
  | 'TagPolicyException'
  | 'TooManyBuckets';

/** @param members the members beside the message: `BucketName`, `Key` */
export function s3Error(
  name: S3ErrorName,
  message: string,
  members: Readonly<Record<string, string>> = {},
  member?: string,
): AwsError {
  return new AwsError(name, message, members, { member });
}

export function noSuchBucket(name: string): AwsError {
  return s3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: name });
}

export function noSuchKey(key: string): AwsError {
  return s3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
}
