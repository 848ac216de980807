import { z } from 'zod';
import { requestTagContext } from '../../core/authorization/context';
import { AwsError } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { updateResource } from '../rows';
import { withoutTags, withTags } from '../tags';
import { accountBlocks, blockByPolicy, findOwnBlock, type PublicAccessBlock, setAccountBlock, toBlock } from './account-block';
import { bucketCheck, findBucketByArn } from './buckets';
import {
  AccountInput,
  ListTagsForResourceInput,
  PutAccountPublicAccessBlockInput,
  TagResourceInput,
  UntagResourceInput,
} from './control-schema';
import { s3Error } from './errors';
import { S3_TAG_ERRORS } from './tags';

// CloudTrail's names of these calls say that they are about an account, since some calls about buckets have the same names.

/**
 * Refuses to change settings that an S3 policy decides. Source: S3 Control API Reference, PutPublicAccessBlock.
 * @throws AwsError AccessDenied
 */
async function requireNoPolicy({ db, account }: Scope): Promise<void> {
  const policy = await blockByPolicy(db, account);
  if (policy) throw new AwsError('AccessDenied', 'Access Denied', {}, { refusal: policy.refusal });
}

/** @throws AwsError AccessDenied for another account than the caller's, which nothing can permit */
function requireOwn({ AccountId }: { AccountId?: string | undefined }, { accountId }: Scope): void {
  if (AccountId !== undefined && AccountId !== accountId) throw s3Error('AccessDenied', 'Access Denied');
}

const ofAccount = (action: string) => ({
  action,
  target: async (input: { AccountId?: string | undefined }, scope: Scope) => requireOwn(input, scope),
  checks: () => [{ action, resource: '*' }],
});

export const GetAccountPublicAccessBlock = defineOperation({
  service: 's3',
  name: 'GetAccountPublicAccessBlock',
  access: 'Read',
  input: AccountInput,
  ...ofAccount('s3:GetAccountPublicAccessBlock'),
  // That the answer is the policy's while one is in force, is not confirmed.
  run: async (_input, { db, accountId }) => {
    const block = (await accountBlocks(db, [accountId])).get(accountId);
    if (!block)
      throw s3Error('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found', {
        AccountId: accountId,
      });
    return { PublicAccessBlockConfiguration: block };
  },
});

/** Returns the account's own settings, and whether an S3 policy decides in their place. */
export const GetOwnPublicAccessBlock = defineOperation({
  service: 'gatehouse',
  name: 'GetOwnPublicAccessBlock',
  access: 'Read',
  input: z.object({}),
  checks: () => [{ action: 's3:GetAccountPublicAccessBlock', resource: '*' }],
  run: async (_input, { db, account, partition, accountId }): Promise<{ Block: PublicAccessBlock | null; Managed: boolean }> => ({
    Block: await findOwnBlock(db, { partition, accountId }),
    Managed: (await blockByPolicy(db, account)) !== null,
  }),
});

export const PutAccountPublicAccessBlock = defineOperation({
  service: 's3',
  name: 'PutAccountPublicAccessBlock',
  access: 'Permissions management',
  input: PutAccountPublicAccessBlockInput,
  ...ofAccount('s3:PutAccountPublicAccessBlock'),
  run: async ({ PublicAccessBlockConfiguration }, scope) => {
    await requireNoPolicy(scope);
    await setAccountBlock(scope, toBlock(PublicAccessBlockConfiguration));
  },
});

export const DeleteAccountPublicAccessBlock = defineOperation({
  service: 's3',
  name: 'DeleteAccountPublicAccessBlock',
  access: 'Permissions management',
  input: AccountInput,
  ...ofAccount('s3:PutAccountPublicAccessBlock'),
  run: async (_input, scope) => {
    await requireNoPolicy(scope);
    await setAccountBlock(scope, null);
  },
});

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
