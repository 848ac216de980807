'use client';

import dynamic from 'next/dynamic';
import { BUCKET } from '@/lib/resources/s3/arns';
import { kindOf, requiredName } from '../kind';
import { bucketReads } from './queries';

// Tabs are loaded when they are opened.
const BucketObjects = dynamic(() => import('./bucket-objects').then((module) => module.BucketObjects));
const PublicAccess = dynamic(() => import('./public-access').then((module) => module.PublicAccess));

export const bucket = kindOf(BUCKET, {
  ...bucketReads,
  description:
    'Buckets store objects. Bucket names are unique among all accounts, and a bucket policy can grant access to anyone.',
  empty: 'Create a bucket, upload an object, and see who can read it through identity policies or the bucket policy.',
  gone: ['NoSuchBucket'],
  columns: [],
  facts: ({ region }) => [{ label: 'AWS Region', value: region }],
  tabs: [
    { id: 'objects', label: 'Objects', Content: BucketObjects },
    { id: 'public-access', label: 'Block Public Access', Content: PublicAccess },
  ],
  noTags: 'As in AWS, tags of a bucket only affect access if attribute-based access control is enabled for it.',
  policy: {
    maxCharacters: 20_480,
    removable: true,
    none: 'Without a bucket policy, only principals of this account have access, through their own policies.',
  },
  name: requiredName(
    'Bucket name',
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    '3 to 63 lowercase letters, digits, dots and hyphens. Must begin and end with a letter or digit.',
    'Unique among the buckets of all accounts.',
  ),
  remove: {
    text: 'The bucket must be empty. Policies that name it don’t change. Any account can then use its name.',
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
