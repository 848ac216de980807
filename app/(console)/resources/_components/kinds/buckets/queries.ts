import { consoleQuery } from '@/lib/console/query';
import { type ResourceKindInfo, reading, type Tag } from './kind';

/** Reads the Region of a bucket, by the call that AWS's console makes. */
export const bucketReading = reading(
  ({ name: Bucket }) => consoleQuery('s3', 'HeadBucket', { Bucket }),
  ({ BucketRegion }) => ({ region: BucketRegion }),
);

export const buckets: ResourceKindInfo = {
  id: 'buckets',
  noun: 'Bucket',
  title: 'S3 buckets',
  one: 'bucket',
  many: 'buckets',
  description:
    'Buckets hold objects. Their names are unique among all accounts, and a bucket policy can let in anybody in the world.',
  empty:
    'Make a bucket, put an object in it, and see who may read it: by identity policies, by the bucket’s own policy, or not at all.',
  describe: bucketReading,
  gone: ['NoSuchBucket'],
  tags: reading(
    ({ name: Bucket }) => consoleQuery('s3', 'GetBucketTagging', { Bucket }),
    ({ TagSet }): readonly Tag[] => TagSet,
    { code: 'NoSuchTagSet', value: [] },
  ),
  noTags: 'Tags of a bucket bear on access only where attribute-based access control is switched on for it, as in AWS.',
  policy: {
    read: reading(
      ({ name: Bucket }) => consoleQuery('s3', 'GetBucketPolicy', { Bucket }),
      ({ Policy }): string | null => Policy,
      { code: 'NoSuchBucketPolicy', value: null },
    ),
    type: 'AWS::S3::Bucket',
    maxCharacters: 20_480,
    removable: true,
    none: 'Without a bucket policy only principals of the account get in, by their own policies.',
  },
  create: 'Create bucket',
  remove: {
    verb: 'Delete',
    title: (name) => `Delete bucket ${name}?`,
    text: 'The bucket must be empty. Policies that name it stay as they are. Its name is free for any account afterwards.',
    done: (name) => `Bucket ${name} was deleted.`,
  },
  asks: [
    { action: 's3:GetObject', inside: true },
    { action: 's3:PutObject', inside: true },
    { action: 's3:DeleteObject', inside: true },
    { action: 's3:ListBucket' },
    { action: 's3:PutBucketPolicy' },
    { action: 's3:DeleteBucket' },
  ],
};
