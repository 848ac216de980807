import type { Policy } from '../../engine';
import { defineKind, type StoredResource } from '../kind';
import { s3Error } from './errors';

/** S3 Block Public Access, of a bucket. Source: Amazon S3 User Guide, "Blocking public access". */
export type PublicAccessBlock = {
  BlockPublicAcls: boolean;
  IgnorePublicAcls: boolean;
  BlockPublicPolicy: boolean;
  RestrictPublicBuckets: boolean;
};
/** AWS: a new bucket has all four on. */
export const ALL_BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export type BucketSettings = {
  /** null: it was deleted, and nothing is blocked. */
  publicAccessBlock: PublicAccessBlock | null;
  /** Whether what its policy lets in is public, in S3's sense. */
  isPublic: boolean;
  /** Whether its tags bear on access to it and what is in it. Absent: not. */
  abac?: boolean;
};
export type BucketResource = StoredResource<BucketSettings>;

/** The ARN of a bucket, which names neither an account nor a Region. */
export function bucketArn(partition: string, name: string): string {
  return `arn:${partition}:s3:::${name}`;
}

const LETTERS = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;
const RESERVED = /^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** Source: Amazon S3 User Guide, "General purpose bucket naming rules". `amzn-s3-demo-` is for documentation alone. */
export function isBucketName(name: string): boolean {
  return LETTERS.test(name) && !name.includes('..') && !ADDRESS.test(name) && !RESERVED.test(name);
}

export const Bucket = defineKind<BucketSettings>({
  service: 's3',
  type: 'bucket',
  arn: ({ partition }, name) => bucketArn(partition, name),
  quota: 'S3BucketsPerAccount',
  // A bucket's name has no slash.
  containerOf: (arn) => arn.split('/', 1)[0] ?? arn,
  blocksPublicAccess: ({ settings }) => settings.isPublic && settings.publicAccessBlock?.RestrictPublicBuckets === true,
  // AWS: tags of buckets bear on access only where attribute-based access control is switched on for one.
  tagsCount: ({ settings }) => settings.abac === true,
  keys: (bucket) => ({
    // Any endpoint reaches any bucket here; AWS has that of the bucket's Region redirect to it.
    ...(bucket && { 'aws:RequestedRegion': bucket.region, 's3:ResourceAccount': bucket.accountId }),
    ...(bucket?.settings.abac && Object.fromEntries(bucket.tags.map(({ Key, Value }) => [`s3:BucketTag/${Key}`, Value]))),
  }),
  policy: {
    most: 20_480,
    tooLong: () => s3Error('MalformedPolicy', 'The policy exceeds the maximum allowed document size.', {}, 'Policy'),
    malformed: ([issue]) => s3Error('MalformedPolicy', issue?.message ?? 'This policy contains invalid Json', {}, 'Policy'),
    invalidPrincipal: () => s3Error('MalformedPolicy', 'Invalid principal in policy', {}, 'Policy'),
    check: requireOwnResources,
  },
});

/** @throws AwsError MalformedPolicy for a statement about something else than the bucket and what is in it */
function requireOwnResources(policy: Policy, arn: string): void {
  for (const { resource } of policy.statements) {
    const foreign = resource?.entries.find(({ value }) => value !== arn && !value.startsWith(`${arn}/`) && value !== `${arn}*`);
    if (foreign) throw s3Error('MalformedPolicy', 'Policy has invalid resource', { Detail: foreign.value }, 'Policy');
  }
}
