import { type Contract, taking } from '../../core/testing/contract';
import { crowdResources, resourcePolicy } from '../test-tables';
import * as buckets from './bucket-operations';
import * as copies from './copy-operations';
import * as listings from './list-operations';
import * as objects from './object-operations';
import * as policies from './policy-operations';
import { ALL_BLOCKED, Bucket } from './resource';

const operations = { ...buckets, ...policies, ...listings, ...objects, ...copies };

const BUCKET = { Bucket: 'contract-bucket' };
const OBJECT = { ...BUCKET, Key: 'folder/key' };
const NO_BUCKET = 'The specified bucket does not exist';
const policyFor = (name: string, account: string) =>
  resourcePolicy({
    Sid: 'own',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${name}/*`,
  });

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    // Bucket names are lower case, but the names of fixtures may not be.
    const bucket = name.toLowerCase().replace(/[^a-z0-9-]/g, '-');
    await root.run(buckets.CreateBucket, {
      Bucket: bucket,
      CreateBucketConfiguration: { Tags: [{ Key: 'owner', Value: secret }] },
    });
    await root.run(policies.PutBucketPolicy, {
      Bucket: bucket,
      Policy: policyFor(bucket, root.accountId).replace('own', secret),
    });
    await root.run(objects.PutObject, { Bucket: bucket, Key: 'key', Body: Buffer.from(secret), Metadata: { owner: secret } });
    return { Bucket: bucket, Key: 'key', CopySource: `${bucket}/key` };
  },
  tells: {
    CreateBucket: 'the names of buckets are unique in all of a partition, and AWS says which are taken',
    ...Object.fromEntries(
      taking(operations, 'Bucket', 'CreateBucket').map((name) => [
        name,
        'AWS says that a bucket is not there before it asks any policy',
      ]),
    ),
  },
  calls: [
    ['CreateBucket', { ...BUCKET, CreateBucketConfiguration: { Tags: [{ Key: 'team', Value: 'blue' }] } }],
    ['ListBuckets', { Prefix: 'contract-', MaxBuckets: 1 }],
    ['HeadBucket', BUCKET],
    ['GetBucketLocation', BUCKET],
    ['GetBucketTagging', BUCKET],
    ['PutBucketTagging', { ...BUCKET, Tagging: { TagSet: [{ Key: 'new', Value: '1' }] } }],
    ['DeleteBucketTagging', BUCKET],
    ['PutBucketAbac', { ...BUCKET, AbacStatus: { Status: 'Enabled' } }],
    ['GetBucketAbac', BUCKET],
    ['GetPublicAccessBlock', BUCKET],
    ['DeletePublicAccessBlock', BUCKET],
    ['PutPublicAccessBlock', { ...BUCKET, PublicAccessBlockConfiguration: ALL_BLOCKED }],
    ['PutBucketPolicy', { ...BUCKET, Policy: policyFor('contract-bucket', '<scene.account>') }],
    ['GetBucketPolicy', BUCKET],
    ['GetBucketPolicyStatus', BUCKET],
    ['DeleteBucketPolicy', BUCKET],
    [
      'PutObject',
      { ...OBJECT, Body: new Uint8Array([104, 105]), ContentType: 'text/plain', Metadata: { who: 'me' }, Tagging: 'a=b' },
    ],
    ['HeadObject', OBJECT],
    ['GetObject', { ...OBJECT, Range: 'bytes=0-0' }],
    ['PutObjectTagging', { ...OBJECT, Tagging: { TagSet: [{ Key: 'c', Value: 'd' }] } }],
    ['GetObjectTagging', OBJECT],
    ['CopyObject', { ...BUCKET, Key: 'copy', CopySource: 'contract-bucket/folder/key' }],
    ['DeleteObjectTagging', { ...BUCKET, Key: 'copy' }],
    ['ListObjects', { ...BUCKET, Prefix: 'folder/', Delimiter: '/' }],
    ['ListObjectsV2', { ...BUCKET, MaxKeys: 1, FetchOwner: true }],
    ['DeleteObject', OBJECT],
    ['DeleteObjects', { ...BUCKET, Delete: { Objects: [{ Key: 'copy' }] } }],
    ['DeleteBucket', BUCKET],
  ],
  errors: {
    furnish: async (stage) => {
      await stage.root.run(buckets.CreateBucket, { Bucket: 'held-bucket' });
      const other = await stage.account('other');
      await other.run(buckets.CreateBucket, { Bucket: 'others-bucket' });
      await crowdResources(stage, Bucket, { publicAccessBlock: null, isPublic: false });
      return {};
    },
    usual: {
      Bucket: 'held-bucket',
      Key: 'none',
      Policy: '{}',
      Tagging: { TagSet: [] },
      CopySource: 'held-bucket/none',
      AbacStatus: { Status: 'Disabled' },
      PublicAccessBlockConfiguration: {},
      Delete: { Objects: [{ Key: 'none' }] },
    },
    failures: {
      BucketAlreadyExists: [
        [
          'CreateBucket',
          { Bucket: 'others-bucket' },
          'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
        ],
      ],
      BucketAlreadyOwnedByYou: [
        [
          'CreateBucket',
          { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } },
          'Your previous request to create the named bucket succeeded and you already own it.',
        ],
      ],
      NoSuchBucket: [[['ListObjects', 'ListObjectsV2'], { Bucket: 'no-such-bucket' }, NO_BUCKET]],
      NoSuchKey: [['GetObject', {}, 'The specified key does not exist.']],
      NotFound: [[['HeadBucket', 'HeadObject'], { Bucket: 'no-such-bucket' }, 'UnknownError']],
    },
    unreachable: {
      ObjectNotInActiveTierError: [['CopyObject', 'there are no archives here']],
      InvalidObjectState: [['GetObject', 'there are no archives here']],
      EncryptionTypeMismatch: [['PutObject', 'objects are encrypted with the key of the installation alone']],
      InvalidRequest: [
        ['PutObject', 'what can be wrong of a multipart upload or a checksum algorithm has a code of its own here'],
      ],
      InvalidWriteOffset: [['PutObject', 'nothing is appended to an object here']],
      TooManyParts: [['PutObject', 'nothing is appended to an object here']],
    },
  },
};
