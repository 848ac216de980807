'use client';

import dynamic from 'next/dynamic';
import { bucketReading } from './buckets';
import { factsOf, type ResourceKindView } from './view';

// Tabs are loaded when they are opened.
const BucketObjects = dynamic(() => import('./bucket-objects').then((module) => module.BucketObjects));
const PublicAccess = dynamic(() => import('./public-access').then((module) => module.PublicAccess));

const LETTERS = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export const bucketView: ResourceKindView = {
  columns: [],
  filters: [],
  facts: factsOf(bucketReading, ({ region }) => [{ label: 'AWS Region', value: region }]),
  tabs: [
    { id: 'objects', label: 'Objects', Content: BucketObjects },
    { id: 'public-access', label: 'Block Public Access', Content: PublicAccess },
  ],
  name: {
    label: 'Bucket name',
    hint: 'Unique among the buckets of all accounts: 3 to 63 small letters, digits, dots and hyphens.',
    problem: (text) => {
      if (text === '') return 'Required.';
      return LETTERS.test(text)
        ? undefined
        : '3 to 63 small letters, digits, dots and hyphens, with a letter or digit at both ends.';
    },
  },
};
