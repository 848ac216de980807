'use client';

import dynamic from 'next/dynamic';
import { kindOf, requiredName } from '../kind';
import { bucketReads } from './queries';

// Tabs are loaded when they are opened.
const BucketObjects = dynamic(() => import('./bucket-objects').then((module) => module.BucketObjects));
const PublicAccess = dynamic(() => import('./public-access').then((module) => module.PublicAccess));

export const bucket = kindOf({
  ...bucketReads,
  id: 'buckets',
  noun: 'Bucket',
  one: 'bucket',
  many: 'buckets',
  description:
    'Buckets hold objects. Their names are unique among all accounts, and a bucket policy can let in anybody in the world.',
  empty:
    'Make a bucket, put an object in it, and see who may read it: by identity policies, by the bucket’s own policy, or not at all.',
  gone: ['NoSuchBucket'],
  columns: [],
  facts: ({ region }) => [{ label: 'AWS Region', value: region }],
  tabs: [
    { id: 'objects', label: 'Objects', Content: BucketObjects },
    { id: 'public-access', label: 'Block Public Access', Content: PublicAccess },
  ],
  noTags: 'Tags of a bucket bear on access only where attribute-based access control is switched on for it, as in AWS.',
  policy: {
    type: 'AWS::S3::Bucket',
    maxCharacters: 20_480,
    removable: true,
    none: 'Without a bucket policy only principals of the account get in, by their own policies.',
  },
  name: requiredName(
    'Bucket name',
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    '3 to 63 small letters, digits, dots and hyphens, with a letter or digit at both ends.',
    'Unique among the buckets of all accounts.',
  ),
  remove: {
    text: 'The bucket must be empty. Policies that name it stay as they are. Its name is free for any account afterwards.',
  },
  asks: [
    { action: 's3:GetObject', inside: true },
    { action: 's3:PutObject', inside: true },
    { action: 's3:DeleteObject', inside: true },
    { action: 's3:ListBucket' },
    { action: 's3:PutBucketPolicy' },
    { action: 's3:DeleteBucket' },
  ],
});
