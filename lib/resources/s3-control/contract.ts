import type { Contract } from '../../core/testing/contract';
import { CreateBucket } from '../s3/bucket-operations';
import {
  DeleteAccountPublicAccessBlock,
  GetAccountPublicAccessBlock,
  ListTagsForResource,
  PutAccountPublicAccessBlock,
  TagResource,
  UntagResource,
} from '../s3/control-operations';
import { ALL_BLOCKED } from '../s3/resource';

// The calls of S3's second client are about the buckets of S3, whose folder has them.
const operations = {
  GetPublicAccessBlock: GetAccountPublicAccessBlock,
  PutPublicAccessBlock: PutAccountPublicAccessBlock,
  DeletePublicAccessBlock: DeleteAccountPublicAccessBlock,
  ListTagsForResource,
  TagResource,
  UntagResource,
};

const OWN = { AccountId: '<scene.account>' };
const BUCKET = { ...OWN, ResourceArn: 'arn:aws:s3:::control-bucket' };

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const bucket = `${name.toLowerCase().replace(/[^a-z0-9-]/g, '-')}-control`;
    await root.run(CreateBucket, { Bucket: bucket, CreateBucketConfiguration: { Tags: [{ Key: 'owner', Value: secret }] } });
    return { ResourceArn: `arn:aws:s3:::${bucket}` };
  },
  furnish: async ({ root }) => {
    await root.run(CreateBucket, { Bucket: 'control-bucket' });
    return {};
  },
  calls: [
    ['PutPublicAccessBlock', { ...OWN, PublicAccessBlockConfiguration: ALL_BLOCKED }],
    ['GetPublicAccessBlock', OWN],
    ['DeletePublicAccessBlock', OWN],
    ['TagResource', { ...BUCKET, Tags: [{ Key: 'team', Value: 'blue' }] }],
    ['ListTagsForResource', BUCKET],
    ['UntagResource', { ...BUCKET, TagKeys: ['team', 'none'] }],
  ],
  errors: {
    usual: { ResourceArn: 'arn:aws:s3:::none', Tags: [], TagKeys: [], PublicAccessBlockConfiguration: {} },
    failures: {
      NoSuchPublicAccessBlockConfiguration: [
        ['GetPublicAccessBlock', OWN, 'The public access block configuration was not found'],
      ],
    },
    unreachable: {},
  },
};
