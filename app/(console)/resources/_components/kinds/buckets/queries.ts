import { partOf } from '@/components/console/kit/query';
import { consoleQuery } from '@/lib/console/query';
import type { ResourceAt } from '@/lib/console/resource-arn';
import type { PublicAccessBlock } from '../../block-form';
import type { ResourceReads, Tag } from '../kind';

export const objectsQuery = ({ name: Bucket }: ResourceAt) => consoleQuery('s3', 'ListObjectsV2', { Bucket });

export const publicAccessQuery = ({ name: Bucket }: ResourceAt) =>
  partOf(
    consoleQuery('s3', 'GetPublicAccessBlock', { Bucket }),
    ({ PublicAccessBlockConfiguration }): PublicAccessBlock => PublicAccessBlockConfiguration,
    {
      code: 'NoSuchPublicAccessBlockConfiguration',
      part: { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false },
    },
  );

export const bucketReads: ResourceReads<{ region: string }> = {
  // The Region of a bucket, by the call that AWS's console makes.
  describe: ({ name: Bucket }) =>
    partOf(consoleQuery('s3', 'HeadBucket', { Bucket }), ({ BucketRegion }) => ({ region: BucketRegion })),
  tagsOf: ({ name: Bucket }) =>
    partOf(consoleQuery('s3', 'GetBucketTagging', { Bucket }), ({ TagSet }): readonly Tag[] => TagSet, {
      code: 'NoSuchTagSet',
      part: [],
    }),
  policyOf: ({ name: Bucket }) =>
    partOf(consoleQuery('s3', 'GetBucketPolicy', { Bucket }), ({ Policy }): string | null => Policy, {
      code: 'NoSuchBucketPolicy',
      part: null,
    }),
};
