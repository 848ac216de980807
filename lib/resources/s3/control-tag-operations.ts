import { requestTagContext } from '../../core/authorization/context';
import { defineOperation, type Scope } from '../../core/operation';
import { updateResource } from '../rows';
import { withoutTags, withTags } from '../tags';
import { bucketCheck, findBucketByArn } from './buckets';
import { ListTagsForResourceInput, TagResourceInput, UntagResourceInput } from './control-schema';
import { s3Error } from './errors';
import { S3_TAG_ERRORS } from './tags';

type Asked = { AccountId?: string | undefined; ResourceArn: string };

/**
 * Finds the bucket of a call, since only buckets have tags here.
 * @throws AwsError NotImplemented for other resources, NoSuchResource if the account has no such bucket
 */
async function findTagged({ AccountId, ResourceArn }: Asked, scope: Scope) {
  if (!/^arn:[a-z-]+:s3:::[^/]+$/.test(ResourceArn))
    throw s3Error('NotImplemented', 'Gatehouse has no other resources of S3 than buckets, by their ARN.', {}, 'ResourceArn');
  const bucket = await findBucketByArn(scope, ResourceArn);
  if (!bucket || bucket.accountId !== (AccountId ?? scope.accountId))
    throw s3Error('NoSuchResource', "The specified resource doesn't exist.", { Resource: ResourceArn });
  return bucket;
}

export const ListTagsForResource = defineOperation({
  service: 's3',
  name: 'ListTagsForResource',
  access: 'List',
  input: ListTagsForResourceInput,
  target: findTagged,
  checks: (_input, scope, bucket) => [bucketCheck('s3:ListTagsForResource', scope, bucket)],
  run: async (_input, _scope, { tags }) => ({ Tags: tags }),
});

/** AWS: these change a bucket's tags whether or not tags count, and need the tag permissions. */
export const TagResource = defineOperation({
  service: 's3',
  name: 'TagResource',
  access: 'Tagging',
  input: TagResourceInput,
  target: findTagged,
  checks: ({ Tags }, scope, bucket) => [bucketCheck('s3:TagResource', scope, bucket, { context: requestTagContext(Tags) })],
  run: async ({ Tags }, { db }, bucket) => {
    await updateResource(db, bucket, { tags: withTags(bucket.tags, Tags, S3_TAG_ERRORS) });
  },
});

export const UntagResource = defineOperation({
  service: 's3',
  name: 'UntagResource',
  access: 'Tagging',
  input: UntagResourceInput,
  target: findTagged,
  checks: ({ TagKeys }, scope, bucket) => [
    bucketCheck('s3:UntagResource', scope, bucket, { context: { 'aws:TagKeys': TagKeys } }),
  ],
  run: async ({ TagKeys }, { db }, bucket) => {
    await updateResource(db, bucket, { tags: withoutTags(bucket.tags, TagKeys) });
  },
});
