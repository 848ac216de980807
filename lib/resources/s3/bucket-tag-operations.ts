import { requestTagContext } from '../../core/authorization/context';
import type { AwsError } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { updateResource } from '../rows';
import { withTags } from '../tags';
import { type AskedBucket, bucketCheck, findBucket, ofBucket, ownerOfBucket } from './buckets';
import { s3Error } from './errors';
import type { BucketResource } from './resource';
import { BucketInput, PutBucketAbacInput, PutBucketTaggingInput } from './schema';
import { S3_TAG_ERRORS } from './tags';

/** AWS: once a bucket's tags count, only the calls with tag permissions may change them. @throws AwsError InvalidRequest */
function requireTagsCountNot({ name, settings }: BucketResource): void {
  if (settings.abac)
    throw s3Error(
      'InvalidRequest',
      'Attribute-based access control is enabled for this bucket. Use TagResource and UntagResource to manage its tags.',
      { BucketName: name },
    );
}

function noTags({ name }: BucketResource): AwsError {
  return s3Error('NoSuchTagSet', 'The TagSet does not exist', { BucketName: name });
}

export const GetBucketTagging = defineOperation({
  service: 's3',
  name: 'GetBucketTagging',
  access: 'Read',
  input: BucketInput,
  ...ofBucket('s3:GetBucketTagging'),
  run: async (_input, _scope, bucket) => {
    if (bucket.tags.length === 0) throw noTags(bucket);
    return { TagSet: bucket.tags };
  },
});

export const PutBucketTagging = defineOperation({
  service: 's3',
  name: 'PutBucketTagging',
  access: 'Tagging',
  input: PutBucketTaggingInput,
  anonymous: ownerOfBucket,
  target: (input: AskedBucket, scope: Scope) => findBucket(scope, input),
  checks: ({ Tagging: { TagSet } }, scope, bucket) => [
    bucketCheck('s3:PutBucketTagging', scope, bucket, { context: requestTagContext(TagSet) }),
  ],
  run: async ({ Tagging: { TagSet } }, { db }, bucket) => {
    requireTagsCountNot(bucket);
    await updateResource(db, bucket, { tags: withTags([], TagSet, S3_TAG_ERRORS) });
  },
});

export const DeleteBucketTagging = defineOperation({
  service: 's3',
  name: 'DeleteBucketTagging',
  access: 'Tagging',
  input: BucketInput,
  ...ofBucket('s3:PutBucketTagging'),
  run: async (_input, { db }, bucket) => {
    requireTagsCountNot(bucket);
    await updateResource(db, bucket, { tags: [] });
  },
});

/** Returns whether a bucket's tags count in decisions about it. */
export const GetBucketAbac = defineOperation({
  service: 's3',
  name: 'GetBucketAbac',
  access: 'Read',
  input: BucketInput,
  ...ofBucket('s3:GetBucketAbac'),
  run: async (_input, _scope, { settings }) => ({ AbacStatus: { Status: settings.abac ? 'Enabled' : 'Disabled' } }),
});

export const PutBucketAbac = defineOperation({
  service: 's3',
  name: 'PutBucketAbac',
  access: 'Write',
  input: PutBucketAbacInput,
  ...ofBucket('s3:PutBucketAbac'),
  run: async ({ AbacStatus: { Status } }, { db }, bucket) => {
    if (Status !== 'Enabled' && Status !== 'Disabled')
      throw s3Error('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
    await updateResource(db, bucket, { settings: { abac: Status === 'Enabled' } });
  },
});
