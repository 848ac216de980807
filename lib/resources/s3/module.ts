import { anyKind } from '../../core/module/kind';
import { defineModule, type ErrorNames } from '../../core/module/module';
import type { TagPair } from '../../core/tags';
import { TO_TRY_POLICIES_ON } from '../played-in-part';
import { s3Error } from './errors';
import { Bucket } from './resource';

// S3's error list has the sentence without the key.
const TAG_POLICY_SENTENCE = 'The tag policy does not allow the specified value for the following tag key.';
const errors: ErrorNames = {
  keepsException: ['TagPolicyException'],
  codes: {
    IncompleteSignature: 'AuthorizationHeaderMalformed',
    InternalFailure: 'InternalError',
    InvalidClientTokenId: 'InvalidAccessKeyId',
    MalformedInput: 'InvalidArgument',
    MissingAuthenticationToken: 'AccessDenied',
    RequestEntityTooLarge: 'EntityTooLarge',
  },
};
// The contents of objects, and the keys that encrypt them.
const secretMembers = ['Body', 'SSECustomerKey', 'CopySourceSSECustomerKey', 'SSEKMSEncryptionContext'];

/** Amazon Simple Storage Service, and S3 Control: its calls for an account rather than a bucket. */
export const s3 = defineModule({
  name: 's3',
  services: [
    {
      name: 's3',
      fullName: 'Simple Storage Service',
      callsOfActions: {
        ListAllMyBuckets: ['ListBuckets'],
        ListBucket: ['ListObjectsV2', 'HeadBucket'],
        GetBucketPublicAccessBlock: ['GetPublicAccessBlock'],
        PutBucketPublicAccessBlock: ['PutPublicAccessBlock'],
      },
      errors,
      noRoom: 'InvalidRequest',
      dataEvents: {
        calls: [
          'CopyObject',
          'DeleteObject',
          'DeleteObjectTagging',
          'DeleteObjects',
          'GetObject',
          'GetObjectTagging',
          'HeadObject',
          'ListObjects',
          'ListObjectsV2',
          'PutObject',
          'PutObjectTagging',
        ],
        actions: ['ListBucket'],
      },
      secretMembers,
      resourceTypes: { 'AWS::S3::Object': /^[^/]+\//, 'AWS::S3::Bucket': /^[^/]+$/ },
      tagPolicies: {
        types: { bucket: /^[^/]+$/ },
        cloudFormation: { bucket: 'AWS::S3::Bucket' },
        refusal: () => s3Error('TagPolicyException', TAG_POLICY_SENTENCE),
      },
      tagWriting: (arn) => {
        const Bucket = arn.slice(arn.lastIndexOf(':') + 1);
        if (Bucket.includes('/')) return null;
        return {
          read: ['GetBucketTagging', { Bucket }],
          tagsOf: (answer) => (answer as { TagSet: TagPair[] }).TagSet,
          none: 'NoSuchTagSet',
          replace: (TagSet) =>
            TagSet.length > 0 ? ['PutBucketTagging', { Bucket, Tagging: { TagSet } }] : ['DeleteBucketTagging', { Bucket }],
        };
      },
      wire: {
        title: 'S3',
        signingName: 's3',
        endpointVariable: 'S3',
        protocol: { name: 's3' },
        model: () => import('@aws-sdk/client-s3'),
        partly: TO_TRY_POLICIES_ON,
      },
    },
    {
      name: 's3control',
      errors,
      secretMembers,
      wire: {
        title: 'S3 Control',
        signingName: 's3',
        endpointVariable: 'S3_CONTROL',
        protocol: { name: 's3-control' },
        model: () => import('@aws-sdk/client-s3-control'),
        partly: TO_TRY_POLICIES_ON,
      },
    },
  ],
  resources: [anyKind(Bucket)],
  hooks: { onDelivery: async (...given) => (await import('./service-delivery')).deliverForService(...given) },
  load: () => import('./parts'),
});
