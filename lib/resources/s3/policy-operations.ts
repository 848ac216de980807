import { AwsError } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { isPublicPolicy, toShownPolicy, toStoredPolicy } from '../policies';
import { updateResource } from '../rows';
import { bucketCheck, findBucket } from './buckets';
import { s3Error } from './errors';
import { Bucket, type BucketResource } from './resource';
import { BucketInput, PutBucketPolicyInput } from './schema';

/** Returns the parts of a call that only the owner's account may make, and its root user always may. */
const ofPolicy = (action: string) => ({
  target: async (input: { Bucket: string; ExpectedBucketOwner?: string | undefined }, scope: Scope) => findBucket(scope, input),
  checks: (_: unknown, scope: Scope, bucket: BucketResource) => [bucketCheck(action, scope, bucket, { rootAlways: true })],
});

/** @throws AwsError MethodNotAllowed for other accounts, even if the policy allows them (AWS) */
function requireOwn({ accountId }: Scope, bucket: BucketResource): void {
  if (accountId !== bucket.accountId)
    throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.');
}

function noPolicy({ name }: BucketResource): AwsError {
  return s3Error('NoSuchBucketPolicy', 'The bucket policy does not exist', { BucketName: name });
}

export const GetBucketPolicy = defineOperation({
  service: 's3',
  name: 'GetBucketPolicy',
  access: 'Read',
  input: BucketInput,
  ...ofPolicy('s3:GetBucketPolicy'),
  run: async (_input, scope, bucket) => {
    requireOwn(scope, bucket);
    if (bucket.policy === null) throw noPolicy(bucket);
    return { Policy: await toShownPolicy(scope, bucket.policy) };
  },
});

export const GetBucketPolicyStatus = defineOperation({
  service: 's3',
  name: 'GetBucketPolicyStatus',
  access: 'Read',
  input: BucketInput,
  ...ofPolicy('s3:GetBucketPolicyStatus'),
  run: async (_input, _scope, bucket) => {
    if (bucket.policy === null) throw noPolicy(bucket);
    return { PolicyStatus: { IsPublic: bucket.settings.isPublic } };
  },
});

export const PutBucketPolicy = defineOperation({
  service: 's3',
  name: 'PutBucketPolicy',
  access: 'Permissions management',
  input: PutBucketPolicyInput,
  ...ofPolicy('s3:PutBucketPolicy'),
  // Before the transaction, since it takes long for large policies. A policy that is too long is refused there.
  prepare: async ({ Policy }) => Policy.length <= (Bucket.policy?.most ?? 0) && (await isPublicPolicy(Policy)),
  run: async ({ Policy }, scope, bucket, becomesPublic) => {
    requireOwn(scope, bucket);
    if (!Bucket.policy) throw new Error('buckets have policies');
    const policy = await toStoredPolicy(scope, Bucket.policy, bucket.arn, Policy);
    if (becomesPublic) await Bucket.refusePublic?.(scope, bucket);
    await updateResource(scope.db, bucket, { policy, settings: { isPublic: becomesPublic } });
  },
});

export const DeleteBucketPolicy = defineOperation({
  service: 's3',
  name: 'DeleteBucketPolicy',
  access: 'Permissions management',
  input: BucketInput,
  ...ofPolicy('s3:DeleteBucketPolicy'),
  run: async (_input, scope, bucket) => {
    requireOwn(scope, bucket);
    await updateResource(scope.db, bucket, { policy: null, settings: { isPublic: false } });
  },
});
